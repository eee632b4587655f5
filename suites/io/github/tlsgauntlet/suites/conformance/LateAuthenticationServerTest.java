package io.github.tlsgauntlet.suites.conformance;

import static io.github.tlsgauntlet.protocol.AlertDescription.CERTIFICATE_REQUIRED;
import static io.github.tlsgauntlet.protocol.AlertDescription.DECRYPT_ERROR;
import static io.github.tlsgauntlet.protocol.AlertDescription.ILLEGAL_PARAMETER;
import static io.github.tlsgauntlet.protocol.AlertDescription.UNEXPECTED_MESSAGE;
import static io.github.tlsgauntlet.suite.conformance.Expectations.aborts;
import static io.github.tlsgauntlet.suite.conformance.Expectations.goesOn;
import static io.github.tlsgauntlet.suite.conformance.Expectations.goesOnOrAborts;
import static io.github.tlsgauntlet.suite.conformance.Expectations.refuses;

import io.github.tlsgauntlet.peer.Deviation;
import io.github.tlsgauntlet.peer.Script;
import io.github.tlsgauntlet.peer.Scripts;
import io.github.tlsgauntlet.peer.Sending;
import io.github.tlsgauntlet.protocol.ContentType;
import io.github.tlsgauntlet.protocol.HandshakeMessage;
import io.github.tlsgauntlet.protocol.HandshakeMessage.Certificate13;
import io.github.tlsgauntlet.protocol.HandshakeMessage.Finished;
import io.github.tlsgauntlet.protocol.HandshakeType;
import io.github.tlsgauntlet.suite.Breach;
import io.github.tlsgauntlet.suite.Feature;
import io.github.tlsgauntlet.suite.GauntletSuite;
import io.github.tlsgauntlet.suite.Must;
import io.github.tlsgauntlet.suite.Needs;
import io.github.tlsgauntlet.suite.Quarter;
import io.github.tlsgauntlet.suite.Should;
import io.github.tlsgauntlet.suite.Verdict;
import io.github.tlsgauntlet.suite.conformance.AfterHandshake;
import io.github.tlsgauntlet.suite.conformance.ClientKey;
import io.github.tlsgauntlet.suite.conformance.Exchange;
import io.github.tlsgauntlet.suite.conformance.Expectations;
import io.github.tlsgauntlet.suite.conformance.OnServer;
import io.github.tlsgauntlet.suite.conformance.ServerCase;
import io.github.tlsgauntlet.suite.conformance.ServerStimulus;
import io.github.tlsgauntlet.target.TargetException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Client authentication after the handshake, of servers that ask for it then. */
@GauntletSuite(name = "Conformance", quarter = Quarter.TWO_WAY_SERVER)
class LateAuthenticationServerTest {
  private static final String GROUP = "Post-handshake authentication";

  /** Of no meaning to HTTP between two requests (RFC 9112, Section 2.2). */
  private static final Sending MEANWHILE =
      new Sending.Record(ContentType.APPLICATION_DATA.code(), new byte[] {'\r', '\n'});

  /** An ordinary client that offers to be asked after the handshake. */
  private static ServerStimulus willing(ServerCase server) throws TargetException {
    return server
        .presenting(ClientKey.ANY)
        .given(settings -> settings.postHandshakeAuthentication(true));
  }

  /** A connection of such a client, as far as it goes. */
  private static Exchange asked(ServerCase server) throws TargetException {
    return server.meets(
        server.settings().postHandshakeAuthentication(true).build(), AfterHandshake.NOTHING);
  }

  @OnServer(versions = "1.3")
  @Needs({Feature.NO_CLIENT_CERTIFICATE, Feature.POST_HANDSHAKE_AUTHENTICATION})
  @Must(
      rfc = 9846,
      section = "4.3.6",
      group = GROUP,
      also = "RFC 9846 §4.7.2",
      says = "A client that does not offer it is never asked after the handshake.",
      sends = "a request for what is protected, without post_handshake_auth in the ClientHello",
      expects = "no CertificateRequest, whatever becomes of the request",
      breach = Breach.INTEROPERABILITY)
  void an_unwilling_client_is_not_asked_late(ServerCase server) throws TargetException {
    Exchange exchange =
        server.meets(
            server.settings().postHandshakeAuthentication(false).build(), AfterHandshake.NOTHING);
    boolean asked = !exchange.received(CertificateRequests.REQUEST).isEmpty();
    server.concludes(
        Expectations.finding(
            asked ? Verdict.FAIL : Verdict.PASS,
            asked
                ? "It asks a client that did not offer to be asked."
                : "It does not ask a client that did not offer to be asked.",
            exchange));
  }

