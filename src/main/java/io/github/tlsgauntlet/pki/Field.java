package io.github.tlsgauntlet.pki;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** One value of a recipe, under its name, read as what it should be. */
record Field(String name, Object value) {
  /** A value that is missing after its colon reads as an empty text. */
  static Field of(String name, @Nullable Object value) {
    return new Field(name, value == null ? "" : value);
  }

  String text() throws Misfit {
    if (value instanceof Map || value instanceof List) {
      throw new Misfit("\"" + name + "\" is not a word", "Write one value after the colon");
    }
    return value.toString();
  }

  boolean isText(String text) {
    return value.equals(text);
  }

  boolean isMap() {
    return value instanceof Map;
  }

  boolean isList() {
    return value instanceof List;
  }

  boolean truth() throws Misfit {
    if (!(value instanceof Boolean truth)) {
      throw new Misfit("\"" + name + "\" is neither true nor false", "Write true or false");
    }
    return truth;
  }

  int number() throws Misfit {
    if (!(value instanceof Integer number)) {
      throw new Misfit("\"" + name + "\" is not a number", "Write a whole number");
    }
    return number;
  }

  BigInteger bigNumber() throws Misfit {
    try {
      String text = text();
      return text.startsWith("0x") ? new BigInteger(text.substring(2), 16) : new BigInteger(text);
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
    if (!(value instanceof List<?> list)) {
      return List.of(this);
    }
    List<Field> items = new ArrayList<>();
    list.forEach(item -> items.add(of(name, item)));
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
    if (!(value instanceof Map<?, ?> map)) {
      throw new Misfit("\"" + name + "\" has no fields", "Write \"field: value\" lines below it");
    }
    Map<String, Field> fields = new LinkedHashMap<>();
    map.forEach((key, one) -> fields.put(String.valueOf(key), of(String.valueOf(key), one)));
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

  /** One of a map's fields, which it must have. */
  static Field needed(Map<String, Field> fields, String name) throws Misfit {
    Field field = fields.get(name);
    if (field == null) {
      throw new Misfit("\"" + name + "\" is missing", "Add a line \"" + name + ": …\"");
    }
    return field;
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
