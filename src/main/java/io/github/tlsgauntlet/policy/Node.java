package io.github.tlsgauntlet.policy;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** One value of a policy, under its name, read as what it should be. */
record Node(String name, Object value) {
  /** A value that is missing after its colon reads as an empty text. */
  static Node of(String name, @Nullable Object value) {
    return new Node(name, value == null ? "" : value);
  }

  String text() throws Misfit {
    if (value instanceof Map || value instanceof List) {
      throw new Misfit("\"" + name + "\" is not a word", "Write one value after the colon");
    }
    String text = value.toString().strip();
    if (text.isEmpty()) {
      throw new Misfit("\"" + name + "\" is empty", "Write a value after the colon");
    }
    return text;
  }

  boolean truth() throws Misfit {
    if (!(value instanceof Boolean truth)) {
      throw new Misfit("\"" + name + "\" is neither true nor false", "Write true or false");
    }
    return truth;
  }

  /** A whole number from 1 on. */
  int number() throws Misfit {
    if (!(value instanceof Integer number) || number < 1) {
      throw new Misfit("\"" + name + "\" is not a number", "Write a whole number from 1 on");
    }
    return number;
  }

  /** The values of a list that is not empty; a single value counts as a list of one. */
  List<Node> items() throws Misfit {
    List<Node> items = new ArrayList<>();
    if (value instanceof List<?> list) {
      list.forEach(item -> items.add(of(name, item)));
    } else {
      items.add(this);
    }
    if (items.isEmpty()) {
      throw new Misfit("\"" + name + "\" is an empty list", "Name one value at least");
    }
    return List.copyOf(items);
  }

  List<String> texts() throws Misfit {
    return each("value", Optional::of, List.of());
  }

  /** Each value of a list as one of the things that have a name. */
  <T> List<T> each(String kind, Function<String, Optional<T>> finder, Collection<String> known)
      throws Misfit {
    List<T> found = new ArrayList<>();
    for (Node item : items()) {
      String text = item.text();
      Optional<T> one = finder.apply(text);
      if (one.isEmpty()) {
        throw unknown(kind, text, known);
      }
      found.add(one.get());
    }
    return List.copyOf(found);
  }

  /** The fields of a map, in the order of the file. */
  Map<String, Node> fields() throws Misfit {
    if (!(value instanceof Map<?, ?> map)) {
      throw new Misfit("\"" + name + "\" has no fields", "Write \"field: value\" lines below it");
    }
    Map<String, Node> fields = new LinkedHashMap<>();
    map.forEach((key, one) -> fields.put(String.valueOf(key), of(String.valueOf(key), one)));
    return fields;
  }

  /** The fields of a map that may have only these. */
  Map<String, Node> fields(Collection<String> known) throws Misfit {
    Map<String, Node> fields = fields();
    for (String one : fields.keySet()) {
      if (!known.contains(one)) {
        throw unknown("field", one, known);
      }
    }
    return fields;
  }

  /** One of a map's fields, which it must have. */
  static Node needed(Map<String, Node> fields, String name) throws Misfit {
    Node field = fields.get(name);
    if (field == null) {
      throw new Misfit("\"" + name + "\" is missing", "Add a line \"" + name + ": …\"");
    }
    return field;
  }

  static Misfit unknown(String kind, String text, Collection<String> known) {
    return new Misfit(
        "unknown " + kind + " \"" + text + "\"",
        known.isEmpty()
            ? "Write its name as the IANA registry has it"
            : "Known are " + String.join(", ", known));
  }
}
