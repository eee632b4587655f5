package io.github.tlsgauntlet.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tlsgauntlet.suite.Result;
import io.github.tlsgauntlet.suite.Verdict;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TextFormsTest {
  private static final Report DEMO = ReportDemo.run("demo " + ReportDemo.HOSTILE, 700, true);
  private static final Report HOSTILE = ReportDemo.hostile();
  private static final Report LARGE = ReportDemo.run("demo", 10_000, true);

  @Test
  void the_terminal_table_fits_eighty_columns() {
    for (Report report : List.of(DEMO, LARGE, HOSTILE)) {
      assertThat(new TerminalTable(false).render(report).lines())
          .allSatisfy(line -> assertThat(line.codePointCount(0, line.length())).isLessThan(81));
    }
  }

  @Test
  void the_terminal_table_carries_no_control_character_unless_colour_is_asked_for() {
    for (Report report : List.of(DEMO, HOSTILE)) {
      assertThat(new TerminalTable(false).render(report))
          .doesNotContainPattern("[[\\p{Cc}\\p{Cf}\\p{Cs}]&&[^\\n]]");
    }
    assertThat(new TerminalTable(true).render(DEMO).replaceAll("\u001b\\[[0-9]+m", ""))
        .isEqualTo(new TerminalTable(false).render(DEMO));
  }

  @Test
  void the_terminal_table_is_bounded_and_says_what_it_leaves_out() {
    String table = new TerminalTable(false).render(LARGE);
    assertThat(table.lines().count()).isLessThan(110);
    assertThat(table)
        .containsPattern("… and [0-9]+ more(: [0-9]+ that fail)?(, [0-9]+ that warn)?\n");
  }

  @Test
  void the_terminal_table_ends_with_the_answer() {
    assertThat(new TerminalTable(false).render(DEMO).replace('\n', ' '))
        .contains(
            DEMO.totals().of(Verdict.FAIL) + " of " + DEMO.totals().judged() + " checks fail");
  }

  @Test
  void what_was_taken_and_should_have_been_refused_is_told_as_taken() {
    Result taken =
        LARGE.results().stream()
            .filter(one -> one.verdict() == Verdict.FAIL)
            .filter(Meaning::acceptedWhatItShouldRefuse)
            .findFirst()
            .orElseThrow();

    assertThat(Report.of(DEMO.run(), DEMO.ended(), true, List.of(taken)).answer())
        .endsWith("worst of what it takes: " + taken.title());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ' ',
      quoteCharacter = '~',
      value = {
        "a|b a&#124;b",
        "<b> &lt;b&gt;",
        "@team &#64;team",
        "#1 &#35;1",
        "`x` \\`x\\`",
        "https://h https&#58;//h",
        "www.h www&#46;h",
        "[a](b) \\[a\\]\\(b\\)",
        "![i] \\!\\[i\\]",
        "&amp; &amp;amp;"
      })
  void markdown_shows_text_as_it_is(String text, String escaped) {
    assertThat(Markdown.escape(text, 100)).isEqualTo(escaped);
  }

  @Test
  void the_summary_has_no_raw_markup_from_a_peer() {
    for (Report report : List.of(DEMO, HOSTILE)) {
      assertThat(new SummaryMarkdown().render(report))
          .doesNotContain("<script", "<img", "@everyone", "https://evil", "\u001b", "\u202e");
    }
    assertThat(new SummaryMarkdown().render(DEMO)).contains("### Findings, worst first");
  }

  @Test
  void the_summary_of_a_large_run_fits_a_comment() {
    assertThat(new SummaryMarkdown().render(LARGE)).hasSizeLessThan(65_536);
  }

  @Test
  void the_summary_s_tables_have_as_many_cells_in_every_row() {
    List<Long> bars =
        new SummaryMarkdown()
            .render(DEMO)
            .lines()
            .dropWhile(line -> !line.startsWith("|"))
            .takeWhile(line -> line.startsWith("|"))
            .map(line -> line.chars().filter(c -> c == '|').count())
            .distinct()
            .toList();
    assertThat(bars).containsExactly(8L);
  }

  @Test
  void the_answer_counts_only_what_was_judged() {
    Report none = Report.of(DEMO.run(), DEMO.ended(), true, List.of());
    assertThat(none.answer()).isEqualTo("Nothing could be judged.");
    assertThat(of(Verdict.PASS, Verdict.NOT_APPLICABLE).answer())
        .isEqualTo("The one check that was judged does not fail.");
    assertThat(of(Verdict.PASS, Verdict.PASS, Verdict.WARN, Verdict.INCONCLUSIVE).answer())
        .isEqualTo("None of 3 checks fails; 1 warns; 1 could not be told.");
    Report cut = Report.of(DEMO.run(), DEMO.ended(), false, DEMO.results().subList(0, 3));
    assertThat(cut.answer()).startsWith("Cut short after 3 results. ");
  }

  private static Report of(Verdict... verdicts) {
    List<Result> results = new ArrayList<>();
    for (Verdict verdict : verdicts) {
      results.add(
          DEMO.results().stream()
              .filter(result -> result.verdict() == verdict)
              .findFirst()
              .orElseThrow());
    }
    return Report.of(DEMO.run(), DEMO.ended(), true, results);
  }

  @Test
  void worst_first_means_failures_and_among_them_what_was_accepted() {
    List<Finding> findings = Finding.of(LARGE.results());
    List<Verdict> verdicts = findings.stream().map(Finding::verdict).toList();
    assertThat(verdicts.lastIndexOf(Verdict.FAIL)).isLessThan(verdicts.indexOf(Verdict.WARN));
  }
}
