package io.github.tlsgauntlet.pki;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** One value of a recipe, under its name, read as what it should be. */
record Field(String name, JsonNode value) {
  String text() throws Misfit {
    if (!value.isString() && !value.isNumber() && !value.isBoolean()) {
      throw new Misfit("\"" + name + "\" is not a word", "Write one value after the colon");
    }
    return value.asString();
  }

  boolean isText(String text) {
    return value.isString() && value.asString().equals(text);
  }

  boolean isMap() {
    return value.isObject();
  }

  boolean isList() {
    return value.isArray();
  }

  boolean truth() throws Misfit {
    if (!value.isBoolean()) {
      throw new Misfit("\"" + name + "\" is neither true nor false", "Write true or false");
    }
    return value.asBoolean();
  }

  int number() throws Misfit {
    if (!value.isInt()) {
      throw new Misfit("\"" + name + "\" is not a number", "Write a whole number");
    }
    return value.asInt();
  }

  BigInteger bigNumber() throws Misfit {
    try {
      String text = text();
      return text.startsWith("0x")
          ? new BigInteger(text.substring(2), 16)
          : new BigInteger(text);
    } catch (NumberFormatException e) {
      throw new Misfit(
          "\"" + name + "\" is not a number", "Write digits, or hexadecimal ones after 0x");
    }
  }

  byte[] hex() throws Misfit {
    try {
      return java.util.HexFormat.of().parseHex(text().replaceAll("\\s", ""));
    } catch (IllegalArgumentException e) {
      throw new Misfit("\"" + name + "\" is not hexadecimal", "Write pairs of the digits 0 to f");
    }
  }

  /** The items of a list; a single value counts as a list of one. */
  List<Field> items() {
    if (!value.isArray()) {
      return List.of(this);
    }
    List<Field> items = new ArrayList<>();
    value.forEach(item -> items.add(new Field(name, item)));
    return List.copyOf(items);
  }

  List<String> texts() throws Misfit {
    List<String> texts = new ArrayList<>();
    for (Field item : items()) {
      texts.add(item.text());
    }
    return List.copyOf(texts);
  }

  /** The fields of a map, in the order of the file. */
  Map<String, Field> fields() throws Misfit {
    if (!value.isObject()) {
      throw new Misfit(
          "\"" + name + "\" has no fields", "Write \"field: value\" lines below it");
    }
    Map<String, Field> fields = new LinkedHashMap<>();
    value.properties().forEach(one -> fields.put(one.getKey(), new Field(one.getKey(), one.getValue())));
    return fields;
  }

  /** The fields of a map that may have only these. */
  Map<String, Field> fields(Set<String> known) throws Misfit {
    Map<String, Field> fields = fields();
    for (String one : fields.keySet()) {
      if (!known.contains(one)) {
        throw unknown("field", one, known);
      }
    }
    return fields;
  }

  /** The value as one of the things that have a name in recipes. */
  <T> T oneOf(String kind, Function<String, Optional<T>> finder, Set<String> known) throws Misfit {
    String text = text();
    Optional<T> found = finder.apply(text);
    if (found.isEmpty()) {
      throw unknown(kind, text, known);
    }
    return found.get();
  }

  static Misfit unknown(String kind, String text, Set<String> known) {
    return new Misfit(
        "unknown " + kind + " \"" + text + "\"",
        "Known are " + String.join(", ", new TreeSet<>(known)));
  }
}
