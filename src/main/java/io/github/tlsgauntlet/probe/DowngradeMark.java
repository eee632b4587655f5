package io.github.tlsgauntlet.probe;

import io.github.tlsgauntlet.protocol.HandshakeMessage.ServerHello;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** The mark that shows a client that somebody made it speak less (RFC 9846, Section 4.2.3). */
final class DowngradeMark {
  private static final byte[] MARK = "DOWNGRD".getBytes(StandardCharsets.US_ASCII);
  private static final int AT = 24;

  private DowngradeMark() {}

  static Fact fact(ServerHello hello) {
    boolean marked = Arrays.equals(Arrays.copyOfRange(hello.random(), AT, AT + MARK.length), MARK);
    return new Fact(
        "downgrade-mark",
        "marks its random below TLS 1.3 (RFC 9846, Section 4.2.3)",
        marked ? Answer.YES : Answer.NO,
        marked ? "The mark is there." : "Its random ends in something else.");
  }
}
