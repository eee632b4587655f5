package io.github.tlsgauntlet.peer;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tlsgauntlet.crypto.CipherSuiteParameters;
import io.github.tlsgauntlet.crypto.KeyExchangeGroup;
import io.github.tlsgauntlet.crypto.Signatures;
import io.github.tlsgauntlet.protocol.AlertDescription;
import io.github.tlsgauntlet.protocol.CipherSuite;
import io.github.tlsgauntlet.protocol.NamedGroup;
import io.github.tlsgauntlet.protocol.ProtocolVersion;
import io.github.tlsgauntlet.protocol.SignatureScheme;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Our client against our server: each thing that can be negotiated. */
class HandshakeTest {
  private static final int LAST_CLASSIC_CURVE = 30;
  private static final PreSharedKey SHARED =
      new PreSharedKey(new byte[] {'m', 'e'}, new byte[] {1, 2, 3, 4, 5});

  static Stream<CipherSuite> suites() {
    return IntStream.range(0, 0x10000)
        .mapToObj(CipherSuite::new)
        .filter(suite -> CipherSuiteParameters.of(suite).isPresent());
  }

  @ParameterizedTest
  @MethodSource("suites")
  void every_cipher_suite_carries_data_both_ways(CipherSuite suite) {
    CipherSuiteParameters parameters = CipherSuiteParameters.of(suite).orElseThrow();
    String kind =
        switch (parameters.authentication()) {
          case ECDSA -> "secp256r1";
          case DSS -> "DSA";
          default -> "RSA";
        };

    Loopback.Both both =
        Loopback.run(
            client(
                    parameters.fits(ProtocolVersion.TLS13)
                        ? ProtocolVersion.TLS13
                        : ProtocolVersion.TLS12)
                .cipherSuites(List.of(suite))
                .preSharedKey(SHARED)
                .build(),
            ServerSettings.builder(TestCredentials.of(kind))
                .cipherSuites(List.of(suite))
                .preSharedKey(SHARED)
                .build());

    completed(both);
    assertThat(both.client().suite()).contains(suite);
    assertThat(both.server().suite()).contains(suite);
  }

  static Stream<NamedGroup> groups() {
    return IntStream.range(0, 0x2000)
        .mapToObj(NamedGroup::new)
        .filter(group -> KeyExchangeGroup.of(group).isPresent());
  }

  @ParameterizedTest
  @MethodSource("groups")
  void every_group_agrees_on_a_secret_in_tls_1_3(NamedGroup group) {
    Loopback.Both both =
        Loopback.run(
            ClientSettings.builder().groups(List.of(group)).shares(List.of(group)).build(),
            server().groups(List.of(group)).build());

    completed(both);
    assertThat(both.client().version()).contains(ProtocolVersion.TLS13);
    assertThat(both.client().group()).contains(group);
  }

  static Stream<NamedGroup> curves() {
    return groups().filter(group -> group.code() <= LAST_CLASSIC_CURVE);
  }

  @ParameterizedTest
  @MethodSource("curves")
  void every_curve_agrees_on_a_secret_in_tls_1_2(NamedGroup group) {
    Loopback.Both both =
        Loopback.run(
            ClientSettings.builder().versions(ProtocolVersion.TLS12).groups(List.of(group)).build(),
            server().groups(List.of(group)).build());

    completed(both);
    assertThat(both.client().version()).contains(ProtocolVersion.TLS12);
    assertThat(both.client().group()).contains(group);
  }

  static Stream<Arguments> schemes() {
    return Stream.of(ProtocolVersion.TLS12, ProtocolVersion.TLS13)
        .flatMap(
            version ->
                kinds()
                    .flatMap(
                        kind ->
                            Signatures.forKey(TestCredentials.of(kind).privateKey(), version)
                                .stream()
                                .map(scheme -> Arguments.of(version, kind, scheme))));
  }

  private static Stream<String> kinds() {
    return Stream.of(
        "RSA",
        "RSASSA-PSS",
        "secp256r1",
        "secp384r1",
        "secp521r1",
        "brainpoolP256r1",
        "brainpoolP384r1",
        "brainpoolP512r1",
        "secp256k1",
        "secp224r1",
        "Ed25519",
        "Ed448",
        "ML-DSA-44",
        "ML-DSA-65",
        "ML-DSA-87");
  }

