package io.github.tlsgauntlet.suite;

import java.util.Optional;

/**
 * What one test judges: the part of a {@link Result} that stands before it has run.
 *
 * @param quarter which of the four
 * @param suite the suite's name
 * @param target the target's name
 * @param id a scenario's or requirement's id
 * @param group the row of the matrix
 * @param version the TLS version, where one is tried
 * @param title what should hold, one sentence
 * @param reference the source
 * @param says the requirement or the scenario's reason, in our words
 * @param control the check that shows the good twin accepted
 * @param explanation what is sent to try it, what conforms, and what a breach means; empty where
 *     that is not told
 */
public record Check(
    Quarter quarter,
    String suite,
    String target,
    String id,
    String group,
    Optional<String> version,
    String title,
    Optional<String> reference,
    String says,
    Optional<String> control,
    Optional<Requirement.Explanation> explanation) {
  /** A check of which no more is told than what it says. */
  public Check(
      Quarter quarter,
      String suite,
      String target,
      String id,
      String group,
      Optional<String> version,
      String title,
      Optional<String> reference,
      String says,
      Optional<String> control) {
    this(
        quarter,
        suite,
        target,
        id,
        group,
        version,
        title,
        reference,
        says,
        control,
        Optional.empty());
  }

  /** Stable across runs. */
  public String key() {
    return quarter.way()
        + "-"
        + quarter.underTest()
        + "/"
        + target
        + "/"
        + version.map(v -> v + "/").orElse("")
        + id;
  }

  /** For a test's display name. */
  @Override
  public String toString() {
    return target + version.map(v -> " · " + v).orElse("") + " · " + id;
  }
}
