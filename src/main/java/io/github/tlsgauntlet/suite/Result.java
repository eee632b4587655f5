package io.github.tlsgauntlet.suite;

import io.github.tlsgauntlet.peer.Transcript;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What one test found: the unit that reports are made of.
 *
 * @param id stable across runs: {@code one-way-client/jvm:OkHttp/TLS 1.3/leaf-expired}
 * @param quarter which of the four
 * @param suite the suite's name, {@code OneWay}
 * @param target the target's name, {@code jvm:SunJSSE}
 * @param check what is judged, stable and short: a scenario's id ({@code leaf-expired}) or a
 *     requirement's ({@code certificate-names-host})
 * @param group what the check belongs to, {@code Time}: the matrix's rows
 * @param version the TLS version that it was tried in, {@code TLS 1.3}; empty where none
 * @param title one sentence that says what should hold
 * @param reference the source, {@code RFC 5280 §6.1.3}; empty where none
 * @param says the requirement or the reason for the scenario, in our words
 * @param verdict what the test says
 * @param reason one sentence that a person reads: what was seen, and what was expected
 * @param alertGrade how a refusal was told; NONE where nothing was refused or judged so
 * @param alert the alert, ending or status that was seen, {@code bad_certificate}; empty where none
 * @param control the id of the check that shows the good twin accepted; empty for a control itself
 * @param mend how to mend it, where known: a server's name to a snippet of its configuration
 * @param evidence the transcripts that it rests on
 * @param took how long it ran
 * @param explanation what is sent to try it, what conforms, and what a breach means; empty where
 *     that is not told
 * @param attempts what the verdict rests on, where more than one thing was tried: those tries alone
 *     that have it
 */
public record Result(
    String id,
    Quarter quarter,
    String suite,
    String target,
    String check,
    String group,
    Optional<String> version,
    String title,
    Optional<String> reference,
    String says,
    Verdict verdict,
    String reason,
    AlertGrade alertGrade,
    Optional<String> alert,
    Optional<String> control,
    List<Mend> mend,
    List<Transcript> evidence,
    Duration took,
    Optional<Requirement.Explanation> explanation,
    List<Attempts> attempts) {
  public Result {
    mend = List.copyOf(mend);
    evidence = List.copyOf(evidence);
    attempts = List.copyOf(attempts);
  }

  /** A result of which no more is told than what was seen. */
  public Result(
      String id,
      Quarter quarter,
      String suite,
      String target,
      String check,
      String group,
      Optional<String> version,
      String title,
      Optional<String> reference,
      String says,
      Verdict verdict,
      String reason,
      AlertGrade alertGrade,
      Optional<String> alert,
      Optional<String> control,
      List<Mend> mend,
      List<Transcript> evidence,
      Duration took) {
    this(
        id,
        quarter,
        suite,
        target,
        check,
        group,
        version,
        title,
        reference,
        says,
        verdict,
        reason,
        alertGrade,
        alert,
        control,
        mend,
        evidence,
        took,
        Optional.empty(),
        List.of());
  }

  /**
   * The same result under another verdict.
   *
   * @param other what is said of it
   * @param why one sentence that a person reads
   */
  public Result as(Verdict other, String why) {
    return new Result(
        id,
        quarter,
        suite,
        target,
        check,
        group,
        version,
        title,
        reference,
        says,
        other,
        why,
        alertGrade,
        alert,
        control,
        mend,
        evidence,
        took,
        explanation,
        attempts);
  }
}
