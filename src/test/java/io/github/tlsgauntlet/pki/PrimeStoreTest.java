package io.github.tlsgauntlet.pki;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PrimeStoreTest {
  private static final List<BigInteger> PRIMES =
      List.of(BigInteger.valueOf(65_521), BigInteger.valueOf(65_519));

  @TempDir Path folder;
  private final AtomicInteger made = new AtomicInteger();

  @Test
  void what_is_kept_is_not_made_again() {
    assertThat(get(folder)).isEqualTo(PRIMES);
    assertThat(get(folder)).isEqualTo(PRIMES);
    assertThat(made).hasValue(1);
  }

  @Test
  void a_file_that_is_damaged_is_made_anew() throws IOException {
    get(folder);
    Path file = file();
    Files.writeString(file, Files.readString(file).replace("fff1", "fff3"));

    assertThat(get(folder)).isEqualTo(PRIMES);
    assertThat(made).hasValue(2);
    assertThat(get(folder)).isEqualTo(PRIMES);
    assertThat(made).hasValue(2);
  }

  @Test
  void a_file_that_holds_anything_else_is_made_anew() throws IOException {
    get(folder);
    for (String text : List.of("", "\n", "no primes", "\0\1\2", "7\n".repeat(20_000))) {
      Files.writeString(file(), text);
      assertThat(get(folder)).isEqualTo(PRIMES);
    }
  }

  @Test
  void nobody_else_may_read_the_file() throws IOException {
    Assumptions.assumeTrue(
        folder.getFileSystem().supportedFileAttributeViews().contains("posix"),
        "this file system knows no POSIX permissions");
    get(folder);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file())))
        .isEqualTo("rw-------");
  }

  @Test
  void a_folder_that_cannot_be_written_costs_time_only() throws IOException {
    Path file = Files.createFile(folder.resolve("file"));

    assertThat(get(file.resolve("below"))).isEqualTo(PRIMES);
    assertThat(get(file.resolve("below"))).isEqualTo(PRIMES);
    assertThat(made).hasValue(2);
  }

  private List<BigInteger> get(Path where) {
    return new PrimeStore(Optional.of(where))
        .get(
            "test 1",
            32,
            () -> {
              made.incrementAndGet();
              return PRIMES;
            });
  }

  private Path file() {
    return folder.resolve("test_1.primes");
  }
}
