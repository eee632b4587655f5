package io.github.tlsgauntlet.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tlsgauntlet.suite.AlertGrade;
import io.github.tlsgauntlet.suite.Attempts;
import io.github.tlsgauntlet.suite.Breach;
import io.github.tlsgauntlet.suite.Feature;
import io.github.tlsgauntlet.suite.Quarter;
import io.github.tlsgauntlet.suite.Requirement.Explanation;
import io.github.tlsgauntlet.suite.Result;
import io.github.tlsgauntlet.suite.RunInfo;
import io.github.tlsgauntlet.suite.Verdict;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What is known of how a check is tried reaches every form of the report. */
class ExplainedResultsTest {
  private static final List<Attempts> SEVERAL =
      List.of(
          new Attempts(
              IntStream.range(0, 50).mapToObj(i -> "at byte " + i + " 0 for 1").toList(),
              "It should refuse, and goes on."),
          new Attempts(List.of("an empty list"), "It refuses by internal_error."));

  private final Result form = result("a-form", Verdict.FAIL, Breach.FORM, AlertGrade.NONE);
  private final Result interoperability =
      result("b-interoperability", Verdict.FAIL, Breach.INTEROPERABILITY, AlertGrade.NONE);
  private final Result security =
      result("c-security", Verdict.FAIL, Breach.SECURITY, AlertGrade.NONE);
  private final Result otherAlert =
      result("d-other-alert", Verdict.FAIL, Breach.SECURITY, AlertGrade.OTHER_ALERT);
  private final Result warning =
      result("e-warning", Verdict.WARN, Breach.SECURITY, AlertGrade.NONE);

  private final Report report =
      Report.of(
          new RunInfo("t", Instant.EPOCH, "1", "j", 0, Map.of()),
          Instant.EPOCH,
          true,
          List.of(form, interoperability, security, otherAlert, warning));

  @Test
  void security_comes_before_interoperability_before_form_before_any_warning() {
    assertThat(Finding.of(report.results()).stream().map(Finding::check))
        .containsExactly(
            "c-security", "b-interoperability", "a-form", "d-other-alert", "e-warning");
  }

  @ParameterizedTest
  @CsvSource({
    "FAIL, NONE, SECURITY",
    "WARN, NONE, SECURITY",
    "FAIL, OTHER_ALERT, FORM",
    "KNOWN, SILENT_CLOSE, FORM",
    "WARN, HTTP_STATUS, FORM",
    "FAIL, HTTP_STATUS, SECURITY",
    "PASS, FITTING,",
    "INCONCLUSIVE, NONE,",
    "NOT_APPLICABLE, NONE,"
  })
  void what_was_refused_by_another_alert_breaks_the_form_alone(
      Verdict verdict, AlertGrade grade, Breach meaning) {
    assertThat(Meaning.breach(result("x", verdict, Breach.SECURITY, grade)))
        .isEqualTo(Optional.ofNullable(meaning));
  }

  @Test
  void the_page_tells_the_sources_what_is_sent_what_conforms_and_what_it_means()
      throws IOException {
    StringWriter out = new StringWriter();
    new HtmlReport().write(report, out);
    assertThat(out.toString())
        .contains("<strong>security</strong>", "<strong>form</strong>")
        .contains("<cite>RFC 9846 §4.2.2 (RFC 8446 §4.1.2)</cite> <cite>RFC 5246 §7.4.1.2</cite>")
        .contains("<dt>Sent to try it</dt><dd>A list of &lt;nothing&gt;.</dd>")
        .contains("<dt>Conforms</dt><dd>The alert decode_error.</dd>")
        .contains("<dt>Means</dt><dd>" + Breach.SECURITY.meaning() + "</dd>");
  }

  @Test
  void the_page_lists_many_tries_one_by_one_and_says_how_many_it_leaves_out() throws IOException {
    StringWriter out = new StringWriter();
    new HtmlReport().write(report, out);
    assertThat(out.toString())
        .contains("<p>It should refuse, and goes on.</p><ul><li>at byte 0 0 for 1</li>")
        .contains("<li>and 10 more</li></ul>")
        .contains("<p>It refuses by internal_error.</p><ul><li>an empty list</li></ul>");
  }

  @Test
  void the_matrix_has_the_sentences_of_the_rfcs_below_a_heading_where_there_is_more()
      throws IOException {
    StringWriter alone = new StringWriter();
    new HtmlReport().write(report, alone);
    assertThat(alone.toString()).doesNotContain("<tbody class=\"block\">");

    List<Result> more = new ArrayList<>(ReportDemo.run("demo", 100, true).results());
    more.addAll(report.results());
    StringWriter mixed = new StringWriter();
    new HtmlReport().write(Report.of(report.run(), report.ended(), true, more), mixed);
    assertThat(mixed.toString()).containsOnlyOnce("<span>Conformance</span>");
  }

