package io.github.tlsgauntlet.pki;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.math.BigInteger;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.interfaces.RSAPublicKey;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** Fixtures whose keys others know are what they say. */
class KnownKeysTest {
  private final Mint mint;

  KnownKeysTest() throws RecipeException {
    mint = new Mint(Catalogue.load(), 1, Instant.now());
  }

  private BigInteger modulus(String scenario) throws Exception {
    byte[] leaf = mint.fixture(scenario, Role.SERVER).credential().certificates().get(0);
    X509Certificate read =
        (X509Certificate)
            CertificateFactory.getInstance("X.509")
                .generateCertificate(new ByteArrayInputStream(leaf));
    return ((RSAPublicKey) read.getPublicKey()).getModulus();
  }

  /** Whether it is a power of 65537 modulo each of the first odd primes, as few numbers are. */
  private static boolean hasTheForm(BigInteger modulus) {
    BigInteger f4 = BigInteger.valueOf(65_537);
    BigInteger prime = BigInteger.valueOf(3);
    while (prime.intValue() < 700) {
      BigInteger small = prime;
      BigInteger rest = modulus.mod(small);
      BigInteger power = BigInteger.ONE;
      int tried = 0;
      while (!power.equals(rest) && tried++ < small.intValue()) {
        power = power.multiply(f4).mod(small);
      }
      if (!power.equals(rest)) {
        return false;
      }
      prime = prime.nextProbablePrime();
    }
    return true;
  }

  @Test
  void the_modulus_of_roca_has_its_form_and_a_sound_one_has_not() throws Exception {
    assertThat(hasTheForm(modulus("key-known-roca"))).isTrue();
    assertThat(modulus("key-known-roca").bitLength()).isEqualTo(2048);
    assertThat(hasTheForm(modulus("ok-rsa"))).isFalse();
  }

  @Test
  void what_is_kept_of_roca_is_what_is_made_anew() {
    String called = "rsa2048-roca leaf";

    assertThat(RocaPrimes.next(new SeededRandom(0, called + " prime 0"), 1024))
        .isEqualTo(PrimeStore.usual().get(called, 2048, java.util.List::of).get(0));
  }

  @Test
  void debians_key_is_the_one_that_its_process_number_leads_to() throws Exception {
    assertThat(KeyBlocklist.fingerprint(modulus("key-known-debian")))
        .isEqualTo("5e64fa602429b51b4586");
  }

  @Test
  void the_published_key_is_that_of_the_rfc() throws Exception {
    assertThat(modulus("key-known-published").toString(16))
        .startsWith("b0f9e81943a7ae9892aade17ca7c40f8744fed2f8148e6c8eaa27b7d001548fb")
        .endsWith("c08f5313");
  }
}
