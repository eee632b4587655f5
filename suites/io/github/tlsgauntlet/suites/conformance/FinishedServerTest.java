package io.github.tlsgauntlet.suites.conformance;

import static io.github.tlsgauntlet.protocol.AlertDescription.DECODE_ERROR;
import static io.github.tlsgauntlet.protocol.AlertDescription.DECRYPT_ERROR;

import io.github.tlsgauntlet.peer.Script;
import io.github.tlsgauntlet.peer.Scripts;
import io.github.tlsgauntlet.protocol.AlertDescription;
import io.github.tlsgauntlet.protocol.HandshakeType;
import io.github.tlsgauntlet.protocol.ProtocolVersion;
import io.github.tlsgauntlet.suite.Breach;
import io.github.tlsgauntlet.suite.GauntletSuite;
import io.github.tlsgauntlet.suite.Must;
import io.github.tlsgauntlet.suite.Quarter;
import io.github.tlsgauntlet.suite.conformance.Dimension;
import io.github.tlsgauntlet.suite.conformance.Expectation;
import io.github.tlsgauntlet.suite.conformance.OnServer;
import io.github.tlsgauntlet.suite.conformance.ServerCase;
import io.github.tlsgauntlet.target.TargetException;
import java.util.Arrays;
import java.util.function.UnaryOperator;

/** What a server does with a Finished that is not what it has to be. */
@GauntletSuite(name = "Conformance", quarter = Quarter.ONE_WAY_SERVER)
class FinishedServerTest {
  private static final String GROUP = "Finished";
  private static final int HEADER = 4;
  private static final int LENGTH_AT = 3;

  @OnServer(
      versions = {"1.2", "1.3"},
      over = {Dimension.SUITE, Dimension.GROUP, Dimension.RECORDS})
  @Must(
      rfc = 9846,
      section = "4.5.3",
      group = GROUP,
      also = "RFC 5246 §7.4.9",
      says = "A server refuses a client whose Finished does not verify.",
      sends = "a Finished with the first or the last bit of verify_data flipped, or all zero",
      expects = "decrypt_error",
      breach = Breach.SECURITY)
  void a_client_finished_that_does_not_verify_is_refused(ServerCase server) throws TargetException {
    server
        .asItIs()
        .or("first bit", edited(bytes -> flipped(bytes, HEADER, 0x80)))
        .or("last bit", edited(bytes -> flipped(bytes, bytes.length - 1, 1)))
        .or(
            "zeros",
            edited(
                bytes -> {
                  Arrays.fill(bytes, HEADER, bytes.length, (byte) 0);
                  return bytes;
                }))
        .expecting(named(server, DECRYPT_ERROR));
  }

  @OnServer(
      versions = {"1.2", "1.3"},
      over = {Dimension.SUITE, Dimension.GROUP, Dimension.RECORDS})
  @Must(
      rfc = 9846,
      section = "6",
      group = GROUP,
      also = {"RFC 9846 §4.5.3", "RFC 5246 §7.2.2"},
      says = "verify_data has the length that the version and the hash give it.",
      sends = "a Finished one byte short, one byte long, and empty",
      expects = "decode_error",
      breach = Breach.SECURITY)
  void a_client_finished_of_another_length_is_refused(ServerCase server) throws TargetException {
    server
        .asItIs()
        .or("one byte short", edited(bytes -> resized(bytes, bytes.length - 1)))
        .or("one byte long", edited(bytes -> resized(bytes, bytes.length + 1)))
        .or("empty", edited(bytes -> resized(bytes, HEADER)))
        .expecting(named(server, DECODE_ERROR));
  }

  /** TLS 1.3 names the alert; before, its definition does. */
  private static Expectation named(ServerCase server, AlertDescription alert) {
    return server.version().filter(ProtocolVersion.TLS13::equals).isPresent()
        ? Records.aborts(alert)
        : Records.refuses(alert);
  }

  private static Script edited(UnaryOperator<byte[]> edit) {
    return Scripts.edit(HandshakeType.FINISHED, bytes -> edit.apply(bytes.clone()));
  }

  private static byte[] flipped(byte[] bytes, int at, int mask) {
    bytes[at] ^= (byte) mask;
    return bytes;
  }

  private static byte[] resized(byte[] bytes, int length) {
    byte[] other = Arrays.copyOf(bytes, length);
    other[LENGTH_AT] = (byte) (length - HEADER);
    return other;
  }
}
