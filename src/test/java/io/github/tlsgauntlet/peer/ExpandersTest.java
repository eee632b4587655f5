package io.github.tlsgauntlet.peer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.tlsgauntlet.protocol.AlertDescription;
import io.github.tlsgauntlet.protocol.Extension;
import io.github.tlsgauntlet.protocol.ExtensionType;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Certificates that brotli and zstd, the programs, compressed. */
class ExpandersTest {
  private final Expanders expanders = new Expanders(ExpandersTest.class.getClassLoader());

  @ParameterizedTest
  @CsvSource({"2, br", "3, zst"})
  void what_the_program_compressed_is_expanded(int algorithm, String suffix) throws IOException {
    byte[] body = read("body");

    assertThat(expander(algorithm).expand(read(suffix), body.length)).isEqualTo(body);
  }

  @ParameterizedTest
  @CsvSource({"2, br, -1", "3, zst, -1", "2, br, 1", "3, zst, 1"})
  void another_length_than_the_announced_is_refused(int algorithm, String suffix, int more)
      throws IOException {
    int length = read("body").length + more;
    byte[] compressed = read(suffix);

    assertThatExceptionOfType(IOException.class)
        .isThrownBy(() -> expander(algorithm).expand(compressed, length));
  }

  @ParameterizedTest
  @CsvSource({"1, body", "2, br", "3, zst"})
  void no_broken_bytes_do_more_than_be_refused(int algorithm, String suffix) throws IOException {
    byte[] body = read("body");
    byte[] good = read(suffix);
    Random random = new Random(5);
    for (int i = 0; i < 300; i++) {
      byte[] bad = Arrays.copyOf(good, random.nextInt(good.length) + 1);
      bad[random.nextInt(bad.length)] ^= (byte) (1 << random.nextInt(8));
      try {
        assertThat(expander(algorithm).expand(bad, body.length)).hasSize(body.length);
      } catch (IOException e) {
        assertThat(e).hasMessageNotContaining("\n");
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"2, br", "3, zst"})
  void a_client_goes_on_with_such_a_certificate(int algorithm, String suffix) throws IOException {
    byte[] body = read("body");
    Loopback.Both both =
        Loopback.run(
            client(algorithm).deviations(new Deviation.TakeAnyProof()).build(),
            ServerSettings.builder(TestCredentials.of("RSA"))
                .deviations(
                    new Deviation.CompressedCertificateAs(algorithm, body.length, read(suffix)))
                .build());

    assertThat(both.client().completed()).as("%s", both.clientEnding()).isTrue();
    assertThat(
            new String(
                both.client().peerCertificates().get(0),
                java.nio.charset.StandardCharsets.ISO_8859_1))
        .contains("compressed.gauntlet.test");
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3})
  void a_client_refuses_what_is_none(int algorithm) {
    Loopback.Both both =
        Loopback.run(
            client(algorithm).build(),
            ServerSettings.builder(TestCredentials.of("RSA"))
                .deviations(new Deviation.CompressedCertificateAs(algorithm, 900, new byte[300]))
                .build());

    assertThat(both.serverEnding())
        .isEqualTo(new Ending.Alert(AlertDescription.BAD_CERTIFICATE, true));
  }

  @Test
  void without_their_libraries_two_can_not_be_expanded_and_it_is_said_what_is_missing() {
    Expanders alone = new Expanders(ClassLoader.getPlatformClassLoader());

    assertThat(alone.of(Expanders.ZLIB)).isPresent();
    assertThat(alone.of(Expanders.BROTLI)).isEmpty();
    assertThat(alone.of(Expanders.ZSTANDARD)).isEmpty();
    assertThat(Expanders.artifact(Expanders.BROTLI)).contains("org.brotli:dec");
    assertThat(Expanders.artifact(Expanders.ZSTANDARD)).contains("io.airlift:aircompressor");
    assertThat(Expanders.artifact(4)).isEmpty();
  }

  private Expander expander(int algorithm) {
    return expanders.of(algorithm).orElseThrow();
  }

  private static ClientSettings.Builder client(int algorithm) {
    return ClientSettings.builder()
        .extensions(
            List.of(
                Extension.of(
                    ExtensionType.COMPRESS_CERTIFICATE,
                    w -> w.vector8(list -> list.uint16(algorithm)))));
  }

  private static byte[] read(String suffix) throws IOException {
    try (InputStream in =
        ExpandersTest.class.getResourceAsStream("/compressed-certificates/certificate." + suffix)) {
      return Objects.requireNonNull(in, suffix).readAllBytes();
    }
  }
}
