package io.github.tlsgauntlet.pki;

import io.github.tlsgauntlet.pki.CertificateRecipe.Kind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads what a scenario says about its certificates. */
final class RecipeReader {
  /** Single certificates, and maps of further ones by their own names. */
  private static final Map<String, Kind> SINGLE =
      Map.of("leaf", Kind.LEAF, "intermediate", Kind.INTERMEDIATE, "root", Kind.ROOT);

  private static final Map<String, Kind> SEVERAL =
      Map.of("leaves", Kind.LEAF, "intermediates", Kind.INTERMEDIATE, "roots", Kind.ROOT);

  static final Set<String> FIELDS =
      Set.of(
          "leaf",
          "intermediate",
          "root",
          "leaves",
          "intermediates",
          "roots",
          "send",
          "trust",
          "name");

  private static final int MOST_REPETITIONS = 1_000;
  private static final Set<String> REFERRING =
      Set.of("issuer", "signing-key", "subject-of", "key-of");

  private RecipeReader() {}

  static Recipe recipe(Map<String, Field> scenario) throws Misfit {
    Map<String, CertificateRecipe> certificates = new LinkedHashMap<>();
    Map<String, Integer> repeated = new LinkedHashMap<>();
    Map<String, Field> written = new LinkedHashMap<>();
    for (Map.Entry<String, Kind> one : SINGLE.entrySet()) {
      if (scenario.containsKey(one.getKey())) {
        add(one.getKey(), one.getValue(), scenario.get(one.getKey()), certificates, written);
      }
    }
    for (Map.Entry<String, Kind> several : SEVERAL.entrySet()) {
      if (scenario.containsKey(several.getKey())) {
        for (Field one : scenario.get(several.getKey()).fields().values()) {
          if (one.isMap() && one.fields().containsKey("repeat")) {
            repeated.put(one.name(), repeat(one, several.getValue(), certificates, written));
          } else {
            add(one.name(), several.getValue(), one, certificates, written);
          }
        }
      }
    }
    Set<String> known = new java.util.TreeSet<>(certificates.keySet());
    known.addAll(SINGLE.keySet());
    references(written, known);
    List<String> send = listed(scenario, "send", List.of("leaf", "intermediate"), repeated, known);
    List<String> trust = listed(scenario, "trust", List.of("root"), repeated, known);
    Optional<String> name =
        scenario.containsKey("name") ? Optional.of(scenario.get("name").text()) : Optional.empty();
    return new Recipe(certificates, send, trust, name);
  }

  private static void add(
      String name,
      Kind kind,
      Field field,
      Map<String, CertificateRecipe> certificates,
      Map<String, Field> written)
      throws Misfit {
    if (certificates.containsKey(name)) {
      throw new Misfit("two certificates are called " + name, "Give each its own name");
    }
    certificates.put(name, new CertificateRecipe(kind, CertificateFields.steps(field)));
    written.put(name, field);
  }

  /**
   * Certificates called name-1, name-2 and so on; in their fields, {previous} is the one before.
   */
  private static int repeat(
      Field field,
      Kind kind,
      Map<String, CertificateRecipe> certificates,
      Map<String, Field> written)
      throws Misfit {
    int count = Field.needed(field.fields(), "repeat").number();
    if (count < 1 || count > MOST_REPETITIONS) {
      throw new Misfit("repeat: " + count, "Write a number from 1 to " + MOST_REPETITIONS);
    }
    for (int i = 1; i <= count; i++) {
      String previous = i == 1 ? "root" : field.name() + "-" + (i - 1);
      Map<String, Object> one = new LinkedHashMap<>();
      for (Field part : field.fields().values()) {
        if (!part.name().equals("repeat")) {
          one.put(
              part.name(),
              part.value() instanceof String text
                  ? text.replace("{previous}", previous).replace("{i}", "" + i)
                  : part.value());
        }
      }
      String name = field.name() + "-" + i;
      add(name, kind, new Field(name, one), certificates, written);
    }
    return count;
  }

  private static void references(Map<String, Field> written, Set<String> known) throws Misfit {
    for (Field certificate : written.values()) {
      for (Field field : certificate.fields().values()) {
        if (REFERRING.contains(field.name()) && !known.contains(field.text())) {
          throw Field.unknown("certificate", field.text(), known);
        }
      }
    }
  }

  /** Names of certificates; {@code name*} stands for all repetitions, the last made first. */
  private static List<String> listed(
      Map<String, Field> scenario,
      String field,
      List<String> usual,
      Map<String, Integer> repeated,
      Set<String> known)
      throws Misfit {
    if (!scenario.containsKey(field)) {
      return usual;
    }
    List<String> names = new ArrayList<>();
    for (String text : scenario.get(field).texts()) {
      String stem = text.endsWith("*") ? text.substring(0, text.length() - 1) : "";
      if (repeated.containsKey(stem)) {
        for (int i = repeated.get(stem); i >= 1; i--) {
          names.add(stem + "-" + i);
        }
      } else if (known.contains(text)) {
        names.add(text);
      } else {
        throw Field.unknown("certificate", text, known);
      }
    }
    return names;
  }
}
