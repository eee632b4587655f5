package io.github.tlsgauntlet.suite.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tlsgauntlet.protocol.CipherSuite;
import io.github.tlsgauntlet.protocol.NamedGroup;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

class SmallestCauseTest {
  private static final CipherSuite AES = CipherSuite.named("TLS_AES_128_GCM_SHA256").orElseThrow();
  private static final CipherSuite CHACHA =
      CipherSuite.named("TLS_CHACHA20_POLY1305_SHA256").orElseThrow();
  private static final NamedGroup X = NamedGroup.X25519;
  private static final NamedGroup P = NamedGroup.SECP256R1;

  @Test
  void one_value_that_goes_with_every_failure_is_the_cause() {
    assertThat(causeOf(one -> is(one, AES))).isEqualTo("TLS_AES_128_GCM_SHA256");
    assertThat(causeOf(one -> is(one, X))).isEqualTo("x25519");
    assertThat(causeOf(one -> one.records() == RecordLayout.SMALL))
        .isEqualTo("records of 57 bytes");
  }

  @Test
  void two_values_are_named_where_neither_fails_alone() {
    assertThat(causeOf(one -> is(one, AES) && is(one, P)))
        .isEqualTo("TLS_AES_128_GCM_SHA256 with secp256r1");
  }

  @Test
  void three_values_are_named_where_no_two_fail_alone() {
    assertThat(causeOf(one -> is(one, AES) && is(one, P) && one.records() == RecordLayout.SHARED))
        .isEqualTo(
            "TLS_AES_128_GCM_SHA256 with secp256r1 with one record for all messages of a flight");
  }

  @Test
  void two_causes_are_told_apart() {
    assertThat(causeOf(one -> is(one, X) || one.records() == RecordLayout.SMALL))
        .isEqualTo("x25519; records of 57 bytes");
  }

  @Test
  void what_could_be_either_is_told_as_either() {
    Combination failed = combination(AES, X, RecordLayout.WHOLE);
    Combination passed = combination(CHACHA, P, RecordLayout.WHOLE);

    assertThat(SmallestCause.of(List.of(failed), List.of(passed)))
        .isEqualTo("TLS_AES_128_GCM_SHA256, or x25519");
    assertThat(SmallestCause.isAmbiguous(List.of(failed), List.of(passed))).isTrue();
  }

  @Test
  void where_all_fail_no_value_is_the_cause() {
    assertThat(causeOf(one -> true)).isEmpty();
  }

  private static String causeOf(Predicate<Combination> fails) {
    List<Combination> failed = new ArrayList<>(all());
    failed.removeIf(fails.negate());
    List<Combination> others = new ArrayList<>(all());
    others.removeIf(fails);
    return SmallestCause.of(failed, others);
  }

  private static List<Combination> all() {
    return new Combinations(List.of(AES, CHACHA), List.of(X, P), true).all();
  }

  private static boolean is(Combination one, CipherSuite suite) {
    return one.suite().equals(Optional.of(suite));
  }

  private static boolean is(Combination one, NamedGroup group) {
    return one.group().equals(Optional.of(group));
  }

  private static Combination combination(
      CipherSuite suite, NamedGroup group, RecordLayout records) {
    return new Combination(Optional.of(suite), Optional.of(group), records);
  }
}
