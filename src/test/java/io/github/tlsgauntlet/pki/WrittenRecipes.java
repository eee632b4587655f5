package io.github.tlsgauntlet.pki;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** The scenarios as our files write them, field by field. */
final class WrittenRecipes {
  private static final String FOLDER = "/tlsgauntlet/fixtures/certificates/";

  private WrittenRecipes() {}

  /** By id. */
  static Map<String, Map<String, Object>> read() throws IOException {
    Map<String, Map<String, Object>> scenarios = new LinkedHashMap<>();
    for (String file : text("index.txt").split("\n")) {
      Object whole = new Load(LoadSettings.builder().build()).loadFromString(text(file.strip()));
      for (Object one : (List<?>) Objects.requireNonNull(map(whole).get("scenarios"))) {
        Map<String, Object> scenario = map(one);
        scenarios.put(String.valueOf(scenario.get("id")), scenario);
      }
    }
    return scenarios;
  }

  static Map<String, Object> map(Object value) {
    Map<String, Object> fields = new LinkedHashMap<>();
    ((Map<?, ?>) value).forEach((key, one) -> fields.put(String.valueOf(key), one));
    return fields;
  }

  /** Whether a scenario names the kind of a key. */
  static boolean namesAKey(Object written) {
    if (written instanceof Map<?, ?> fields) {
      return fields.containsKey("key")
          || fields.values().stream().anyMatch(WrittenRecipes::namesAKey);
    }
    return false;
  }

  private static String text(String file) throws IOException {
    try (InputStream stream = WrittenRecipes.class.getResourceAsStream(FOLDER + file)) {
      return new String(Objects.requireNonNull(stream).readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
