package io.github.tlsgauntlet.pki;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tlsgauntlet.pki.PathFinding.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Name constraints of every kind, by recipes of the tests' own. */
class ConstraintsTest {
  private static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");

  @TempDir private Path folder;

  @ParameterizedTest(name = "permitted {0}, name {1}: {2}")
  @CsvSource({
    "dns:gauntlet.test, dns:gauntlet.test, HOLDS",
    "dns:gauntlet.test, dns:a.b.gauntlet.test, HOLDS",
    "dns:gauntlet.test, dns:A.GAUNTLET.TEST, HOLDS",
    "dns:gauntlet.test, dns:notgauntlet.test, BROKEN",
    "dns:gauntlet.test, dns:*.gauntlet.test, HOLDS",
    "dns:a.gauntlet.test, dns:*.gauntlet.test, BROKEN",
    "dns:.gauntlet.test, dns:a.gauntlet.test, HOLDS",
    "dns:.gauntlet.test, dns:gauntlet.test, BROKEN",
    "ip:10.0.0.0/8, ip:10.1.2.3, HOLDS",
    "ip:10.0.0.0/8, ip:11.1.2.3, BROKEN",
    "ip:10.0.0.0/8, ip:::1, BROKEN",
    "ip:10.0.0.0/8, dns:a.test, HOLDS",
    "email:gauntlet.test, email:a@gauntlet.test, HOLDS",
    "email:gauntlet.test, email:a@b.gauntlet.test, BROKEN",
    "email:.gauntlet.test, email:a@b.gauntlet.test, HOLDS",
    "email:a@gauntlet.test, email:a@gauntlet.test, HOLDS",
    "email:a@gauntlet.test, email:b@gauntlet.test, BROKEN",
    "email:gauntlet.test, email:nobody, BROKEN",
    "uri:gauntlet.test, uri:https://gauntlet.test/a, HOLDS",
    "uri:gauntlet.test, uri:https://a.gauntlet.test/a, BROKEN",
    "uri:.gauntlet.test, uri:https://a.gauntlet.test/a, HOLDS",
    "uri:gauntlet.test, uri:https://10.0.0.1/a, BROKEN",
    "uri:gauntlet.test, uri:urn:a:b, BROKEN"
  })
  void a_name_lies_within_what_is_permitted(String permitted, String name, Outcome outcome) {
    Judgement judgement = judge("intermediate", "permitted", permitted, name);
    assertThat(judgement.of(ChainRule.NAME_CONSTRAINTS_ARE_KEPT).outcome()).isEqualTo(outcome);
  }

  @ParameterizedTest(name = "excluded {0}, name {1}: {2}")
  @CsvSource({
    "dns:evil.test, dns:a.test, HOLDS",
    "dns:evil.test, dns:a.evil.test, BROKEN",
    "dns:a.evil.test, dns:*.evil.test, BROKEN",
    "dns:a.b.evil.test, dns:*.evil.test, BROKEN",
    "ip:10.0.0.0/8, ip:10.1.2.3, BROKEN",
    "ip:0.0.0.0/0, ip:::1, HOLDS",
    "email:evil.test, email:a@evil.test, BROKEN",
    "uri:evil.test, uri:urn:a:b, BROKEN"
  })
  void a_name_lies_outside_of_what_is_excluded(String excluded, String name, Outcome outcome) {
    Judgement judgement = judge("intermediate", "excluded", excluded, name);
    assertThat(judgement.of(ChainRule.NAME_CONSTRAINTS_ARE_KEPT).outcome()).isEqualTo(outcome);
  }

  @Test
  void the_anchors_own_constraints_advise_and_do_not_decide() {
    ChainRule rule = ChainRule.TRUST_ANCHOR_CONSTRAINTS_ARE_KEPT;
    Judgement kept = judge("root", "permitted", "dns:gauntlet.test", "dns:a.gauntlet.test");
    assertThat(kept.of(rule).outcome()).isEqualTo(Outcome.HOLDS);
    Judgement broken = judge("root", "permitted", "dns:gauntlet.test", "dns:a.test");
    assertThat(broken.broken()).containsExactly(rule);
    assertThat(broken.acceptable()).isTrue();
  }

  private Judgement judge(String issuer, String kind, String constraint, String name) {
    String recipe =
        """
        group: Of the test
        scenarios:
        - id: constrained
          title: constrained
          role: [server]
          %s: { name-constraints: { %s: ["%s"] } }
          leaf: { san: ["%s", "dns:a.test", "dns:server.gauntlet.test"] }
          expect: accept
          reference: RFC 5280 §4.2.1.10
          why: It is what the test asks for.
        """
            .formatted(issuer, kind, constraint, name);
    String only =
        constraint.startsWith("dns:") || issuer.equals("root")
            ? recipe.replace(", \"dns:a.test\", \"dns:server.gauntlet.test\"", "")
            : recipe;
    try {
      Path file = Files.writeString(folder.resolve("constrained.yaml"), only);
      Fixture fixture =
          new Mint(Catalogue.load(List.of(file)), 1, NOW).fixture("constrained", Role.SERVER);
      return ChainJudge.judge(
          fixture.credential().certificates(),
          new Question(fixture.trustAnchors(), Optional.empty(), NOW, Purpose.SERVER));
    } catch (IOException | RecipeException e) {
      throw new AssertionError(e);
    }
  }
}
