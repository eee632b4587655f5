package io.github.tlsgauntlet.suites.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** A server that closes over a long request has not refused the record that it came in. */
class RecordsTest {
  private static final int SHORT = 100;

  @Test
  void what_fills_a_record_begins_with_a_whole_and_short_request() {
    byte[] filling = Records.request(Records.MOST + 1);

    assertThat(filling).hasSize(Records.MOST + 1);
    assertThat(new String(filling, 0, SHORT, StandardCharsets.US_ASCII)).contains("\r\n\r\n");
  }
}
