package io.github.tlsgauntlet.target.jvm;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;

class ComplaintTest {
  @Test
  void where_a_native_library_keeps_its_state_is_left_out() {
    assertThat(Complaint.of(new IOException("Read error: ssl=0x7fca001cc6c8: error:10000416")))
        .isEqualTo("java.io.IOException: Read error: ssl=0x…: error:10000416");
  }

  @Test
  void a_cause_is_told_once() {
    IOException cause = new IOException("closed");

    assertThat(Complaint.of(new IllegalStateException(cause)))
        .isEqualTo("java.lang.IllegalStateException: java.io.IOException: closed");
  }
}
