package io.github.tlsgauntlet.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PolicyFilesTest {
  private static final String SOURCE = "source: {name: n, version: v, date: d, url: u}\n";
  private static final String HEAD = "name: p\ntitle: P\n" + SOURCE + "rules:\n";
  private static final String RULE = "- {id: r, title: R, level: must, reference: Section 1, %s}\n";

  @Test
  void a_policy_of_the_user_is_read_from_its_path(@TempDir Path folder)
      throws IOException, PolicyException {
    Path file = folder.resolve("ours.yaml");
    Files.writeString(file, HEAD + RULE.formatted("least-rsa-bits: 3072"));
    Policy policy = Policies.load(file.toString());
    assertThat(policy.name()).isEqualTo("p");
    assertThat(policy.source()).isEqualTo(new Source("n", "v", "d", "u", List.of()));
    assertThat(policy.rule("r").orElseThrow().demand())
        .isEqualTo(new LeastRsaBits(3072, Reach.LEAF));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '`',
      value = {
        "least-rsa-bits: many; rule \"r\": \"least-rsa-bits\" is not a number. Write a whole",
        "least-rsa-bits: 0; is not a number",
        "least-rsa-bits: 1, colour: red; rule \"r\": unknown field \"colour\". Known are id",
        "colour: red; unknown field \"colour\"",
        "in: TLS 1.2; it says not what it wants. Add one of require-versions",
        "least-rsa-bits: 1, most-days: 1; it is of two kinds, least-rsa-bits and most-days",
        "least-dh-bits: 1, of: chain; unknown field \"of\"",
        "forbid-versions: TLS 1.4; unknown version \"TLS 1.4\". Known are SSL 2.0",
        "forbid-versions: []; \"forbid-versions\" is an empty list",
        "allow-suites: AES; unknown cipher suite \"AES\". Write its name as the IANA",
        "forbid-suites: weak; unknown trait of suites \"weak\". Known are anonymous",
        "forbid-suites: below-0-bits; unknown trait of suites",
        "allow-groups: curve; unknown group \"curve\"",
        "allow-curves: curve; unknown curve \"curve\"",
        "forbid-signatures: sha9; unknown hash function \"sha9\". Known are md2",
        "server-order: maybe; \"server-order\" is neither true nor false",
        "require-features: speed; unknown feature \"speed\". Known are secure-renegotiation",
        "forbid-weaknesses: Heart Bleed; unknown form of a weakness \"Heart Bleed\"",
        "require-chain: pretty; unknown quality of chains \"pretty\". Known are trusted",
        "most-days: 90, of: root; unknown reach \"root\". Known are leaf, chain",
        "forbid-versions: {a: b}; \"forbid-versions\" is not a word",
        "forbid-versions: ; \"forbid-versions\" is empty",
      })
  void a_rule_that_does_not_fit_is_refused_in_one_line(String field, String expected) {
    assertRefused(HEAD + RULE.formatted(field), expected);
  }

  @Test
  void a_file_that_does_not_fit_is_refused_in_one_line() {
    String rule = RULE.formatted("most-days: 90");
    assertRefused("a: [\n", "it is not YAML");
    assertRefused("a: b\n c: d\n", "in line 2");
    assertRefused("", "has no fields");
    assertRefused("- a\n", "has no fields");
    assertRefused("name: p\n", "\"title\" is missing. Add a line");
    assertRefused(HEAD.replace("name: p", "name: A B"), "\"A B\" is no name");
    assertRefused(HEAD + rule + "colour: red\n", "unknown field \"colour\"");
    assertRefused(HEAD + rule + rule, "rule \"r\": another rule has this id");
    assertRefused(HEAD + rule.replace("must", "may"), "unknown level \"may\". Known are must");
    assertRefused(HEAD + rule.replace("id: r", "id: R R"), "rule 1: \"R R\" is no id");
    assertRefused(HEAD + rule.replace("title: R, ", ""), "rule \"r\": \"title\" is missing");
    assertRefused(HEAD + "- just text\n", "rule 1: \"rules\" has no fields");
    assertRefused(HEAD.replace("url: u", "uri: u") + rule, "unknown field \"uri\"");
    assertRefused(HEAD + "- &a {id: r}\n- *a\n", "it is not YAML");
  }

  @Test
  void an_unknown_name_is_refused_with_the_nearest_and_all_known() {
    assertThatThrownBy(() -> Policies.load("mozila-modern"))
        .isInstanceOf(PolicyException.class)
        .hasMessageContaining("Policy mozila-modern: ")
        .hasMessageContaining("did you mean \"mozilla-modern\"?")
        .hasMessageContaining("pci-dss-4")
        .message()
        .doesNotContain("\n");
    assertThatThrownBy(() -> Policies.load("mozilla"))
        .hasMessageContaining("did you mean \"mozilla-");
    assertThatThrownBy(() -> Policies.load("strictest"))
        .hasMessageContaining("none of this name")
        .message()
        .doesNotContain("did you mean");
  }

  @Test
  void a_path_that_cannot_be_read_is_refused_in_one_line(@TempDir Path folder) throws IOException {
    assertThatThrownBy(() -> Policies.load(folder.toString())).hasMessageContaining("not a file");
    assertThatThrownBy(() -> Policies.load("a\0b")).hasMessageContaining("neither a name nor");
    Path binary = folder.resolve("binary.yaml");
    Files.write(binary, new byte[] {(byte) 0xff, (byte) 0xfe});
    assertThatThrownBy(() -> Policies.load(binary.toString())).hasMessageContaining("UTF-8");
    Path large = folder.resolve("large.yaml");
    Files.write(large, new byte[(1 << 20) + 1]);
    assertThatThrownBy(() -> Policies.load(large.toString())).hasMessageContaining("too large");
  }

  private static void assertRefused(String text, String expected) {
    assertThatThrownBy(() -> PolicyReader.read("ours.yaml", text))
        .isInstanceOf(PolicyException.class)
        .hasMessageStartingWith("Policy ours.yaml: ")
        .hasMessageContaining(expected)
        .hasMessageEndingWith(".")
        .message()
        .doesNotContain("\n");
  }
}
