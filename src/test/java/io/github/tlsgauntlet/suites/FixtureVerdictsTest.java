package io.github.tlsgauntlet.suites;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tlsgauntlet.crypto.Signatures;
import io.github.tlsgauntlet.peer.CertificateAsk;
import io.github.tlsgauntlet.peer.Deviation;
import io.github.tlsgauntlet.pki.Asks;
import io.github.tlsgauntlet.pki.Catalogue;
import io.github.tlsgauntlet.pki.Profile;
import io.github.tlsgauntlet.pki.RecipeException;
import io.github.tlsgauntlet.pki.Role;
import io.github.tlsgauntlet.pki.Scenario;
import io.github.tlsgauntlet.protocol.AlertDescription;
import io.github.tlsgauntlet.protocol.ProtocolVersion;
import io.github.tlsgauntlet.suite.ClientUnderTest;
import io.github.tlsgauntlet.suite.Finding;
import io.github.tlsgauntlet.suite.ServerUnderTest;
import io.github.tlsgauntlet.suite.Verdict;
import io.github.tlsgauntlet.suite.Versions;
import io.github.tlsgauntlet.target.TargetException;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every fixture is presented to a peer that takes anything, and to one that refuses anything: a bad
 * one that is taken fails, a good one that is refused fails, and a refusal proves nothing where the
 * good twin is refused too.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FixtureVerdictsTest {
  private final ServerUnderTest trustingServer =
      Runs.against(
          new ScriptedServer(
              (setup, settings) ->
                  settings.ask(asking(false)).deviations(new Deviation.TakeAnyProof())));
  private final ServerUnderTest strictServer =
      Runs.against(
          new ScriptedServer(
              (setup, settings) ->
                  settings
                      .ask(asking(true))
                      .judge(chain -> Optional.of(AlertDescription.BAD_CERTIFICATE))));
  private final ClientUnderTest trustingClient =
      Runs.against(
          new ScriptedClient(
              (setup, settings) -> settings.deviations(new Deviation.TakeAnyProof())));
  private final ClientUnderTest strictClient =
      Runs.against(
          new ScriptedClient(
              (setup, settings) ->
                  settings.judge(chain -> Optional.of(AlertDescription.BAD_CERTIFICATE))));

  private static Optional<CertificateAsk> asking(boolean required) {
    return Optional.of(CertificateAsk.of(required, List.of(), Signatures.all()));
  }

  static Stream<Arguments> presentedByClients() throws RecipeException {
    return presentedBy(Role.CLIENT, scenario -> scenario.asks() != Asks.NONE);
  }

  static Stream<Arguments> presentedByServers() throws RecipeException {
    return presentedBy(Role.SERVER, scenario -> true);
  }

  private static Stream<Arguments> presentedBy(Role role, Predicate<Scenario> wanted)
      throws RecipeException {
    return Catalogue.load().scenarios().stream()
        .filter(wanted)
        .filter(scenario -> HeldClock.inapplicable(scenario).isEmpty())
        .filter(scenario -> scenario.roles().contains(role))
        .flatMap(
            scenario ->
                Versions.CURRENT.stream()
                    .filter(
                        version ->
                            scenario.versions().isEmpty()
                                || scenario.versions().contains(Versions.number(version)))
                    .map(version -> Arguments.of(scenario, version)));
  }

  @Test
  void a_peer_whose_clock_cannot_be_held_is_not_judged_to_the_second() throws Exception {
    Scenario scenario = Catalogue.load().find("validity-boundary-exact").orElseThrow();

    is(
        Verdict.NOT_APPLICABLE,
        ClientFixtures.presentedTo(trustingServer, ProtocolVersion.TLS13, scenario));
    is(
        Verdict.NOT_APPLICABLE,
        ServerFixtures.presentedTo(trustingClient, ProtocolVersion.TLS13, scenario));
  }

  private static Verdict ofTaking(Scenario scenario) {
    return switch (scenario.expectation(Profile.RFC5280)) {
      case ACCEPT, EITHER -> Verdict.PASS;
      case REJECT -> scenario.level() == Scenario.Level.MUST ? Verdict.FAIL : Verdict.WARN;
    };
  }

  private static void is(Verdict verdict, Finding finding) {
    assertThat(finding.verdict()).as(finding.reason()).isEqualTo(verdict);
  }

  @ParameterizedTest(name = "{0} in {1}")
  @MethodSource("presentedByClients")
  void a_server_that_takes_anything_fails_on_each_bad_one(
      Scenario scenario, ProtocolVersion version) throws TargetException {
    is(ofTaking(scenario), ClientFixtures.presentedTo(trustingServer, version, scenario));
  }

  @ParameterizedTest(name = "{0} in {1}")
  @MethodSource("presentedByServers")
  void a_client_that_takes_anything_fails_on_each_bad_one(
      Scenario scenario, ProtocolVersion version) throws TargetException {
    is(ofTaking(scenario), ServerFixtures.presentedTo(trustingClient, version, scenario));
  }

  @ParameterizedTest(name = "{0} in {1}")
  @MethodSource("presentedByClients")
  void a_server_that_refuses_anything_never_passes(Scenario scenario, ProtocolVersion version)
      throws TargetException {
    Finding finding = ClientFixtures.presentedTo(strictServer, version, scenario);

    assertThat(finding.verdict()).as(finding.reason()).isIn(ofRefusing(scenario));
  }

  @ParameterizedTest(name = "{0} in {1}")
  @MethodSource("presentedByServers")
  void a_client_that_refuses_anything_never_passes(Scenario scenario, ProtocolVersion version)
      throws TargetException {
    Finding finding = ServerFixtures.presentedTo(strictClient, version, scenario);

    assertThat(finding.verdict()).as(finding.reason()).isIn(ofRefusing(scenario));
  }

  private static Object[] ofRefusing(Scenario scenario) {
    return switch (scenario.expectation(Profile.RFC5280)) {
      case ACCEPT -> new Object[] {Verdict.FAIL};
      case REJECT -> new Object[] {Verdict.INCONCLUSIVE};
      case EITHER -> new Object[] {Verdict.PASS, Verdict.INCONCLUSIVE};
    };
  }
}
