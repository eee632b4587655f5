package io.github.tlsgauntlet.suite;

import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A sentence of a specification that can be tried.
 *
 * @param id stable and short, from the method's name: {@code tls-1-0-is-not-negotiated}
 * @param level MUST or SHOULD
 * @param group the row of the matrix
 * @param reference {@code RFC 8996 §4}
 * @param says the requirement in our words
 * @param source the section that {@code reference} names, where it is one of an RFC alone
 * @param tags what it is about, in single words; its group is the first
 * @param explanation what is sent to try it, what conforms, and what a breach means
 */
public record Requirement(
    String id,
    Level level,
    String group,
    String reference,
    String says,
    Optional<Source> source,
    List<String> tags,
    Optional<Explanation> explanation) {
  public Requirement {
    tags = List.copyOf(tags);
  }

  /**
   * A section of an RFC.
   *
   * @param rfc its number
   * @param section within it
   * @param in8446 the sections of RFC 8446 that say the same, where RFC 9846 is cited
   */
  public record Source(int rfc, String section, List<String> in8446) {
    public Source {
      in8446 = List.copyOf(in8446);
    }

    static Source of(int rfc, String section) {
      return new Source(rfc, section, RfcAlias.in8446(rfc, section));
    }

    /** {@code RFC 9846 §4.2.2 (RFC 8446 §4.1.2)}. */
    String cite() {
      String now = "RFC " + rfc + " §" + section;
      return in8446.isEmpty()
          ? now
          : now + in8446.stream().collect(Collectors.joining(" and §", " (RFC 8446 §", ")"));
    }
  }

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
              Source.of(must.rfc(), must.section()).cite(),
              must.says(),
              Optional.of(Source.of(must.rfc(), must.section())),
              tags(must.group(), must.tags()),
              explanation(method, must.sends(), must.expects(), must.breach(), must.also())));
    }
    Should should = method.getAnnotation(Should.class);
    if (should != null) {
      return Optional.of(
          new Requirement(
              id(method),
              Level.SHOULD,
              should.group(),
              Source.of(should.rfc(), should.section()).cite(),
              should.says(),
              Optional.of(Source.of(should.rfc(), should.section())),
              tags(should.group(), should.tags()),
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

  static List<String> tags(String group, String... more) {
    List<String> tags = new ArrayList<>(List.of(group.toLowerCase(Locale.ROOT).replace(' ', '-')));
    tags.addAll(List.of(more));
    return tags;
  }
}
