package io.github.tlsgauntlet.pki;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Reads one scenario from its fields. */
final class ScenarioReader {
  private static final String USUAL_CONTROL = "ok-chain";
  private static final List<String> NEEDED = List.of("id", "role", "expect", "reference", "why");
  private static final Set<String> KNOWN = known();

  private ScenarioReader() {}

  private static Set<String> known() {
    Set<String> known = new HashSet<>(RecipeReader.FIELDS);
    known.addAll(NEEDED);
    known.addAll(
        Set.of(
            "title",
            "alerts",
            "control",
            "presentation",
            "asks",
            "versions",
            "key-exchange",
            "own-trust",
            "intrusive",
            "bounded",
            "level"));
    return Set.copyOf(known);
  }

  static Scenario scenario(Field whole, String group) throws Misfit {
    Map<String, Field> fields = whole.fields(KNOWN);
    for (String needed : NEEDED) {
      Field.needed(fields, needed);
    }
    String id = Field.needed(fields, "id").text();
    if (!id.matches("[A-Za-z0-9]+(-[A-Za-z0-9]+)*")) {
      throw new Misfit(
          "the id has characters that an id has not",
          "Write letters and digits with single dashes between them");
    }
    Set<Role> roles = EnumSet.noneOf(Role.class);
    if (Field.needed(fields, "role").isText("both")) {
      roles.addAll(EnumSet.allOf(Role.class));
    } else {
      for (Field role : Field.needed(fields, "role").items()) {
        roles.add(constant(role, Role.class));
      }
    }
    Map<Profile, Expectation> expectations = expectations(Field.needed(fields, "expect"));
    return new Scenario(
        id,
        group,
        fields.containsKey("title") ? fields.get("title").text() : id.replace('-', ' '),
        roles,
        expectations,
        fields.containsKey("alerts") ? fields.get("alerts").texts() : List.of(),
        Field.needed(fields, "reference").text(),
        Field.needed(fields, "why").text().strip(),
        control(id, fields, expectations),
        fields.containsKey("presentation")
            ? constant(fields.get("presentation"), Presentation.class)
            : Presentation.CERTIFICATES,
        fields.containsKey("asks")
            ? constant(fields.get("asks"), Asks.class)
            : roles.contains(Role.CLIENT) ? Asks.REQUIRED : Asks.NONE,
        versions(fields),
        fields.containsKey("key-exchange")
            ? constant(fields.get("key-exchange"), KeyExchange.class)
            : KeyExchange.ANY,
        fields.containsKey("own-trust") && fields.get("own-trust").truth(),
        fields.containsKey("intrusive") && fields.get("intrusive").truth(),
        fields.containsKey("bounded") && fields.get("bounded").truth(),
        fields.containsKey("level")
            ? constant(fields.get("level"), Scenario.Level.class)
            : Scenario.Level.MUST,
        RecipeReader.recipe(fields));
  }

  /** The control named, or the usual chain for what somebody may refuse. */
  private static Optional<String> control(
      String id, Map<String, Field> fields, Map<Profile, Expectation> expectations) throws Misfit {
    if (fields.containsKey("control")) {
      return Optional.of(fields.get("control").text());
    }
    boolean good = expectations.values().stream().allMatch(Expectation.ACCEPT::equals);
    return good || id.equals(USUAL_CONTROL) ? Optional.empty() : Optional.of(USUAL_CONTROL);
  }

  private static Set<String> versions(Map<String, Field> fields) throws Misfit {
    if (!fields.containsKey("versions")) {
      return Set.of();
    }
    Set<String> versions = new TreeSet<>(fields.get("versions").texts());
    for (String version : versions) {
      if (!version.equals("1.2") && !version.equals("1.3")) {
        throw Field.unknown("version", version, Set.of("\"1.2\"", "\"1.3\""));
      }
    }
    return versions;
  }

  private static Map<Profile, Expectation> expectations(Field field) throws Misfit {
    Map<Profile, Expectation> expectations = new EnumMap<>(Profile.class);
    if (field.isMap()) {
      Set<String> profiles =
          Arrays.stream(Profile.values()).map(ScenarioReader::text).collect(Collectors.toSet());
      Map<String, Field> each = field.fields(profiles);
      for (Profile profile : Profile.values()) {
        Field one = each.get(text(profile));
        expectations.put(
            profile, one == null ? Expectation.EITHER : constant(one, Expectation.class));
      }
      return expectations;
    }
    Expectation all =
        field.isText("per-policy") ? Expectation.EITHER : constant(field, Expectation.class);
    for (Profile profile : Profile.values()) {
      expectations.put(profile, all);
    }
    return expectations;
  }

  private static <E extends Enum<E>> E constant(Field field, Class<E> type) throws Misfit {
    String text = field.text();
    for (E constant : type.getEnumConstants()) {
      if (text(constant).equals(text)) {
        return constant;
      }
    }
    Set<String> known =
        Arrays.stream(type.getEnumConstants())
            .map(ScenarioReader::text)
            .collect(Collectors.toSet());
    throw Field.unknown(field.name(), text, known);
  }

  private static String text(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
