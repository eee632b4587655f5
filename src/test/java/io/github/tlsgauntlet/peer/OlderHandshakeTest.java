package io.github.tlsgauntlet.peer;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tlsgauntlet.crypto.CipherSuiteParameters;
import io.github.tlsgauntlet.crypto.Signatures;
import io.github.tlsgauntlet.protocol.AlertDescription;
import io.github.tlsgauntlet.protocol.CipherSuite;
import io.github.tlsgauntlet.protocol.ProtocolVersion;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Our client against our server in SSL 3.0, TLS 1.0 and TLS 1.1. */
class OlderHandshakeTest {
  private static final List<ProtocolVersion> VERSIONS =
      List.of(ProtocolVersion.SSL30, ProtocolVersion.TLS10, ProtocolVersion.TLS11);
  private static final PreSharedKey SHARED =
      new PreSharedKey(new byte[] {'m', 'e'}, new byte[] {1, 2, 3});
  private static final CipherSuite CBC = new CipherSuite(0x002f);
  private static final CipherSuite DHE_CBC = new CipherSuite(0x0033);

  static Stream<ProtocolVersion> versions() {
    return VERSIONS.stream();
  }

  static Stream<Arguments> versionsAndSuites() {
    return VERSIONS.stream()
        .flatMap(
            version ->
                IntStream.range(0, 0x10000)
                    .mapToObj(CipherSuite::new)
                    .flatMap(suite -> CipherSuiteParameters.of(suite).stream())
                    .filter(parameters -> parameters.fits(version))
                    .map(parameters -> Arguments.of(version, parameters)));
  }

  private static ClientSettings.Builder client(ProtocolVersion version, CipherSuite suite) {
    return ClientSettings.builder()
        .versions(version)
        .cipherSuites(List.of(suite))
        .preSharedKey(SHARED);
  }

  private static ServerSettings.Builder server(
      String kind, ProtocolVersion version, CipherSuite suite) {
    return ServerSettings.builder(TestCredentials.of(kind))
        .versions(version)
        .cipherSuites(List.of(suite))
        .preSharedKey(SHARED);
  }

  static String kind(CipherSuiteParameters parameters) {
    return switch (parameters.authentication()) {
      case ECDSA -> "secp256r1";
      case DSS -> "DSA";
      case ANY, RSA, PSK, ANONYMOUS -> "RSA";
    };
  }

  private static void completed(Loopback.Both both, ProtocolVersion version) {
    assertThat(both.answer())
        .as("client: %s%nserver: %s", both.clientEnding(), both.serverEnding())
        .contains(Loopback.PING);
    assertThat(both.client().version()).contains(version);
    assertThat(both.serverEnding()).isEqualTo(new Ending.CloseNotify());
  }

  @ParameterizedTest
  @MethodSource("versionsAndSuites")
  void every_cipher_suite_carries_data_both_ways(
      ProtocolVersion version, CipherSuiteParameters parameters) {
    completed(
        Loopback.run(
            client(version, parameters.suite()).build(),
            server(kind(parameters), version, parameters.suite()).build()),
        version);
  }

  @ParameterizedTest
  @MethodSource("versions")
  void a_client_certificate_is_asked_for_and_proved(ProtocolVersion version) {
    Loopback.Both both =
        Loopback.run(
            client(version, CBC).credential(Optional.of(TestCredentials.of("RSA"))).build(),
            server("RSA", version, CBC)
                .ask(Optional.of(CertificateAsk.of(true, List.of(), Signatures.all())))
                .build());

    completed(both, version);
    assertThat(both.server().proof()).isEqualTo(HandshakeOutcome.Proof.VERIFIED);
    assertThat(both.client().ask()).isPresent();
  }

  @ParameterizedTest
  @MethodSource("versions")
  void a_client_without_a_certificate_says_so(ProtocolVersion version) {
    completed(
        Loopback.run(
            client(version, CBC).build(),
            server("RSA", version, CBC)
                .ask(Optional.of(CertificateAsk.of(false, List.of(), Signatures.all())))
                .build()),
        version);
    Loopback.Both refused =
        Loopback.run(
            client(version, CBC).build(),
            server("RSA", version, CBC)
                .ask(Optional.of(CertificateAsk.of(true, List.of(), Signatures.all())))
                .build());

    assertThat(refused.clientEnding())
        .isEqualTo(new Ending.Alert(AlertDescription.HANDSHAKE_FAILURE, true));
  }

