package io.github.tlsgauntlet.crypto;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import javax.crypto.Mac;

/** The secrets of TLS 1.2 (RFC 5246, Sections 5, 6.3 and 8.1; RFC 7627, Section 4). */
public final class Tls12KeySchedule {
  private static final int MASTER_SECRET = 48;
  private static final int VERIFY_DATA = 12;

  private Tls12KeySchedule() {}

  /** The pseudorandom function. */
  public static byte[] prf(
      HashAlgorithm hash, byte[] secret, String label, byte[] seed, int length) {
    byte[] labelled = concat(label.getBytes(StandardCharsets.US_ASCII), seed);
    Mac mac = hash.hmac(secret);
    ByteArrayOutputStream output = new ByteArrayOutputStream();
    byte[] a = labelled;
    while (output.size() < length) {
      a = mac.doFinal(a);
      mac.update(a);
      output.writeBytes(mac.doFinal(labelled));
    }
    return Arrays.copyOf(output.toByteArray(), length);
  }

  /** The master secret. */
  public static byte[] masterSecret(
      HashAlgorithm hash, byte[] premaster, byte[] clientRandom, byte[] serverRandom) {
    return prf(hash, premaster, "master secret", concat(clientRandom, serverRandom), MASTER_SECRET);
  }

  /** The extended master secret, bound to the handshake up to ClientKeyExchange. */
  public static byte[] extendedMasterSecret(
      HashAlgorithm hash, byte[] premaster, byte[] sessionHash) {
    return prf(hash, premaster, "extended master secret", sessionHash, MASTER_SECRET);
  }

  /** Key material for both directions. */
  public static byte[] keyBlock(
      HashAlgorithm hash, byte[] master, byte[] clientRandom, byte[] serverRandom, int length) {
    return prf(hash, master, "key expansion", concat(serverRandom, clientRandom), length);
  }

  /** verify_data of a Finished message. */
  public static byte[] verifyData(
      HashAlgorithm hash, byte[] master, boolean client, byte[] transcriptHash) {
    return prf(
        hash, master, client ? "client finished" : "server finished", transcriptHash, VERIFY_DATA);
  }

  private static byte[] concat(byte[] first, byte[] second) {
    byte[] both = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, both, first.length, second.length);
    return both;
  }
}