  @OnServer(versions = "1.3")
  @Needs({Feature.NO_CLIENT_CERTIFICATE, Feature.POST_HANDSHAKE_AUTHENTICATION})
  @Must(
      rfc = 9846,
      section = "4.4.2",
      group = GROUP,
      also = "RFC 9846 §4.7.2",
      says = "A request after the handshake carries signature_algorithms, and nothing else's.",
      sends = "a request for what is protected",
      expects = "a CertificateRequest with the extensions that it may have",
      breach = Breach.INTEROPERABILITY)
  void a_late_request_carries_its_own_extensions(ServerCase server) throws TargetException {
    server.concludes(
        CertificateRequests.judged(
            asked(server),
            CertificateRequests::extensionsOf,
            "Its extensions are those of a request."));
  }

  @OnServer(versions = "1.3")
  @Needs({Feature.NO_CLIENT_CERTIFICATE, Feature.POST_HANDSHAKE_AUTHENTICATION})
  @Should(
      rfc = 9846,
      section = "4.4.2",
      group = GROUP,
      says = "Nobody can tell the context of a request after the handshake beforehand.",
      sends = "a request for what is protected, on two connections",
      expects = "two contexts that differ",
      breach = Breach.SECURITY)
  void the_context_of_a_late_request_is_unpredictable(ServerCase server) throws TargetException {
    Optional<byte[]> before = CertificateRequests.context(asked(server));
    server.concludes(
        CertificateRequests.judged(
            asked(server),
            request ->
                before
                    .filter(context -> Arrays.equals(context, request.context()))
                    .map(same -> "Two connections have the same context."),
            "The contexts of two connections differ."));
  }

  @OnServer(versions = "1.3")
  @Needs({Feature.NO_CLIENT_CERTIFICATE, Feature.POST_HANDSHAKE_AUTHENTICATION})
  @Must(
      rfc = 9846,
      section = "4.5.1.3",
      group = GROUP,
      also = "RFC 9846 §4.7.2",
      says = "A client that declines to show a certificate is refused by name, or stays unknown.",
      sends = "an empty certificate_list and Finished, when asked after the handshake",
      expects = "an answer as to an unknown client, or certificate_required",
      breach = Breach.FORM)
  void declining_a_late_request_is_refused_by_name(ServerCase server) throws TargetException {
    willing(server)
        .does(settings -> settings.credential(Optional.empty()))
        .expecting(goesOnOrAborts(CERTIFICATE_REQUIRED));
  }

  @OnServer(versions = "1.3")
  @Needs({Feature.NO_CLIENT_CERTIFICATE, Feature.POST_HANDSHAKE_AUTHENTICATION})
  @Must(
      rfc = 9846,
      section = "4.5.2",
      group = GROUP,
      also = "RFC 9846 §4.7.2",
      says = "A late CertificateVerify that does not verify ends the connection.",
      sends = "a CertificateVerify with one bit of the signature flipped, after the handshake",
      expects = "decrypt_error",
      breach = Breach.SECURITY)
  void a_corrupted_late_signature_is_refused(ServerCase server) throws TargetException {
    willing(server)
        .does(settings -> settings.deviations(new Deviation.CorruptProof()))
        .expecting(aborts(DECRYPT_ERROR));
  }

  @OnServer(versions = "1.3")
  @Needs({Feature.NO_CLIENT_CERTIFICATE, Feature.POST_HANDSHAKE_AUTHENTICATION})
  @Must(
      rfc = 9846,
      section = "4.5.3",
      group = GROUP,
      also = "RFC 9846 §4.7.2",
      says = "A late Finished that is wrong ends the connection.",
      sends = "a Finished with one bit flipped, after the handshake",
      expects = "decrypt_error",
      breach = Breach.SECURITY)
  void a_corrupted_late_finished_is_refused(ServerCase server) throws TargetException {
    willing(server).sends(lateFinished()).expecting(aborts(DECRYPT_ERROR));
  }

  /** Another Finished than the handshake's has a bit flipped. */
  private static Script lateFinished() {
    return new Script() {
      @Override
      public List<Sending> message(HandshakeMessage message, int ordinal) {
        if (ordinal == 0 || !(message instanceof Finished finished)) {
          return List.of(Sending.of(message));
        }
        byte[] wrong = finished.verifyData().clone();
        wrong[0] ^= 1;
        return List.of(Sending.of(new Finished(wrong)));
      }
    };
  }

