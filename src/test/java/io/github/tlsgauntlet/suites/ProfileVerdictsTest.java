package io.github.tlsgauntlet.suites;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tlsgauntlet.crypto.Signatures;
import io.github.tlsgauntlet.peer.CertificateAsk;
import io.github.tlsgauntlet.peer.Deviation;
import io.github.tlsgauntlet.pki.Asks;
import io.github.tlsgauntlet.pki.Catalogue;
import io.github.tlsgauntlet.pki.Expectation;
import io.github.tlsgauntlet.pki.Profile;
import io.github.tlsgauntlet.pki.RecipeException;
import io.github.tlsgauntlet.pki.Role;
import io.github.tlsgauntlet.pki.Scenario;
import io.github.tlsgauntlet.protocol.AlertDescription;
import io.github.tlsgauntlet.protocol.ProtocolVersion;
import io.github.tlsgauntlet.suite.Finding;
import io.github.tlsgauntlet.suite.Verdict;
import io.github.tlsgauntlet.target.TargetException;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Under each profile a fixture is judged as that profile says, and not as RFC 5280 alone does. */
class ProfileVerdictsTest {
  private static final Set<Profile> OTHERS = EnumSet.complementOf(EnumSet.of(Profile.RFC5280));

  static Stream<Arguments> judgedOtherwise() throws RecipeException {
    List<Scenario> scenarios = Catalogue.load().scenarios();
    return OTHERS.stream()
        .flatMap(
            profile ->
                scenarios.stream()
                    .filter(scenario -> HeldClock.inapplicable(scenario).isEmpty())
                    .filter(scenario -> scenario.asks() != Asks.NONE || ofServers(scenario))
                    .filter(
                        scenario ->
                            scenario.expectation(profile) != scenario.expectation(Profile.RFC5280))
                    .map(scenario -> Arguments.of(profile, scenario)));
  }

  private static boolean ofServers(Scenario scenario) {
    return scenario.roles().contains(Role.SERVER);
  }

  private static ProtocolVersion version(Scenario scenario) {
    return scenario.versions().contains("1.2") ? ProtocolVersion.TLS12 : ProtocolVersion.TLS13;
  }

  private static Map<String, String> options(Profile profile) {
    return Map.of(
        "timeout", "60", "profile", profile.name().toLowerCase(Locale.ROOT).replace('_', '-'));
  }

  private static Finding shownToServer(Profile profile, Scenario scenario, boolean taking)
      throws TargetException {
    Optional<CertificateAsk> ask =
        Optional.of(CertificateAsk.of(!taking, List.of(), Signatures.all()));
    return ClientFixtures.presentedTo(
        Runs.against(
            new ScriptedServer(
                (setup, settings) ->
                    taking
                        ? settings.ask(ask).deviations(new Deviation.TakeAnyProof())
                        : settings
                            .ask(ask)
                            .judge(chain -> Optional.of(AlertDescription.BAD_CERTIFICATE))),
            options(profile)),
        version(scenario),
        scenario);
  }

  private static Finding shownToClient(Profile profile, Scenario scenario, boolean taking)
      throws TargetException {
    return ServerFixtures.presentedTo(
        Runs.against(
            new ScriptedClient(
                (setup, settings) ->
                    taking
                        ? settings.deviations(new Deviation.TakeAnyProof())
                        : settings.judge(chain -> Optional.of(AlertDescription.BAD_CERTIFICATE))),
            options(profile)),
        version(scenario),
        scenario);
  }

  private static Finding shown(Profile profile, Scenario scenario, boolean taking)
      throws TargetException {
    return ofServers(scenario)
        ? shownToClient(profile, scenario, taking)
        : shownToServer(profile, scenario, taking);
  }

  @ParameterizedTest(name = "{1} by {0}")
  @MethodSource("judgedOtherwise")
  void what_takes_anything_is_judged_by_the_profile(Profile profile, Scenario scenario)
      throws TargetException {
    Finding finding = shown(profile, scenario, true);

    Verdict due =
        scenario.expectation(profile) != Expectation.REJECT
            ? Verdict.PASS
            : scenario.level() == Scenario.Level.MUST ? Verdict.FAIL : Verdict.WARN;
    assertThat(finding.verdict()).as(finding.reason()).isEqualTo(due);
  }

  @ParameterizedTest(name = "{1} by {0}")
  @MethodSource("judgedOtherwise")
  void what_refuses_anything_fails_where_the_profile_accepts(Profile profile, Scenario scenario)
      throws TargetException {
    Finding finding = shown(profile, scenario, false);

    if (scenario.expectation(profile) == Expectation.ACCEPT) {
      assertThat(finding.verdict()).as(finding.reason()).isEqualTo(Verdict.FAIL);
    } else {
      assertThat(finding.verdict()).as(finding.reason()).isIn(Verdict.PASS, Verdict.INCONCLUSIVE);
    }
  }

  @Test
  void each_other_profile_refuses_something_that_rfc_5280_lets_pass() throws RecipeException {
    Map<Profile, Integer> stricter = new EnumMap<>(Profile.class);
    for (Scenario scenario : Catalogue.load().scenarios()) {
      for (Profile profile : OTHERS) {
        if (scenario.expectation(profile) == Expectation.REJECT
            && scenario.expectation(Profile.RFC5280) != Expectation.REJECT) {
          stricter.merge(profile, 1, Integer::sum);
        }
      }
    }

    assertThat(stricter).containsOnlyKeys(OTHERS);
  }
}
