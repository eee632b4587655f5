package io.github.tlsgauntlet.pki;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RsaWeaknessTest {
  private static final BigInteger F4 = BigInteger.valueOf(65_537);
  private final Random random = new Random(3);
  private final BigInteger first = BigInteger.probablePrime(512, random);
  private final BigInteger second = BigInteger.probablePrime(512, random);

  @Test
  void a_sound_key_stands_and_an_exponent_of_three_is_no_fault_of_the_key() {
    assertThat(RsaWeakness.of(first.multiply(second), F4)).isEmpty();
    assertThat(RsaWeakness.of(first.multiply(second), BigInteger.valueOf(3))).isEmpty();
  }

  @Test
  void primes_close_together_are_found() {
    BigInteger next = first.nextProbablePrime();
    assertThat(RsaWeakness.of(first.multiply(next), F4).orElseThrow()).contains("Fermat");
    BigInteger far = first.add(BigInteger.ONE.shiftLeft(258)).nextProbablePrime();
    assertThat(RsaWeakness.of(first.multiply(far), F4).orElseThrow()).contains("Fermat");
    assertThat(RsaWeakness.of(first.multiply(first), F4).orElseThrow()).contains("Fermat");
  }

  @Test
  void a_modulus_that_is_a_prime_is_found() {
    assertThat(RsaWeakness.of(first, F4).orElseThrow()).contains("a prime");
  }

  @Test
  void small_factors_are_found() {
    assertThat(RsaWeakness.of(first.multiply(BigInteger.valueOf(8_191)), F4).orElseThrow())
        .contains("8192");
    assertThat(RsaWeakness.of(first.multiply(BigInteger.TWO), F4).orElseThrow()).contains("8192");
  }

  @Test
  void exponents_that_no_key_has_are_found() {
    assertThat(RsaWeakness.of(first.multiply(second), BigInteger.ONE).orElseThrow())
        .contains("exponent is 1");
    assertThat(RsaWeakness.of(first.multiply(second), BigInteger.valueOf(4)).orElseThrow())
        .contains("even");
  }

  @Test
  void keys_of_absurd_sizes_are_left_alone() {
    assertThat(RsaWeakness.of(BigInteger.ONE.shiftLeft(40_000).subtract(BigInteger.ONE), F4))
        .isEmpty();
    assertThat(RsaWeakness.of(BigInteger.ZERO, BigInteger.ZERO)).isEmpty();
    assertThat(RsaWeakness.of(BigInteger.valueOf(-15), BigInteger.valueOf(-3))).isEmpty();
  }
}
