package io.github.tlsgauntlet.suite.conformance;

import static io.github.tlsgauntlet.protocol.NamedGroup.SECP256R1;
import static io.github.tlsgauntlet.protocol.NamedGroup.X25519;
import static io.github.tlsgauntlet.protocol.NamedGroup.X448;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.github.tlsgauntlet.protocol.CipherSuite;
import io.github.tlsgauntlet.protocol.NamedGroup;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CombinationsTest {
  private static final CipherSuite DHE =
      CipherSuite.named("TLS_DHE_RSA_WITH_AES_128_GCM_SHA256").orElseThrow();
  private static final CipherSuite GCM =
      CipherSuite.named("TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256").orElseThrow();
  private static final CipherSuite CBC =
      CipherSuite.named("TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA").orElseThrow();
  private static final List<CipherSuite> SUITES = List.of(DHE, GCM, CBC);
  private static final List<NamedGroup> GROUPS = List.of(X25519, SECP256R1, X448);
  private static final Combinations ALL = new Combinations(SUITES, GROUPS, true);

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void every_suite_group_and_layout_is_tried(int strength) {
    List<Combination> all = cover(ALL, strength);

    assertThat(all).extracting(one -> one.suite().orElseThrow()).containsAll(SUITES);
    assertThat(all).flatExtracting(one -> one.group().stream().toList()).containsAll(GROUPS);
    assertThat(all).extracting(Combination::records).contains(RecordLayout.values());
  }

  @Test
  void at_strength_2_every_suite_is_tried_with_every_group_that_it_takes() {
    assertThat(cover(ALL, 2))
        .extracting(Combination::suite, Combination::group)
        .contains(
            tuple(Optional.of(GCM), Optional.of(X25519)),
            tuple(Optional.of(GCM), Optional.of(SECP256R1)),
            tuple(Optional.of(GCM), Optional.of(X448)),
            tuple(Optional.of(CBC), Optional.of(X25519)),
            tuple(Optional.of(CBC), Optional.of(SECP256R1)),
            tuple(Optional.of(CBC), Optional.of(X448)));
  }

  @Test
  void a_suite_without_curves_is_tried_without_a_group_and_with_every_layout() {
    assertThat(cover(ALL, 2))
        .filteredOn(one -> one.suite().equals(Optional.of(DHE)))
        .extracting(Combination::group, Combination::records)
        .containsExactlyInAnyOrder(
            tuple(Optional.empty(), RecordLayout.WHOLE),
            tuple(Optional.empty(), RecordLayout.SMALL),
            tuple(Optional.empty(), RecordLayout.SHARED));
  }

  @Test
  void at_strength_3_all_is_tried_with_all() {
    assertThat(cover(ALL, 3)).containsExactlyInAnyOrderElementsOf(ALL.all());
    assertThat(ALL.all()).hasSize((1 + 2 * 3) * 3);
  }

  @Test
  void what_does_not_vary_is_left_open() {
    assertThat(cover(new Combinations(List.of(), List.of(X25519), false), 2))
        .containsExactly(
            new Combination(Optional.empty(), Optional.of(X25519), RecordLayout.WHOLE));
  }

  private static List<Combination> cover(Combinations combinations, int strength) {
    return List.copyOf(new FaultCover(combinations, any -> true, 1, strength).due().keySet());
  }
}