  @ParameterizedTest
  @MethodSource("schemes")
  void every_scheme_proves_both_sides(
      ProtocolVersion version, String kind, SignatureScheme scheme) {
    Loopback.Both both =
        Loopback.run(
            ClientSettings.builder()
                .versions(version)
                .schemes(List.of(scheme))
                .credential(Optional.of(TestCredentials.of(kind)))
                .build(),
            ServerSettings.builder(TestCredentials.of(kind))
                .ask(Optional.of(CertificateAsk.of(true, List.of(), List.of(scheme))))
                .build());

    completed(both);
    assertThat(both.client().scheme()).contains(scheme);
    assertThat(both.client().proof()).isEqualTo(HandshakeOutcome.Proof.VERIFIED);
    assertThat(both.server().scheme()).contains(scheme);
    assertThat(both.server().proof()).isEqualTo(HandshakeOutcome.Proof.VERIFIED);
    assertThat(both.server().peerCertificates())
        .containsExactlyElementsOf(TestCredentials.of(kind).certificates());
  }

  static Stream<ProtocolVersion> versions() {
    return Stream.of(ProtocolVersion.TLS12, ProtocolVersion.TLS13);
  }

  @ParameterizedTest
  @MethodSource("versions")
  void a_client_without_a_certificate_passes_where_it_is_optional(ProtocolVersion version) {
    byte[] authority = {0x30, 0};
    Loopback.Both both =
        Loopback.run(
            client(version).build(),
            server()
                .ask(Optional.of(CertificateAsk.of(false, List.of(authority), Signatures.all())))
                .build());

    completed(both);
    assertThat(both.server().peerSentCertificate()).isTrue();
    assertThat(both.server().peerCertificates()).isEmpty();
    assertThat(both.client().ask())
        .hasValueSatisfying(
            ask -> {
              assertThat(ask.authorities()).containsExactly(authority);
              assertThat(ask.schemes()).isEqualTo(Signatures.all());
            });
  }

