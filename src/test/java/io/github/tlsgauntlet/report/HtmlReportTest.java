package io.github.tlsgauntlet.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tlsgauntlet.suite.Verdict;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class HtmlReportTest {
  private static final Report DEMO = ReportDemo.run("demo " + ReportDemo.HOSTILE, 700, true);
  private final String page = render(DEMO);

  @Test
  void a_page_of_which_every_text_is_hostile_has_the_elements_of_an_innocent_one() {
    String hostile = render(ReportDemo.hostile());
    assertThat(new TreeSet<>(all("<[a-z0-9]+", hostile)))
        .isSubsetOf(new TreeSet<>(all("<[a-z0-9]+", page)));
    assertThat(all("<script>", hostile)).hasSize(2);
    assertThat(hostile).doesNotContain("\u001b", "\u202e", "\u0000", "onerror=alert(1)>");
    assertThat(all("\\son[a-z]+=\"", hostile)).isEmpty();
  }

  @Test
  void hostile_text_adds_no_element_and_no_attribute() {
    assertThat(page).contains("&lt;/script&gt;&lt;script&gt;alert(1)");
    assertThat(page).doesNotContain("<img", "<script>alert", "onerror=alert(1)>");
    assertThat(all("<script", page)).hasSize(2);
    assertThat(all("\\son[a-z]+\\s*=\\s*[\"'a-z]", page.replaceAll("&[a-z#0-9x]+;", " "), true))
        .allMatch(found -> found.contains("onerror"));
  }

  @Test
  void hostile_characters_are_made_visible() {
    assertThat(page)
        .contains("\\x1b[31m", "\\x07", "\\x00", "\\u{202e}gnp")
        .doesNotContain("\u001b", "\u202e", "\u0000");
  }

  @Test
  void text_that_looks_like_a_template_stays_text() {
    assertThat(page).contains("{{x}}", "{{{y}}}");
  }

  @Test
  void nothing_comes_from_the_network() {
    assertThat(all("(?:src|href|action)=\"[^\"#]*\"", page))
        .allMatch(
            found -> found.matches("href=\"(\\.\\./index\\.html|[a-z.]+\\.(json|md|sarif|xml))\""),
            "local");
    assertThat(page).doesNotContain("@import", "url(").contains("default-src 'none'");
  }

  @Test
  void the_policy_names_the_page_s_own_style_and_scripts() throws NoSuchAlgorithmException {
    List<String> inline =
        Pattern.compile("<(script|style)>(.*?)</\\1>", Pattern.DOTALL)
            .matcher(page)
            .results()
            .map(found -> found.group(2))
            .toList();
    assertThat(inline).hasSize(3);
    for (String text : inline) {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      String hash = Base64.getEncoder().encodeToString(digest);
      assertThat(page.replace("&#x3D;", "=")).contains("'sha256-" + hash + "'");
    }
    assertThat(page).doesNotContain(" style=\"");
  }

  @Test
  void every_id_is_unique_and_every_link_inside_the_page_resolves() {
    List<String> ids = all(" id=\"([^\"]*)\"", page);
    assertThat(ids).doesNotHaveDuplicates();
    Set<String> targets = new TreeSet<>();
    all(" href=\"#([^\"]*)\"", page)
        .forEach(link -> targets.add(link.substring(8, link.length() - 1)));
    Set<String> dangling = new TreeSet<>(targets);
    ids.forEach(id -> dangling.remove(id.substring(5, id.length() - 1)));
    assertThat(dangling).isEmpty();
    assertThat(targets).hasSizeGreaterThan(100);
  }

  @Test
  void every_result_has_a_row() {
    assertThat(all("<tr id=\"r[0-9]+\">", page)).hasSameSizeAs(DEMO.results());
  }

  @Test
  void every_failure_has_its_place_among_the_findings() {
    int deviations = DEMO.totals().of(Verdict.FAIL) + DEMO.totals().of(Verdict.WARN);
    assertThat(all("<details class=\"place\"", page)).hasSize(deviations);
    assertThat(all("<figure class=\"seq\">", page)).hasSizeGreaterThanOrEqualTo(deviations);
  }

  @Test
  void verdict_alert_and_control_stand_beside_each_other() {
    assertThat(page)
        .contains("<dt>Verdict</dt>", "<dt>Alert</dt>", "<dt>Control</dt>")
        .contains("internal_error</code> <span class=\"grade\">another alert");
  }

  @Test
  void a_run_cut_short_says_so_at_the_top() {
    String cut = render(ReportDemo.run("demo", 100, false));
    assertThat(cut).contains("Cut short after");
    assertThat(cut.indexOf("Cut short after")).isLessThan(cut.indexOf("id=\"matrix\""));
    assertThat(page).doesNotContain("Cut short");
  }

  @Test
  void a_run_without_results_is_a_page_too() {
    Report empty = Report.of(DEMO.run(), DEMO.ended(), false, List.of());
    assertThat(render(empty)).contains("Nothing could be judged.").doesNotContain("id=\"matrix\"");
  }

  @Test
  void three_thousand_results_stay_below_three_megabytes() {
    assertThat(render(ReportDemo.run("demo", 3000, true)).length()).isLessThan(3_000_000);
  }

  private static List<String> all(String pattern, String text) {
    return all(pattern, text, false);
  }

  private static List<String> all(String pattern, String text, boolean ignoreCase) {
    return Pattern.compile(pattern, ignoreCase ? Pattern.CASE_INSENSITIVE : 0)
        .matcher(text)
        .results()
        .map(MatchResult::group)
        .toList();
  }

  private static String render(Report report) {
    StringWriter out = new StringWriter();
    try {
      new HtmlReport().write(report, out);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    return out.toString();
  }
}
