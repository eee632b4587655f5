package io.github.tlsgauntlet.pki;

import java.io.BufferedReader;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Pattern;
import org.bouncycastle.asn1.pkcs.RSAPublicKey;

/**
 * RSA keys that are known to others, in the form of Debian's openssl-blacklist: a line each of 20
 * hexadecimal digits, the last of the SHA-1 digest of what {@code openssl x509 -noout -modulus}
 * prints; lines that begin with # are comments.
 */
public final class KeyBlocklist {
  private static final int DIGITS = 20;
  private static final Pattern FINGERPRINT = Pattern.compile("[0-9a-fA-F]{20}");
  private static final int MOST = 8_000_000;
  private static final int MOST_LINE = 1_000;
  private static final int HEXADECIMAL = 16;
  private static final int KEPT_DIGITS = 16;

  /**
   * Sorted; 64 of a fingerprint's 80 bits, which no two of so few keys share but by design. It
   * keeps the longest list in 64 MB.
   */
  private final long[] fingerprints;

  private KeyBlocklist(long[] fingerprints) {
    this.fingerprints = fingerprints;
  }

  /**
   * Reads lists.
   *
   * @param files of any number of keys, up to eight million together
   * @throws KeyMaterialException if one cannot be read, or is no such list
   */
  public static KeyBlocklist read(List<Path> files) throws KeyMaterialException {
    long[] all = new long[1 << 10];
    int size = 0;
    for (Path file : files) {
      int before = size;
      try (BufferedReader lines = Files.newBufferedReader(file, StandardCharsets.ISO_8859_1)) {
        int number = 0;
        for (Optional<String> line = line(lines, file);
            line.isPresent();
            line = line(lines, file)) {
          number++;
          String text = line.get().strip();
          if (text.isEmpty() || text.startsWith("#")) {
            continue;
          }
          if (!FINGERPRINT.matcher(text).matches()) {
            throw new KeyMaterialException(
                file + ": line " + number + " is no fingerprint of " + DIGITS + " hex digits");
          }
          if (size == MOST) {
            throw new KeyMaterialException(file + ": more than " + MOST + " fingerprints");
          }
          if (size == all.length) {
            all = Arrays.copyOf(all, Math.min(MOST, 2 * size));
          }
          all[size++] = kept(text);
        }
      } catch (IOException e) {
        throw new KeyMaterialException(file + " cannot be read: " + e.getMessage(), e);
      }
      if (size == before) {
        throw new KeyMaterialException(file + ": holds no fingerprint");
      }
    }
    long[] sorted = Arrays.copyOf(all, size);
    Arrays.sort(sorted);
    return new KeyBlocklist(sorted);
  }

  /** Up to the next line feed; a longer one than any that can be right is not read to its end. */
  private static Optional<String> line(BufferedReader reader, Path file)
      throws IOException, KeyMaterialException {
    StringBuilder line = new StringBuilder();
    for (int c = reader.read(); c != '\n'; c = reader.read()) {
      if (c < 0) {
        return line.length() == 0 ? Optional.empty() : Optional.of(line.toString());
      }
      if (line.length() == MOST_LINE) {
        throw new KeyMaterialException(file + ": has a line that is longer than a fingerprint");
      }
      line.append((char) c);
    }
    return Optional.of(line.toString());
  }

  /** How many fingerprints it has. */
  public int size() {
    return fingerprints.length;
  }

  /**
   * Whether it has a certificate's key; empty where that key is not RSA or cannot be read.
   *
   * @param certificate in DER
   */
  public Optional<Boolean> has(byte[] certificate) {
    return SentCertificate.read(certificate, OptionalInt.empty())
        .map(read -> read.body().subjectPublicKeyInfo())
        .filter(RsaWeakness::isRsa)
        .flatMap(info -> Asn1.read(info.getPublicKeyData().getOctets(), RSAPublicKey::getInstance))
        .map(RSAPublicKey::getModulus)
        .filter(modulus -> modulus.signum() > 0)
        .map(modulus -> Arrays.binarySearch(fingerprints, kept(fingerprint(modulus))) >= 0);
  }

  /**
   * As it stands in such a list.
   *
   * @param modulus of a key
   */
  public static String fingerprint(BigInteger modulus) {
    String hex = modulus.toString(HEXADECIMAL).toUpperCase(Locale.ROOT);
    String even = hex.length() % 2 == 0 ? hex : "0" + hex;
    byte[] printed = ("Modulus=" + even + "\n").getBytes(StandardCharsets.US_ASCII);
    try {
      return HexFormat.of()
          .formatHex(MessageDigest.getInstance("SHA-1").digest(printed))
          .substring(DIGITS);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-1", e);
    }
  }

  private static long kept(String fingerprint) {
    return Long.parseUnsignedLong(fingerprint.substring(DIGITS - KEPT_DIGITS), HEXADECIMAL);
  }
}
