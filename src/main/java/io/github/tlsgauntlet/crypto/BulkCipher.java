package io.github.tlsgauntlet.crypto;

import java.util.Optional;

/**
 * How a cipher suite protects records.
 *
 * @param mode in which mode
 * @param algorithm {@code AES}, {@code ChaCha20}, {@code Camellia}, {@code ARIA}, {@code DESede},
 *     {@code ARCFOUR} and so on
 * @param keyLength in bytes
 * @param materialLength how many bytes of the key block the key is made of: fewer than the key for
 *     what was weakened for export
 * @param blockLength of the cipher, in bytes; 0 for a stream
 * @param tagLength in bytes; 0 where a MAC stands for it
 */
public record BulkCipher(
    Mode mode,
    String algorithm,
    int keyLength,
    int materialLength,
    int blockLength,
    int tagLength) {
  private static final int BLOCK = 16;
  private static final int TAG = 16;
  private static final int SHORT_TAG = 8;
  private static final int SMALL_BLOCK = 8;
  private static final int EXPORT = 5;

  /** The mode of operation. */
  public enum Mode {
    GCM,
    CCM,
    CHACHA20_POLY1305,
    CBC,
    STREAM,
    NULL
  }

  /** Whether the mode authenticates by itself. */
  public boolean isAead() {
    return mode != Mode.CBC && mode != Mode.STREAM && mode != Mode.NULL;
  }

  /** Whether it was weakened for export. */
  public boolean isExport() {
    return materialLength < keyLength;
  }

  /** Whether the JDK lacks it. */
  boolean isForeign() {
    return mode == Mode.CCM || isForeign(algorithm);
  }

  private static boolean isForeign(String algorithm) {
    return switch (algorithm) {
      case "Camellia", "ARIA", "SEED", "IDEA" -> true;
      default -> false;
    };
  }

  static Optional<BulkCipher> named(String name) {
    return switch (name) {
      case "AES_128_GCM" -> aead(Mode.GCM, "AES", 16, TAG);
      case "AES_256_GCM" -> aead(Mode.GCM, "AES", 32, TAG);
      case "AES_128_CCM" -> aead(Mode.CCM, "AES", 16, TAG);
      case "AES_256_CCM" -> aead(Mode.CCM, "AES", 32, TAG);
      case "AES_128_CCM_8" -> aead(Mode.CCM, "AES", 16, SHORT_TAG);
      case "AES_256_CCM_8" -> aead(Mode.CCM, "AES", 32, SHORT_TAG);
      case "CHACHA20_POLY1305" -> aead(Mode.CHACHA20_POLY1305, "ChaCha20-Poly1305", 32, TAG);
      case "CAMELLIA_128_GCM" -> aead(Mode.GCM, "Camellia", 16, TAG);
      case "CAMELLIA_256_GCM" -> aead(Mode.GCM, "Camellia", 32, TAG);
      case "ARIA_128_GCM" -> aead(Mode.GCM, "ARIA", 16, TAG);
      case "ARIA_256_GCM" -> aead(Mode.GCM, "ARIA", 32, TAG);
      case "AES_128_CBC" -> cbc("AES", 16, BLOCK);
      case "AES_256_CBC" -> cbc("AES", 32, BLOCK);
      case "CAMELLIA_128_CBC" -> cbc("Camellia", 16, BLOCK);
      case "CAMELLIA_256_CBC" -> cbc("Camellia", 32, BLOCK);
      case "ARIA_128_CBC" -> cbc("ARIA", 16, BLOCK);
      case "ARIA_256_CBC" -> cbc("ARIA", 32, BLOCK);
      case "SEED_CBC" -> cbc("SEED", 16, BLOCK);
      case "IDEA_CBC" -> cbc("IDEA", 16, SMALL_BLOCK);
      case "3DES_EDE_CBC" -> cbc("DESede", 24, SMALL_BLOCK);
      case "DES_CBC" -> cbc("DES", 8, SMALL_BLOCK);
      case "DES40_CBC" -> Optional.of(new BulkCipher(Mode.CBC, "DES", 8, EXPORT, SMALL_BLOCK, 0));
      case "RC2_CBC_40" -> Optional.of(new BulkCipher(Mode.CBC, "RC2", 16, EXPORT, SMALL_BLOCK, 0));
      case "RC4_128" -> Optional.of(new BulkCipher(Mode.STREAM, "ARCFOUR", 16, 16, 0, 0));
      case "RC4_40" -> Optional.of(new BulkCipher(Mode.STREAM, "ARCFOUR", 16, EXPORT, 0, 0));
      case "NULL" -> Optional.of(new BulkCipher(Mode.NULL, "NULL", 0, 0, 0, 0));
      default -> Optional.empty();
    };
  }

  private static Optional<BulkCipher> aead(Mode mode, String algorithm, int key, int tag) {
    return Optional.of(new BulkCipher(mode, algorithm, key, key, BLOCK, tag));
  }

  private static Optional<BulkCipher> cbc(String algorithm, int key, int block) {
    return Optional.of(new BulkCipher(Mode.CBC, algorithm, key, key, block, 0));
  }
}
