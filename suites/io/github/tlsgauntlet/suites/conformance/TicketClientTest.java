package io.github.tlsgauntlet.suites.conformance;

import static io.github.tlsgauntlet.protocol.AlertDescription.DECODE_ERROR;
import static io.github.tlsgauntlet.protocol.AlertDescription.HANDSHAKE_FAILURE;
import static io.github.tlsgauntlet.protocol.AlertDescription.ILLEGAL_PARAMETER;
import static io.github.tlsgauntlet.protocol.AlertDescription.MISSING_EXTENSION;
import static io.github.tlsgauntlet.protocol.AlertDescription.UNEXPECTED_MESSAGE;
import static io.github.tlsgauntlet.suite.conformance.Expectations.aborts;
import static io.github.tlsgauntlet.suite.conformance.Expectations.goesOn;
import static io.github.tlsgauntlet.suite.conformance.Expectations.refuses;

import io.github.tlsgauntlet.peer.Deviation;
import io.github.tlsgauntlet.peer.Script;
import io.github.tlsgauntlet.peer.Scripts;
import io.github.tlsgauntlet.peer.Sending;
import io.github.tlsgauntlet.peer.SessionStore;
import io.github.tlsgauntlet.peer.TlsServer;
import io.github.tlsgauntlet.protocol.CipherSuite;
import io.github.tlsgauntlet.protocol.Extension;
import io.github.tlsgauntlet.protocol.ExtensionType;
import io.github.tlsgauntlet.protocol.HandshakeMessage.Certificate13;
import io.github.tlsgauntlet.protocol.HandshakeMessage.CertificateRequest13;
import io.github.tlsgauntlet.protocol.HandshakeMessage.NewSessionTicket13;
import io.github.tlsgauntlet.protocol.HandshakeType;
import io.github.tlsgauntlet.suite.Breach;
import io.github.tlsgauntlet.suite.Feature;
import io.github.tlsgauntlet.suite.Finding;
import io.github.tlsgauntlet.suite.GauntletSuite;
import io.github.tlsgauntlet.suite.Must;
import io.github.tlsgauntlet.suite.Needs;
import io.github.tlsgauntlet.suite.Quarter;
import io.github.tlsgauntlet.suite.Should;
import io.github.tlsgauntlet.suite.Verdict;
import io.github.tlsgauntlet.suite.conformance.AfterServed;
import io.github.tlsgauntlet.suite.conformance.ClientCase;
import io.github.tlsgauntlet.suite.conformance.ClientStimulus;
import io.github.tlsgauntlet.suite.conformance.Exchange;
import io.github.tlsgauntlet.suite.conformance.Expectation;
import io.github.tlsgauntlet.suite.conformance.Expectations;
import io.github.tlsgauntlet.suite.conformance.OnClient;
import io.github.tlsgauntlet.target.TargetException;
import java.time.Duration;
import java.util.List;
import java.util.function.UnaryOperator;

/** What a client does with tickets, and with a server that resumes what they stand for. */
@GauntletSuite(name = "Conformance", quarter = Quarter.ONE_WAY_CLIENT)
class TicketClientTest {
  private static final String GROUP = "Resumption";

  private static ClientStimulus issuing(ClientCase client) {
    return client.given(settings -> settings.sessions(new SessionStore()));
  }

  private static Script ticket(UnaryOperator<NewSessionTicket13> edit) {
    return Scripts.replace(
        HandshakeType.NEW_SESSION_TICKET,
        message -> List.of(Sending.of(edit.apply((NewSessionTicket13) message))));
  }

  @OnClient(versions = "1.3")
  @Must(
      rfc = 9846,
      section = "4.7.1",
      group = GROUP,
      says = "A client passes over extensions of a ticket that it does not know.",
      sends = "a NewSessionTicket with an unknown extension",
      expects = "the answer is read")
  void an_unknown_extension_of_a_ticket_is_passed_over(ClientCase client) throws TargetException {
    issuing(client)
        .sends(
            ticket(
                one ->
                    new NewSessionTicket13(
                        one.lifetime(),
                        one.ageAdd(),
                        one.nonce(),
                        one.ticket(),
                        List.of(new Extension(ExtensionClientTest.UNKNOWN, new byte[] {1})))))
        .expecting(goesOn());
  }

  @OnClient(versions = "1.3")
  @Must(
      rfc = 9846,
      section = "4.7.1",
      group = GROUP,
      also = "RFC 9846 §6",
      says = "A ticket is not empty.",
      sends = "a NewSessionTicket whose ticket has no bytes",
      expects = "decode_error",
      breach = Breach.FORM)
  void an_empty_ticket_is_refused(ClientCase client) throws TargetException {
    issuing(client)
        .orServing(
            "",
            settings ->
                settings.script(
                    ticket(
                        one ->
                            new NewSessionTicket13(
                                one.lifetime(),
                                one.ageAdd(),
                                one.nonce(),
                                new byte[0],
                                one.extensions()))),
            Served.saying())
        .expecting(refuses(DECODE_ERROR, ILLEGAL_PARAMETER));
  }

