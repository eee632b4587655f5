package io.github.tlsgauntlet.crypto;

/** How a server says that it took a ClientHelloInner (RFC 9849, Section 7.2). */
public final class EchConfirmation {
  /** Of a confirmation, in bytes. */
  public static final int LENGTH = 8;

  private EchConfirmation() {}

  /**
   * The last eight bytes of ServerHello.random.
   *
   * @param innerRandom of the first ClientHelloInner
   * @param transcriptHash up to the ServerHello with zeros in their place
   */
  public static byte[] ofServerHello(
      HashAlgorithm hash, byte[] innerRandom, byte[] transcriptHash) {
    return confirm(hash, innerRandom, "ech accept confirmation", transcriptHash);
  }

  /**
   * The extension of a HelloRetryRequest.
   *
   * @param innerRandom of the first ClientHelloInner
   * @param transcriptHash up to the HelloRetryRequest with zeros in its place
   */
  public static byte[] ofRetry(HashAlgorithm hash, byte[] innerRandom, byte[] transcriptHash) {
    return confirm(hash, innerRandom, "hrr ech accept confirmation", transcriptHash);
  }

  private static byte[] confirm(
      HashAlgorithm hash, byte[] innerRandom, String label, byte[] transcriptHash) {
    return Hkdf.expandLabel(
        hash,
        Hkdf.extract(hash, new byte[hash.length()], innerRandom),
        label,
        transcriptHash,
        LENGTH);
  }
}
