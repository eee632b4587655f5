package io.github.tlsgauntlet.probe;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tlsgauntlet.wire.WireWriter;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** SSL 2.0 is told by its SERVER-HELLO and by nothing else. */
class Ssl2ProbeTest {
  private static VersionFacts probe(byte[] answer) throws IOException {
    try (Ssl2Server server = Ssl2Server.that(answer)) {
      return new Ssl2Probe(new Line(server::dial, Duration.ofSeconds(10))).run();
    }
  }

  static byte[] serverHello(int version, int... suites) {
    byte[] message =
        WireWriter.write(
            w -> {
              w.uint8(4)
                  .uint8(0)
                  .uint8(1)
                  .uint16(version)
                  .uint16(2)
                  .uint16(3 * suites.length)
                  .uint16(1);
              w.bytes(new byte[2]);
              for (int suite : suites) {
                w.uint24(suite);
              }
              w.uint8(7);
            });
    return WireWriter.write(w -> w.uint16(0x8000 | message.length).bytes(message));
  }

  @Test
  void a_server_hello_names_the_suites() throws IOException {
    VersionFacts facts = probe(serverHello(2, 0x010080, 0x0700c0));

    assertThat(facts.offered()).isEqualTo(Answer.YES);
    assertThat(facts.suites())
        .extracting(one -> one.suite().toString())
        .containsExactly("SSL_CK_RC4_128_WITH_MD5", "SSL_CK_DES_192_EDE3_CBC_WITH_MD5");
  }

  @Test
  void an_alert_of_tls_is_a_no() throws IOException {
    assertThat(probe(new byte[] {21, 3, 1, 0, 2, 2, 70}).offered()).isEqualTo(Answer.NO);
  }

  @Test
  void another_version_is_a_no() throws IOException {
    assertThat(probe(serverHello(0x0301)).offered()).isEqualTo(Answer.NO);
  }

  @Test
  void a_truncated_answer_is_no_yes() throws IOException {
    byte[] whole = serverHello(2, 0x010080);
    for (int length = 0; length < whole.length; length++) {
      assertThat(probe(java.util.Arrays.copyOf(whole, length)).offered())
          .as("%d octets", length)
          .isNotEqualTo(Answer.YES);
    }
  }
}
