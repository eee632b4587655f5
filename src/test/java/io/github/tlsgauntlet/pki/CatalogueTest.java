package io.github.tlsgauntlet.pki;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CatalogueTest {
  private static final Set<String> ALERTS =
      Set.of(
          "access_denied",
          "bad_certificate",
          "certificate_expired",
          "certificate_required",
          "certificate_revoked",
          "certificate_unknown",
          "decode_error",
          "decrypt_error",
          "handshake_failure",
          "illegal_parameter",
          "insufficient_security",
          "internal_error",
          "unexpected_message",
          "unknown_ca",
          "unsupported_certificate");

  private static final String SOUND =
      """
      - id: mine
        title: a scenario of my own
        role: server
        expect: reject
        reference: house rule 7
        why: We don't want it.
      """;

  @TempDir Path folder;

  @Test
  void all_our_scenarios_load() throws RecipeException {
    assertThat(Catalogue.load().scenarios()).hasSizeGreaterThan(180);
  }

  @Test
  void what_may_be_refused_has_a_control_that_should_be_accepted() throws RecipeException {
    Catalogue catalogue = Catalogue.load();
    for (Scenario scenario : catalogue.scenarios()) {
      boolean good = scenario.expectations().values().stream().allMatch(Expectation.ACCEPT::equals);
      if (!good) {
        Optional<Scenario> control = scenario.control().flatMap(catalogue::find);
        assertThat(control).as(scenario.id()).isPresent();
        assertThat(control.get().expectation(Profile.RFC5280))
            .as(scenario.id())
            .isEqualTo(Expectation.ACCEPT);
        assertThat(control.get().roles()).as(scenario.id()).containsAll(scenario.roles());
      }
    }
  }

  @Test
  void what_is_refused_names_alerts_that_exist() throws RecipeException {
    for (Scenario scenario : Catalogue.load().scenarios()) {
      assertThat(ALERTS).as(scenario.id()).containsAll(scenario.alerts());
      if (scenario.expectations().containsValue(Expectation.REJECT)) {
        assertThat(scenario.alerts()).as(scenario.id()).isNotEmpty();
      }
    }
  }

  @Test
  void a_users_file_comes_after_ours() throws Exception {
    write("mine.yaml", SOUND);

    List<Scenario> scenarios = Catalogue.load(List.of(folder)).scenarios();

    Scenario mine = scenarios.get(scenarios.size() - 1);
    assertThat(mine.id()).isEqualTo("mine");
    assertThat(mine.group()).isEqualTo("Mine");
    assertThat(mine.control()).contains("ok-chain");
    assertThat(mine.expectations())
        .isEqualTo(
            Map.of(
                Profile.RFC5280, Expectation.REJECT,
                Profile.WEB_PKI, Expectation.REJECT,
                Profile.JDK, Expectation.REJECT,
                Profile.STRICT, Expectation.REJECT));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "colour: blue                            | unknown field \"colour\"",
        "leaf: { colour: blue }                  | unknown field \"colour\"",
        "leaf: { mutate: [bend] }                | unknown mutation \"bend\"",
        "leaf: { mutate: [{ truncate: much }] }  | \"truncate\" is not a number",
        "leaf: { not-after: soon }               | \"soon\" is not a time",
        "leaf: { key: wood }                     | unknown key \"wood\"",
        "leaf: { signature: ink }                | unknown signature \"ink\"",
        "leaf: { san: [host.test] }              | unknown kind of name in \"host.test\"",
        "leaf: { san: ['ip:host.test'] }         | \"host.test\" is not an address",
        "leaf: { subject: nobody }               | \"nobody\" is not a name",
        "leaf: { key-usage: [everything] }       | unknown key usage \"everything\"",
        "leaf: { ext-key-usage: [everything] }   | unknown purpose \"everything\"",
        "leaf: { version: 9 }                    | version 9",
        "leaf: { issuer: nobody }                | unknown certificate \"nobody\"",
        "leaf: { extensions: [{ oid: 1.2.3 }] }  | half an extension",
        "leaf: 7                                 | \"leaf\" has no fields",
        "send: [leaf, uncle]                     | unknown certificate \"uncle\"",
        "trust: [uncle]                          | unknown certificate \"uncle\"",
        "asks: politely                          | unknown asks \"politely\"",
        "presentation: none                      | unknown presentation \"none\"",
        "versions: ['1.4']                       | unknown version \"1.4\"",
        "own-trust: perhaps                      | \"own-trust\" is neither true nor false",
        "control: nothing                        | there is no scenario \"nothing\"",
        "control: expired-leaf                   | its control \"expired-leaf\" is to be refused",
        "intermediates: { a: { repeat: 9999 } }  | repeat: 9999",
      })
  void a_recipe_that_cannot_be_used_says_where_and_what(String line, String trouble)
      throws IOException {
    Path file = write("mine.yaml", SOUND + "  " + line + "\n");

    assertThatThrownBy(() -> Catalogue.load(List.of(file)))
        .isInstanceOf(RecipeException.class)
        .hasMessageStartingWith(file + ", mine: " + trouble)
        .hasMessageEndingWith(".")
        .hasMessageNotContaining("\n");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'- id: [mine'        | it is not YAML",
        "'just words'         | it holds no list of scenarios",
        "'- id: mine'         | \"role\" is missing",
        "'- 7'                | \"scenarios\" has no fields",
      })
  void a_file_that_holds_no_scenarios_is_told(String text, String trouble) throws IOException {
    Path file = write("mine.yaml", text);

    assertThatThrownBy(() -> Catalogue.load(List.of(file)))
        .isInstanceOf(RecipeException.class)
        .hasMessageStartingWith(file.toString())
        .hasMessageContaining(trouble);
  }

  @Test
  void two_scenarios_with_one_id_are_told() throws IOException {
    Path file = write("mine.yaml", SOUND.replace("id: mine", "id: expired-leaf"));

    assertThatThrownBy(() -> Catalogue.load(List.of(file)))
        .isInstanceOf(RecipeException.class)
        .hasMessageContaining("expired-leaf: another scenario has this id");
  }

  @Test
  void a_file_that_is_not_there_is_told() {
    assertThatThrownBy(() -> Catalogue.load(List.of(folder.resolve("none.yaml"))))
        .isInstanceOf(RecipeException.class)
        .hasMessageContaining("can't be read");
  }

  private Path write(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text);
  }
}