  @Test
  void the_summary_and_junit_tell_it_too() throws IOException {
    String sent = "Sent to try it";
    assertThat(new SummaryMarkdown().render(report))
        .contains(sent, "RFC 5246", "security", "&lt;nothing&gt;");
    StringWriter out = new StringWriter();
    new JunitXml().write(report, out);
    assertThat(out.toString())
        .contains(sent, "RFC 5246 §7.4.1.2", "Means: security. ", "&lt;nothing&gt;")
        .contains("<system-out>warn: Seen.\n" + sent);
  }

  @Test
  void sarif_carries_it_in_the_rule_s_help_and_properties(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("report.sarif");
    new SarifReport().write(report, file);
    JsonNode run = JsonMapper.builder().build().readTree(Files.readAllBytes(file)).at("/runs/0");
    JsonNode rule = run.at("/tool/driver/rules/3");
    assertThat(rule.path("id").asString()).isEqualTo("d-other-alert");
    assertThat(rule.path("help").path("text").asString())
        .contains("RFC 5246 §7.4.1.2", "Sent to try it: A list", "Conforms: The alert");
    assertThat(rule.path("properties").path("breach").asString()).isEqualTo("security");
    assertThat(rule.path("properties").path("tags").toString()).contains("\"security\"");
    assertThat(run.at("/results/3/properties/breach").asString()).isEqualTo("form");
  }

  @Test
  void the_canonical_form_says_it_once_a_check_and_is_read_back(@TempDir Path folder)
      throws Exception {
    Path file = folder.resolve("report.json");
    new ReportJson().write(report, file);
    assertThat(ReportJsonTest.faults(Files.readString(file))).isEmpty();
    Report read = new ReportJson().read(file);
    assertThat(read.results()).isEqualTo(report.results());
    assertThat(Files.readString(file)).contains("\"breach\":\"FORM\"");
  }

  @Test
  void a_feature_that_only_a_newer_harness_knows_is_passed_over(@TempDir Path folder)
      throws Exception {
    Path file = folder.resolve("report.json");
    new ReportJson().write(report, file);
    Files.writeString(file, Files.readString(file).replace("[\"TLS13\"]", "[\"TELEPATHY\"]"));
    assertThat(new ReportJson().read(file).results().get(0).explanation().orElseThrow().needs())
        .isEmpty();
  }

  @Test
  void a_long_id_is_cut_between_words_and_where_it_was_found_is_not() {
    String id = "a-renegotiation-that-signals-as-a-first-hello-is-refused-whatever-came-before-it";
    Report one =
        Report.of(
            report.run(),
            report.ended(),
            true,
            List.of(result(id, Verdict.FAIL, Breach.FORM, AlertGrade.NONE)));
    assertThat(new TerminalTable(false).render(one))
        .contains(
            "FAIL  one-way server  a-renegotiation-that-signals-as-a-first-hello…  TLS 1.3\n");
  }

  @Test
  void the_terminal_says_how_many_findings_it_leaves_out_and_of_which_weight() {
    List<Result> many = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      many.add(result("fails-" + i, Verdict.FAIL, Breach.FORM, AlertGrade.NONE));
    }
    many.add(warning);
    String table =
        new TerminalTable(false).render(Report.of(report.run(), report.ended(), true, many));
    assertThat(table).contains("… and 3 more: 2 that fail, 1 that warn\n");
    assertThat(table).as("what is seen of all is told once").containsOnlyOnce("      Seen.");
  }

  private static Result result(String check, Verdict verdict, Breach breach, AlertGrade grade) {
    return new Result(
        check,
        Quarter.ONE_WAY_SERVER,
        "Conformance",
        "t",
        check,
        "ClientHello",
        Optional.of("TLS 1.3"),
        "It is refused",
        Optional.of("RFC 9846 §4.2.2 (RFC 8446 §4.1.2)"),
        "It is refused",
        verdict,
        "Seen.",
        grade,
        Optional.empty(),
        Optional.empty(),
        List.of(),
        List.of(),
        Duration.ZERO,
        Optional.of(
            new Explanation(
                "A list of <nothing>.",
                "The alert decode_error.",
                breach,
                List.of("RFC 5246 §7.4.1.2"),
                List.of(Feature.TLS13))),
        verdict == Verdict.FAIL ? SEVERAL : List.of());
  }
}
