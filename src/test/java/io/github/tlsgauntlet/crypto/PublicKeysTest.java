package io.github.tlsgauntlet.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tlsgauntlet.pki.Catalogue;
import io.github.tlsgauntlet.pki.Mint;
import io.github.tlsgauntlet.pki.RecipeException;
import io.github.tlsgauntlet.pki.Role;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PublicKeysTest {
  private static Mint mint;

  @BeforeAll
  static void mint() throws RecipeException {
    mint = new Mint(Catalogue.load(), 7, Instant.parse("2026-11-23T12:00:00Z"));
  }

  @ParameterizedTest
  @CsvSource({
    "ok-chain, EC",
    "ok-rsa, RSA",
    "key-rsapss-oid, RSASSA-PSS",
    "key-ed25519, Ed25519",
    "key-brainpool, EC"
  })
  void a_key_is_read_as_what_its_certificate_says(String scenario, String kind) {
    byte[] certificate = mint.fixture(scenario, Role.CLIENT).credential().certificates().get(0);

    assertThat(PublicKeys.of(certificate).map(KeyKinds::kind)).contains(kind);
    assertThat(PublicKeys.isCertificate(certificate)).isTrue();
  }

  @Test
  void what_is_no_certificate_has_no_key() {
    byte[] none = "no DER".getBytes(StandardCharsets.US_ASCII);

    assertThat(PublicKeys.of(none)).isEmpty();
    assertThat(PublicKeys.isCertificate(none)).isFalse();
    assertThat(PublicKeys.isCertificate(new byte[0])).isFalse();
  }
}
