package io.github.tlsgauntlet.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The commands that need no target. */
class CommandLineTest {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int run(String... args) {
    CommandLine commandLine = Main.commandLine(args);
    commandLine.setOut(new PrintWriter(out, true));
    commandLine.setErr(new PrintWriter(err, true));
    return commandLine.execute(args);
  }

  @Test
  void the_version_names_the_program_and_the_jvm() {
    assertThat(run("--version")).isZero();
    assertThat(out.toString()).startsWith("TLS Gauntlet").contains("VM");
  }

  @ParameterizedTest
  @ValueSource(strings = {"run", "compare", "fixtures", "list", "explain"})
  void each_command_has_a_help_that_fits_a_terminal(String command) {
    assertThat(run(command, "--help")).isZero();
    assertThat(out.toString().lines()).allSatisfy(line -> assertThat(line).hasSizeLessThan(81));
    assertThat(out.toString()).contains("Usage: tls-gauntlet " + command);
  }

  @Test
  void every_setting_is_an_option() {
    run("run", "--help");
    assertThat(out.toString())
        .contains("--client-keystore", "--client-issuer", "--truststore", "--servername")
        .contains("--timeout", "--connections", "--baseline", "--fail-on", "--reports");
  }

  @Test
  void a_requirement_is_listed_with_all_that_can_be_selected_by() {
    assertThat(run("list", "requirements", "--format", "json")).isZero();
    JsonNode row =
        JsonMapper.builder()
            .build()
            .readTree(out.toString())
            .valueStream()
            .filter(one -> one.path("id").asString().equals("no-message-is-left-out"))
            .findFirst()
            .orElseThrow();

    assertThat(row.path("rfc").asInt()).isEqualTo(9846);
    assertThat(row.path("section").asString()).isEqualTo("4");
    assertThat(row.path("in8446").path(0).asString()).isEqualTo("4");
    assertThat(row.path("intrusive").asBoolean()).isTrue();
    assertThat(row.path("tags").valueStream().map(JsonNode::asString))
        .containsExactly("handshake-order", "state-machine");
    assertThat(row.path("needs").isArray()).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "rum                          | rum",
        "run --nope                   | --nope",
        "list nothing                 | nothing",
        "fixtures                     | DIR",
        "fixtures never --seed one    | one",
        "fixtures never --only absent | absent",
        "fixtures never --clock noon  | noon",
        "run --clock 12:00            | 12:00",
        "run --connections 0          | connections",
        "run --timeout soon           | timeout",
        "run --fail-on sometimes      | sometimes",
        "run --fail-on policy         | --fail-on: policy",
        "run --fail-on regression     | baseline",
        "run --profile mine           | mine",
        "run htps://localhost/        | https",
        "run --strength 4             | strength",
        "run localhost --servername a_@b | a_@b",
        "run --weak-keys absent.list  | --weak-keys: there is no file absent.list",
        "run --suites nonesuch        | nonesuch",
        "explain expired-lea          | expired-leaf",
      })
  void bad_input_is_one_line_that_names_it_and_exit_code_2(String line, String named) {
    assertThat(run(line.strip().split(" +"))).isEqualTo(2);
    assertThat(err.toString().lines()).singleElement().asString().contains(named);
    assertThat(Path.of("never")).doesNotExist();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " "})
  void an_empty_target_is_not_taken_for_none(String target) {
    assertThat(run("run", target)).isEqualTo(2);
    assertThat(err.toString().lines())
        .singleElement()
        .asString()
        .contains("target: it is empty; give it a value, or leave the option out");
  }

  @ParameterizedTest
  @CsvSource({"scenarios, 190", "requirements, 60", "targets, 10"})
  void a_list_is_json_where_it_is_asked_for(String what, int least) {
    assertThat(run("list", what, "--format", "json")).isZero();
    JsonNode rows = JsonMapper.builder().build().readTree(out.toString());
    assertThat(rows.size()).isGreaterThanOrEqualTo(least);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "compression-is-refused-in-tls-1-3 | RFC 8446 §4.1.2",
        "compression-is-refused-in-tls-1-3 | illegal_parameter",
        "compression-is-refused-in-tls-1-3 | security",
        "expired-leaf                      | certificate_expired",
        "eku-missing                       | under",
      })
  void an_id_is_explained(String id, String words) {
    assertThat(run("explain", id)).isZero();
    assertThat(out.toString()).contains(id, words);
    assertThat(out.toString().lines()).allSatisfy(line -> assertThat(line).hasSizeLessThan(81));
  }

  @Test
  void a_shell_learns_the_commands() {
    assertThat(run("generate-completion")).isZero();
    assertThat(out.toString()).contains("tls-gauntlet", "fixtures", "--client-keystore");
  }

  @Test
  void a_folder_of_another_is_the_user_s_input(@TempDir Path folder) throws Exception {
    Files.writeString(folder.resolve("index.json"), "{\"mine\": true}");

    assertThat(run("fixtures", folder.toString(), "--only", "ok-chain")).isEqualTo(2);
    assertThat(err.toString()).contains("holds other files").hasLineCount(1);
  }

  @Test
  void fixtures_are_written_and_counted(@TempDir Path folder) {
    assertThat(run("fixtures", folder.resolve("new").toString(), "--only", "expired-leaf"))
        .isZero();
    assertThat(out.toString()).startsWith("2 fixtures: ");
    assertThat(folder.resolve("new/client/expired-leaf/chain.pem")).exists();
  }

  @ParameterizedTest
  @ValueSource(strings = {"chain.pem", "ca.pem", "key.pem"})
  void the_same_seed_and_clock_give_the_same_certificates(String file, @TempDir Path folder)
      throws Exception {
    List<String> clocks =
        List.of("2026-11-26T12:00:00Z", "2026-11-26T12:00:00.9Z", "2026-11-26T12:00:01Z");
    for (int i = 0; i < clocks.size(); i++) {
      String into = folder.resolve("" + i).toString();
      assertThat(run("fixtures", into, "--only", "ok-rsa", "--clock", clocks.get(i))).isZero();
    }

    Path first = folder.resolve("0/server/ok-rsa/" + file);
    assertThat(folder.resolve("1/server/ok-rsa/" + file)).hasSameBinaryContentAs(first);
    if (file.equals("chain.pem")) {
      assertThat(Files.mismatch(first, folder.resolve("2/server/ok-rsa/" + file))).isNotNegative();
    }
  }

  @Test
  void the_same_seed_gives_the_same_keys(@TempDir Path folder) throws Exception {
    run("fixtures", folder.resolve("a").toString(), "--only", "ok-chain", "--seed", "7");
    run("fixtures", folder.resolve("b").toString(), "--only", "ok-chain", "--seed", "7");
    run("fixtures", folder.resolve("c").toString(), "--only", "ok-chain", "--seed", "8");

    String key = Files.readString(folder.resolve("a/server/ok-chain/key.pem"));
    assertThat(folder.resolve("b/server/ok-chain/key.pem")).hasContent(key);
    assertThat(Files.readString(folder.resolve("c/server/ok-chain/key.pem"))).isNotEqualTo(key);
  }
}
