package io.github.tlsgauntlet.suite;

import java.util.Set;

/**
 * Decides which results fail a run.
 *
 * @param threshold what the user asked for
 * @param failedBefore the ids of what an earlier run is known to fail
 */
record Gate(Threshold threshold, Set<String> failedBefore) {
  private static final String POLICY_SUITE = "Policy";

  Gate {
    failedBefore = Set.copyOf(failedBefore);
  }

  /**
   * The gate of a run.
   *
   * @param settings the options
   * @throws SettingsException if the threshold needs an option that is not given, or the earlier
   *     run's report cannot be read
   */
  static Gate of(Settings settings) throws SettingsException {
    Threshold threshold = settings.failOn();
    if (threshold == Threshold.POLICY && settings.get(Setting.POLICY).isEmpty()) {
      throw new SettingsException("failOn: policy needs policy, which is not given");
    }
    if (threshold != Threshold.REGRESSION) {
      return new Gate(threshold, Set.of());
    }
    if (settings.get(Setting.BASELINE).isEmpty()) {
      throw new SettingsException(
          "failOn: regression needs baseline: the report.json of an earlier run, or a file of"
              + " accepted deviations");
    }
    return new Gate(threshold, Baselines.failedBefore(settings));
  }

  boolean isClosedTo(Result result) {
    boolean failed = result.verdict() == Verdict.FAIL;
    return switch (threshold) {
      case MUST -> failed;
      case SHOULD -> failed || result.verdict() == Verdict.WARN;
      case POLICY -> failed && result.suite().equals(POLICY_SUITE);
      case REGRESSION -> failed && !failedBefore.contains(result.id());
      case NEVER -> false;
    };
  }
}
