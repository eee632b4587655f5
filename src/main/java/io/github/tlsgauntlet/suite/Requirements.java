package io.github.tlsgauntlet.suite;

import io.github.tlsgauntlet.pki.ChainRule;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** All that the suites require of a target, beside the certificate scenarios. */
public final class Requirements {
  private Requirements() {}

  /**
   * A requirement and where it is tried.
   *
   * @param quarter which of the four
   * @param suite the suite's name
   * @param requirement what is required
   * @param intrusive whether a live server is tried only where the user allows it
   */
  public record Listed(Quarter quarter, String suite, Requirement requirement, boolean intrusive) {}

  /** Every requirement, by quarter, suite and id. */
  public static List<Listed> all() {
    List<Listed> all = new ArrayList<>();
    for (Class<?> suite : Suites.classes()) {
      GauntletSuite annotation = suite.getAnnotation(GauntletSuite.class);
      for (Method method : suite.getDeclaredMethods()) {
        Requirement.of(method)
            .ifPresent(
                r ->
                    all.add(
                        new Listed(
                            annotation.quarter(),
                            annotation.name(),
                            r,
                            suite.isAnnotationPresent(Intrusive.class))));
      }
    }
    Arrays.stream(ChainRule.values())
        .map(Requirements::of)
        .forEach(r -> all.add(new Listed(Quarter.ONE_WAY_SERVER, "OneWay", r, false)));
    all.sort(
        Comparator.comparing(Listed::quarter)
            .thenComparing(Listed::suite)
            .thenComparing(l -> l.requirement().id()));
    return all;
  }

  /**
   * A rule of path validation as a requirement.
   *
   * @param rule the rule
   */
  public static Requirement of(ChainRule rule) {
    return new Requirement(
        rule.id(),
        Requirement.Level.valueOf(rule.level().name()),
        rule.group(),
        rule.reference(),
        rule.title(),
        Optional.empty(),
        Requirement.tags(rule.group()),
        Optional.empty());
  }
}
