package io.github.tlsgauntlet.peer;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tlsgauntlet.crypto.CipherSuiteParameters;
import io.github.tlsgauntlet.pki.Credential;
import io.github.tlsgauntlet.protocol.CipherSuite;
import io.github.tlsgauntlet.protocol.NamedGroup;
import io.github.tlsgauntlet.protocol.ProtocolVersion;
import io.github.tlsgauntlet.protocol.SignatureScheme;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class OwnPeersTest {
  private static final Credential RSA = TestCredentials.rsa();
  private static final Credential EC = TestCredentials.ec("secp256r1");

  static Stream<CipherSuite> suites() {
    return Defaults.SUITES.stream();
  }

  static Stream<NamedGroup> groups() {
    return Stream.concat(
        Defaults.GROUPS.stream(),
        Stream.of(26, 27, 28, 31, 32, 33, 258, 512, 513, 514, 0x11eb, 0x11ed).map(NamedGroup::new));
  }

  private static Credential credential(CipherSuiteParameters parameters) {
    return parameters.authentication() == CipherSuiteParameters.Authentication.RSA ? RSA : EC;
  }

  @ParameterizedTest
  @MethodSource("suites")
  void our_client_and_our_server_speak_every_suite(CipherSuite suite) {
    CipherSuiteParameters parameters = CipherSuiteParameters.of(suite).orElseThrow();

    Duet duet =
        Duet.play(
            ClientSettings.builder()
                .versions(
                    parameters.fits(ProtocolVersion.TLS13)
                        ? ProtocolVersion.TLS13
                        : ProtocolVersion.TLS12)
                .cipherSuites(List.of(suite))
                .build(),
            ServerSettings.builder(credential(parameters)).build());

    assertThat(duet.client().suite()).contains(suite);
    assertThat(duet.client().completed()).as("%s", duet.client().ending()).isTrue();
    assertThat(duet.echoed()).contains("ping");
  }

  @ParameterizedTest
  @MethodSource("groups")
  void our_client_and_our_server_agree_in_every_group(NamedGroup group) {
    Duet duet =
        Duet.play(
            ClientSettings.builder()
                .versions(ProtocolVersion.TLS13)
                .groups(List.of(group))
                .shares(List.of(group))
                .build(),
            ServerSettings.builder(EC).groups(List.of(group)).build());

    assertThat(duet.client().group()).contains(group);
    assertThat(duet.echoed()).contains("ping");
  }

  @Test
  void a_share_of_the_wrong_group_is_asked_for_again() {
    Duet duet =
        Duet.play(
            ClientSettings.builder()
                .groups(List.of(NamedGroup.X25519, NamedGroup.SECP384R1))
                .build(),
            ServerSettings.builder(EC).groups(List.of(NamedGroup.SECP384R1)).build());

    assertThat(duet.clientTranscript().entries())
        .extracting(TranscriptEntry::label)
        .contains("HelloRetryRequest");
    assertThat(duet.echoed()).contains("ping");
  }

  @Test
  void a_cookie_comes_back() {
    Duet duet =
        Duet.play(
            ClientSettings.builder().build(),
            ServerSettings.builder(EC).cookie(new byte[] {1, 2, 3}).build());

    assertThat(duet.echoed()).contains("ping");
  }

  @ParameterizedTest
  @MethodSource("versions")
  void a_client_proves_that_it_holds_its_key(ProtocolVersion version) {
    Duet duet =
        Duet.play(
            ClientSettings.builder().versions(version).credential(Optional.of(RSA)).build(),
            ServerSettings.builder(EC).ask(Optional.of(ask(true))).build());

    assertThat(duet.server().proof()).isEqualTo(HandshakeOutcome.Proof.VERIFIED);
    assertThat(duet.server().peerCertificates()).hasSize(1);
    assertThat(duet.echoed()).contains("ping");
  }

  @ParameterizedTest
  @MethodSource("versions")
  void a_client_without_a_certificate_is_refused_where_one_is_required(ProtocolVersion version) {
    Duet duet =
        Duet.play(
            ClientSettings.builder().versions(version).build(),
            ServerSettings.builder(EC).ask(Optional.of(ask(true))).build());

    assertThat(duet.server().completed()).isFalse();
    assertThat(duet.echoed()).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("versions")
  void a_corrupt_proof_is_refused(ProtocolVersion version) {
    Duet duet =
        Duet.play(
            ClientSettings.builder()
                .versions(version)
                .credential(Optional.of(RSA))
                .deviations(new Deviation.CorruptProof())
                .build(),
            ServerSettings.builder(EC).ask(Optional.of(ask(true))).build());

    assertThat(duet.server().proof()).isEqualTo(HandshakeOutcome.Proof.WRONG);
    assertThat(duet.server().completed()).isFalse();
  }

  @ParameterizedTest
  @MethodSource("versions")
  void a_session_is_resumed_by_ticket(ProtocolVersion version) {
    SessionStore sessions = new SessionStore();
    ServerSettings server = ServerSettings.builder(EC).sessions(sessions).build();
    Duet first = Duet.play(ClientSettings.builder().versions(version).build(), server);

    Duet second =
        Duet.play(
            ClientSettings.builder().versions(version).session(first.session()).build(), server);

    assertThat(first.session()).isPresent();
    assertThat(second.client().resumed()).as("%s %s", second.client().ending(), second.server().ending()).isTrue();
    assertThat(second.echoed()).contains("ping");
  }

  @Test
  void a_tls_1_2_session_is_resumed_by_its_id() {
    SessionStore sessions = new SessionStore();
    ServerSettings server =
        ServerSettings.builder(EC).sessions(sessions).sessionTickets(false).build();
    Duet first =
        Duet.play(ClientSettings.builder().versions(ProtocolVersion.TLS12).build(), server);

    Duet second =
        Duet.play(
            ClientSettings.builder()
                .versions(ProtocolVersion.TLS12)
                .session(first.session())
                .build(),
            server);

    assertThat(second.client().resumed()).as("%s %s", second.client().ending(), second.server().ending()).isTrue();
    assertThat(second.echoed()).contains("ping");
  }

  static Stream<ProtocolVersion> versions() {
    return Stream.of(ProtocolVersion.TLS12, ProtocolVersion.TLS13);
  }

  private static CertificateAsk ask(boolean required) {
    return CertificateAsk.of(
        required,
        List.of(),
        List.of(SignatureScheme.ECDSA_SECP256R1_SHA256, SignatureScheme.RSA_PSS_RSAE_SHA256));
  }
}
