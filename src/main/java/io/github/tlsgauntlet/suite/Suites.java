package io.github.tlsgauntlet.suite;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.platform.commons.support.ReflectionSupport;

/** The suites that there are. */
final class Suites {
  private static final String HOME = "io.github.tlsgauntlet.suites";

  private Suites() {}

  /** Every class of tests that judge a target. */
  static List<Class<?>> classes() {
    return ReflectionSupport.findAllClassesInPackage(
        HOME, type -> type.isAnnotationPresent(GauntletSuite.class), name -> true);
  }

  /** The names of suites, sorted. */
  static Set<String> names() {
    return classes().stream()
        .map(type -> type.getAnnotation(GauntletSuite.class).name())
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
