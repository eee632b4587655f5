package io.github.tlsgauntlet.pki;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** The certificate scenarios: ours, and those that a user lays beside them. Immutable. */
public final class Catalogue {
  private static final String FOLDER = "/tlsgauntlet/fixtures/certificates/";
  private static final String INDEX = "index.txt";

  private final Map<String, Scenario> scenarios;
  private final Map<String, String> added;

  private Catalogue(Map<String, Scenario> scenarios, Map<String, String> added) {
    this.scenarios = new LinkedHashMap<>(scenarios);
    this.added = Map.copyOf(added);
  }

  /**
   * The scenarios that come with TLS Gauntlet.
   *
   * @throws RecipeException if one can't be used
   */
  public static Catalogue load() throws RecipeException {
    return load(List.of());
  }

  /**
   * Our scenarios and then those of these files; a folder stands for the {@code .yaml} files in it,
   * in the order of their names.
   *
   * @throws RecipeException if one can't be used, or two have the same id
   */
  public static Catalogue load(List<Path> more) throws RecipeException {
    RecipeFiles all = new RecipeFiles();
    Map<String, String> texts = new LinkedHashMap<>();
    for (String name : resource(INDEX).lines().filter(line -> !line.isBlank()).toList()) {
      texts.put(name.strip(), resource(name.strip()));
    }
    all.read(texts);
    Set<String> ours = Set.copyOf(all.files().keySet());
    for (Path path : more) {
      for (Path file : files(path)) {
        all.read(Map.of(file.toString(), text(file)));
      }
    }
    Map<String, String> added = new HashMap<>(all.files());
    added.keySet().removeAll(ours);
    return new Catalogue(all.scenarios(), added);
  }

  /** One without scenarios. */
  static Catalogue empty() {
    return new Catalogue(Map.of(), Map.of());
  }

  /** All scenarios, in the order of their files. */
  public List<Scenario> scenarios() {
    return List.copyOf(scenarios.values());
  }

  /** The files of the scenarios that a user has laid beside ours, by id. */
  Map<String, String> added() {
    return added;
  }

  /** The scenario of this id. */
  public Optional<Scenario> find(String id) {
    return Optional.ofNullable(scenarios.get(id));
  }

  private static String resource(String name) throws RecipeException {
    try (InputStream stream = Catalogue.class.getResourceAsStream(FOLDER + name)) {
      if (stream == null) {
        throw new RecipeException(
            name, "", "it is not in the jar", "Build the jar again, with fixtures/certificates");
      }
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw unreadable(name, e);
    }
  }

  private static List<Path> files(Path path) throws RecipeException {
    if (!Files.isDirectory(path)) {
      return List.of(path);
    }
    try (Stream<Path> inside = Files.list(path)) {
      return new ArrayList<>(
          inside.filter(file -> file.getFileName().toString().endsWith(".yaml")).sorted().toList());
    } catch (IOException e) {
      throw unreadable(path.toString(), e);
    }
  }

  private static String text(Path file) throws RecipeException {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw unreadable(file.toString(), e);
    }
  }

  private static RecipeException unreadable(String file, IOException e) {
    return new RecipeException(
        file, "", "it can't be read (" + e + ")", "Check that it is there and is UTF-8 text");
  }
}
