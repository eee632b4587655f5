package io.github.tlsgauntlet.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assertions.fail;

import io.github.tlsgauntlet.wire.WireException;
import io.github.tlsgauntlet.wire.WireWriter;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class HandshakeDecoderTest {
  private static final int HEADER = 4;
  private static final int MUTATIONS = 4_000;
  private static final long SEED = 9846;

  @ParameterizedTest
  @MethodSource("io.github.tlsgauntlet.protocol.SampleMessages#all")
  void a_message_comes_back_as_it_was_written(SampleMessages.Sample sample) throws WireException {
    byte[] encoded = sample.message().encoded();

    HandshakeMessage decoded = decode(encoded, sample.version());

    assertThat(decoded).usingRecursiveComparison().isEqualTo(sample.message());
    assertThat(decoded.encoded()).isEqualTo(encoded);
  }

  @ParameterizedTest
  @MethodSource("io.github.tlsgauntlet.protocol.SampleMessages#all")
  void a_message_cut_at_any_byte_is_a_typed_error_or_a_message(SampleMessages.Sample sample) {
    byte[] encoded = sample.message().encoded();
    for (int length = HEADER; length < encoded.length; length++) {
      decodesOrIsRefused(Arrays.copyOf(encoded, length), sample.version());
    }
  }

  @ParameterizedTest
  @MethodSource("io.github.tlsgauntlet.protocol.SampleMessages#structured")
  void a_message_of_vectors_cut_at_any_byte_is_truncated(SampleMessages.Sample sample) {
    byte[] encoded = sample.message().encoded();
    for (int length = HEADER; length < encoded.length; length++) {
      byte[] cut = Arrays.copyOf(encoded, length);
      boolean beforeExtensions = isHello(sample.message()) && isLegal(cut, sample.version());
      if (!beforeExtensions) {
        assertThat(kind(cut, sample.version()))
            .as("cut to %d bytes", length)
            .isEqualTo(WireException.Kind.TRUNCATED);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("io.github.tlsgauntlet.protocol.SampleMessages#all")
  void mutated_messages_are_typed_errors_or_messages(SampleMessages.Sample sample) {
    Random random = new Random(SEED);
    byte[] encoded = sample.message().encoded();
    for (int i = 0; i < MUTATIONS; i++) {
      decodesOrIsRefused(mutated(encoded, random), sample.version());
      decodesOrIsRefused(
          mutated(encoded, random),
          sample.version().equals(ProtocolVersion.TLS13)
              ? ProtocolVersion.TLS12
              : ProtocolVersion.TLS13);
    }
  }

  @Test
  void bytes_after_a_structure_are_trailing() {
    byte[] encoded = new HandshakeMessage.KeyUpdate(0).encoded();

    assertThat(kind(Arrays.copyOf(encoded, encoded.length + 1), ProtocolVersion.TLS13))
        .isEqualTo(WireException.Kind.TRAILING);
  }

  @Test
  void a_session_id_of_33_bytes_is_out_of_range() {
    byte[] hello =
        WireWriter.write(
            w ->
                w.uint8(2)
                    .vector24(
                        body ->
                            body.uint16(0x0303)
                                .bytes(new byte[32])
                                .vector8(id -> id.bytes(new byte[33]))
                                .uint16(0x1301)
                                .uint8(0)));

    assertThat(kind(hello, ProtocolVersion.TLS13)).isEqualTo(WireException.Kind.OUT_OF_RANGE);
  }

  @Test
  void a_hello_without_extensions_is_a_hello() throws WireException {
    String body = "0303" + "00".repeat(32) + "00" + "0002002f" + "0100";
    byte[] bytes = HexFormat.of().parseHex(body);

    HandshakeMessage hello =
        HandshakeDecoder.decode(HandshakeType.CLIENT_HELLO, bytes, ProtocolVersion.TLS12);

    assertThat(hello).isInstanceOf(HandshakeMessage.ClientHello.class);
    assertThat(((HandshakeMessage.ClientHello) hello).extensions()).isEmpty();
  }

  @Test
  void an_unregistered_type_survives() throws WireException {
    HandshakeMessage decoded =
        HandshakeDecoder.decode(new HandshakeType(77), new byte[] {1}, ProtocolVersion.TLS13);

    assertThat(decoded.type()).hasToString("77");
    assertThat(decoded.encoded()).containsExactly(77, 0, 0, 1, 1);
  }

  private static boolean isHello(HandshakeMessage message) {
    return message instanceof HandshakeMessage.ClientHello
        || message instanceof HandshakeMessage.ServerHello;
  }

  private static boolean isLegal(byte[] encoded, ProtocolVersion version) {
    try {
      decode(encoded, version);
      return true;
    } catch (WireException e) {
      return false;
    }
  }

  private static WireException.Kind kind(byte[] encoded, ProtocolVersion version) {
    return catchThrowableOfType(WireException.class, () -> decode(encoded, version)).kind();
  }

  /** Whatever the bytes say: nothing but a WireException may come out, also of the rendering. */
  private static void decodesOrIsRefused(byte[] encoded, ProtocolVersion version) {
    try {
      decode(encoded, version).encoded();
    } catch (WireException e) {
      assertThat(e.getMessage()).isNotBlank();
    } catch (RuntimeException e) {
      fail("the bytes " + HexFormat.of().formatHex(encoded), e);
    }
  }

  private static byte[] mutated(byte[] encoded, Random random) {
    byte[] copy = encoded.clone();
    for (int flips = 1 + random.nextInt(3); flips > 0 && copy.length > HEADER; flips--) {
      copy[HEADER + random.nextInt(copy.length - HEADER)] = (byte) random.nextInt();
    }
    int length =
        random.nextInt(4) == 0
            ? Math.max(HEADER, copy.length + random.nextInt(9) - 4)
            : copy.length;
    return Arrays.copyOf(copy, length);
  }

  private static HandshakeMessage decode(byte[] encoded, ProtocolVersion version)
      throws WireException {
    return HandshakeDecoder.decode(
        new HandshakeType(encoded[0] & 0xff),
        Arrays.copyOfRange(encoded, HEADER, encoded.length),
        version);
  }
}
