package io.github.tlsgauntlet.report;

import io.github.tlsgauntlet.suite.Mend;
import io.github.tlsgauntlet.suite.Result;
import io.github.tlsgauntlet.suite.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * Writes SARIF 2.1.0 (OASIS) for code scanning: a rule for each check, a result for each FAIL
 * (error), WARN (warning) and KNOWN (suppressed, with the baseline's reason). What passed or could
 * not be told is left out, as consumers show every result as an alert.
 */
public final class SarifReport {
  private static final String SCHEMA =
      "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

  private final JsonMapper mapper = JsonMapper.builder().build();

  /**
   * Writes a report.
   *
   * @param report the run
   * @param file where to
   * @throws IOException if it cannot be written
   */
  public void write(Report report, Path file) throws IOException {
    try {
      Files.write(file, mapper.writeValueAsBytes(sarif(report)));
    } catch (JacksonException e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  private static Map<String, Object> sarif(Report report) {
    List<Result> results = report.results().stream().filter(SarifReport::isShown).toList();
    Map<String, Result> rules = new TreeMap<>();
    results.forEach(result -> rules.putIfAbsent(result.check(), result));
    List<String> ids = List.copyOf(rules.keySet());
    Map<String, Integer> indexes = new LinkedHashMap<>();
    ids.forEach(id -> indexes.put(id, indexes.size()));
    Map<String, Object> driver = new LinkedHashMap<>();
    driver.put("name", "TLS Gauntlet");
    driver.put("version", clean(report.run().harness()));
    driver.put("rules", rules.values().stream().map(SarifReport::rule).toList());
    Map<String, Object> run = new LinkedHashMap<>();
    run.put("tool", Map.of("driver", driver));
    run.put("automationDetails", Map.of("id", "tls-gauntlet/" + Slug.of(report.run().target())));
    run.put("invocations", List.of(invocation(report)));
    run.put(
        "results",
        results.stream()
            .map(result -> result(report, result, indexes.getOrDefault(result.check(), 0)))
            .toList());
    Map<String, Object> root = new LinkedHashMap<>();
    root.put("$schema", SCHEMA);
    root.put("version", "2.1.0");
    root.put("runs", List.of(run));
    return root;
  }

  private static boolean isShown(Result result) {
    return switch (result.verdict()) {
      case FAIL, WARN, KNOWN -> true;
      case PASS, INCONCLUSIVE, NOT_APPLICABLE -> false;
    };
  }

  private static Map<String, Object> invocation(Report report) {
    return Map.of(
        "executionSuccessful", report.complete(),
        "startTimeUtc", report.run().started().toString(),
        "endTimeUtc", report.ended().toString());
  }

  private static Map<String, Object> rule(Result result) {
    Map<String, Object> rule = new LinkedHashMap<>();
    rule.put("id", clean(result.check()));
    rule.put("shortDescription", text(result.title()));
    List<String> sources = Meaning.sources(result);
    String reference = sources.isEmpty() ? "" : " (" + String.join("; ", sources) + ")";
    rule.put("fullDescription", text(result.says() + reference));
    StringBuilder help = new StringBuilder(result.says() + reference);
    result
        .explanation()
        .ifPresent(
            more ->
                help.append("\n\nSent to try it: ")
                    .append(more.sends())
                    .append("\nConforms: ")
                    .append(more.expects())
                    .append("\nIf broken: ")
                    .append(more.breach().meaning()));
    for (Mend mend : result.mend()) {
      help.append("\n\n").append(mend.product()).append(":\n").append(mend.snippet());
    }
    rule.put("help", text(help.toString()));
    List<String> tags = new ArrayList<>(List.of("tls", clean(Words.quarterId(result.quarter()))));
    Map<String, Object> properties = new LinkedHashMap<>();
    properties.put("tags", tags);
    result
        .explanation()
        .ifPresent(
            more -> {
              tags.add(Meaning.word(more.breach()));
              properties.put("breach", Meaning.word(more.breach()));
              properties.put("sends", clean(more.sends()));
              properties.put("expects", clean(more.expects()));
            });
    rule.put("properties", properties);
    return rule;
  }

  private static Map<String, Object> result(Report report, Result result, int rule) {
    Map<String, Object> out = new LinkedHashMap<>();
    out.put("ruleId", clean(result.check()));
    out.put("ruleIndex", rule);
    out.put("level", result.verdict() == Verdict.FAIL ? "error" : "warning");
    String alert = Words.alert(result);
    String where =
        "%s, %s%s: "
            .formatted(
                result.target(),
                Words.quarter(result.quarter()),
                result.version().map(version -> ", " + version).orElse(""));
    out.put("message", text(where + result.reason() + (alert.isEmpty() ? "" : " Alert: " + alert)));
    out.put("locations", List.of(location(report, result)));
    out.put("partialFingerprints", Map.of("resultId/v1", clean(result.id())));
    Meaning.breach(result)
        .ifPresent(breach -> out.put("properties", Map.of("breach", Meaning.word(breach))));
    if (result.verdict() == Verdict.KNOWN) {
      out.put(
          "suppressions",
          List.of(Map.of("kind", "external", "justification", clean(result.reason()))));
    }
    return out;
  }

  /**
   * A target is no file: the report stands in for one, and the logical location names the target.
   */
  private static Map<String, Object> location(Report report, Result result) {
    String uri = "reports/" + Slug.of(report.run().target()) + "/index.html";
    return Map.of(
        "physicalLocation",
            Map.of("artifactLocation", Map.of("uri", uri), "region", Map.of("startLine", 1)),
        "logicalLocations",
            List.of(
                Map.of(
                    "name", clean(result.target()),
                    "fullyQualifiedName", clean(result.id()),
                    "kind", "resource")));
  }

  /** In a SARIF message, brackets may make a link, so they are escaped (section 3.11.6). */
  private static Map<String, Object> text(String text) {
    return Map.of(
        "text", clean(text).replace("\\", "\\\\").replace("[", "\\[").replace("]", "\\]"));
  }

  private static String clean(String text) {
    return Text.visible(Text.wellFormed(Text.bounded(text, ReportJson.CHARACTERS_KEPT)));
  }
}