  @OnClient(versions = "1.3")
  @Must(
      rfc = 9846,
      section = "4.7.1",
      group = GROUP,
      says = "A client does not use a ticket whose lifetime is 0.",
      sends = "a NewSessionTicket with the lifetime 0, and the next connection",
      expects = "a ClientHello without it")
  void a_ticket_without_a_lifetime_is_not_used(ClientCase client) throws TargetException {
    client.resumes().orFirst("", lasting(0)).expecting(TicketClientTest::leavingItOut);
  }

  private static Script lasting(long seconds) {
    return ticket(
        one ->
            new NewSessionTicket13(
                seconds, one.ageAdd(), one.nonce(), one.ticket(), one.extensions()));
  }

  private static Finding leavingItOut(Exchange exchange) {
    boolean used =
        exchange
            .outcome()
            .clientHello()
            .flatMap(hello -> hello.extension(ExtensionType.PRE_SHARED_KEY))
            .isPresent();
    return Expectations.finding(
        used ? Verdict.FAIL : Verdict.PASS,
        used ? "It offers the ticket." : "It does not offer the ticket.",
        exchange);
  }

  /**
   * Time itself is what is tried. That a client keeps no ticket longer than seven days, whatever
   * its lifetime says, would take as long, and nothing is wrong with using such a ticket at once.
   */
  @OnClient(versions = "1.3")
  @Must(
      rfc = 9846,
      section = "4.3.11.1",
      group = GROUP,
      also = "RFC 9846 §4.7.1",
      says = "A client does not use a ticket that is older than its lifetime.",
      sends = "a NewSessionTicket that lasts a second, an answer later than that, a new connection",
      expects = "a ClientHello without it")
  void a_ticket_beyond_its_lifetime_is_not_used(ClientCase client) throws TargetException {
    LateAnswering late = new LateAnswering();
    client
        .resumes()
        .orFirst("", lasting(1), late)
        .expecting(
            exchange -> {
              Finding finding = leavingItOut(exchange);
              return finding.verdict() == Verdict.FAIL && !late.waited()
                  ? Expectations.finding(
                      Verdict.INCONCLUSIVE, "It left before its ticket was old.", exchange)
                  : finding;
            });
  }

  /** Answers once a ticket that lasts a second is old. */
  private static final class LateAnswering implements AfterServed {
    private static final Duration OLD = Duration.ofMillis(2500);

    private boolean waited;

    boolean waited() {
      return waited;
    }

    @Override
    public void serve(TlsServer server, byte[] response) {
      if (server.read().isPresent()) {
        long began = System.nanoTime();
        waited =
            server.read(OLD).isEmpty() && System.nanoTime() - began > OLD.dividedBy(2).toNanos();
        server.write(response);
      }
    }
  }

  @OnClient(versions = "1.3")
  @Must(
      rfc = 9846,
      section = "4.3.11",
      group = GROUP,
      says = "A client refuses the choice of a PSK that is beyond those that it offered.",
      sends = "selected_identity 7",
      expects = "illegal_parameter",
      breach = Breach.SECURITY)
  void an_identity_out_of_range_is_refused(ClientCase client) throws TargetException {
    client
        .resumes()
        .sends(
            ServerMessages.hello(
                ServerMessages.with(Extension.of(ExtensionType.PRE_SHARED_KEY, w -> w.uint16(7)))))
        .expecting(aborts(ILLEGAL_PARAMETER));
  }

  @OnClient(versions = "1.3")
  @Must(
      rfc = 9846,
      section = "4.3.11",
      group = GROUP,
      says = "A client refuses a PSK with a cipher suite of another hash.",
      sends = "a ServerHello with pre_shared_key and TLS_AES_256_GCM_SHA384, or its like",
      expects = "illegal_parameter",
      breach = Breach.SECURITY)
  void a_psk_with_another_hash_is_refused(ClientCase client) throws TargetException {
    client
        .resumes()
        .sends(
            ServerMessages.hello(
                hello ->
                    ServerMessages.suite(
                            new CipherSuite(hello.cipherSuite().code() == 0x1302 ? 0x1301 : 0x1302))
                        .apply(hello)))
        .expecting(aborts(ILLEGAL_PARAMETER));
  }

