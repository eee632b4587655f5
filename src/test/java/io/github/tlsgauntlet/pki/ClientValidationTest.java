package io.github.tlsgauntlet.pki;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a server has to find wrong with a client's certificate, and how it says so. */
class ClientValidationTest {
  private static Catalogue catalogue;

  @BeforeAll
  static void load() throws RecipeException {
    catalogue = Catalogue.load();
  }

  @ParameterizedTest
  @CsvSource({
    "wrong-ca, unknown_ca",
    "client-wrong-ca, unknown_ca",
    "self-signed-leaf, unknown_ca",
    "expired-leaf, certificate_expired",
    "not-yet-valid-leaf, certificate_expired",
    "sig-corrupt, bad_certificate",
    "client-server-only-eku, unsupported_certificate",
    "ku-no-digitalSignature, unsupported_certificate",
    "ku-certSign-only, unsupported_certificate",
    "sig-md5, bad_certificate",
    "bc-intermediate-not-ca, unknown_ca",
    "pathlen-exceeded, unknown_ca",
    "ext-unknown-critical, certificate_unknown",
    "missing-intermediate, unknown_ca"
  })
  void a_bad_client_certificate_is_presented_in_both_versions(String id, String alert) {
    Scenario scenario = catalogue.find(id).orElseThrow();

    assertThat(scenario.roles()).contains(Role.CLIENT);
    assertThat(scenario.versions()).isEmpty();
    assertThat(scenario.asks()).isEqualTo(Asks.REQUIRED);
    assertThat(scenario.expectation(Profile.RFC5280)).isEqualTo(Expectation.REJECT);
    assertThat(scenario.alerts()).first().isEqualTo(alert);
  }

  @Test
  void who_is_known_and_not_let_in_is_told_by_access_denied() {
    Scenario scenario = catalogue.find("client-san-not-authorised").orElseThrow();

    assertThat(scenario.expectation(Profile.RFC5280)).isEqualTo(Expectation.EITHER);
    assertThat(scenario.alerts()).isEqualTo(List.of("access_denied"));
  }
}
