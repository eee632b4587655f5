package io.github.tlsgauntlet.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.fail;

import io.github.tlsgauntlet.wire.WireException;
import io.github.tlsgauntlet.wire.WireReader;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ExtensionsTest {
  private static final int TRIALS = 3_000;
  private static final long SEED = 6066;

  /** One way to read an extension. */
  @FunctionalInterface
  private interface Reading {
    Object of(Extension extension) throws WireException;
  }

  private static final Map<Extension, Reading> READINGS =
      Map.of(
          Extensions.serverName("server.example"),
          Extensions::readServerName,
          Extensions.supportedGroups(List.of(NamedGroup.X25519, NamedGroup.X448)),
          extension -> Extensions.readCodes16(extension, NamedGroup::new),
          Extensions.alpn(List.of("h2", "http/1.1")),
          Extensions::readAlpn,
          Extensions.supportedVersions(List.of(ProtocolVersion.TLS13, ProtocolVersion.TLS12)),
          Extensions::readSupportedVersions,
          Extensions.selectedVersion(ProtocolVersion.TLS13),
          Extensions::readUint16,
          Extensions.keyShares(List.of(new Extensions.KeyShare(NamedGroup.X25519, new byte[32]))),
          Extensions::readKeyShares,
          Extensions.keyShare(new Extensions.KeyShare(NamedGroup.X25519, new byte[32])),
          Extensions::readKeyShare,
          Extensions.pskModes(List.of(0, 1)),
          Extensions::readPskModes,
          new Extension(ExtensionType.STATUS_REQUEST, Extensions.ocspResponse(new byte[] {1})),
          extension -> Extensions.readOcspResponse(extension.data()));

  @Test
  void the_bytes_are_those_of_the_specifications() {
    assertThat(hex(Extensions.serverName("a.example"))).isEqualTo("000c000009612e6578616d706c65");
    assertThat(hex(Extensions.supportedGroups(List.of(NamedGroup.X25519)))).isEqualTo("0002001d");
    assertThat(hex(Extensions.alpn(List.of("h2")))).isEqualTo("0003026832");
    assertThat(hex(Extensions.supportedVersions(List.of(ProtocolVersion.TLS13))))
        .isEqualTo("020304");
    assertThat(hex(Extensions.selectedVersion(ProtocolVersion.TLS13))).isEqualTo("0304");
    assertThat(hex(Extensions.pskModes(List.of(1)))).isEqualTo("0101");
    assertThat(hex(Extensions.statusRequest())).isEqualTo("0100000000");
    assertThat(hex(Extensions.renegotiationInfo())).isEqualTo("00");
    assertThat(hex(Extensions.uncompressedPoints())).isEqualTo("0100");
    assertThat(hex(Extensions.cookie(new byte[] {5}))).isEqualTo("000105");
  }

  @Test
  void what_was_written_is_read_back() throws WireException {
    assertThat(Extensions.readServerName(Extensions.serverName("a.example")))
        .isEqualTo("a.example");
    assertThat(Extensions.readAlpn(Extensions.alpn(List.of("h2", "x")))).containsExactly("h2", "x");
    Extension names = Extensions.certificateAuthorities(List.of(new byte[] {1}, new byte[] {2}));
    assertThat(Extensions.readNames(WireReader.of(names.data()).vector16()))
        .containsExactly(new byte[] {1}, new byte[] {2});
    assertThat(Extensions.readOcspResponse(Extensions.ocspResponse(new byte[] {3})))
        .containsExactly(3);
  }

  @Test
  void every_reading_of_cut_or_mutated_bytes_is_typed() {
    Random random = new Random(SEED);
    READINGS.forEach(
        (extension, reading) -> {
          for (int i = 0; i < TRIALS; i++) {
            byte[] data = mutated(extension.data(), random);
            readsOrIsRefused(new Extension(extension.type(), data), reading);
          }
          for (int length = 0; length < extension.data().length; length++) {
            Extension cut =
                new Extension(extension.type(), Arrays.copyOf(extension.data(), length));
            assertThatThrownBy(() -> reading.of(cut))
                .as("%s cut to %d bytes", extension.type(), length)
                .isInstanceOf(WireException.class);
          }
        });
  }

  @Test
  void an_empty_protocol_name_is_out_of_range() {
    Extension alpn = new Extension(ExtensionType.ALPN, new byte[] {0, 1, 0});

    assertThatThrownBy(() -> Extensions.readAlpn(alpn)).isInstanceOf(WireException.class);
  }

  @Test
  void the_first_extension_of_a_type_is_found() {
    List<Extension> list =
        List.of(Extension.empty(ExtensionType.COOKIE), Extensions.cookie(new byte[] {1}));

    assertThat(Extension.find(list, ExtensionType.COOKIE))
        .hasValueSatisfying(found -> assertThat(found.data()).isEmpty());
    assertThat(Extension.find(list, ExtensionType.ALPN)).isEmpty();
  }

  private static void readsOrIsRefused(Extension extension, Reading reading) {
    try {
      reading.of(extension);
    } catch (WireException e) {
      assertThat(e.getMessage()).isNotBlank();
    } catch (RuntimeException e) {
      fail(extension.type() + " of " + hex(extension), e);
    }
  }

  private static byte[] mutated(byte[] data, Random random) {
    byte[] copy = Arrays.copyOf(data, Math.max(0, data.length + random.nextInt(5) - 2));
    if (copy.length > 0) {
      copy[random.nextInt(copy.length)] = (byte) random.nextInt();
    }
    return copy;
  }

  private static String hex(Extension extension) {
    return HexFormat.of().formatHex(extension.data());
  }
}
