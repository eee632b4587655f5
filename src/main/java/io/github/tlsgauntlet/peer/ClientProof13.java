package io.github.tlsgauntlet.peer;

import io.github.tlsgauntlet.crypto.CryptoException;
import io.github.tlsgauntlet.crypto.HashAlgorithm;
import io.github.tlsgauntlet.pki.Credential;
import io.github.tlsgauntlet.protocol.AlertDescription;
import io.github.tlsgauntlet.protocol.HandshakeMessage.Certificate13;
import io.github.tlsgauntlet.protocol.HandshakeMessage.CertificateEntry;
import io.github.tlsgauntlet.protocol.HandshakeMessage.CertificateVerify;
import io.github.tlsgauntlet.protocol.ProtocolVersion;
import io.github.tlsgauntlet.protocol.SignatureScheme;
import java.util.List;
import java.util.Optional;

/** A client's Certificate and CertificateVerify in TLS 1.3, in and after the handshake. */
final class ClientProof13 {
  private ClientProof13() {}

  static void send(
      HandshakeState state,
      ClientSettings settings,
      HashAlgorithm hash,
      byte[] context,
      List<SignatureScheme> taken)
      throws Aborted {
    Optional<Credential> credential = settings.credential();
    Optional<SignatureScheme> scheme =
        credential.flatMap(c -> scheme(c, taken, settings.deviations()));
    if (credential.isEmpty() || scheme.isEmpty()) {
      state.send(new Certificate13(context, List.of()));
      return;
    }
    byte[] before = state.hash.hash(hash);
    state.send(
        new Certificate13(
            context,
            credential.get().certificates().stream()
                .map(data -> new CertificateEntry(data, List.of()))
                .toList()));
    if (Deviations.has(settings.deviations(), Deviation.OmitCertificateVerify.class)) {
      return;
    }
    boolean without =
        Deviations.has(settings.deviations(), Deviation.ProofWithoutCertificate.class);
    byte[] signed = without ? before : state.hash.hash(hash);
    try {
      byte[] signature =
          Proof.sign(
              scheme.get(),
              credential.get().privateKey(),
              state.connection.script().proven(Proof.content13(false, signed)),
              settings.deviations(),
              settings.random());
      state.send(new CertificateVerify(scheme.get(), signature));
    } catch (CryptoException e) {
      throw state.connection.fail(AlertDescription.INTERNAL_ERROR, e.getMessage());
    }
  }

  private static Optional<SignatureScheme> scheme(
      Credential credential, List<SignatureScheme> taken, List<Deviation> deviations) {
    Optional<SignatureScheme> forced =
        Deviations.find(deviations, Deviation.ProofByScheme.class)
            .map(Deviation.ProofByScheme::scheme);
    if (forced.isPresent()) {
      return forced;
    }
    Optional<SignatureScheme> fitting =
        Proof.choose(credential.privateKey(), taken, ProtocolVersion.TLS13);
    return fitting.isEmpty() && Deviations.has(deviations, Deviation.CertificateWithoutScheme.class)
        ? Proof.natural(credential.privateKey(), ProtocolVersion.TLS13)
        : fitting;
  }
}
