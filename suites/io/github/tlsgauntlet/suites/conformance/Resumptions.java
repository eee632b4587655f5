package io.github.tlsgauntlet.suites.conformance;

import io.github.tlsgauntlet.crypto.CipherSuiteParameters;
import io.github.tlsgauntlet.peer.ClientSettings;
import io.github.tlsgauntlet.peer.Deviation;
import io.github.tlsgauntlet.peer.Session;
import io.github.tlsgauntlet.protocol.AlertDescription;
import io.github.tlsgauntlet.protocol.CipherSuite;
import io.github.tlsgauntlet.protocol.Extension;
import io.github.tlsgauntlet.protocol.ExtensionType;
import io.github.tlsgauntlet.suite.Finding;
import io.github.tlsgauntlet.suite.Verdict;
import io.github.tlsgauntlet.suite.conformance.AfterHandshake;
import io.github.tlsgauntlet.suite.conformance.Exchange;
import io.github.tlsgauntlet.suite.conformance.Expectation;
import io.github.tlsgauntlet.suite.conformance.Expectations;
import io.github.tlsgauntlet.suite.conformance.HelloAnswers;
import io.github.tlsgauntlet.suite.conformance.ServerCase;
import io.github.tlsgauntlet.target.TargetException;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** What is tried and expected of resumption, beside the usual. */
final class Resumptions {
  private static final byte UNKNOWN = 0x5a;

  private Resumptions() {}

  /** It goes on, with a full handshake. */
  static Expectation fullHandshake() {
    return Expectations.seen(
        exchange ->
            exchange.outcome().resumed()
                ? Expectations.finding(Verdict.FAIL, "It resumes the session.", exchange)
                : Expectations.finding(Verdict.PASS, "It makes a full handshake.", exchange));
  }

  /** It makes a full handshake, or refuses: anything but resuming. */
  static Expectation anythingButResuming() {
    return otherwise(Expectations.refuses());
  }

  /**
   * RFC 6066, Section 3, wants a full handshake instead; a server that does not have the other name
   * may refuse it all the same, by the alert of that.
   */
  static Expectation underItsOwnName() {
    return otherwise(Expectations.refuses(AlertDescription.UNRECOGNIZED_NAME));
  }

  /**
   * Ended, as RFC 7627, Section 5.3, wants it: by "abort" it means an alert (Section 5.2). A full
   * handshake resumes nothing either, and is another form, no breach.
   *
   * @param ended how it ends
   */
  static Expectation notResumed(Expectation ended) {
    return exchange ->
        exchange.taken() && !exchange.outcome().resumed()
            ? Expectations.finding(
                Verdict.WARN,
                "It makes a full handshake, where the specification wants the handshake ended.",
                exchange)
            : ended.judge(exchange);
  }

  private static Expectation otherwise(Expectation refusal) {
    return exchange -> {
      if (selectsPsk(exchange)) {
        return Expectations.finding(Verdict.FAIL, "Its ServerHello takes the PSK.", exchange);
      }
      return exchange.taken() ? fullHandshake().judge(exchange) : refusal.judge(exchange);
    };
  }

  /** It goes on, and does not say that it took early data: our client would then rely on it. */
  static Expectation withoutEarlyData() {
    return exchange -> {
      boolean taken =
          HelloAnswers.extensions(exchange)
              .flatMap(list -> Extension.find(list, ExtensionType.EARLY_DATA))
              .isPresent();
      return taken
          ? Expectations.finding(Verdict.FAIL, "Its EncryptedExtensions say early_data.", exchange)
          : Expectations.goesOn().judge(exchange);
    };
  }

  private static boolean selectsPsk(Exchange exchange) {
    return exchange
        .outcome()
        .serverHello()
        .flatMap(hello -> hello.extension(ExtensionType.PRE_SHARED_KEY))
        .isPresent();
  }

  /** A SHOULD: a refusal is what the sentence advises against. */
  static Expectation ratherFullHandshake() {
    return exchange -> {
      Finding finding = fullHandshake().judge(exchange);
      return finding.verdict() == Verdict.FAIL
          ? Expectations.finding(Verdict.WARN, finding.reason(), exchange)
          : finding;
    };
  }

  /** A client that does not mind how the server goes on: what the server does is judged. */
  static ClientSettings.Builder goingOnOtherwise(ClientSettings.Builder settings) {
    return settings.deviations(new Deviation.Overlook(AlertDescription.HANDSHAKE_FAILURE));
  }

  /** The settings of a client that resumes its session as it was changed. */
  static ClientSettings.Builder with(
      ClientSettings.Builder settings, UnaryOperator<Session> change) {
    return settings.session(settings.build().session().map(change));
  }

