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
  /** A broken rule of the policy that the user named, and nothing else. */
  POLICY,
  /** A broken MUST that the earlier run, or the accepted deviations, do not know. */
  REGRESSION,
  /** Nothing: the run reports and succeeds. */
  NEVER;

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
