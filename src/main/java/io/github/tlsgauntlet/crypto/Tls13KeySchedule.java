package io.github.tlsgauntlet.crypto;

/**
 * The key schedule of TLS 1.3 (RFC 9846, Section 7.1). Moves on from the early to the handshake to
 * the main secret; each derived secret takes the transcript hash that it is bound to.
 */
public final class Tls13KeySchedule {
  private final HashAlgorithm hash;
  private final byte[] emptyHash;
  private byte[] secret;

  /**
   * Starts with the early secret.
   *
   * @param hash of the cipher suite, or of the pre-shared key
   * @param psk the pre-shared key; empty for none
   */
  public Tls13KeySchedule(HashAlgorithm hash, byte[] psk) {
    this.hash = hash;
    this.emptyHash = hash.digest().digest();
    this.secret = Hkdf.extract(hash, new byte[0], psk.length == 0 ? new byte[hash.length()] : psk);
  }

  /**
   * Moves on to the handshake secret.
   *
   * @param sharedSecret from the key exchange; empty where there was none (psk_ke)
   */
  public void toHandshakeSecret(byte[] sharedSecret) {
    next(sharedSecret.length == 0 ? new byte[hash.length()] : sharedSecret);
  }

  /** Moves on to the main secret. */
  public void toMainSecret() {
    next(new byte[hash.length()]);
  }

  /**
   * Derives a secret from the current one.
   *
   * @param label {@code c hs traffic} and its like
   * @param transcriptHash what it is bound to
   */
  public byte[] derive(String label, byte[] transcriptHash) {
    return Hkdf.expandLabel(hash, secret, label, transcriptHash, hash.length());
  }

  /** The key that makes the binder of a resumption PSK. */
  public byte[] resumptionBinderKey() {
    return derive("res binder", emptyHash);
  }

  /**
   * verify_data of a Finished message or a binder (Section 4.5.3).
   *
   * @param baseKey a handshake traffic secret or a binder key
   * @param transcriptHash what it is bound to
   */
  public byte[] verifyData(byte[] baseKey, byte[] transcriptHash) {
    byte[] key = Hkdf.expandLabel(hash, baseKey, "finished", new byte[0], hash.length());
    return hash.hmac(key).doFinal(transcriptHash);
  }

  /**
   * The next generation of an application traffic secret (Section 7.2).
   *
   * @param trafficSecret the current one
   */
  public byte[] update(byte[] trafficSecret) {
    return Hkdf.expandLabel(hash, trafficSecret, "traffic upd", new byte[0], hash.length());
  }

  /**
   * The PSK that a ticket stands for (Section 4.7.1).
   *
   * @param resumptionSecret of the connection that issued it
   * @param nonce of the ticket
   */
  public byte[] resumptionPsk(byte[] resumptionSecret, byte[] nonce) {
    return Hkdf.expandLabel(hash, resumptionSecret, "resumption", nonce, hash.length());
  }

  /**
   * Exported keying material (Section 7.5).
   *
   * @param exporterSecret of the connection
   * @param label the application's
   * @param context the application's
   * @param length in bytes
   */
  public byte[] export(byte[] exporterSecret, String label, byte[] context, int length) {
    byte[] derived = Hkdf.expandLabel(hash, exporterSecret, label, emptyHash, hash.length());
    return Hkdf.expandLabel(hash, derived, "exporter", hash.digest().digest(context), length);
  }

  private void next(byte[] input) {
    secret = Hkdf.extract(hash, derive("derived", emptyHash), input);
  }
}
