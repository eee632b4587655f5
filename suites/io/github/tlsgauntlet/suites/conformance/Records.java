package io.github.tlsgauntlet.suites.conformance;

import io.github.tlsgauntlet.peer.Script;
import io.github.tlsgauntlet.peer.Scripts;
import io.github.tlsgauntlet.peer.Sending;
import io.github.tlsgauntlet.protocol.AlertDescription;
import io.github.tlsgauntlet.protocol.HandshakeMessage;
import io.github.tlsgauntlet.protocol.HandshakeType;
import io.github.tlsgauntlet.suite.Finding;
import io.github.tlsgauntlet.suite.Reaction;
import io.github.tlsgauntlet.suite.Refusal;
import io.github.tlsgauntlet.suite.Verdict;
import io.github.tlsgauntlet.suite.conformance.Expectation;
import io.github.tlsgauntlet.suite.conformance.Expectations;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

/** Content types, what records are filled with, and how a server that reads them is known. */
final class Records {
  static final int CHANGE_CIPHER_SPEC = 20;
  static final int ALERT = 21;
  static final int HANDSHAKE = 22;
  static final int APPLICATION_DATA = 23;
  static final int HEARTBEAT = 24;

  /** A type that nobody has registered. */
  static final int UNKNOWN = 99;

  static final int TLS12 = 0x0303;

  /** The most that a record may hold. */
  static final int MOST = 1 << 14;

  private static final int FATAL = 2;
  private static final String REQUEST =
      "GET / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";

  private Records() {}

  /**
   * The beginning of a request's first line: no server answers before it ends, and any does after,
   * whatever it says.
   */
  static byte[] beginning() {
    return "GET /".getBytes(StandardCharsets.US_ASCII);
  }

  /**
   * So many bytes that begin with a short request: one that is long itself a server may close over,
   * though it took the record.
   */
  static byte[] request(int length) {
    return (REQUEST + "a".repeat(length - REQUEST.length())).getBytes(StandardCharsets.US_ASCII);
  }

  /** A ChangeCipherSpec in the clear, in a record of this version. */
  static Sending dummy(int version) {
    return new Sending.Plain(CHANGE_CIPHER_SPEC, version, new byte[] {1});
  }

  /** Something else in the place of the client's Finished. */
  static Script finished(Function<HandshakeMessage, List<Sending>> instead) {
    return Scripts.replace(HandshakeType.FINISHED, instead);
  }

  /** One thing in the place of the client's Finished. */
  static Script asFinished(Function<byte[], Sending> instead) {
    return finished(message -> List.of(instead.apply(message.encoded())));
  }

  /** These bytes behind those. */
  static byte[] joined(byte[] first, byte... more) {
    byte[] both = Arrays.copyOf(first, first.length + more.length);
    System.arraycopy(more, 0, both, first.length, more.length);
    return both;
  }

  /**
   * What nobody can wait after: application data in the clear, which does not belong there, and an
   * alert that ends any connection.
   */
  static List<Sending> lastWords() {
    return List.of(
        new Sending.Plain(APPLICATION_DATA, TLS12, beginning()),
        new Sending.Plain(
            ALERT, TLS12, new byte[] {FATAL, (byte) AlertDescription.INTERNAL_ERROR.code()}));
  }

  /**
   * The specification names the alert; an answer in HTTP, of whatever status, shows that the record
   * was read.
   */
  static Expectation aborts(AlertDescription... named) {
    return unread(Expectations.aborts(named));
  }

  /** The same, where the specification fixes only the refusal. */
  static Expectation refuses(AlertDescription... fitting) {
    return unread(Expectations.refuses(fitting));
  }

  /** What is only advised: to do otherwise is a warning. */
  static Expectation advised(Expectation expectation) {
    return exchange -> {
      Finding finding = expectation.judge(exchange);
      return finding.verdict() == Verdict.FAIL
          ? new Finding(
              Verdict.WARN,
              finding.reason(),
              finding.alertGrade(),
              finding.alert(),
              finding.mend(),
              finding.evidence())
          : finding;
    };
  }

  private static Expectation unread(Expectation otherwise) {
    return exchange ->
        exchange.reaction() instanceof Reaction.Refused refused
                && refused.how() instanceof Refusal.ByHttp
            ? Expectations.finding(
                Verdict.FAIL, "It reads it, and answers: " + refused.how().inWords(), exchange)
            : otherwise.judge(exchange);
  }

  /** Any end conforms; going on does not. Who is told by an alert need not answer with one. */
  static Expectation ends() {
    return exchange -> {
      boolean read =
          exchange.taken()
              || (exchange.reaction() instanceof Reaction.Refused refused
                  && refused.how() instanceof Refusal.ByHttp);
      if (read) {
        return Expectations.finding(Verdict.FAIL, "It goes on all the same.", exchange);
      }
      return exchange.reaction() instanceof Reaction.Refused refused
          ? Expectations.finding(
              Verdict.PASS, "It ends by " + refused.how().inWords() + ".", exchange)
          : Expectations.goesOn().judge(exchange);
    };
  }

  /**
   * A server of TLS 1.2 that sends its own ChangeCipherSpec has taken the client's flight, whatever
   * it says afterwards.
   */
  static Expectation staysUnfinished(AlertDescription... fitting) {
    return exchange ->
        exchange.received("ChangeCipherSpec").isEmpty()
            ? Expectations.refuses(fitting).judge(exchange)
            : Expectations.finding(
                Verdict.FAIL, "It finishes the handshake all the same.", exchange);
  }

  /**
   * A server that sends a ServerHello and does not refuse after it has taken the client's; that
   * ours cannot go on, which knows no common secret, is no excuse.
   */
  static Expectation withoutServerHello(Expectation otherwise) {
    return exchange ->
        exchange.outcome().serverHello().isPresent()
                && !(exchange.reaction() instanceof Reaction.Refused)
            ? Expectations.finding(Verdict.FAIL, "It answers with a ServerHello.", exchange)
            : otherwise.judge(exchange);
  }
}
