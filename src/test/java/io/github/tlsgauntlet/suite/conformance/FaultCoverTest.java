package io.github.tlsgauntlet.suite.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tlsgauntlet.protocol.CipherSuite;
import io.github.tlsgauntlet.protocol.NamedGroup;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

class FaultCoverTest {
  private static final CipherSuite GCM =
      CipherSuite.named("TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256").orElseThrow();
  private static final CipherSuite CBC =
      CipherSuite.named("TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA").orElseThrow();
  private static final Combinations COMBINATIONS =
      new Combinations(
          List.of(GCM, CBC),
          List.of(NamedGroup.X25519, NamedGroup.SECP256R1, NamedGroup.X448),
          true);
  private static final Predicate<Combination> ANY = one -> true;
  private static final int FAULTS = 3;

  @Test
  void at_strength_2_each_fault_meets_each_value_and_each_pair_of_values_meets_a_fault() {
    Map<Combination, List<Integer>> due = cover(ANY, 2).due();

    assertThat(pairs(due)).isEqualTo(pairs(cover(ANY, 4).due()));
  }

  @Test
  void that_takes_fewer_tries_than_each_fault_in_each_pair() {
    assertThat(tries(cover(ANY, 2).due())).isLessThan(FAULTS * 2 * 3);
  }

  @Test
  void at_strength_4_each_fault_is_committed_in_each_combination() {
    assertThat(tries(cover(ANY, 4).due())).isEqualTo(FAULTS * COMBINATIONS.all().size());
  }

  @Test
  void after_the_cover_nothing_is_due() {
    FaultCover cover = cover(ANY, 2);
    cover.due();

    assertThat(cover.due()).isEmpty();
  }

  @Test
  void what_an_unfit_combination_was_to_show_is_shown_by_others() {
    FaultCover cover = cover(ANY, 2);
    Map<Combination, List<Integer>> tried = cover.due();
    Combination unfit = tried.keySet().iterator().next();
    tried.remove(unfit);
    cover.isUnfit(unfit);

    Map<Combination, List<Integer>> rest = cover.due();
    Set<List<Object>> shown = pairs(tried);
    shown.addAll(pairs(rest));

    assertThat(rest).isNotEmpty().doesNotContainKey(unfit);
    assertThat(shown).isEqualTo(pairs(cover(one -> !one.equals(unfit), 4).due()));
    assertThat(cover.due()).isEmpty();
  }

  @Test
  void a_target_that_nothing_fits_is_not_asked_for_ever() {
    FaultCover cover = cover(ANY, 2);
    int rounds = 0;
    for (Map<Combination, List<Integer>> due = cover.due(); !due.isEmpty(); due = cover.due()) {
      due.keySet().forEach(cover::isUnfit);
      rounds++;
    }

    assertThat(rounds).isLessThanOrEqualTo(3);
  }

  @Test
  void where_only_some_combinations_are_meant_these_show_all() {
    Predicate<Combination> nist = one -> one.group().equals(Optional.of(NamedGroup.SECP256R1));

    assertThat(cover(nist, 2).due().keySet()).allMatch(nist);
    assertThat(pairs(cover(nist, 2).due())).isEqualTo(pairs(cover(nist, 4).due()));
  }

  private static FaultCover cover(Predicate<Combination> where, int strength) {
    return new FaultCover(COMBINATIONS, where, FAULTS, strength);
  }

  private static int tries(Map<Combination, List<Integer>> due) {
    return due.values().stream().mapToInt(List::size).sum();
  }

  private static Set<List<Object>> pairs(Map<Combination, List<Integer>> due) {
    Set<List<Object>> pairs = new HashSet<>();
    due.forEach(
        (one, faults) -> {
          pairs.add(List.of(one.suite(), one.group()));
          pairs.add(List.of(one.suite(), one.records()));
          pairs.add(List.of(one.group(), one.records()));
          for (int fault : faults) {
            pairs.add(List.of(one.suite(), fault));
            pairs.add(List.of(one.group(), fault));
            pairs.add(List.of(one.records(), fault));
          }
        });
    return pairs;
  }
}
