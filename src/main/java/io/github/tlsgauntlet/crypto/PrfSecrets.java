package io.github.tlsgauntlet.crypto;

import java.util.Arrays;
import java.util.Optional;

/**
 * The secrets of TLS 1.2 (RFC 5246, Sections 5, 6.3, 8.1) and, without a hash of its own, those of
 * TLS 1.0 and 1.1, which mix MD5 and SHA-1 (RFC 2246 and RFC 4346, Section 5).
 */
record PrfSecrets(Optional<HashAlgorithm> hash) implements OlderSecrets {
  private static final int MASTER_SECRET = 48;
  private static final int VERIFY_DATA = 12;

  @Override
  public byte[] masterSecret(byte[] premaster, byte[] clientRandom, byte[] serverRandom) {
    return prf(premaster, "master secret", join(clientRandom, serverRandom), MASTER_SECRET);
  }

  @Override
  public byte[] extendedMasterSecret(byte[] premaster, TranscriptHash transcript) {
    return prf(premaster, "extended master secret", digest(transcript), MASTER_SECRET);
  }

  @Override
  public byte[] keyBlock(byte[] master, byte[] clientRandom, byte[] serverRandom, int length) {
    return prf(master, "key expansion", join(serverRandom, clientRandom), length);
  }

  @Override
  public byte[] verifyData(byte[] master, boolean client, TranscriptHash transcript) {
    return prf(
        master, client ? "client finished" : "server finished", digest(transcript), VERIFY_DATA);
  }

  @Override
  public Digests proofOf(byte[] master, TranscriptHash transcript) {
    return new Digests(transcript.hash(HashAlgorithm.MD5), transcript.hash(HashAlgorithm.SHA1));
  }

  @Override
  public byte[] exportKey(
      byte[] key, boolean client, byte[] clientRandom, byte[] serverRandom, int length) {
    return prf(
        key,
        client ? "client write key" : "server write key",
        join(clientRandom, serverRandom),
        length);
  }

  @Override
  public byte[] exportIvs(byte[] clientRandom, byte[] serverRandom, int length) {
    return prf(new byte[0], "IV block", join(clientRandom, serverRandom), length);
  }

  private byte[] digest(TranscriptHash transcript) {
    return hash.map(transcript::hash)
        .orElseGet(
            () -> join(transcript.hash(HashAlgorithm.MD5), transcript.hash(HashAlgorithm.SHA1)));
  }

  private byte[] prf(byte[] secret, String label, byte[] seed, int length) {
    if (hash.isPresent()) {
      return Tls12KeySchedule.prf(hash.get(), secret, label, seed, length);
    }
    // Of a secret of odd length, the byte in the middle counts in both halves.
    int half = (secret.length + 1) / 2;
    byte[] mixed =
        Tls12KeySchedule.prf(HashAlgorithm.MD5, Arrays.copyOf(secret, half), label, seed, length);
    byte[] other =
        Tls12KeySchedule.prf(
            HashAlgorithm.SHA1,
            Arrays.copyOfRange(secret, secret.length - half, secret.length),
            label,
            seed,
            length);
    for (int i = 0; i < length; i++) {
      mixed[i] ^= other[i];
    }
    return mixed;
  }

  private static byte[] join(byte[] first, byte[] second) {
    byte[] both = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, both, first.length, second.length);
    return both;
  }
}