  /** The session with one bit of its ticket flipped. */
  static Session tampered(Session session) {
    byte[] ticket = session.ticket().clone();
    ticket[ticket.length / 2] ^= 1;
    return withTicket(session, ticket);
  }

  /** The session with a ticket that nobody issued, of the same length. */
  static Session unknown(Session session) {
    byte[] ticket = new byte[session.ticket().length];
    // The same at each run, and in no format of anybody's.
    new Random(UNKNOWN).nextBytes(ticket);
    return withTicket(session, ticket);
  }

  private static Session withTicket(Session session, byte[] ticket) {
    return new Session(
        session.version(),
        session.suite(),
        session.secret(),
        session.sessionId(),
        ticket,
        session.extendedMasterSecret(),
        session.ageAdd(),
        session.received());
  }

  /** Resumes with suites of another hash alone; not applicable where the server has none. */
  static void withOtherHash(ServerCase server) throws TargetException {
    Exchange first = server.meets(server.settings().build(), AfterHandshake.NOTHING);
    Optional<Session> session = first.sessions().stream().findFirst();
    if (session.isEmpty()) {
      server.concludes(
          Expectations.finding(Verdict.INCONCLUSIVE, "It issued no session to resume.", first));
      return;
    }
    List<CipherSuite> others =
        Stream.of(0x1301, 0x1302, 0x1303)
            .map(CipherSuite::new)
            .filter(suite -> hash(suite) != hash(session.get().suite()))
            .toList();
    ClientSettings.Builder other = server.settings().cipherSuites(others);
    Exchange control = server.meets(other.build(), AfterHandshake.NOTHING);
    if (!control.taken()) {
      server.concludes(
          Expectations.finding(
              Verdict.NOT_APPLICABLE, "It takes no cipher suite of another hash.", control));
      return;
    }
    server.concludes(
        anythingButResuming()
            .judge(server.meets(other.session(session).build(), AfterHandshake.NOTHING)));
  }

  private static String hash(CipherSuite suite) {
    return CipherSuiteParameters.of(suite).map(one -> one.hash().toString()).orElse("");
  }

  /** Resumes with psk_ke alone; a server that was offered nothing else might issue no ticket. */
  static void withoutKeyExchange(ServerCase server) throws TargetException {
    Optional<Session> session =
        server.meets(server.settings().build(), AfterHandshake.NOTHING).sessions().stream()
            .findFirst();
    if (session.isEmpty()) {
      server.concludes(Finding.of(Verdict.INCONCLUSIVE, "It issued no session to resume."));
      return;
    }
    server.concludes(
        inMode(0)
            .judge(
                server.meets(
                    server.settings().pskModes(List.of(0)).session(session).build(),
                    AfterHandshake.NOTHING)));
  }

  /** Resumes, as a client of extended master secret, a session that was made without it. */
  static void plainMasterSecret(ServerCase server) throws TargetException {
    Exchange first =
        server.meets(server.settings().extendedMasterSecret(false).build(), AfterHandshake.NOTHING);
    Optional<Session> session = first.sessions().stream().findFirst();
    if (session.isEmpty()) {
      server.concludes(
          Expectations.finding(
              Verdict.NOT_APPLICABLE,
              "It issues no session to clients without extended master secret.",
              first));
      return;
    }
    server.concludes(
        fullHandshake()
            .judge(
                server.meets(
                    goingOnOtherwise(server.settings()).session(session).build(),
                    AfterHandshake.NOTHING)));
  }

  /** Only the mode that was offered is used: psk_ke has no key exchange, psk_dhe_ke has one. */
  static Expectation inMode(int mode) {
    Expectation ofResumed = inModeWhereResumed(mode);
    return exchange ->
        mode == 1 && selectsPsk(exchange) && exchange.outcome().group().isEmpty()
            ? Expectations.finding(
                Verdict.FAIL, "Its ServerHello takes the PSK without a key exchange.", exchange)
            : ofResumed.judge(exchange);
  }

  private static Expectation inModeWhereResumed(int mode) {
    return Expectations.seen(
        exchange -> {
          if (!exchange.outcome().resumed()) {
            return Expectations.finding(Verdict.PASS, "It makes a full handshake.", exchange);
          }
          boolean shared = exchange.outcome().group().isPresent();
          return Expectations.finding(
              shared == (mode == 1) ? Verdict.PASS : Verdict.FAIL,
              "It resumes " + (shared ? "with a key exchange." : "without a key exchange."),
              exchange);
        });
  }
}
