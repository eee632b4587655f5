package io.github.tlsgauntlet.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tlsgauntlet.report.Report;
import io.github.tlsgauntlet.report.ReportJson;
import io.github.tlsgauntlet.suite.AlertGrade;
import io.github.tlsgauntlet.suite.BaselineFile;
import io.github.tlsgauntlet.suite.Quarter;
import io.github.tlsgauntlet.suite.Result;
import io.github.tlsgauntlet.suite.RunInfo;
import io.github.tlsgauntlet.suite.Settings;
import io.github.tlsgauntlet.suite.Verdict;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class CompareCommandTest {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @TempDir Path folder;
  private String good = "";
  private String worse = "";

  @BeforeEach
  void write_two_runs() throws IOException {
    good = write("good", result("a", Verdict.PASS), result("b", Verdict.FAIL));
    worse = write("worse", result("a", Verdict.FAIL), result("b", Verdict.FAIL));
  }

  @Test
  void a_regression_is_told_and_is_exit_code_1() {
    assertThat(run("compare", good, worse)).isEqualTo(1);
    assertThat(out.toString()).isEqualTo("1 regressed\n\nregressed\n  pass → fail  a\n");
  }

  @Test
  void an_improvement_is_told_and_is_exit_code_0() {
    assertThat(run("compare", worse, good)).isZero();
    assertThat(out.toString()).startsWith("1 improved\n");
  }

  @Test
  void a_run_may_be_named_by_its_report() {
    assertThat(run("compare", good + "/report.json", good)).isZero();
    assertThat(out.toString()).isEqualTo("Nothing changed.\n");
  }

  @Test
  void what_fails_is_accepted_with_a_reason_and_a_last_day() throws Exception {
    Path file = folder.resolve("accepted.json");

    assertThat(accept(file, "--reason", "the old gateway", "--until", "2999-01-31")).isZero();

    assertThat(out.toString()).endsWith("2 deviations accepted in " + file + "\n");
    assertThat(new BaselineFile().read(file).entries())
        .allSatisfy(entry -> assertThat(entry.reason()).isEqualTo("the old gateway"))
        .allSatisfy(entry -> assertThat(entry.until()).hasToString("Optional[2999-01-31]"))
        .extracting(entry -> entry.check())
        .containsExactly("a", "b");
  }

  @Test
  void what_is_accepted_already_keeps_its_own_reason() throws Exception {
    Path file = folder.resolve("accepted.json");
    run("compare", good, good, "--accept", file.toString(), "--reason", "first");

    assertThat(accept(file, "--reason", "second")).isZero();

    assertThat(new BaselineFile().read(file).entries())
        .extracting(entry -> entry.check() + " " + entry.reason())
        .containsExactly("b first", "a second");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "GOOD                                  | NEW",
        "GOOD nowhere                          | nowhere",
        "GOOD GOOD --accept x                  | --reason",
        "GOOD GOOD --reason x                  | --accept",
        "GOOD GOOD --until 2999-01-31          | --accept",
        "GOOD GOOD --until tomorrow            | tomorrow",
        "GOOD GOOD --reason x --accept no/such | no/such"
      })
  void bad_input_is_one_line_that_names_it_and_exit_code_2(String words, String named) {
    String[] args = ("compare " + words.strip().replace("GOOD", good)).split(" +");
    assertThat(run(args)).isEqualTo(2);
    assertThat(err.toString().lines()).singleElement().asString().contains(named);
  }

  @Test
  void what_is_no_report_is_one_line_and_exit_code_2() throws IOException {
    Path file = Files.writeString(folder.resolve("x.json"), "{\"accepted\": []}");

    assertThat(run("compare", good, file.toString())).isEqualTo(2);
    assertThat(err.toString()).contains("x.json").hasLineCount(1);
  }

  @Test
  void a_run_notes_what_changed_since_the_earlier_one() throws Exception {
    Report report = new ReportJson().read(Path.of(worse, "report.json"));

    assertThat(notes("failOn", "regression", "baseline", good + "/report.json").on(report).notes())
        .containsExactly(
            "Since the run of 1970-01-01T00:00:00Z: 1 regressed", "Regressed: pass → fail  a");
  }

  @Test
  void a_run_notes_an_acceptance_that_nothing_needs_any_more() throws Exception {
    Path file = folder.resolve("accepted.json");
    accept(file, "--reason", "for now");
    Report report = new ReportJson().read(Path.of(good, "report.json"));

    assertThat(notes("baseline", file.toString()).on(report).notes())
        .singleElement()
        .asString()
        .contains("accepts a of t, which passes now");
    assertThat(notes("baseline", file.toString(), "suites", "TwoWay").on(report).notes())
        .as("a run of one suite says nothing of the others")
        .isEmpty();
  }

  private static RunNotes notes(String... words) throws Exception {
    Map<String, String> options =
        words.length == 2
            ? Map.of(words[0], words[1])
            : Map.of(words[0], words[1], words[2], words[3]);
    return RunNotes.of(
        Settings.read(name -> Optional.ofNullable(options.get(name)), name -> Optional.empty()));
  }

  private int accept(Path file, String... more) {
    List<String> args = new ArrayList<>(List.of("compare", good, worse, "--accept"));
    args.add(file.toString());
    args.addAll(List.of(more));
    return run(args.toArray(String[]::new));
  }

  private int run(String... args) {
    CommandLine commandLine = Main.commandLine(args);
    commandLine.setOut(new PrintWriter(out, true));
    commandLine.setErr(new PrintWriter(err, true));
    return commandLine.execute(args);
  }

  private String write(String name, Result... results) throws IOException {
    RunInfo run = new RunInfo("t", Instant.EPOCH, "1", "j", 0, Map.of());
    Path file = Files.createDirectory(folder.resolve(name)).resolve("report.json");
    new ReportJson().write(Report.of(run, Instant.EPOCH, true, List.of(results)), file);
    return folder.resolve(name).toString();
  }

  private static Result result(String check, Verdict verdict) {
    return new Result(
        check,
        Quarter.ONE_WAY_SERVER,
        "OneWay",
        "t",
        check,
        "Time",
        Optional.of("TLS 1.3"),
        "It is refused",
        Optional.empty(),
        "It proves nothing.",
        verdict,
        "Seen.",
        AlertGrade.NONE,
        Optional.empty(),
        Optional.empty(),
        List.of(),
        List.of(),
        Duration.ZERO);
  }
}
