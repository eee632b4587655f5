package io.github.tlsgauntlet.policy;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads a policy from YAML. */
final class PolicyReader {
  private static final String KEBAB = "[a-z0-9]+([.-][a-z0-9]+)*";
  private static final List<String> COMMON = List.of("id", "title", "level", "reference");

  private PolicyReader() {}

  /**
   * Reads a policy.
   *
   * @param file what the user calls it
   * @param text what it holds
   * @throws PolicyException for the first thing that does not fit
   */
  static Policy read(String file, String text) throws PolicyException {
    Node whole = YamlFile.read(file, text);
    List<Node> rules;
    String name;
    String title;
    Source source;
    try {
      Map<String, Node> fields = whole.fields(List.of("name", "title", "source", "rules"));
      name = kebab(Node.needed(fields, "name"));
      title = Node.needed(fields, "title").text();
      source = source(Node.needed(fields, "source"));
      rules = Node.needed(fields, "rules").items();
    } catch (Misfit e) {
      throw new PolicyException(file, e.getMessage(), e.mend());
    }
    return new Policy(name, title, source, rules(file, rules));
  }

  private static List<Rule> rules(String file, List<Node> nodes) throws PolicyException {
    List<Rule> rules = new ArrayList<>();
    Set<String> ids = new HashSet<>();
    for (Node node : nodes) {
      String place = "rule " + (rules.size() + 1);
      try {
        Map<String, Node> fields = node.fields();
        String id = kebab(Node.needed(fields, "id"));
        place = "rule \"" + id + "\"";
        if (!ids.add(id)) {
          throw new Misfit("another rule has this id", "Give it an id of its own");
        }
        rules.add(rule(id, fields, node));
      } catch (Misfit e) {
        throw new PolicyException(file, place + ": " + e.getMessage(), e.mend());
      }
    }
    return rules;
  }

  private static Rule rule(String id, Map<String, Node> fields, Node node) throws Misfit {
    List<Kind> kinds = fields.keySet().stream().map(Kind::of).flatMap(Optional::stream).toList();
    if (kinds.size() > 1) {
      throw new Misfit(
          "it is of two kinds, " + kinds.get(0).field() + " and " + kinds.get(1).field(),
          "Make two rules of it");
    }
    List<String> known = new ArrayList<>(COMMON);
    if (kinds.isEmpty()) {
      known.addAll(Kind.names());
      known.addAll(List.of("in", "of", "exposed"));
      node.fields(known);
      throw new Misfit(
          "it says not what it wants", "Add one of " + String.join(", ", Kind.names()));
    }
    Kind kind = kinds.get(0);
    known.add(kind.field());
    known.addAll(kind.options());
    node.fields(known);
    return new Rule(
        id,
        Node.needed(fields, "title").text(),
        level(Node.needed(fields, "level").text()),
        Node.needed(fields, "reference").text(),
        DemandReader.read(kind, fields));
  }

  private static Level level(String text) throws Misfit {
    return switch (text) {
      case "must" -> Level.MUST;
      case "should" -> Level.SHOULD;
      default -> throw Node.unknown("level", text, List.of("must", "should"));
    };
  }

  private static Source source(Node node) throws Misfit {
    Map<String, Node> fields = node.fields(List.of("name", "version", "date", "url", "left-out"));
    Node leftOut = fields.get("left-out");
    return new Source(
        Node.needed(fields, "name").text(),
        Node.needed(fields, "version").text(),
        Node.needed(fields, "date").text(),
        Node.needed(fields, "url").text(),
        leftOut == null ? List.of() : leftOut.texts());
  }

  private static String kebab(Node node) throws Misfit {
    String text = node.text();
    if (!text.matches(KEBAB)) {
      throw new Misfit(
          "\"" + text + "\" is no " + node.name(), "Write small letters, digits and hyphens");
    }
    return text;
  }
}