  @OnServer(versions = "1.3")
  @Needs({Feature.NO_CLIENT_CERTIFICATE, Feature.POST_HANDSHAKE_AUTHENTICATION})
  @Must(
      rfc = 9846,
      section = "4.5.2",
      group = GROUP,
      also = "RFC 9846 §4.7.2",
      says = "A late certificate is followed by a proof.",
      sends = "Certificate and Finished without CertificateVerify, after the handshake",
      expects = "unexpected_message",
      breach = Breach.SECURITY)
  void a_late_certificate_without_a_proof_is_refused(ServerCase server) throws TargetException {
    willing(server)
        .does(settings -> settings.deviations(new Deviation.OmitCertificateVerify()))
        .expecting(aborts(UNEXPECTED_MESSAGE));
  }

  @OnServer(versions = "1.3")
  @Needs({Feature.NO_CLIENT_CERTIFICATE, Feature.POST_HANDSHAKE_AUTHENTICATION})
  @Must(
      rfc = 9846,
      section = "4.7.2",
      group = GROUP,
      also = "RFC 9846 §4.5.1",
      says = "An answer to a late request names the request's context.",
      sends = "a Certificate with another certificate_request_context, and with none",
      expects = "illegal_parameter, or another refusal",
      breach = Breach.SECURITY)
  void a_late_answer_of_another_context_is_refused(ServerCase server) throws TargetException {
    willing(server)
        .or("another", ClientCertificates.context(new byte[] {9, 8, 7, 6, 5, 4, 3, 2}))
        .or("none", ClientCertificates.context(new byte[0]))
        .expecting(refuses(ILLEGAL_PARAMETER));
  }

  @OnServer(versions = "1.3")
  @Needs({Feature.NO_CLIENT_CERTIFICATE, Feature.POST_HANDSHAKE_AUTHENTICATION})
  @Must(
      rfc = 9846,
      section = "4.7.2",
      group = GROUP,
      says = "Nothing comes between the messages of a late answer.",
      sends = "application data between Certificate and CertificateVerify",
      expects = "unexpected_message, or another refusal",
      breach = Breach.FORM)
  void data_within_a_late_answer_is_refused(ServerCase server) throws TargetException {
    willing(server)
        .sends(Scripts.after(HandshakeType.CERTIFICATE, MEANWHILE))
        .expecting(refuses(UNEXPECTED_MESSAGE));
  }

  @OnServer(versions = "1.3")
  @Needs({Feature.NO_CLIENT_CERTIFICATE, Feature.POST_HANDSHAKE_AUTHENTICATION})
  @Must(
      rfc = 9846,
      section = "4.7.2",
      group = GROUP,
      says = "Before a late answer any number of other messages may come.",
      sends = "application data before the answer, and a KeyUpdate before it",
      expects = "the answer is taken",
      breach = Breach.INTEROPERABILITY)
  void other_messages_before_a_late_answer_are_taken(ServerCase server) throws TargetException {
    willing(server)
        .or("application data", Scripts.before(HandshakeType.CERTIFICATE, MEANWHILE))
        .or("a KeyUpdate", Scripts.before(HandshakeType.CERTIFICATE, new Sending.KeyUpdate(0)))
        .or("both", Scripts.before(HandshakeType.CERTIFICATE, MEANWHILE, new Sending.KeyUpdate(0)))
        .expecting(goesOn());
  }

  @OnServer(versions = "1.3")
  @Must(
      rfc = 9846,
      section = "4.7.2",
      group = GROUP,
      also = "RFC 9846 §4",
      says = "A client answers requests; it shows no certificate of its own accord.",
      sends = "a Certificate after the handshake that nobody asked for",
      expects = "unexpected_message",
      breach = Breach.SECURITY)
  void a_late_certificate_that_nobody_asked_for_is_refused(ServerCase server)
      throws TargetException {
    // A server that asks late refuses the request of an ordinary client that it cannot ask.
    ServerStimulus ordinary = server.credential().isPresent() ? willing(server) : server.asItIs();
    ordinary
        .afterHandshake(
            client -> client.say(Sending.of(new Certificate13(new byte[] {1}, List.of()))))
        .expecting(aborts(UNEXPECTED_MESSAGE));
  }
}
