package io.github.tlsgauntlet.suites;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tlsgauntlet.pki.ChainRule;
import io.github.tlsgauntlet.suite.GauntletSuite;
import io.github.tlsgauntlet.suite.Requirement;
import io.github.tlsgauntlet.suite.Requirements;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.platform.commons.support.ReflectionSupport;

/** No requirement is believed that was never seen to fail. */
class OppositesTest {
  @Test
  void every_requirement_is_seen_to_fail_somewhere() {
    Set<String> required =
        Requirements.all().stream()
            .map(listed -> listed.requirement().id())
            .collect(Collectors.toCollection(TreeSet::new));
    // The contracts in the package conformance see each of that package's broken.
    required.removeAll(contracted());
    // CatalogueJudgementTest sees each rule of path validation broken by a fixture.
    Arrays.stream(ChainRule.values()).map(ChainRule::id).forEach(required::remove);

    assertThat(seenToFail()).containsExactlyInAnyOrderElementsOf(required);
  }

  private static Set<String> contracted() {
    return ReflectionSupport.findAllClassesInPackage(
            OppositesTest.class.getPackageName() + ".conformance",
            type -> type.isAnnotationPresent(GauntletSuite.class),
            name -> true)
        .stream()
        .flatMap(type -> Arrays.stream(type.getDeclaredMethods()))
        .flatMap(method -> Requirement.of(method).stream())
        .map(Requirement::id)
        .collect(Collectors.toSet());
  }

  private static Set<String> seenToFail() {
    List<Class<?>> classes =
        ReflectionSupport.findAllClassesInPackage(
            OppositesTest.class.getPackageName(), type -> true, name -> name.endsWith("Test"));
    Set<String> seen = new TreeSet<>();
    for (Class<?> type : classes) {
      for (Method method : type.getDeclaredMethods()) {
        if (method.isAnnotationPresent(SeenToFail.class)) {
          seen.addAll(List.of(method.getAnnotation(SeenToFail.class).value()));
        }
      }
    }
    return seen;
  }
}
