package io.github.tlsgauntlet.suite;

import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The deviations that a user has accepted, each with a reason. A FAIL or WARN that an entry matches
 * becomes KNOWN; no other verdict is touched.
 *
 * @param entries what is accepted
 */
public record Baseline(List<Entry> entries) {
  /**
   * One accepted deviation.
   *
   * @param check the check's id, exactly
   * @param quarter the quarter; empty for all
   * @param target the target's name; {@code *} stands for any text, other characters for
   *     themselves. Without options it means the target with any: {@code jvm:SunJSSE} is {@code
   *     jvm:SunJSSE?jdk=25} too
   * @param version the TLS version, {@code TLS 1.3}; empty for all
   * @param reason why it is accepted
   * @param until the last day on which it is; empty for no end
   */
  public record Entry(
      String check,
      Optional<Quarter> quarter,
      String target,
      Optional<String> version,
      String reason,
      Optional<LocalDate> until) {

    /** Whether the entry means this result, whatever its verdict and the date. */
    public boolean matches(Result result) {
      return check.equals(result.check())
          && quarter.map(result.quarter()::equals).orElse(true)
          && version.map(own -> result.version().map(own::equals).orElse(false)).orElse(true)
          && matchesTarget(result);
    }

    private boolean matchesTarget(Result result) {
      String own = result.target();
      int options = own.indexOf('?');
      return glob(target, own) || (options > 0 && glob(target, own.substring(0, options)));
    }

    private boolean endedBefore(LocalDate today) {
      return until.map(last -> last.isBefore(today)).orElse(false);
    }
  }

  /** Why an entry has outlived its use. */
  public enum Staleness {
    /** The run judged its target, but has no such check. */
    MATCHED_NOTHING,
    /** All that it matches passes now. */
    NOW_PASSES,
    /** Its last day is over; it accepts nothing any more. */
    ENDED
  }

  /**
   * An entry that should be removed or renewed.
   *
   * @param entry which
   * @param why for what cause
   */
  public record Stale(Entry entry, Staleness why) {
    /** One sentence for the user. Text, unescaped. */
    public String sentence() {
      String where = entry.check() + " of " + entry.target();
      return switch (why) {
        case MATCHED_NOTHING ->
            "The baseline accepts " + where + ", which this run does not have: remove the entry.";
        case NOW_PASSES ->
            "The baseline accepts " + where + ", which passes now: remove the entry.";
        case ENDED ->
            "The baseline accepted %s until %s, which is over: mend it or renew the entry."
                .formatted(where, entry.until().map(LocalDate::toString).orElse("then"));
      };
    }
  }

  /**
   * What a baseline made of results.
   *
   * @param results the same results in the same order, accepted deviations as KNOWN
   * @param stale entries to remove or renew
   */
  public record Applied(List<Result> results, List<Stale> stale) {
    public Applied {
      results = List.copyOf(results);
      stale = List.copyOf(stale);
    }

    /** A sentence for each stale entry. */
    public List<String> notes() {
      return stale.stream().map(Stale::sentence).toList();
    }
  }

  public Baseline {
    entries = List.copyOf(entries);
  }

  /** The baseline that accepts nothing. */
  public static Baseline none() {
    return new Baseline(List.of());
  }

  /**
   * Accepts every FAIL and WARN among results, one entry each.
   *
   * @param results what a run found
   * @param reason why they are accepted
   * @param until the last day on which they are
   */
  public static Baseline accepting(List<Result> results, String reason, Optional<LocalDate> until) {
    return new Baseline(
        results.stream()
            .filter(Baseline::isDeviation)
            .map(
                result ->
                    new Entry(
                        result.check(),
                        Optional.of(result.quarter()),
                        result.target(),
                        result.version(),
                        reason,
                        until))
            .distinct()
            .toList());
  }

  /**
   * Applies the baseline to all that a run found.
   *
   * @param results what it found
   * @param today the date that decides whether an entry still holds
   */
  public Applied apply(List<Result> results, LocalDate today) {
    List<Stale> stale = new ArrayList<>();
    for (Entry entry : entries) {
      staleness(entry, results, today).ifPresent(why -> stale.add(new Stale(entry, why)));
    }
    return new Applied(results.stream().map(result -> judge(result, today)).toList(), stale);
  }

  /**
   * Judges one result as it comes.
   *
   * @param result what a test found
   * @param today the date that decides whether an entry still holds
   * @return the result, as KNOWN if it is a deviation that an entry accepts
   */
  public Result judge(Result result, LocalDate today) {
    return acceptance(result, today).map(entry -> accepted(result, entry)).orElse(result);
  }

  /**
   * Why a deviation is accepted today, by the calendar of this machine.
   *
   * @param result what a test found
   * @return the reason of the entry that accepts it, and its last day; empty if none does, or the
   *     result is no deviation
   */
  public Optional<String> accepts(Result result) {
    return acceptance(result, LocalDate.now(ZoneId.systemDefault())).map(Baseline::reason);
  }

  private Optional<Entry> acceptance(Result result, LocalDate today) {
    if (!isDeviation(result)) {
      return Optional.empty();
    }
    return entries.stream()
        .filter(entry -> !entry.endedBefore(today) && entry.matches(result))
        .findFirst();
  }

  private static String reason(Entry entry) {
    return entry.reason() + entry.until().map(last -> " (until " + last + ")").orElse("");
  }

  private static boolean isDeviation(Result result) {
    return result.verdict() == Verdict.FAIL || result.verdict() == Verdict.WARN;
  }

  /** An entry for a target that the run did not judge is not stale: it waits for its run. */
  private static Optional<Staleness> staleness(Entry entry, List<Result> results, LocalDate today) {
    if (entry.endedBefore(today)) {
      return Optional.of(Staleness.ENDED);
    }
    List<Result> matched = results.stream().filter(entry::matches).toList();
    if (matched.isEmpty()) {
      return results.stream().anyMatch(entry::matchesTarget)
          ? Optional.of(Staleness.MATCHED_NOTHING)
          : Optional.empty();
    }
    return matched.stream().allMatch(result -> result.verdict() == Verdict.PASS)
        ? Optional.of(Staleness.NOW_PASSES)
        : Optional.empty();
  }

  private static Result accepted(Result result, Entry entry) {
    return result.as(
        Verdict.KNOWN, result.reason() + " Accepted in the baseline: " + reason(entry));
  }

  /** Matches in time linear in pattern and text for each star; no regular expression is built. */
  private static boolean glob(String pattern, String text) {
    int p = 0;
    int t = 0;
    int star = -1;
    int resume = 0;
    while (t < text.length()) {
      if (p < pattern.length() && pattern.charAt(p) == '*') {
        star = p++;
        resume = t;
      } else if (p < pattern.length() && pattern.charAt(p) == text.charAt(t)) {
        p++;
        t++;
      } else if (star >= 0) {
        p = star + 1;
        t = ++resume;
      } else {
        return false;
      }
    }
    while (p < pattern.length() && pattern.charAt(p) == '*') {
      p++;
    }
    return p == pattern.length();
  }
}