  @ParameterizedTest
  @MethodSource("versions")
  void a_session_is_resumed(ProtocolVersion version) {
    ServerSettings server =
        server("RSA", version, CBC)
            .sessions(new SessionStore())
            .sessionTickets(version.code() > 0x0300)
            .build();
    Loopback.Both first = Loopback.run(client(version, CBC).build(), server);
    completed(first, version);

    Loopback.Both second =
        Loopback.run(client(version, CBC).session(first.session()).build(), server);

    completed(second, version);
    assertThat(second.client().resumed()).isTrue();
  }

  static Stream<Arguments> faults() {
    return VERSIONS.stream()
        .flatMap(
            version ->
                Stream.of(
                    Arguments.of(
                        version, new Deviation.CorruptFinished(), AlertDescription.DECRYPT_ERROR),
                    Arguments.of(
                        version, new Deviation.CorruptProof(), AlertDescription.DECRYPT_ERROR)));
  }

  @ParameterizedTest
  @MethodSource("faults")
  void a_server_s_fault_is_refused(
      ProtocolVersion version, Deviation fault, AlertDescription alert) {
    Loopback.Both both =
        Loopback.run(
            client(version, DHE_CBC).build(),
            server("RSA", version, DHE_CBC).deviations(fault).build());

    assertThat(both.clientEnding()).isInstanceOf(Ending.Broken.class);
    assertThat(both.serverEnding()).isEqualTo(new Ending.Alert(alert, true));
  }

  @ParameterizedTest
  @MethodSource("faults")
  void a_client_s_fault_is_refused(
      ProtocolVersion version, Deviation fault, AlertDescription alert) {
    Loopback.Both both =
        Loopback.run(
            client(version, CBC)
                .credential(Optional.of(TestCredentials.of("RSA")))
                .deviations(fault)
                .build(),
            server("RSA", version, CBC)
                .ask(Optional.of(CertificateAsk.of(true, List.of(), Signatures.all())))
                .build());

    assertThat(both.clientEnding()).isEqualTo(new Ending.Alert(alert, true));
  }

  @ParameterizedTest
  @MethodSource("versions")
  void padding_that_is_wrong_is_refused_since_tls_1_0(ProtocolVersion version) {
    Loopback.Both both =
        Loopback.run(
            client(version, CBC)
                .encryptThenMac(false)
                .deviations(new Deviation.LayOutFinished(OlderHandshakeTest::wronglyPadded))
                .build(),
            server("RSA", version, CBC).build());

    // SSL 3.0 says nothing of what padding holds (RFC 6101, Section 5.2.3.2).
    if (version.equals(ProtocolVersion.SSL30)) {
      completed(both, version);
    } else {
      assertThat(both.clientEnding())
          .isEqualTo(new Ending.Alert(AlertDescription.BAD_RECORD_MAC, true));
    }
  }

  private static byte[] wronglyPadded(byte[] plaintext, byte[] mac, int block) {
    byte[] contents = io.github.tlsgauntlet.crypto.BlockContents.RIGHT.of(plaintext, mac, block);
    if (contents[contents.length - 1] > 0) {
      contents[contents.length - 2] ^= 1;
    }
    return contents;
  }

  @ParameterizedTest
  @MethodSource("versions")
  void a_mac_that_is_wrong_is_refused(ProtocolVersion version) {
    Loopback.Both both =
        Loopback.run(
            client(version, CBC)
                .encryptThenMac(false)
                .deviations(
                    new Deviation.LayOutFinished(
                        (plaintext, mac, block) -> {
                          mac[0] ^= 1;
                          return io.github.tlsgauntlet.crypto.BlockContents.RIGHT.of(
                              plaintext, mac, block);
                        }))
                .build(),
            server("RSA", version, CBC).build());

    assertThat(both.clientEnding())
        .isEqualTo(new Ending.Alert(AlertDescription.BAD_RECORD_MAC, true));
  }
}