  @OnClient(versions = "1.3")
  @Must(
      rfc = 9846,
      section = "4.3.11",
      group = GROUP,
      also = "RFC 9846 §4.3.9",
      says = "A client that offers psk_dhe_ke alone refuses a PSK without a key share.",
      sends = "a ServerHello with pre_shared_key and without key_share",
      expects = "illegal_parameter, or missing_extension",
      breach = Breach.SECURITY)
  void a_psk_without_a_key_share_is_refused(ClientCase client) throws TargetException {
    client
        .resumes()
        .orDeviating(
            "",
            settings ->
                settings
                    .deviations(new Deviation.ShareAs(new byte[0], new byte[0]))
                    .script(ServerMessages.hello(ServerMessages.without(ExtensionType.KEY_SHARE))))
        .expecting(refuses(ILLEGAL_PARAMETER, MISSING_EXTENSION));
  }

  @OnClient(versions = "1.3")
  @Must(
      rfc = 9846,
      section = "4.4.2",
      group = GROUP,
      also = "RFC 9846 §4",
      says = "A server that resumes by a PSK sends no certificate, and asks for none.",
      sends = "CertificateRequest, and Certificate, in a handshake with a PSK",
      expects = "unexpected_message")
  void a_certificate_beside_a_psk_is_refused(ClientCase client) throws TargetException {
    client
        .resumes()
        .or(
            "CertificateRequest",
            Scripts.before(
                HandshakeType.FINISHED,
                Sending.of(new CertificateRequest13(new byte[0], List.of()))))
        .or(
            "Certificate",
            Scripts.before(
                HandshakeType.FINISHED, Sending.of(new Certificate13(new byte[0], List.of()))))
        .expecting(aborts(UNEXPECTED_MESSAGE));
  }

  @OnClient(versions = "1.2")
  @Needs(Feature.EXTENDED_MASTER_SECRET)
  @Must(
      rfc = 7627,
      section = "5.3",
      group = GROUP,
      says = "A session goes on with extended master secret if it began so, and only then.",
      sends =
          "a ServerHello that resumes, without extended_master_secret; and with it, of a session"
              + " that began without",
      expects = "handshake_failure",
      breach = Breach.SECURITY)
  void a_session_keeps_its_extended_master_secret(ClientCase client) throws TargetException {
    client
        .resumes()
        .or(
            "lost",
            ServerMessages.hello(ServerMessages.without(ExtensionType.EXTENDED_MASTER_SECRET)))
        .orBoth(
            "gained",
            settings -> settings.extendedMasterSecret(false),
            settings -> settings.deviations(new Deviation.ResumePlainMasterSecret()))
        .expecting(whereResumed(aborts(HANDSHAKE_FAILURE)));
  }

  /** A server can resume only what the client offers to: else it has sent its certificate. */
  private static Expectation whereResumed(Expectation expectation) {
    return exchange ->
        exchange.sent(HandshakeType.CERTIFICATE.toString()).isEmpty()
            ? expectation.judge(exchange)
            : Expectations.finding(
                Verdict.NOT_APPLICABLE, "The client does not offer such a session.", exchange);
  }

  @OnClient(versions = "1.2")
  @Must(
      rfc = 5246,
      section = "7.4.1.3",
      group = GROUP,
      says = "A client refuses to go on with a session under another cipher suite.",
      sends = "a ServerHello that resumes, with another suite that the client offers",
      expects = "illegal_parameter, or handshake_failure",
      breach = Breach.SECURITY)
  void a_session_keeps_its_suite(ClientCase client) throws TargetException {
    List<CipherSuite> offered = client.hello().cipherSuites();
    client
        .resumes()
        .sends(
            ServerMessages.hello(
                hello ->
                    ServerMessages.suite(
                            offered.stream()
                                .filter(suite -> !suite.equals(hello.cipherSuite()))
                                .filter(suite -> suite.toString().contains("_ECDHE_"))
                                .findFirst()
                                .orElse(new CipherSuite(0xc02c)))
                        .apply(hello)))
        .expecting(aborts(ILLEGAL_PARAMETER, HANDSHAKE_FAILURE));
  }

  @OnClient(versions = "1.2")
  @Needs(Feature.TICKETS_12)
  @Should(
      rfc = 5077,
      section = "3.3",
      group = GROUP,
      says = "A ticket comes where the ServerHello announces it, and nowhere else.",
      sends = "session_ticket without NewSessionTicket, and the other way round",
      expects = "unexpected_message",
      breach = Breach.FORM)
  void a_ticket_comes_where_it_is_announced(ClientCase client) throws TargetException {
    issuing(client)
        .or("announced and not sent", Scripts.skip(HandshakeType.NEW_SESSION_TICKET))
        .or(
            "sent and not announced",
            ServerMessages.hello(ServerMessages.without(ExtensionType.SESSION_TICKET)))
        .expecting(refuses(UNEXPECTED_MESSAGE));
  }
}
