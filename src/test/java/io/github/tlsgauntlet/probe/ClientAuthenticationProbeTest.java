package io.github.tlsgauntlet.probe;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tlsgauntlet.peer.CertificateAsk;
import io.github.tlsgauntlet.peer.ClientSettings;
import io.github.tlsgauntlet.peer.HandshakeOutcome;
import io.github.tlsgauntlet.peer.TlsClient;
import io.github.tlsgauntlet.probe.ClientAuthenticationFacts.Asks;
import io.github.tlsgauntlet.protocol.ProtocolVersion;
import io.github.tlsgauntlet.protocol.SignatureScheme;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import javax.security.auth.x500.X500Principal;
import org.junit.jupiter.api.Test;

/** What a server says of the certificates that it takes is told as it says it. */
class ClientAuthenticationProbeTest {
  private static final CertificateAsk ASK =
      CertificateAsk.of(
              false,
              List.of(
                  new X500Principal("CN=First,O=Gauntlet").getEncoded(),
                  new X500Principal("CN=Second").getEncoded(),
                  new byte[] {1, 2, 3}),
              List.of(SignatureScheme.RSA_PSS_RSAE_SHA256, SignatureScheme.ECDSA_SECP256R1_SHA256))
          .ofTypes(new byte[] {1, 2, 3, 4, 64, 65, 66, 67, 68, 99});

  private static ClientAuthenticationFacts scan(
      ProtocolVersion version, Optional<CertificateAsk> ask) throws Exception {
    try (OwnServer server =
        OwnServer.with(OwnServer.settings(FlightServer.rsa()).versions(version).ask(ask).build())) {
      return WholeScan.of(server::dial, Optional.of("server.test"), EnumSet.of(Part.CLIENT))
          .clientAuthentication();
    }
  }

  @Test
  void authorities_types_and_schemes_of_tls_1_2_are_told() throws Exception {
    ClientAuthenticationFacts facts = scan(ProtocolVersion.TLS12, Optional.of(ASK));

    assertThat(facts.asks()).isEqualTo(Asks.OPTIONAL);
    assertThat(facts.authorities())
        .containsExactly("CN=First,O=Gauntlet", "CN=Second", "a name that can't be read");
    assertThat(facts.types())
        .containsExactly(
            "rsa_sign",
            "dss_sign",
            "rsa_fixed_dh",
            "dss_fixed_dh",
            "ecdsa_sign",
            "rsa_fixed_ecdh",
            "ecdsa_fixed_ecdh",
            "gost_sign256",
            "gost_sign512",
            "99");
    assertThat(facts.schemes()).containsExactly("rsa_pss_rsae_sha256", "ecdsa_secp256r1_sha256");
  }

  @Test
  void authorities_and_schemes_of_tls_1_3_are_told_and_there_are_no_types() throws Exception {
    ClientAuthenticationFacts facts = scan(ProtocolVersion.TLS13, Optional.of(ASK));

    assertThat(facts.asks()).isEqualTo(Asks.OPTIONAL);
    assertThat(facts.authorities()).contains("CN=First,O=Gauntlet", "CN=Second");
    assertThat(facts.types()).isEmpty();
    assertThat(facts.schemes()).containsExactly("rsa_pss_rsae_sha256", "ecdsa_secp256r1_sha256");
  }

  /** The probe after a handshake of the same client, with the number of connections it took. */
  private static int connectionsAfter(Optional<CertificateAsk> ask, Asks expected)
      throws Exception {
    ClientSettings usual = ClientSettings.builder().build();
    try (OwnServer server =
        OwnServer.with(OwnServer.settings(FlightServer.rsa()).ask(ask).build())) {
      Line line = server.line();
      HandshakeOutcome met;
      try (TlsClient client = line.client(usual)) {
        met = client.handshake();
      }
      int before = line.connections();
      assertThat(new ClientAuthenticationProbe(line, true).run(usual, Optional.of(met)).asks())
          .isEqualTo(expected);
      return line.connections() - before;
    }
  }

  @Test
  void a_server_that_did_not_ask_our_client_is_not_asked_about_it_again() throws Exception {
    assertThat(connectionsAfter(Optional.empty(), Asks.NONE)).isZero();
    assertThat(connectionsAfter(Optional.of(ASK), Asks.OPTIONAL)).isEqualTo(1);
  }

  @Test
  void a_server_that_asks_for_none_names_nothing() throws Exception {
    ClientAuthenticationFacts facts = scan(ProtocolVersion.TLS12, Optional.empty());

    assertThat(facts.asks()).isEqualTo(Asks.NONE);
    assertThat(facts.authorities()).isEmpty();
    assertThat(facts.types()).isEmpty();
    assertThat(facts.schemes()).isEmpty();
  }
}
