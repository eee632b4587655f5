package io.github.tlsgauntlet.suite;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What a run is held against: the deviations that the user and the stacks that come along accept,
 * or the report of an earlier run.
 */
public final class Baselines {
  private static final String FOLDER = "/tlsgauntlet/baselines/";
  private static final List<String> SHIPPED = List.of("jvm.json", "containers.json");

  private Baselines() {}

  static Baseline of(Settings settings) throws SettingsException {
    List<Baseline.Entry> entries = new ArrayList<>(own(settings).entries());
    try {
      for (String name : SHIPPED) {
        Optional<String> shipped = shipped(name);
        if (shipped.isPresent()) {
          entries.addAll(new BaselineFile().parse(name, shipped.get()).entries());
        }
      }
    } catch (BaselineException e) {
      throw new SettingsException(e.getMessage(), e);
    }
    return new Baseline(entries);
  }

  /**
   * What the user's own file accepts.
   *
   * @param settings the options
   * @return nothing where there is none, or where it is an earlier run's report
   * @throws SettingsException if it cannot be used
   */
  public static Baseline own(Settings settings) throws SettingsException {
    Optional<Path> file = settings.file(Setting.BASELINE);
    if (file.isEmpty() || report(settings).isPresent()) {
      return Baseline.none();
    }
    try {
      return new BaselineFile().read(file.get());
    } catch (BaselineException e) {
      throw new SettingsException(e.getMessage(), e);
    }
  }

  /**
   * The user's baseline, where it is an earlier run's report.
   *
   * @param settings the options
   * @throws SettingsException if there is no such file, or a report is given and nothing is to be
   *     compared with it
   */
  public static Optional<Path> report(Settings settings) throws SettingsException {
    Optional<Path> file = settings.file(Setting.BASELINE);
    if (file.isEmpty() || !EarlierRun.isReport(file.get())) {
      return Optional.empty();
    }
    if (settings.failOn() != Threshold.REGRESSION) {
      throw new SettingsException(
          "baseline: "
              + file.get()
              + " is a report, which accepts nothing: it goes with failOn=regression");
    }
    return file;
  }

  static Set<String> failedBefore(Settings settings) throws SettingsException {
    Optional<Path> file = report(settings);
    try {
      return file.isPresent() ? EarlierRun.failures(file.get()) : Set.of();
    } catch (BaselineException e) {
      throw new SettingsException(e.getMessage(), e);
    }
  }

  private static Optional<String> shipped(String name) {
    try (InputStream resource = Baselines.class.getResourceAsStream(FOLDER + name)) {
      return resource == null
          ? Optional.empty()
          : Optional.of(new String(resource.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new IllegalStateException("The baseline in the jar cannot be read", e);
    }
  }
}
