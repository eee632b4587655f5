package io.github.tlsgauntlet.pki;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/** Reads YAML files: lists of scenarios, or maps of their group's heading and the list. */
final class RecipeFiles {
  private final Map<String, Scenario> scenarios = new LinkedHashMap<>();
  private final Map<String, String> files = new HashMap<>();

  /** One file's scenarios, before anything is known of the others. */
  private record Read(String file, List<Scenario> scenarios) {}

  /**
   * Reads files, by their names.
   *
   * @throws RecipeException for the first that can't be used
   */
  void read(Map<String, String> texts) throws RecipeException {
    List<Callable<Read>> work = new ArrayList<>();
    texts.forEach((file, text) -> work.add(() -> new Read(file, scenarios(file, text))));
    try {
      for (Read one : Workers.all(work)) {
        for (Scenario scenario : one.scenarios()) {
          add(one.file(), scenario);
        }
      }
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RecipeException reason) {
        throw reason;
      }
      throw new IllegalStateException(e.getCause());
    }
  }

  private static List<Scenario> scenarios(String file, String text) throws RecipeException {
    Field whole = whole(file, text);
    String heading = heading(file);
    Field list = whole;
    try {
      if (list.isMap()) {
        Map<String, Field> parts = list.fields(Set.of("group", "scenarios"));
        heading = parts.containsKey("group") ? parts.get("group").text() : heading;
        list = parts.getOrDefault("scenarios", whole);
      }
      if (!list.isList()) {
        throw new Misfit("it holds no list of scenarios", "Begin each scenario with \"- id: …\"");
      }
    } catch (Misfit e) {
      throw new RecipeException(file, "", e.getMessage(), e.mend());
    }
    List<Scenario> found = new ArrayList<>();
    for (Field one : list.items()) {
      found.add(scenario(file, one, heading));
    }
    return found;
  }

  private static Field whole(String file, String text) throws RecipeException {
    try {
      LoadSettings settings = LoadSettings.builder().setMaxAliasesForCollections(0).build();
      return Field.of("scenarios", new Load(settings).loadFromString(text));
    } catch (MarkedYamlEngineException e) {
      String line = e.getProblemMark().map(mark -> " in line " + (mark.getLine() + 1)).orElse("");
      throw new RecipeException(
          file,
          "",
          "it is not YAML (" + e.getProblem() + ")",
          "Mend the indentation, the quotes or the brackets" + line);
    } catch (YamlEngineException e) {
      throw new RecipeException(
          file, "", "it is not YAML (" + e.getMessage() + ")", "Check what its values hold");
    }
  }

  private static Scenario scenario(String file, Field one, String group) throws RecipeException {
    String id = "";
    try {
      Field named = one.fields().get("id");
      id = named == null ? "" : named.text();
      return ScenarioReader.scenario(one, group);
    } catch (Misfit e) {
      throw new RecipeException(file, id, e.getMessage(), e.mend());
    }
  }

  private void add(String file, Scenario scenario) throws RecipeException {
    if (scenarios.putIfAbsent(scenario.id(), scenario) != null) {
      throw new RecipeException(
          file, scenario.id(), "another scenario has this id", "Give it an id of its own");
    }
    files.put(scenario.id(), file);
  }

  /** All that has been read, once it is sure that each control exists and is a good one. */
  Map<String, Scenario> scenarios() throws RecipeException {
    for (Scenario scenario : scenarios.values()) {
      if (scenario.control().isPresent()) {
        requireGood(scenario, scenario.control().get());
      }
    }
    return scenarios;
  }

  private void requireGood(Scenario scenario, String control) throws RecipeException {
    Scenario twin = scenarios.get(control);
    if (twin == null || twin.expectation(Profile.RFC5280) == Expectation.REJECT) {
      throw new RecipeException(
          files.getOrDefault(scenario.id(), ""),
          scenario.id(),
          twin == null
              ? "there is no scenario \"" + control + "\" to be its control"
              : "its control \"" + control + "\" is to be refused itself",
          "Name one that should be accepted, such as ok-chain");
    }
  }

  /** Where each scenario stands, by its id. */
  Map<String, String> files() {
    return files;
  }

  /** A heading from a file's name: time.yaml becomes Time. */
  private static String heading(String file) {
    List<String> parts = List.of(file.replace('\\', '/').split("/"));
    String words = parts.get(parts.size() - 1).replaceAll("\\.ya?ml$", "").replace('-', ' ');
    return words.isEmpty() ? file : Character.toUpperCase(words.charAt(0)) + words.substring(1);
  }
}
