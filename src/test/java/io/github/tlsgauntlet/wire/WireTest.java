package io.github.tlsgauntlet.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WireTest {
  @Test
  void what_was_written_is_read_back() throws WireException {
    byte[] written =
        WireWriter.write(
            w ->
                w.uint8(0xfe)
                    .uint16(0xfedc)
                    .uint24(0xfedcba)
                    .uint32(0xfedcba98L)
                    .vector8(v -> v.uint8(1))
                    .vector16(v -> v.vector24(inner -> inner.bytes(new byte[] {2, 3}))));

    WireReader reader = WireReader.of(written);

    assertThat(reader.uint8()).isEqualTo(0xfe);
    assertThat(reader.uint16()).isEqualTo(0xfedc);
    assertThat(reader.uint24()).isEqualTo(0xfedcba);
    assertThat(reader.uint32()).isEqualTo(0xfedcba98L);
    assertThat(reader.vector8().rest()).containsExactly(1);
    assertThat(reader.vector16().vector24().bytes(2)).containsExactly(2, 3);
    reader.end("everything");
  }

  @Test
  void a_truncated_vector_is_told_apart_from_trailing_bytes() {
    assertThat(kind(() -> WireReader.of(new byte[] {2, 0}).vector8()))
        .isEqualTo(WireException.Kind.TRUNCATED);
    assertThat(kind(() -> WireReader.of(new byte[] {0}).end("nothing")))
        .isEqualTo(WireException.Kind.TRAILING);
  }

  @Test
  void a_vector_cannot_be_read_beyond_its_end() throws WireException {
    WireReader vector = WireReader.of(new byte[] {1, 7, 8, 9}).vector8();

    assertThat(vector.uint8()).isEqualTo(7);
    assertThat(kind(vector::uint8)).isEqualTo(WireException.Kind.TRUNCATED);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3})
  void every_integer_needs_all_its_bytes(int present) {
    WireReader reader = WireReader.of(new byte[present]);

    assertThat(kind(reader::uint32)).isEqualTo(WireException.Kind.TRUNCATED);
  }

  @Test
  void a_negative_count_cannot_be_asked_for_by_a_length() throws WireException {
    WireReader reader = WireReader.of(new byte[] {(byte) 0xff, (byte) 0xff, (byte) 0xff});

    assertThat(reader.uint24()).isEqualTo(0xffffff);
  }

  @Test
  void a_vector_too_long_for_its_prefix_is_a_mistake_of_ours() {
    assertThatThrownBy(() -> WireWriter.write(w -> w.vector8(v -> v.bytes(new byte[256]))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("256 bytes");
  }

  @Test
  void a_wrong_length_has_to_be_said_aloud() {
    byte[] written = WireWriter.write(w -> w.misstated(2, 0x0105, v -> v.uint8(9)));

    assertThat(written).containsExactly(1, 5, 9);
  }

  @Test
  void a_writer_grows_with_what_is_written() {
    byte[] large = new byte[100_000];
    large[99_999] = 1;

    assertThat(WireWriter.write(w -> w.vector24(v -> v.bytes(large)))).hasSize(100_003).endsWith(1);
  }

  private static WireException.Kind kind(ThrowingCallable reading) {
    return catchThrowableOfType(WireException.class, reading).kind();
  }
}