  @ParameterizedTest
  @MethodSource("versions")
  void a_client_without_a_certificate_is_refused_where_it_is_required(ProtocolVersion version) {
    Loopback.Both both =
        Loopback.run(
            client(version).build(),
            server()
                .ask(Optional.of(CertificateAsk.of(true, List.of(), Signatures.all())))
                .build());

    AlertDescription due =
        version.equals(ProtocolVersion.TLS13)
            ? AlertDescription.CERTIFICATE_REQUIRED
            : AlertDescription.HANDSHAKE_FAILURE;
    assertThat(both.clientEnding()).isEqualTo(new Ending.Alert(due, true));
    assertThat(both.answer()).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("versions")
  void a_server_that_asks_for_nothing_gets_nothing(ProtocolVersion version) {
    Loopback.Both both =
        Loopback.run(
            client(version).credential(Optional.of(TestCredentials.of("secp256r1"))).build(),
            server().build());

    completed(both);
    assertThat(both.server().peerSentCertificate()).isFalse();
    assertThat(both.client().ask()).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("versions")
  void a_judge_refuses_with_the_alert_that_it_names(ProtocolVersion version) {
    PeerJudge judge = certificates -> Optional.of(AlertDescription.CERTIFICATE_EXPIRED);

    Loopback.Both refusedServer =
        Loopback.run(client(version).judge(judge).build(), server().build());
    Loopback.Both refusedClient =
        Loopback.run(
            client(version).credential(Optional.of(TestCredentials.of("secp256r1"))).build(),
            server()
                .ask(Optional.of(CertificateAsk.of(true, List.of(), Signatures.all())))
                .judge(judge)
                .build());

    assertThat(refusedServer.serverEnding())
        .isEqualTo(new Ending.Alert(AlertDescription.CERTIFICATE_EXPIRED, true));
    assertThat(refusedClient.clientEnding())
        .isEqualTo(new Ending.Alert(AlertDescription.CERTIFICATE_EXPIRED, true));
  }

  @ParameterizedTest
  @MethodSource("versions")
  void the_protocol_of_alpn_is_the_first_of_the_server_that_the_client_has(
      ProtocolVersion version) {
    Loopback.Both both =
        Loopback.run(
            client(version).alpn(List.of("http/1.1", "h2")).build(),
            server().alpn(List.of("h2", "http/1.1")).build());

    completed(both);
    assertThat(both.client().alpn()).contains("h2");
    assertThat(both.server().alpn()).contains("h2");
  }

  @ParameterizedTest
  @MethodSource("versions")
  void a_server_without_a_protocol_of_the_clients_says_so(ProtocolVersion version) {
    Loopback.Both both =
        Loopback.run(
            client(version).alpn(List.of("h3")).build(), server().alpn(List.of("h2")).build());

    assertThat(both.clientEnding())
        .isEqualTo(new Ending.Alert(AlertDescription.NO_APPLICATION_PROTOCOL, true));
  }

  @ParameterizedTest
  @MethodSource("versions")
  void a_stapled_response_reaches_a_client_that_asks(ProtocolVersion version) {
    byte[] response = {1, 2, 3};
    ServerSettings server = server().stapled(Optional.of(response)).build();

    Loopback.Both asks = Loopback.run(client(version).stapling(true).build(), server);
    Loopback.Both doesNot = Loopback.run(client(version).build(), server);

    completed(asks);
    assertThat(asks.client().stapled()).contains(response);
    completed(doesNot);
    assertThat(doesNot.client().stapled()).isEmpty();
  }

  @Test
  void a_client_without_the_servers_group_is_asked_for_another_share() {
    Loopback.Both both =
        Loopback.run(
            ClientSettings.builder()
                .groups(List.of(NamedGroup.X25519, NamedGroup.SECP384R1))
                .shares(List.of(NamedGroup.X25519))
                .build(),
            server().groups(List.of(NamedGroup.SECP384R1)).build());

    completed(both);
    assertThat(both.client().group()).contains(NamedGroup.SECP384R1);
    assertThat(labels(both.clientTranscript())).contains("HelloRetryRequest");
  }

  @Test
  void a_cookie_comes_back() {
    Loopback.Both both =
        Loopback.run(
            ClientSettings.builder().build(), server().cookie(new byte[] {1, 2, 3}).build());

    completed(both);
    assertThat(labels(both.clientTranscript())).contains("HelloRetryRequest");
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void encrypt_then_mac_and_extended_master_secret_are_negotiated(boolean offered) {
    Loopback.Both both =
        Loopback.run(
            client(ProtocolVersion.TLS12)
                .cipherSuites(List.of(new CipherSuite(0xc023)))
                .encryptThenMac(offered)
                .extendedMasterSecret(offered)
                .build(),
            server().build());

    completed(both);
    assertThat(both.client().encryptThenMac()).isEqualTo(offered);
    assertThat(both.server().encryptThenMac()).isEqualTo(offered);
    assertThat(both.client().extendedMasterSecret()).isEqualTo(offered);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void keys_can_be_updated(boolean requested) {
    Loopback.Both both =
        Loopback.run(
            ClientSettings.builder().build(),
            server().build(),
            client -> client.updateKeys(requested));

    completed(both);
    assertThat(labels(both.clientTranscript()).stream().filter("KeyUpdate"::equals))
        .hasSize(requested ? 2 : 1);
  }

  @Test
  void a_server_that_could_do_better_marks_its_random() {
    Loopback.Both both =
        Loopback.run(
            client(ProtocolVersion.TLS12).build(),
            server().deviations(new Deviation.MarkDowngrade()).build());

    assertThat(both.client().downgradeMarked()).isTrue();
  }

  @Test
  void versions_that_do_not_meet_end_in_protocol_version() {
    Loopback.Both both =
        Loopback.run(
            client(ProtocolVersion.TLS12).build(),
            server().versions(ProtocolVersion.TLS13).build());

    assertThat(both.clientEnding())
        .isEqualTo(new Ending.Alert(AlertDescription.PROTOCOL_VERSION, true));
    assertThat(both.serverEnding()).isInstanceOf(Ending.Broken.class);
  }

  @ParameterizedTest
  @MethodSource("versions")
  void data_of_many_records_arrives_in_order(ProtocolVersion version) {
    byte[] large = new byte[100_000];
    for (int i = 0; i < large.length; i++) {
      large[i] = (byte) i;
    }
    Loopback.Both both =
        Loopback.run(
            client(version).build(),
            server().build(),
            client -> {
              client.write(large);
              int got = 0;
              while (got < large.length) {
                byte[] read = client.read().orElseThrow();
                for (byte b : read) {
                  assertThat(b).isEqualTo(large[got++]);
                }
              }
            });

    completed(both);
  }

  private static ClientSettings.Builder client(ProtocolVersion version) {
    return ClientSettings.builder().versions(version);
  }

  private static ServerSettings.Builder server() {
    return ServerSettings.builder(TestCredentials.of("secp256r1"));
  }

  private static List<String> labels(Transcript transcript) {
    return transcript.entries().stream().map(TranscriptEntry::label).toList();
  }

  private static void completed(Loopback.Both both) {
    assertThat(both.answer())
        .as(
            "client: %s%nserver: %s%n%s%n%s",
            both.clientEnding(),
            both.serverEnding(),
            labels(both.clientTranscript()),
            labels(both.serverTranscript()))
        .contains(Loopback.PING);
    assertThat(both.client().completed()).isTrue();
    assertThat(both.server().completed()).isTrue();
    assertThat(both.serverEnding()).isEqualTo(new Ending.CloseNotify());
  }
}
