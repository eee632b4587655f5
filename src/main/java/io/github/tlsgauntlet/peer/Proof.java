package io.github.tlsgauntlet.peer;

import io.github.tlsgauntlet.crypto.CryptoException;
import io.github.tlsgauntlet.crypto.OldSignatures;
import io.github.tlsgauntlet.crypto.OlderSecrets;
import io.github.tlsgauntlet.crypto.Signatures;
import io.github.tlsgauntlet.protocol.ProtocolVersion;
import io.github.tlsgauntlet.protocol.SignatureScheme;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;

/** Makes an endpoint's proof that it holds its key. */
final class Proof {
  private static final int PADDING = 64;

  private Proof() {}

  /** What TLS 1.3 signs (RFC 9846, Section 4.5.2). */
  static byte[] content13(boolean server, byte[] transcriptHash) {
    ByteArrayOutputStream content = new ByteArrayOutputStream();
    content.writeBytes(" ".repeat(PADDING).getBytes(StandardCharsets.US_ASCII));
    content.writeBytes(
        ("TLS 1.3, " + (server ? "server" : "client") + " CertificateVerify")
            .getBytes(StandardCharsets.US_ASCII));
    content.write(0);
    content.writeBytes(transcriptHash);
    return content.toByteArray();
  }

  /** The first scheme that the key can make and the peer takes. */
  static Optional<SignatureScheme> choose(
      PrivateKey key, List<SignatureScheme> taken, ProtocolVersion version) {
    return Signatures.forKey(key, version).stream().filter(taken::contains).findFirst();
  }

  /**
   * What the key would rather sign with, whether the peer takes it or not; TLS 1.2's choice where
   * TLS 1.3 knows none.
   */
  static Optional<SignatureScheme> natural(PrivateKey key, ProtocolVersion version) {
    return Signatures.forKey(key, version).stream()
        .findFirst()
        .or(() -> Signatures.forKey(key, ProtocolVersion.TLS12).stream().findFirst());
  }

  /** Before TLS 1.2. */
  static byte[] sign(
      OlderSecrets.Digests digests, PrivateKey key, List<Deviation> deviations, SecureRandom random)
      throws CryptoException {
    byte[] signature = OldSignatures.sign(signer(key, deviations), digests, random);
    if (Deviations.has(deviations, Deviation.CorruptProof.class)) {
      signature[signature.length - 1] ^= 1;
    }
    return signature;
  }

  private static PrivateKey signer(PrivateKey key, List<Deviation> deviations) {
    return Deviations.find(deviations, Deviation.ProofByOtherKey.class)
        .map(Deviation.ProofByOtherKey::key)
        .orElse(key);
  }

  static byte[] sign(
      SignatureScheme scheme,
      PrivateKey key,
      byte[] content,
      List<Deviation> deviations,
      SecureRandom random)
      throws CryptoException {
    byte[] signature = Signatures.sign(scheme, signer(key, deviations), content, random);
    if (Deviations.has(deviations, Deviation.CorruptProof.class)) {
      signature[signature.length - 1] ^= 1;
    }
    return signature;
  }
}
