package io.github.tlsgauntlet.suite;

import java.lang.reflect.Method;
import java.util.Optional;

/**
 * A sentence of a specification that can be tried.
 *
 * @param id stable and short, from the method's name: {@code tls-1-0-is-not-negotiated}
 * @param level MUST or SHOULD
 * @param group the row of the matrix
 * @param reference {@code RFC 8996 §4}
 * @param says the requirement in our words
 */
public record Requirement(String id, Level level, String group, String reference, String says) {
  /** How binding it is (RFC 2119). */
  public enum Level {
    MUST,
    SHOULD;

    /** What is said of a target that does not meet it. */
    public Verdict whenBroken() {
      return this == MUST ? Verdict.FAIL : Verdict.WARN;
    }
  }

  /**
   * What a test method tries.
   *
   * @param method a test method with {@link Must} or {@link Should}
   * @return empty where it has neither
   */
  public static Optional<Requirement> of(Method method) {
    Must must = method.getAnnotation(Must.class);
    if (must != null) {
      return Optional.of(
          new Requirement(
              id(method), Level.MUST, must.group(), cite(must.rfc(), must.section()), must.says()));
    }
    Should should = method.getAnnotation(Should.class);
    if (should != null) {
      return Optional.of(
          new Requirement(
              id(method),
              Level.SHOULD,
              should.group(),
              cite(should.rfc(), should.section()),
              should.says()));
    }
    return Optional.empty();
  }

  private static String id(Method method) {
    return method.getName().replace('_', '-');
  }

  private static String cite(int rfc, String section) {
    return "RFC " + rfc + " §" + section;
  }
}
