package io.github.tlsgauntlet.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.tlsgauntlet.protocol.HandshakeMessage.ClientHello;
import io.github.tlsgauntlet.wire.WireException;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The hello inside the hello (RFC 9849, Section 5.1). */
class EchHelloTest {
  private static final Extension A = new Extension(new ExtensionType(10), new byte[] {1});
  private static final Extension B = new Extension(new ExtensionType(13), new byte[] {2, 3});
  private static final Extension C = new Extension(new ExtensionType(43), new byte[] {4});

  @Test
  void what_stands_in_both_hellos_is_put_back() throws WireException {
    ClientHello inner = hello(A, B, EchHello.inner());
    byte[] encoded = EchHello.encode(inner, List.of(A.type(), B.type()));

    assertThat(encoded.length).isLessThan(EchHello.encode(inner, List.of()).length + 8);
    assertThat(EchHello.decode(encoded, hello(A, C, B)).encoded()).isEqualTo(inner.encoded());
  }

  @Test
  void padding_is_left_out() throws WireException {
    ClientHello inner = hello(A, EchHello.inner());
    byte[] encoded = EchHello.encode(inner, List.of());

    assertThat(EchHello.decode(Arrays.copyOf(encoded, encoded.length + 20), hello(A)).encoded())
        .isEqualTo(inner.encoded());
  }

  @Test
  void padding_of_anything_but_zeros_is_malformed() {
    byte[] encoded = EchHello.encode(hello(A), List.of());
    byte[] padded = Arrays.copyOf(encoded, encoded.length + 2);
    padded[padded.length - 1] = 1;

    refused(padded, hello(A));
  }

  @Test
  void an_extension_that_the_outer_hello_lacks_is_malformed() {
    refused(EchHello.encode(hello(A, B), List.of(A.type(), B.type())), hello(A, C));
  }

  @Test
  void another_order_than_the_outer_hello_has_is_malformed() {
    refused(EchHello.encode(hello(A, B), List.of(A.type(), B.type())), hello(B, A));
  }

  @Test
  void an_extension_named_twice_is_malformed() {
    refused(EchHello.encode(hello(A), List.of(A.type(), A.type())), hello(A, B));
  }

  @Test
  void the_encryption_itself_can_not_be_copied() {
    Extension own = EchHello.inner();
    refused(EchHello.encode(hello(own), List.of(own.type())), hello(own));
  }

  @Test
  void a_configuration_survives_its_encoding() throws WireException {
    EchConfig config =
        EchConfig.of(5, new byte[32], List.of(new EchConfig.Suite(1, 3)), 40, "public.test");
    List<EchConfig> read = EchConfig.readList(EchConfig.writeList(List.of(config, config)));

    assertThat(read).hasSize(2);
    assertThat(read.get(0).encoded()).isEqualTo(config.encoded());
    assertThat(read.get(0).publicName()).isEqualTo("public.test");
    assertThat(read.get(0).suites()).containsExactly(new EchConfig.Suite(1, 3));
    assertThat(read.get(0).longestName()).isEqualTo(40);
  }

  @Test
  void configurations_of_other_versions_are_passed_over() throws WireException {
    assertThat(EchConfig.readList(new byte[] {0, 6, (byte) 0xfe, 0x0c, 0, 2, 1, 2})).isEmpty();
  }

  private static void refused(byte[] encoded, ClientHello outer) {
    assertThatExceptionOfType(WireException.class)
        .isThrownBy(() -> EchHello.decode(encoded, outer));
  }

  private static ClientHello hello(Extension... extensions) {
    return new ClientHello(
        ProtocolVersion.TLS12,
        new byte[32],
        new byte[] {9, 9},
        List.of(new CipherSuite(0x1301)),
        new byte[] {0},
        List.of(extensions));
  }
}
