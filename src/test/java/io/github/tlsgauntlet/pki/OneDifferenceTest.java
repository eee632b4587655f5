package io.github.tlsgauntlet.pki;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Each scenario that somebody may refuse differs from its good twin in one written field. Further
 * certificates are material: what counts is the field that makes use of them.
 */
class OneDifferenceTest {
  private static final Set<String> CERTIFICATES = Set.of("leaf", "intermediate", "root");

  /** What is presented and how, with what stands where nothing is written. */
  private static final Map<String, Object> PRESENTED =
      Map.of(
          "send", List.of("leaf", "intermediate"),
          "trust", List.of("root"),
          "name", "",
          "presentation", "certificates",
          "asks", "required",
          "key-exchange", "any");

  private static final String FOLLOWS = "what is sent follows from who issued";
  private static final String NAME = "the name that is asked for comes with the certificate's";
  private static final String VERSION = "version 1 has no extensions";
  private static final String UNKNOWN_ABOVE = "what is above the anchor has to be unknown";
  private static final String RESPELLED =
      "a name that is spelled otherwise has to be spelled first";

  /** Fields that differ although there is one fault only, and why they have to. */
  private record Reasoned(String fields, String why) {}

  private static final Map<String, Reasoned> SEVERAL =
      Map.ofEntries(
          several("bridge-mesh", "leaf.issuer send", FOLLOWS),
          several("ca-cycle", "leaf.issuer send", FOLLOWS),
          several("chain-100-pathological", "leaf.issuer send", FOLLOWS),
          several("chain-8-pathological", "leaf.issuer send", FOLLOWS),
          several("chain-at-limit", "leaf.issuer send", FOLLOWS),
          several("chain-too-long", "leaf.issuer send", FOLLOWS),
          several("leaf-signed-by-leaf", "leaf.issuer send", FOLLOWS),
          several("pathlen-exceeded", "leaf.issuer send", FOLLOWS),
          several("wrong-order-intermediates", "leaf.issuer send", FOLLOWS),
          several("wrong-ca-root-included", "intermediate.issuer send", FOLLOWS),
          several(
              "pathlen-self-issued-ok",
              "intermediate.subject leaf.issuer send",
              "the renewed authority has the name of the one above, which is its own therefore"),
          several("ok-intermediate-as-anchor", "intermediate.issuer trust", UNKNOWN_ABOVE),
          several("ok-leaf-pinned", "intermediate.issuer trust", UNKNOWN_ABOVE),
          several("idn-alabel-ok", "leaf.san name", NAME),
          several("san-underscore", "leaf.san name", NAME),
          several("wildcard-in-alabel", "leaf.san name", NAME),
          several("wildcard-public-suffix", "leaf.san name", NAME),
          several("client-subject-absent", "leaf.san-critical name", NAME),
          several("client-san-not-authorised", "leaf.san leaf.subject name", NAME),
          several(
              "version-1-intermediate", "intermediate.extensions intermediate.version", VERSION),
          several("version-1-leaf", "leaf.extensions leaf.version", VERSION),
          several(
              "dn-case-whitespace-rollover", "intermediate.subject leaf.issuer-name", RESPELLED),
          several("dn-string-type-rollover", "intermediate.subject leaf.issuer-name", RESPELLED),
          several(
              "key-mldsa-chain",
              "intermediate.key leaf.key root.key",
              "the point is that no certificate of the chain has another kind of key"),
          several(
              "nc-quadratic-dos",
              "intermediate.name-constraints leaf.san",
              "the work is the product of both lists"),
          several(
              "nul-in-cn",
              "leaf.san leaf.subject",
              "the common name counts only where there are no alternative names, and a good one"
                  + " there is itself to be refused"),
          several(
              "client-cert-unrequested",
              "asks presentation",
              "not to be asked for and to be sent all the same is one thing"),
          several(
              "sct-absent",
              "",
              "the usual chain has no proof of transparency either, and no log of ours is known to"
                  + " a verifier"));

  private static Map.Entry<String, Reasoned> several(String id, String fields, String why) {
    return Map.entry(id, new Reasoned(fields, why));
  }

  private static Map<String, Map<String, Object>> scenarios = Map.of();

  @BeforeAll
  static void read() throws IOException {
    scenarios = WrittenRecipes.read();
  }

  /** The fields of a scenario that make its certificates what they are, and how they are shown. */
  private static Map<String, Object> written(String id) {
    Map<String, Object> scenario = Objects.requireNonNull(scenarios.get(id), id);
    Map<String, Object> fields = new TreeMap<>();
    PRESENTED.forEach((field, usual) -> fields.put(field, scenario.getOrDefault(field, usual)));
    for (String certificate : CERTIFICATES) {
      if (scenario.get(certificate) != null) {
        WrittenRecipes.map(scenario.get(certificate))
            .forEach((field, value) -> fields.put(certificate + "." + field, value));
      }
    }
    return fields;
  }

  private static Set<String> differences(String id, String control) {
    Map<String, Object> bad = written(id);
    Map<String, Object> good = written(control);
    Set<String> fields = new TreeSet<>(bad.keySet());
    fields.addAll(good.keySet());
    fields.removeIf(field -> Objects.equals(bad.get(field), good.get(field)));
    return fields;
  }

  private static Map<String, String> unlikeTheirTwins() throws RecipeException {
    Map<String, String> several = new TreeMap<>();
    for (Scenario scenario : Catalogue.load().scenarios()) {
      scenario
          .control()
          .map(control -> differences(scenario.id(), control))
          .filter(differences -> differences.size() != 1)
          .ifPresent(differences -> several.put(scenario.id(), String.join(" ", differences)));
    }
    return several;
  }

  @Test
  void a_bad_one_differs_from_its_good_twin_in_one_field_but_for_what_is_listed() throws Exception {
    Map<String, String> listed = new TreeMap<>();
    SEVERAL.forEach((id, reasoned) -> listed.put(id, reasoned.fields()));

    assertThat(unlikeTheirTwins()).isEqualTo(listed);
    assertThat(SEVERAL.values()).extracting(Reasoned::why).doesNotContain("");
  }

  @Test
  void a_second_difference_is_seen() {
    assertThat(differences("expired-leaf", "ok-chain"))
        .containsExactly("leaf.not-after", "leaf.not-before");
    assertThat(differences("expired-leaf", "ok-older-leaf")).containsExactly("leaf.not-after");
    assertThat(differences("ok-root-included", "ok-chain")).containsExactly("send");
  }
}
