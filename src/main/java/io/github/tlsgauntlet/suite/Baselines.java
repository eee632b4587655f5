package io.github.tlsgauntlet.suite;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The deviations that a run accepts: the user's, and those of the stacks that come along. */
final class Baselines {
  private static final String FOLDER = "/tlsgauntlet/baselines/";
  private static final List<String> SHIPPED = List.of("jvm.json", "containers.json");

  private Baselines() {}

  static Baseline of(Settings settings) throws SettingsException {
    List<Baseline.Entry> entries = new ArrayList<>();
    try {
      Optional<Path> file = settings.file(Setting.BASELINE);
      if (file.isPresent()) {
        entries.addAll(new BaselineFile().read(file.get()).entries());
      }
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
