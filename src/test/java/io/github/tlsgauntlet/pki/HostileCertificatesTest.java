package io.github.tlsgauntlet.pki;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.github.tlsgauntlet.pki.PathFinding.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** No bytes make the judge throw, hang, or say that all is well. */
class HostileCertificatesTest {
  private static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");

  private static Fixture fixture(String id) {
    try {
      return new Mint(Catalogue.load(), 1, NOW).fixture(id, Role.SERVER);
    } catch (RecipeException e) {
      throw new AssertionError(e);
    }
  }

  private static Judgement judge(List<byte[]> list, Fixture fixture) {
    return ChainJudge.judge(
        list,
        new Question(
            fixture.trustAnchors(), Optional.of(fixture.referenceName()), NOW, Purpose.SERVER));
  }

  @ParameterizedTest
  @ValueSource(strings = {"ok-chain", "ok-rsa", "nc-permitted-ok", "policy-required-present"})
  @Timeout(60)
  void changed_octets_never_make_it_throw_and_never_go_unnoticed(String id) {
    Fixture fixture = fixture(id);
    Random random = new Random(7);
    for (int round = 0; round < 250; round++) {
      List<byte[]> list = new ArrayList<>();
      fixture.credential().certificates().forEach(encoded -> list.add(encoded.clone()));
      byte[] victim = list.get(random.nextInt(list.size()));
      int changes = 1 + random.nextInt(3);
      boolean changed = false;
      for (int i = 0; i < changes; i++) {
        int at = random.nextInt(victim.length);
        byte before = victim[at];
        victim[at] =
            (byte) (random.nextBoolean() ? random.nextInt() : before ^ 1 << random.nextInt(8));
        changed |= victim[at] != before;
      }
      Judgement judgement = judge(list, fixture);
      boolean same =
          !changed
              || Arrays.equals(
                  victim, fixture.credential().certificates().get(list.indexOf(victim)));
      assertThat(judgement.acceptable()).as("round %s", round).isEqualTo(same);
    }
  }

  @Test
  @Timeout(30)
  void a_certificate_cut_anywhere_is_not_accepted() {
    Fixture fixture = fixture("ok-chain");
    byte[] leaf = fixture.credential().certificates().get(0);
    for (int length = 0; length < leaf.length; length++) {
      List<byte[]> list = new ArrayList<>(fixture.credential().certificates());
      list.set(0, Arrays.copyOf(leaf, length));
      assertThat(judge(list, fixture).of(ChainRule.CERTIFICATES_ARE_DER).outcome())
          .isEqualTo(Outcome.BROKEN);
    }
  }

  @Test
  @Timeout(30)
  void random_octets_are_no_certificate() {
    Fixture fixture = fixture("ok-chain");
    Random random = new Random(11);
    for (int round = 0; round < 2_000; round++) {
      byte[] noise = new byte[random.nextInt(300)];
      random.nextBytes(noise);
      if (noise.length > 4 && random.nextBoolean()) {
        noise[0] = 0x30;
        noise[1] = (byte) 0x80;
      }
      assertThat(judge(List.of(noise), fixture).acceptable()).isFalse();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0x30, 0x31, 0xa0, 0x24})
  @Timeout(30)
  void values_nested_without_end_are_refused(int tag) {
    Fixture fixture = fixture("ok-chain");
    byte[] indefinite = new byte[400_000];
    for (int i = 0; i < indefinite.length; i += 2) {
      indefinite[i] = (byte) tag;
      indefinite[i + 1] = (byte) 0x80;
    }
    assertThat(judge(List.of(indefinite), fixture).acceptable()).isFalse();

    byte[] definite = {5, 0};
    while (definite.length < 100_000) {
      byte[] header = header(tag, definite.length);
      byte[] outer = Arrays.copyOf(header, header.length + definite.length);
      System.arraycopy(definite, 0, outer, header.length, definite.length);
      definite = outer;
      if (definite.length > 3_000) {
        break;
      }
    }
    assertThat(judge(List.of(definite), fixture).acceptable()).isFalse();
    assertThat(Asn1.nestsTooDeeply(definite)).isTrue();
  }

  private static byte[] header(int tag, int length) {
    return length < 0x80
        ? new byte[] {(byte) tag, (byte) length}
        : new byte[] {(byte) tag, (byte) 0x82, (byte) (length >> 8), (byte) length};
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"chain-100-pathological", "chain-8-pathological", "nc-quadratic-dos", "ca-cycle"})
  void a_list_made_to_be_slow_ends_the_search_quickly(String id) {
    Fixture fixture = fixture(id);
    long start = System.nanoTime();
    judge(fixture.credential().certificates(), fixture);
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(10));
  }

  @Test
  @Timeout(30)
  void a_long_list_of_the_same_certificate_is_judged_like_one() {
    Fixture fixture = fixture("ok-chain");
    List<byte[]> list = new ArrayList<>(fixture.credential().certificates());
    list.addAll(Collections.nCopies(500, list.get(1)));
    Judgement judgement = judge(list, fixture);
    assertThat(judgement.acceptable()).isTrue();
    assertThat(judgement.broken()).containsExactly(ChainRule.NOTHING_IS_SUPERFLUOUS);
  }

  @Test
  void an_empty_list_is_judged() {
    Fixture fixture = fixture("ok-chain");
    Judgement judgement = judge(List.of(), fixture);
    assertThat(judgement.acceptable()).isFalse();
    assertThat(judgement.broken()).containsExactly(ChainRule.CERTIFICATES_ARE_DER);
    assertThat(judgement.path()).isEmpty();
    assertThatCode(() -> judge(List.of(new byte[0]), fixture)).doesNotThrowAnyException();
  }

  @Test
  void every_judgement_has_one_finding_a_rule() {
    Fixture fixture = fixture("ok-chain");
    assertThat(judge(List.of(), fixture).findings()).hasSize(ChainRule.values().length);
    assertThat(judge(fixture.credential().certificates(), fixture).findings())
        .hasSize(ChainRule.values().length);
  }
}
