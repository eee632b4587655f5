package io.github.tlsgauntlet.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.github.tlsgauntlet.protocol.HandshakeMessage.ClientHello;
import io.github.tlsgauntlet.wire.WireException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LengthFieldsTest {
  private static final int HEADER = 4;

  /** Version, random, and what a length of one byte says there is no session ID. */
  private static final int SUITES = HEADER + 2 + 32 + 1;

  private static final byte[] HELLO =
      new ClientHello(
              ProtocolVersion.TLS12,
              new byte[32],
              new byte[0],
              List.of(new CipherSuite(0x1301), new CipherSuite(0x1302)),
              new byte[] {0},
              List.of(Extensions.alpn(List.of("h2", "http/1.1"))))
          .encoded();

  @Test
  void every_length_of_a_client_hello_is_found_where_it_stands() throws WireException {
    int extensions = SUITES + 2 + 4 + 2;
    int alpn = extensions + 2 + 2;

    assertThat(LengthFields.of(HELLO, ProtocolVersion.TLS13))
        .extracting(LengthField::offset, LengthField::prefix, LengthField::length)
        .containsExactlyInAnyOrder(
            tuple(1, 3, HELLO.length - HEADER),
            tuple(SUITES - 1, 1, 0),
            tuple(SUITES, 2, 4),
            tuple(SUITES + 2 + 4, 1, 1),
            tuple(extensions, 2, HELLO.length - extensions - 2),
            tuple(alpn, 2, 14),
            tuple(alpn + 2, 2, 12),
            tuple(alpn + 4, 1, 2),
            tuple(alpn + 4 + 1 + 2, 1, 8));
  }

  @Test
  void the_messages_own_length_comes_first() throws WireException {
    assertThat(LengthFields.of(HELLO, ProtocolVersion.TLS13).get(0).offset()).isEqualTo(1);
  }

  @Test
  void what_stands_inside_an_extension_is_told_from_what_stands_outside() throws WireException {
    assertThat(LengthFields.of(HELLO, ProtocolVersion.TLS13))
        .filteredOn(field -> field.extension().equals(Optional.of(ExtensionType.ALPN)))
        .extracting(LengthField::length)
        .containsExactly(12, 2, 8);
  }

  @Test
  void each_length_says_how_much_comes_behind_it() throws WireException {
    for (LengthField field : LengthFields.of(HELLO, ProtocolVersion.TLS13)) {
      assertThat(field.end()).isLessThanOrEqualTo(HELLO.length);
      assertThat(number(HELLO, field)).isEqualTo(field.length());
    }
  }

  @Test
  void a_message_whose_length_is_wrong_is_not_right() throws WireException {
    assertThat(LengthFields.areRight(HELLO, ProtocolVersion.TLS13)).isTrue();
    for (LengthField field : LengthFields.of(HELLO, ProtocolVersion.TLS13)) {
      assertThat(
              LengthFields.areRight(field.stated(HELLO, field.length() + 1), ProtocolVersion.TLS13))
          .as("%s", field)
          .isFalse();
    }
  }

  @Test
  void another_length_changes_nothing_but_its_own_bytes() throws WireException {
    LengthField field = LengthFields.of(HELLO, ProtocolVersion.TLS13).get(0);

    byte[] changed = field.stated(HELLO, field.most());

    assertThat(Arrays.copyOfRange(changed, 1, HEADER)).containsOnly(0xff);
    assertThat(Arrays.copyOfRange(changed, HEADER, changed.length))
        .isEqualTo(Arrays.copyOfRange(HELLO, HEADER, HELLO.length));
  }

  @Test
  void a_finished_has_no_length_but_its_own() throws WireException {
    byte[] finished = new HandshakeMessage.Finished(new byte[32]).encoded();

    assertThat(LengthFields.of(finished, ProtocolVersion.TLS13))
        .containsExactly(new LengthField(1, 3, 32, Optional.empty()));
  }

  private static int number(byte[] bytes, LengthField field) {
    int number = 0;
    for (int i = 0; i < field.prefix(); i++) {
      number = number << 8 | bytes[field.offset() + i] & 0xff;
    }
    return number;
  }
}
