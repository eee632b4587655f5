package io.github.tlsgauntlet.crypto;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;

/** The secrets of SSL 3.0 (RFC 6101, Sections 5.6.8, 5.6.9 and 6). */
final class Ssl3Secrets implements OlderSecrets {
  private static final int MASTER_SECRET = 48;
  private static final int INNER = 0x36;
  private static final int OUTER = 0x5c;

  /** As many bytes of padding as a MAC or a proof takes with each hash. */
  static byte[] pad(HashAlgorithm hash, boolean inner) {
    byte[] pad = new byte[hash == HashAlgorithm.MD5 ? 48 : 40];
    Arrays.fill(pad, (byte) (inner ? INNER : OUTER));
    return pad;
  }

  @Override
  public byte[] masterSecret(byte[] premaster, byte[] clientRandom, byte[] serverRandom) {
    return stretch(premaster, clientRandom, serverRandom, MASTER_SECRET);
  }

  /** SSL 3.0 has no extensions. */
  @Override
  public byte[] extendedMasterSecret(byte[] premaster, TranscriptHash transcript) {
    throw new IllegalStateException("SSL 3.0 has no extended master secret");
  }

  @Override
  public byte[] keyBlock(byte[] master, byte[] clientRandom, byte[] serverRandom, int length) {
    return stretch(master, serverRandom, clientRandom, length);
  }

  @Override
  public byte[] verifyData(byte[] master, boolean client, TranscriptHash transcript) {
    byte[] sender = (client ? "CLNT" : "SRVR").getBytes(StandardCharsets.US_ASCII);
    Digests digests = nested(master, sender, transcript);
    byte[] both = Arrays.copyOf(digests.md5(), digests.md5().length + digests.sha1().length);
    System.arraycopy(digests.sha1(), 0, both, digests.md5().length, digests.sha1().length);
    return both;
  }

  @Override
  public Digests proofOf(byte[] master, TranscriptHash transcript) {
    return nested(master, new byte[0], transcript);
  }

  @Override
  public byte[] exportKey(
      byte[] key, boolean client, byte[] clientRandom, byte[] serverRandom, int length) {
    byte[] made =
        client
            ? hashed(HashAlgorithm.MD5, key, clientRandom, serverRandom)
            : hashed(HashAlgorithm.MD5, key, serverRandom, clientRandom);
    return Arrays.copyOf(made, length);
  }

  @Override
  public byte[] exportIvs(byte[] clientRandom, byte[] serverRandom, int length) {
    int each = length / 2;
    byte[] ivs = Arrays.copyOf(hashed(HashAlgorithm.MD5, clientRandom, serverRandom), each + each);
    System.arraycopy(hashed(HashAlgorithm.MD5, serverRandom, clientRandom), 0, ivs, each, each);
    return ivs;
  }

  private static Digests nested(byte[] master, byte[] sender, TranscriptHash transcript) {
    return new Digests(
        nested(HashAlgorithm.MD5, master, sender, transcript),
        nested(HashAlgorithm.SHA1, master, sender, transcript));
  }

  private static byte[] nested(
      HashAlgorithm hash, byte[] master, byte[] sender, TranscriptHash transcript) {
    byte[] inner = hashed(hash, transcript.messages(), sender, master, pad(hash, true));
    return hashed(hash, master, pad(hash, false), inner);
  }

  /** MD5 over the secret and SHA-1 of 'A', then 'BB', and so on (RFC 6101, Section 6.1). */
  private static byte[] stretch(byte[] secret, byte[] first, byte[] second, int length) {
    ByteArrayOutputStream output = new ByteArrayOutputStream();
    for (int round = 1; output.size() < length; round++) {
      byte[] salt = new byte[round];
      Arrays.fill(salt, (byte) ('A' + round - 1));
      byte[] inner = hashed(HashAlgorithm.SHA1, salt, secret, first, second);
      output.writeBytes(hashed(HashAlgorithm.MD5, secret, inner));
    }
    return Arrays.copyOf(output.toByteArray(), length);
  }

  static byte[] hashed(HashAlgorithm hash, byte[]... parts) {
    MessageDigest digest = hash.digest();
    for (byte[] part : parts) {
      digest.update(part);
    }
    return digest.digest();
  }
}
