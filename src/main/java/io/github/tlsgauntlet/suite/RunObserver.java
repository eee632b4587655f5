package io.github.tlsgauntlet.suite;

/**
 * Told of a run as it goes; found by {@link java.util.ServiceLoader}. Called from many threads at
 * once; {@code finished} is called once, last, also when the JVM is being shut down.
 */
public interface RunObserver {
  /**
   * A run begins.
   *
   * @param run what it is
   * @param settings its options
   * @throws SettingsException if one of them cannot be used by this observer: the run does not
   *     begin
   */
  void started(RunInfo run, Settings settings) throws SettingsException;

  /**
   * A test has its result.
   *
   * @param result what it found
   */
  void recorded(Result result);

  /**
   * The run is about to end.
   *
   * @param figures how fast it went
   */
  default void measured(Figures figures) {}

  /**
   * The run has ended.
   *
   * @param complete false if it was cut short
   */
  void finished(boolean complete);
}
