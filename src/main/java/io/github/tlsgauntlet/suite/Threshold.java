package io.github.tlsgauntlet.suite;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** From which verdict on a run fails ({@code -DfailOn}). */
public enum Threshold {
  /** A broken MUST or an unmet expectation. */
  MUST,
  /** That, or a SHOULD that is not followed. */
  SHOULD,
  /** Nothing: the run reports and succeeds. */
  NEVER;

  /**
   * Whether a run with such a verdict fails.
   *
   * @param verdict what a test said
   */
  public boolean isReachedBy(Verdict verdict) {
    return switch (this) {
      case MUST -> verdict == Verdict.FAIL;
      case SHOULD -> verdict == Verdict.FAIL || verdict == Verdict.WARN;
      case NEVER -> false;
    };
  }

  static Threshold parse(String text) throws SettingsException {
    for (Threshold threshold : values()) {
      if (threshold.name().equalsIgnoreCase(text)) {
        return threshold;
      }
    }
    throw new SettingsException(
        "failOn: \""
            + text
            + "\" is none of "
            + Arrays.stream(values())
                .map(t -> t.name().toLowerCase(Locale.ROOT))
                .collect(Collectors.joining(", ")));
  }
}
