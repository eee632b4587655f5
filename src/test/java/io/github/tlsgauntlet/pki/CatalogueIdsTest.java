package io.github.tlsgauntlet.pki;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/**
 * The scenarios that the catalogue was planned to hold, each for its roles: {@code catalogue.txt}
 * has all of them but those of revocation, which the suites stage themselves.
 */
class CatalogueIdsTest {
  /** Scenarios that stand here as several, and why. */
  private static final Map<String, Split> SPLIT =
      Map.of(
          "alt-path-one-edge-bad",
          new Split(
              "a builder may step back from one kind of dead end and not from another",
              "alt-path-expired",
              "alt-path-name-constraints",
              "alt-path-eku",
              "alt-path-no-basic-constraints",
              "alt-path-not-ca",
              "alt-path-sha1"),
          "key-secp256k1-p224",
          new Split("stacks know one of the curves and not the other", "key-secp256k1", "key-p224"),
          "sig-garbage-or-empty",
          new Split("what can't be parsed and what isn't there", "sig-garbage", "sig-empty"),
          "der-nonminimal",
          new Split(
              "a parser may be strict in one and lax in the other",
              "der-nonminimal-length",
              "der-indefinite-length",
              "der-nonminimal-boolean"));

  private record Split(String why, List<String> ids) {
    Split(String why, String... ids) {
      this(why, List.of(ids));
    }
  }

  private static Map<String, Set<Role>> planned() throws IOException {
    Map<String, Set<Role>> planned = new LinkedHashMap<>();
    try (InputStream stream = CatalogueIdsTest.class.getResourceAsStream("catalogue.txt")) {
      String text =
          new String(Objects.requireNonNull(stream).readAllBytes(), StandardCharsets.UTF_8);
      text.lines()
          .map(line -> line.split(" "))
          .forEach(line -> planned.put(line[0], roles(line[1])));
    }
    return planned;
  }

  private static Set<Role> roles(String word) {
    return switch (word) {
      case "both" -> Set.of(Role.SERVER, Role.CLIENT);
      case "server" -> Set.of(Role.SERVER);
      case "client" -> Set.of(Role.CLIENT);
      default -> throw new AssertionError(word);
    };
  }

  @Test
  void every_planned_scenario_is_there_for_its_roles() throws Exception {
    Map<String, Set<Role>> there = new TreeMap<>();
    Catalogue.load().scenarios().forEach(scenario -> there.put(scenario.id(), scenario.roles()));
    Map<String, Set<Role>> expected = new TreeMap<>();
    planned()
        .forEach(
            (id, roles) -> {
              Split split = SPLIT.get(id);
              (split == null ? List.of(id) : split.ids()).forEach(one -> expected.put(one, roles));
            });

    assertThat(there).containsAllEntriesOf(expected);
    assertThat(planned()).hasSize(157).containsKeys(SPLIT.keySet().toArray(String[]::new));
  }
}
