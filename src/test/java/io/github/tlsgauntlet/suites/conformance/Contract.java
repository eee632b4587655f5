package io.github.tlsgauntlet.suites.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tlsgauntlet.suite.Requirement;
import io.github.tlsgauntlet.suite.Result;
import io.github.tlsgauntlet.suite.Tried;
import io.github.tlsgauntlet.suite.Verdict;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Proves a suite: each of its requirements passes on a peer of ours that behaves, and fails on the
 * same peer with the one fault that the requirement is about.
 *
 * @param <F> makes a peer of ours commit a fault
 */
abstract class Contract<F> {
  private final Class<? extends Annotation> mark;
  final Verdicts verdicts = new Verdicts();

  /**
   * A contract.
   *
   * @param mark of the methods that are requirements
   */
  Contract(Class<? extends Annotation> mark) {
    this.mark = mark;
  }

  /** The suite. */
  abstract Class<?> suite();

  /** The fault for each requirement, by the requirement's id. */
  abstract Map<String, F> faults();

  /** Further faults, of requirements that try several things: each of them is seen by itself. */
  List<Map.Entry<String, F>> furtherFaults() {
    return List.of();
  }

  /** What a requirement is tried on, with the peer that behaves. */
  abstract Stream<? extends Tried> behavingCases(Method method);

  /** The same, with a peer that commits a fault. */
  abstract Stream<? extends Tried> deviatingCases(Method method, F fault, Verdicts listener)
      throws Exception;

  @TestFactory
  Stream<DynamicTest> a_peer_that_behaves_passes() {
    return methods()
        .flatMap(
            method ->
                behavingCases(method)
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
  Stream<DynamicTest> a_peer_with_the_fault_fails() {
    return methods()
        .flatMap(
            method ->
                Stream.concat(faults().entrySet().stream(), furtherFaults().stream())
                    .filter(entry -> entry.getKey().equals(id(method)))
                    .map(
                        entry ->
                            DynamicTest.dynamicTest(
                                entry.getKey(), () -> fails(method, entry.getValue()))));
  }

  private void fails(Method method, F fault) throws Exception {
    Requirement requirement = Requirement.of(method).orElseThrow();
    Verdicts listener = new Verdicts();
    for (Tried one : deviatingCases(method, fault, listener).toList()) {
      Result result = listener.of(suite(), method, one);
      assertThat(result.verdict())
          .as(one.trial() + ": " + result.reason())
          .isIn(broken(requirement));
    }
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

  @Test
  void every_requirement_has_its_fault() {
    List<String> ids = methods().map(Contract::id).toList();
    assertThat(faults().keySet()).containsExactlyInAnyOrderElementsOf(ids);
    assertThat(ids).containsAll(furtherFaults().stream().map(Map.Entry::getKey).toList());
  }

  private Stream<Method> methods() {
    return Arrays.stream(suite().getDeclaredMethods())
        .filter(method -> method.isAnnotationPresent(mark));
  }

  static String id(Method method) {
    return Requirement.of(method).orElseThrow().id();
  }
}
