package io.github.tlsgauntlet.suites.conformance;

import io.github.tlsgauntlet.crypto.Signatures;
import io.github.tlsgauntlet.peer.CertificateAsk;
import io.github.tlsgauntlet.peer.ClientSettings;
import io.github.tlsgauntlet.peer.Deviation;
import io.github.tlsgauntlet.peer.Script;
import io.github.tlsgauntlet.peer.Scripts;
import io.github.tlsgauntlet.peer.Sending;
import io.github.tlsgauntlet.peer.ServerSettings;
import io.github.tlsgauntlet.pki.Role;
import io.github.tlsgauntlet.protocol.CipherSuite;
import io.github.tlsgauntlet.protocol.HandshakeMessage;
import io.github.tlsgauntlet.protocol.HandshakeMessage.CertificateRequest12;
import io.github.tlsgauntlet.protocol.HandshakeMessage.CertificateRequest13;
import io.github.tlsgauntlet.protocol.HandshakeType;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import javax.security.auth.x500.X500Principal;

/** A server whose requests are out of place, or say what they should not. */
class CertificateRequestServerContractTest extends ServerContract {
  @Override
  Class<?> suite() {
    return CertificateRequestServerTest.class;
  }

  @Override
  ServerSettings.Builder prepared(ServerSettings.Builder settings) {
    return settings.cipherSuites(
        Stream.concat(
                ClientSettings.builder().build().cipherSuites().stream(),
                CipherSuite.named("TLS_DH_anon_WITH_AES_128_GCM_SHA256").stream())
            .toList());
  }

  @Override
  Map<String, Fault> faults() {
    return Map.of(
        "a-certificate-request-is-in-its-place", settings -> settings.script(late()),
        "a-certificate-request-has-no-context",
            edited(request -> new CertificateRequest13(new byte[] {1}, request.extensions())),
        "a-certificate-request-carries-its-own-extensions",
            settings -> settings.deviations(new Deviation.RequestWithoutSchemes()),
        "a-certificate-request-of-tls-1-2-names-types-and-pairs",
            edited12(
                request ->
                    new CertificateRequest12(
                        new byte[0], request.schemes(), request.authorities())),
        "a-certificate-request-names-no-broken-hash",
            settings ->
                settings.ask(Optional.of(CertificateAsk.of(true, List.of(), Signatures.all()))),
        "a-certificate-request-names-trusted-authorities",
            settings ->
                settings.ask(
                    Optional.of(
                        CertificateAsk.of(
                            true,
                            List.of(new X500Principal("CN=A stranger").getEncoded()),
                            Signatures.all()))),
        "an-anonymous-server-asks-for-no-certificate",
            settings -> settings.deviations(new Deviation.AskAnonymously()),
        "a-resumed-session-brings-no-certificate-request",
            settings -> settings.deviations(new Deviation.AskThoughResumed()));
  }

  @Override
  List<Map.Entry<String, Fault>> furtherFaults() {
    return List.of(
        Map.entry(
            "a-certificate-request-names-trusted-authorities",
            settings ->
                settings.ask(
                    Optional.of(
                        CertificateAsk.of(
                            true,
                            List.of(
                                mint()
                                    .trustAnchors(Role.CLIENT)
                                    .iterator()
                                    .next()
                                    .getSubjectX500Principal()
                                    .getEncoded()),
                            Signatures.all())))));
  }

  /** The request comes one message late. */
  private static Script late() {
    AtomicReference<Optional<HandshakeMessage>> kept = new AtomicReference<>(Optional.empty());
    return new Script() {
      @Override
      public List<Sending> message(HandshakeMessage message, int ordinal) {
        if (message.type().equals(HandshakeType.CERTIFICATE_REQUEST)) {
          kept.set(Optional.of(message));
          return List.of();
        }
        Optional<HandshakeMessage> due = kept.getAndSet(Optional.empty());
        return due.isPresent()
            ? List.of(Sending.of(message), Sending.of(due.get()))
            : List.of(Sending.of(message));
      }
    };
  }

  private static Fault edited(UnaryOperator<CertificateRequest13> edit) {
    return settings ->
        settings.script(
            Scripts.replace(
                HandshakeType.CERTIFICATE_REQUEST,
                message ->
                    List.of(
                        Sending.of(
                            message instanceof CertificateRequest13 request
                                ? edit.apply(request)
                                : message))));
  }

  private static Fault edited12(UnaryOperator<CertificateRequest12> edit) {
    return settings ->
        settings.script(
            Scripts.replace(
                HandshakeType.CERTIFICATE_REQUEST,
                message ->
                    List.of(
                        Sending.of(
                            message instanceof CertificateRequest12 request
                                ? edit.apply(request)
                                : message))));
  }
}
