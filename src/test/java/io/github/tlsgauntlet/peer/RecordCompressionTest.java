package io.github.tlsgauntlet.peer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.tlsgauntlet.crypto.CryptoException;
import io.github.tlsgauntlet.crypto.RecordCompression;
import io.github.tlsgauntlet.crypto.RecordOpener;
import io.github.tlsgauntlet.crypto.RecordSealer;
import io.github.tlsgauntlet.protocol.CipherSuite;
import io.github.tlsgauntlet.protocol.ProtocolVersion;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.zip.Deflater;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Records compressed before they are protected, as up to TLS 1.2 both sides may want it. */
class RecordCompressionTest {
  private static final int APPLICATION_DATA = 23;

  /** Protects nothing. */
  private static final RecordSealer BARE_SEALER = (type, plaintext) -> plaintext;

  private static final RecordOpener BARE_OPENER =
      new RecordOpener() {
        @Override
        public Opened open(int contentType, int version, byte[] fragment) {
          return new Opened(contentType, fragment);
        }

        @Override
        public void skip() {}
      };

  @ParameterizedTest
  @CsvSource({
    "0x0300, 0x002f, true,  true,  1",
    "0x0301, 0x0005, true,  true,  1",
    "0x0302, 0xc014, true,  true,  1",
    "0x0303, 0xc02f, true,  true,  1",
    "0x0303, 0xc02f, true,  false, 0",
    "0x0303, 0xc02f, false, true,  0",
    "0x0304, 0x1301, true,  true,  0"
  })
  void data_are_compressed_where_both_want_it_and_the_version_has_it(
      int version, int suite, boolean client, boolean server, int method) {
    Loopback.Both both =
        Loopback.run(
            ClientSettings.builder()
                .versions(new ProtocolVersion(version))
                .cipherSuites(List.of(new CipherSuite(suite)))
                .compression(client)
                .build(),
            ServerSettings.builder(TestCredentials.of("RSA"))
                .versions(new ProtocolVersion(version))
                .cipherSuites(List.of(new CipherSuite(suite)))
                .compression(server)
                .build());

    assertThat(both.answer()).contains(Loopback.PING);
    assertThat(both.client().serverHello().orElseThrow().compressionMethod()).isEqualTo(method);
    assertThat(both.serverEnding()).isEqualTo(new Ending.CloseNotify());
  }

  @Test
  void a_record_that_repeats_an_earlier_one_is_short_and_is_read_all_the_same()
      throws CryptoException {
    RecordSealer sealer = RecordCompression.compressing(BARE_SEALER);
    RecordOpener opener = RecordCompression.expanding(BARE_OPENER);
    byte[] text =
        "Cookie: session=7d2f91c0a4e85b63, and nothing else".getBytes(StandardCharsets.US_ASCII);

    byte[] first = sealer.seal(APPLICATION_DATA, text);
    byte[] second = sealer.seal(APPLICATION_DATA, text);

    assertThat(second.length).isLessThan(first.length / 2);
    assertThat(opener.open(APPLICATION_DATA, 0x0303, first).plaintext()).isEqualTo(text);
    assertThat(opener.open(APPLICATION_DATA, 0x0303, second).plaintext()).isEqualTo(text);
    assertThat(opener.open(APPLICATION_DATA, 0x0303, sealer.seal(APPLICATION_DATA, new byte[0])))
        .extracting(opened -> opened.plaintext().length)
        .isEqualTo(0);
  }

  private static void refused(byte[] compressed) {
    RecordOpener opener = RecordCompression.expanding(BARE_OPENER);

    assertThatThrownBy(() -> opener.open(APPLICATION_DATA, 0x0303, compressed))
        .isInstanceOfSatisfying(
            CryptoException.class,
            e -> assertThat(e.kind()).isEqualTo(CryptoException.Kind.BAD_COMPRESSION));
  }

  @Test
  void what_does_not_expand_or_to_too_much_is_refused() {
    refused(new byte[] {1, 2, 3, 4});
    refused(
        RecordCompression.compressing(BARE_SEALER).seal(APPLICATION_DATA, new byte[1 << 14 | 1]));
    refused(RecordCompression.compressing(BARE_SEALER).seal(APPLICATION_DATA, new byte[1 << 22]));
    refused(ended(new byte[] {1, 2, 3}));
  }

  private static byte[] ended(byte[] content) {
    Deflater deflater = new Deflater();
    deflater.setInput(content);
    deflater.finish();
    byte[] part = new byte[64];
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    all.write(part, 0, deflater.deflate(part));
    deflater.end();
    return all.toByteArray();
  }
}
