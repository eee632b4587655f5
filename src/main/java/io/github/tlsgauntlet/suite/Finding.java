package io.github.tlsgauntlet.suite;

import io.github.tlsgauntlet.peer.Transcript;
import java.util.List;
import java.util.Optional;

/**
 * What one test found: the part of a {@link Result} that it has to earn.
 *
 * @param verdict what it says
 * @param reason one sentence: what was seen, and what was expected
 * @param alertGrade how a refusal was told
 * @param alert the alert, ending or status that was seen
 * @param mend how to mend it
 * @param evidence what it rests on
 * @param attempts the tries that it sums up, those alone that have its verdict; none where there
 *     was one
 */
public record Finding(
    Verdict verdict,
    String reason,
    AlertGrade alertGrade,
    Optional<String> alert,
    List<Mend> mend,
    List<Transcript> evidence,
    List<Attempts> attempts) {
  public Finding {
    mend = List.copyOf(mend);
    evidence = List.copyOf(evidence);
    attempts = List.copyOf(attempts);
  }

  /** A finding about one try. */
  public Finding(
      Verdict verdict,
      String reason,
      AlertGrade alertGrade,
      Optional<String> alert,
      List<Mend> mend,
      List<Transcript> evidence) {
    this(verdict, reason, alertGrade, alert, mend, evidence, List.of());
  }

  /**
   * A finding about something else than a refusal.
   *
   * @param verdict what it says
   * @param reason one sentence
   * @param evidence what it rests on
   */
  public static Finding of(Verdict verdict, String reason, Transcript... evidence) {
    return new Finding(
        verdict, reason, AlertGrade.NONE, Optional.empty(), List.of(), List.of(evidence));
  }

  /**
   * The same, of another weight.
   *
   * @param other what it says
   */
  public Finding as(Verdict other) {
    return new Finding(other, reason, alertGrade, alert, mend, evidence);
  }

  /**
   * The same, with how to mend it.
   *
   * @param how one entry a product
   */
  public Finding mendedBy(List<Mend> how) {
    return new Finding(verdict, reason, alertGrade, alert, how, evidence, attempts);
  }
}
