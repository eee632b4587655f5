package io.github.tlsgauntlet.pki;

import java.io.IOException;
import java.io.InputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Keeps RSA primes: those of our own recipes in the jar, since everybody may know a test's key, and
 * others in a folder between runs. What can't be read or written is made anew.
 */
final class PrimeStore {
  private static final int MOST_PRIMES = 5;
  private static final int LONGEST_FILE = 16_384;
  private final Optional<Path> folder;

  PrimeStore(Optional<Path> folder) {
    this.folder = folder;
  }

  /** The user's own cache folder, if there is a home directory. */
  static PrimeStore usual() {
    String home = System.getProperty("user.home", "");
    return new PrimeStore(
        home.isEmpty() || home.equals("?")
            ? Optional.empty()
            : Optional.of(Path.of(home, ".cache", "tls-gauntlet")));
  }

  List<BigInteger> get(String called, int bits, Supplier<List<BigInteger>> maker) {
    String fileName = called.replaceAll("[^A-Za-z0-9-]", "_") + ".primes";
    Optional<List<BigInteger>> shipped = shipped(fileName, bits);
    if (shipped.isPresent()) {
      return shipped.get();
    }
    if (folder.isEmpty()) {
      return maker.get();
    }
    Path file = folder.get().resolve(fileName);
    Optional<List<BigInteger>> kept = read(file, bits);
    if (kept.isPresent()) {
      return kept.get();
    }
    List<BigInteger> primes = maker.get();
    write(file, primes);
    return primes;
  }

  private static Optional<List<BigInteger>> read(Path file, int bits) {
    try {
      if (!Files.isRegularFile(file) || Files.size(file) > LONGEST_FILE) {
        return Optional.empty();
      }
      return parse(Files.readString(file, StandardCharsets.US_ASCII), bits);
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private static Optional<List<BigInteger>> shipped(String fileName, int bits) {
    try (InputStream resource = PrimeStore.class.getResourceAsStream("primes/" + fileName)) {
      return resource == null
          ? Optional.empty()
          : parse(new String(resource.readAllBytes(), StandardCharsets.US_ASCII), bits);
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private static Optional<List<BigInteger>> parse(String text, int bits) {
    try {
      int split = text.indexOf('\n') + 1;
      String kept = text.substring(split);
      if (!text.substring(0, split).equals(checksum(kept))) {
        return Optional.empty();
      }
      List<BigInteger> primes =
          Arrays.stream(kept.strip().split("\n", MOST_PRIMES + 1))
              .map(line -> new BigInteger(line.strip(), 16))
              .toList();
      boolean sound =
          primes.size() >= 2
              && primes.size() <= MOST_PRIMES
              && primes.stream().reduce(BigInteger.ONE, BigInteger::multiply).bitLength() == bits;
      return sound ? Optional.of(primes) : Optional.empty();
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }

  /** A line that tells a whole file from a damaged one; it proves nothing about who wrote it. */
  private static String checksum(String text) {
    byte[] octets = text.getBytes(StandardCharsets.US_ASCII);
    return HexFormat.of().formatHex(SeededRandom.sha256(octets)) + "\n";
  }

  private static void write(Path file, List<BigInteger> primes) {
    String text =
        primes.stream()
            .map(prime -> prime.toString(16))
            .collect(Collectors.joining("\n", "", "\n"));
    try {
      Files.createDirectories(file.getParent());
      Path draft = Files.createTempFile(file.getParent(), "primes", ".tmp");
      try {
        if (draft.getFileSystem().supportedFileAttributeViews().contains("posix")) {
          Files.setPosixFilePermissions(draft, PosixFilePermissions.fromString("rw-------"));
        }
        Files.writeString(draft, checksum(text) + text, StandardCharsets.US_ASCII);
        Files.move(
            draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      } finally {
        Files.deleteIfExists(draft);
      }
    } catch (IOException e) {
      // The cache only saves time: without it the primes are found again in the next run.
      return;
    }
  }
}
