package io.github.tlsgauntlet.suites.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tlsgauntlet.peer.ClientSettings;
import io.github.tlsgauntlet.pki.Mint;
import io.github.tlsgauntlet.suite.ClientUnderTest;
import io.github.tlsgauntlet.suite.GauntletRun;
import io.github.tlsgauntlet.suite.Requirement;
import io.github.tlsgauntlet.suite.Result;
import io.github.tlsgauntlet.suite.Verdict;
import io.github.tlsgauntlet.suite.conformance.ClientCase;
import io.github.tlsgauntlet.suite.conformance.OnClient;
import io.github.tlsgauntlet.suite.conformance.OnClientArguments;
import io.github.tlsgauntlet.suites.Runs;
import io.github.tlsgauntlet.suites.ScriptedClient;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Proves a suite for clients: each of its requirements passes on a client of ours that behaves, and
 * fails on the same client with the one fault that the requirement is about.
 */
abstract class ClientContract {
  private final ClientUnderTest behaving;
  private final Verdicts verdicts = new Verdicts();

  ClientContract() {
    behaving = run(settings -> settings, verdicts).clients().get(0);
  }

  /** The suite. */
  abstract Class<?> suite();

  /** The fault for each requirement, by the requirement's id. */
  abstract Map<String, Fault> faults();

  /** What makes the fixtures of the client that behaves; those of others are made alike. */
  Mint mint() {
    return behaving.run().mint();
  }

  /** What the client of this suite does, that one of ours does not do by itself. */
  ClientSettings.Builder prepared(ClientSettings.Builder settings) {
    return settings;
  }

  /** Makes a client of ours commit a fault. */
  interface Fault extends UnaryOperator<ClientSettings.Builder> {}

  private GauntletRun run(UnaryOperator<ClientSettings.Builder> change, Verdicts listener) {
    return Runs.open(
        List.of(),
        List.of(new ScriptedClient((setup, settings) -> change.apply(prepared(settings)))),
        Map.of("timeout", "8"),
        List.of(listener));
  }

  @TestFactory
  Stream<DynamicTest> a_client_that_behaves_passes() {
    return methods()
        .flatMap(
            method ->
                OnClientArguments.cases(behaving.run(), method)
                    .map(
                        one ->
                            DynamicTest.dynamicTest(
                                one.trial().toString(),
                                () -> {
                                  Result result = verdicts.of(suite(), method, one);
                                  assertThat(result.verdict())
                                      .as(result.reason())
                                      .isEqualTo(Verdict.PASS);
                                })));
  }

  @TestFactory
  Stream<DynamicTest> a_client_with_the_fault_fails() {
    return methods()
        .filter(method -> faults().containsKey(ServerContract.id(method)))
        .map(
            method ->
                DynamicTest.dynamicTest(
                    ServerContract.id(method),
                    () -> {
                      Requirement requirement = Requirement.of(method).orElseThrow();
                      Verdicts listener = new Verdicts();
                      GauntletRun run = run(fault(ServerContract.id(method)), listener);
                      List<ClientCase> cases = OnClientArguments.cases(run, method).toList();
                      for (ClientCase one : cases) {
                        Result result = listener.of(suite(), method, one);
                        assertThat(result.verdict())
                            .as(one.trial() + ": " + result.reason())
                            .isIn(broken(requirement));
                      }
                    }));
  }

  /**
   * The requirements whose fault comes, in some version at least, to another alert and no more: no
   * endpoint of ours can go on there. Such a refusal is a warning.
   */
  Set<String> tellsAlone() {
    return Set.of();
  }

  private Set<Verdict> broken(Requirement requirement) {
    Verdict verdict = requirement.level().whenBroken();
    return tellsAlone().contains(requirement.id())
        ? EnumSet.of(Verdict.WARN, verdict)
        : EnumSet.of(verdict);
  }

  private Fault fault(String id) {
    return Optional.ofNullable(faults().get(id)).orElseThrow();
  }

  @Test
  void every_requirement_has_its_fault() {
    assertThat(faults().keySet())
        .containsExactlyInAnyOrderElementsOf(methods().map(ServerContract::id).toList());
  }

  private Stream<Method> methods() {
    return Arrays.stream(suite().getDeclaredMethods())
        .filter(method -> method.isAnnotationPresent(OnClient.class));
  }
}
