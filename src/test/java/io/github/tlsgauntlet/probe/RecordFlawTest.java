package io.github.tlsgauntlet.probe;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** A flawed record differs from a good one in what its name says, and not in its length. */
class RecordFlawTest {
  private static final int BLOCK = 16;
  private static final byte[] DATA = filled(RecordFlaw.DATA, 0x11);
  private static final byte[] MAC = filled(20, 0x22);

  private static byte[] filled(int length, int value) {
    byte[] bytes = new byte[length];
    Arrays.fill(bytes, (byte) value);
    return bytes;
  }

  @ParameterizedTest
  @CsvSource({"16, 20, 80", "16, 32, 96", "16, 48, 112", "8, 20, 56"})
  void all_have_one_length(int block, int mac, int length) {
    for (RecordFlaw flaw : RecordFlaw.values()) {
      byte[] data = flaw.isEmpty() ? new byte[0] : DATA;

      assertThat(flaw.of(data, filled(mac, 0x22), block)).as(flaw.name()).hasSize(length);
    }
  }

  @Test
  void a_record_without_flaw_is_data_and_mac_and_padding() {
    byte[] contents = RecordFlaw.NONE.of(DATA, MAC, BLOCK);

    assertThat(contents).startsWith(DATA).endsWith(filled(41, 40));
    assertThat(Arrays.copyOfRange(contents, 19, 39)).isEqualTo(MAC);
  }

  @ParameterizedTest
  @CsvSource({
    "PADDING_FIRST,  39, 0x80",
    "PADDING_MIDDLE, 59, 0x08",
    "PADDING_LENGTH, 79, 0x01",
    "MAC_FIRST,      19, 0x80",
    "MAC_MIDDLE,     29, 0x08",
    "MAC_LAST,       38, 0x01",
  })
  void one_bit_is_wrong(RecordFlaw flaw, int at, int bit) {
    byte[] right = RecordFlaw.NONE.of(DATA, MAC, BLOCK);
    right[at] ^= (byte) bit;

    assertThat(flaw.of(DATA, MAC, BLOCK)).isEqualTo(right);
  }

  @ParameterizedTest
  @EnumSource(
      value = RecordFlaw.class,
      names = {"MAC_MISSING", "ONLY_PADDING", "TOO_MUCH_PADDING"})
  void no_mac_is_left(RecordFlaw flaw) {
    byte[] contents = flaw.of(DATA, MAC, BLOCK);

    assertThat(contents).doesNotContain(MAC[0]);
  }

  @Test
  void padding_alone_is_right_padding_and_too_much_of_it_is_not() {
    assertThat(RecordFlaw.ONLY_PADDING.of(DATA, MAC, BLOCK)).isEqualTo(filled(80, 79));
    assertThat(RecordFlaw.TOO_MUCH_PADDING.of(DATA, MAC, BLOCK)).isEqualTo(filled(80, 255));
  }
}
