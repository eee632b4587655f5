package io.github.tlsgauntlet.suite;

import java.lang.reflect.Method;
import java.util.List;
import java.util.Optional;

/**
 * A sentence of a specification that can be tried.
 *
 * @param id stable and short, from the method's name: {@code tls-1-0-is-not-negotiated}
 * @param level MUST or SHOULD
 * @param group the row of the matrix
 * @param reference {@code RFC 8996 §4}
 * @param says the requirement in our words
 * @param explanation what is sent to try it, what conforms, and what a breach means
 */
public record Requirement(
    String id,
    Level level,
    String group,
    String reference,
    String says,
    Optional<Explanation> explanation) {
  /**
   * What {@code explain} tells of a requirement.
   *
   * @param sends what is sent to try it
   * @param expects what conforms
   * @param breach what it means in practice where it is not met
   * @param also other sources of the same
   * @param needs what the target has to do by itself
   */
  public record Explanation(
      String sends, String expects, Breach breach, List<String> also, List<Feature> needs) {
    public Explanation {
      also = List.copyOf(also);
      needs = List.copyOf(needs);
    }
  }

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
              id(method),
              Level.MUST,
              must.group(),
              cite(must.rfc(), must.section()),
              must.says(),
              explanation(method, must.sends(), must.expects(), must.breach(), must.also())));
    }
    Should should = method.getAnnotation(Should.class);
    if (should != null) {
      return Optional.of(
          new Requirement(
              id(method),
              Level.SHOULD,
              should.group(),
              cite(should.rfc(), should.section()),
              should.says(),
              explanation(
                  method, should.sends(), should.expects(), should.breach(), should.also())));
    }
    return Optional.empty();
  }

  private static Optional<Explanation> explanation(
      Method method, String sends, String expects, Breach breach, String[] also) {
    if (sends.isEmpty() && expects.isEmpty()) {
      return Optional.empty();
    }
    Needs needs = method.getAnnotation(Needs.class);
    return Optional.of(
        new Explanation(
            sends,
            expects,
            breach,
            List.of(also),
            needs == null ? List.of() : List.of(needs.value())));
  }

  private static String id(Method method) {
    return method.getName().replace('_', '-');
  }

  private static String cite(int rfc, String section) {
    return "RFC "
        + rfc
        + " §"
        + section
        + RfcAlias.in8446(rfc, section).map(old -> " (RFC 8446 §" + old + ")").orElse("");
  }
}
