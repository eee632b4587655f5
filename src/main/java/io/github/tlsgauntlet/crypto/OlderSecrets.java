package io.github.tlsgauntlet.crypto;

import io.github.tlsgauntlet.protocol.ProtocolVersion;
import java.util.Optional;

/** How a version before TLS 1.3 makes its secrets. */
public interface OlderSecrets {
  /** What an endpoint signs before TLS 1.2: RSA keys both, others the second. */
  record Digests(byte[] md5, byte[] sha1) {}

  /**
   * A version's way.
   *
   * @param version SSL 3.0 to TLS 1.2
   * @param hash of the suite's PRF, which counts in TLS 1.2 alone
   */
  static OlderSecrets of(ProtocolVersion version, HashAlgorithm hash) {
    if (version.equals(ProtocolVersion.SSL30)) {
      return new Ssl3Secrets();
    }
    return new PrfSecrets(
        version.equals(ProtocolVersion.TLS12) ? Optional.of(hash) : Optional.empty());
  }

  /** The master secret. */
  byte[] masterSecret(byte[] premaster, byte[] clientRandom, byte[] serverRandom);

  /** The extended master secret, bound to the handshake up to ClientKeyExchange (RFC 7627). */
  byte[] extendedMasterSecret(byte[] premaster, TranscriptHash transcript);

  /** Key material for both directions. */
  byte[] keyBlock(byte[] master, byte[] clientRandom, byte[] serverRandom, int length);

  /** verify_data of a Finished message. */
  byte[] verifyData(byte[] master, boolean client, TranscriptHash transcript);

  /** What a client signs in its CertificateVerify, before TLS 1.2. */
  Digests proofOf(byte[] master, TranscriptHash transcript);

  /**
   * The key that a suite for export encrypts with (RFC 2246, Section 6.3.1; RFC 6101, Section
   * 6.2.2).
   *
   * @param key cut from the key block
   * @param client whose writing
   * @param length in bytes
   */
  byte[] exportKey(
      byte[] key, boolean client, byte[] clientRandom, byte[] serverRandom, int length);

  /** The IVs of a suite for export: the client's, then the server's. */
  byte[] exportIvs(byte[] clientRandom, byte[] serverRandom, int length);
}
