package io.github.tlsgauntlet.suites.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tlsgauntlet.peer.ServerSettings;
import io.github.tlsgauntlet.peer.SessionStore;
import io.github.tlsgauntlet.pki.Role;
import io.github.tlsgauntlet.probe.ServerFacts;
import io.github.tlsgauntlet.suite.GauntletRun;
import io.github.tlsgauntlet.suite.Requirement;
import io.github.tlsgauntlet.suite.Result;
import io.github.tlsgauntlet.suite.ServerScan;
import io.github.tlsgauntlet.suite.ServerUnderTest;
import io.github.tlsgauntlet.suite.Verdict;
import io.github.tlsgauntlet.suite.conformance.OnServer;
import io.github.tlsgauntlet.suite.conformance.OnServerArguments;
import io.github.tlsgauntlet.suite.conformance.ServerCase;
import io.github.tlsgauntlet.suites.Runs;
import io.github.tlsgauntlet.suites.ScriptedServer;
import io.github.tlsgauntlet.target.TargetException;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Proves a suite for servers: each of its requirements passes on a server of ours that behaves, and
 * fails on the same server with the one fault that the requirement is about.
 */
abstract class ServerContract {
  private final ServerUnderTest behaving;
  private final Verdicts verdicts = new Verdicts();

  ServerContract() {
    behaving = run(settings -> settings, verdicts).servers().get(0);
  }

  /** The suite. */
  abstract Class<?> suite();

  /** The fault for each requirement, by the requirement's id. */
  abstract Map<String, Fault> faults();

  /** What the server of this suite does, that one of ours does not do by itself. */
  ServerSettings.Builder prepared(ServerSettings.Builder settings) {
    return settings;
  }

  /** Whether the fault is one that the scan has to see, so that it is made once more. */
  boolean isScanned(String id) {
    return false;
  }

  /** Makes a server of ours commit a fault. */
  interface Fault extends UnaryOperator<ServerSettings.Builder> {}

  /** The fixture whose credential the server presents; empty for the usual one. */
  Optional<String> presents() {
    return Optional.empty();
  }

  private GauntletRun run(UnaryOperator<ServerSettings.Builder> change, Verdicts listener) {
    SessionStore sessions = new SessionStore();
    AtomicReference<Optional<GauntletRun>> opened = new AtomicReference<>(Optional.empty());
    GauntletRun run =
        Runs.open(
            List.of(
                new ScriptedServer(
                    (setup, settings) ->
                        change.apply(
                            prepared(
                                presenting(opened.get().orElseThrow(), settings)
                                    .sessions(sessions)
                                    .alpn(List.of("http/1.1")))))),
            List.of(),
            Map.of("timeout", "8"),
            List.of(listener));
    opened.set(Optional.of(run));
    return run;
  }

  private ServerSettings.Builder presenting(GauntletRun run, ServerSettings.Builder settings) {
    return presents()
        .map(id -> settings.credential(run.mint().fixture(id, Role.SERVER).credential()))
        .orElse(settings);
  }

  @TestFactory
  Stream<DynamicTest> a_server_that_behaves_passes() {
    return methods()
        .flatMap(
            method ->
                OnServerArguments.cases(behaving.run(), method)
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
  Stream<DynamicTest> a_server_with_the_fault_fails() {
    return methods()
        .filter(method -> faults().containsKey(id(method)))
        .map(
            method ->
                DynamicTest.dynamicTest(
                    id(method),
                    () -> {
                      Requirement requirement = Requirement.of(method).orElseThrow();
                      Verdicts listener = new Verdicts();
                      GauntletRun run = run(fault(id(method)), listener);
                      if (!isScanned(id(method))) {
                        knowAsBehaving(run.servers().get(0));
                      }
                      List<ServerCase> cases = OnServerArguments.cases(run, method).toList();
                      for (ServerCase one : cases) {
                        Result result = listener.of(suite(), method, one);
                        assertThat(result.verdict())
                            .as(one.trial() + ": " + result.reason())
                            .isIn(broken(requirement));
                      }
                    }));
  }

  /** Its features are those of the server that behaves, measured once. */
  private void knowAsBehaving(ServerUnderTest server) throws TargetException {
    ServerFacts facts = ServerScan.facts(behaving);
    server.fact(new ServerUnderTest.FactKey<>(ServerFacts.class, "scan"), () -> facts);
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
        .filter(method -> method.isAnnotationPresent(OnServer.class));
  }

  static String id(Method method) {
    return Requirement.of(method).orElseThrow().id();
  }
}
