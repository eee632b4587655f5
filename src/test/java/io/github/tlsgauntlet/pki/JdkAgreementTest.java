package io.github.tlsgauntlet.pki;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The JDK's own trust manager takes what should be taken and refuses what should be refused.
 *
 * <p>One after another: its certificate factory gives every thread the same object for the same
 * octets, and two paths validated at once over one with name constraints now and then end in a
 * ConcurrentModificationException.
 */
@Execution(ExecutionMode.SAME_THREAD)
class JdkAgreementTest {
  private static final String NO_SCHEME = "TLS itself refuses the key, not the trust manager";

  /** Where the JDK takes what it should refuse, and why we leave the expectation as it is. */
  private static final Map<String, String> TAKEN_ALL_THE_SAME =
      Map.ofEntries(
          Map.entry("ku-no-keyEncipherment-rsakx", "it matters with TLS_RSA suites only"),
          Map.entry("client-sigalg-not-offered", NO_SCHEME),
          Map.entry("key-secp256k1", NO_SCHEME),
          Map.entry("key-p224", NO_SCHEME),
          Map.entry(
              "cert-huge", "JSSE measures the message before the trust manager sees its list"),
          Map.entry(
              "chain-too-long", "JSSE counts certificates before the trust manager sees them"));

  private static Catalogue catalogue;
  private static Mint mint;

  @BeforeAll
  static void mint_with_the_clock_that_the_jdk_looks_at() throws RecipeException {
    catalogue = Catalogue.load();
    mint = new Mint(catalogue, 1, Instant.now(Clock.systemUTC()));
  }

  static Stream<Arguments> chains() throws RecipeException {
    return Catalogue.load().scenarios().stream()
        .filter(scenario -> scenario.presentation() == Presentation.CERTIFICATES)
        .flatMap(
            scenario -> scenario.roles().stream().map(role -> Arguments.of(scenario.id(), role)));
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("chains")
  void the_jdk_agrees_with_the_expectation(String id, Role role) {
    Fixture fixture = mint.fixture(id, role);
    boolean alone = fixture.scenario().ownTrust();
    Optional<String> refusal =
        new JdkVerifier(alone ? fixture.trustAnchors() : mint.trustAnchors(role)).refusal(fixture);

    Expectation seen = refusal.isPresent() ? Expectation.REJECT : Expectation.ACCEPT;
    if (TAKEN_ALL_THE_SAME.containsKey(id)) {
      assertThat(fixture.scenario().expectation(Profile.JDK)).isEqualTo(Expectation.REJECT);
      // Stale once a JDK mends it; then the entry goes.
      if (seen == Expectation.REJECT) {
        assertThat(Runtime.version().feature())
            .as("no exception is needed for " + id)
            .isNotEqualTo(17);
      }
    } else if (fixture.scenario().expectation(Profile.JDK) != Expectation.EITHER) {
      assertThat(seen)
          .as(refusal.orElse("taken"))
          .isEqualTo(fixture.scenario().expectation(Profile.JDK));
    }
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("chains")
  void the_anchors_of_other_scenarios_change_nothing(String id, Role role) {
    Fixture fixture = mint.fixture(id, role);
    Optional<String> alone = new JdkVerifier(fixture.trustAnchors()).refusal(fixture);
    if (!fixture.scenario().ownTrust()) {
      assertThat(new JdkVerifier(mint.trustAnchors(role)).refusal(fixture).isPresent())
          .isEqualTo(alone.isPresent());
    }
  }

  @Test
  void every_exception_belongs_to_a_scenario() {
    assertThat(TAKEN_ALL_THE_SAME.keySet())
        .allSatisfy(id -> assertThat(catalogue.find(id)).isPresent());
  }
}
