package io.github.tlsgauntlet.probe;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tlsgauntlet.peer.ServerSettings;
import io.github.tlsgauntlet.peer.SessionStore;
import io.github.tlsgauntlet.protocol.CipherSuite;
import io.github.tlsgauntlet.protocol.NamedGroup;
import io.github.tlsgauntlet.protocol.ProtocolVersion;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** No fact is lost on a server that takes nothing of what our client offers by default. */
class WideOfferTest {
  private static final int BRAINPOOL = 31;
  private static final int SECT = 9;

  private static ServerSettings.Builder tls12(int suite) {
    return OwnServer.settings(FlightServer.rsa())
        .versions(ProtocolVersion.TLS12)
        .cipherSuites(List.of(new CipherSuite(suite)))
        .sessions(new SessionStore());
  }

  private static ServerFacts scan(ServerSettings settings) throws Exception {
    try (OwnServer server = OwnServer.with(settings)) {
      return WholeScan.of(server::dial, Optional.of("server.test"));
    }
  }

  /** ARIA, Camellia, no certificate, and no encryption. */
  @ParameterizedTest
  @ValueSource(ints = {0xc061, 0xc08a, 0x006c, 0xc018, 0x003b})
  void a_suite_that_few_offer_hides_nothing(int suite) throws Exception {
    ServerFacts facts = scan(tls12(suite).build());

    handshakesTold(facts);
    assertThat(facts.version("TLS 1.2").orElseThrow().suites()).hasSize(1);
  }

  @Test
  void a_curve_that_few_offer_hides_nothing() throws Exception {
    handshakesTold(scan(tls12(0xc02f).groups(List.of(new NamedGroup(SECT))).build()));
  }

  @Test
  void a_group_of_tls_1_3_that_few_offer_hides_nothing() throws Exception {
    ServerFacts facts =
        scan(
            OwnServer.settings(FlightServer.rsa())
                .versions(ProtocolVersion.TLS13)
                .groups(List.of(new NamedGroup(BRAINPOOL)))
                .sessions(new SessionStore())
                .build());

    assertThat(facts.chains()).isNotEmpty();
    assertThat(facts.http()).isPresent();
  }

  @Test
  void a_suite_that_few_offer_hides_nothing_where_tls_1_3_is_as_usual() throws Exception {
    ServerFacts facts =
        scan(
            OwnServer.settings(FlightServer.rsa())
                .cipherSuites(List.of(new CipherSuite(0x1301), new CipherSuite(0xc061)))
                .sessions(new SessionStore())
                .build());

    handshakesTold(facts);
  }

  /** What takes a whole handshake of TLS 1.2 to know. */
  private static void handshakesTold(ServerFacts facts) {
    assertThat(facts.http()).isPresent();
    assertThat(facts.feature("session-ids").orElseThrow().answer()).isEqualTo(Answer.YES);
    assertThat(facts.feature("client-renegotiation").orElseThrow().answer())
        .isNotEqualTo(Answer.UNTOLD);
    assertThat(facts.clientAuthentication().asks()).isEqualTo(ClientAuthenticationFacts.Asks.NONE);
  }
}
