package io.github.tlsgauntlet.report;

import io.github.tlsgauntlet.peer.Transcript;
import io.github.tlsgauntlet.peer.TranscriptEntry;
import io.github.tlsgauntlet.suite.Result;
import io.github.tlsgauntlet.suite.Verdict;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * Writes results as Allure reads them: one file a result, one container for the run. The names of
 * files follow from the run and the result, so that the same run gives the same files.
 */
public final class AllureResults {
  private final JsonMapper mapper = JsonMapper.builder().build();

  /**
   * Writes all results.
   *
   * @param report the run
   * @param folder an empty folder
   * @throws IOException if a file cannot be written
   */
  public void write(Report report, Path folder) throws IOException {
    List<String> children = new ArrayList<>();
    for (int index = 0; index < report.results().size(); index++) {
      Result result = report.results().get(index);
      String uuid = uuid(report.run().started() + "/" + index + "/" + result.id());
      children.add(uuid);
      write(folder.resolve(uuid + "-result.json"), result(report, result, uuid));
    }
    String uuid = uuid(report.run().started() + "/" + report.run().target());
    write(
        folder.resolve(uuid + "-container.json"),
        Map.of(
            "uuid", uuid,
            "name", clean("TLS Gauntlet: " + report.run().target()),
            "children", children,
            "start", report.run().started().toEpochMilli(),
            "stop", report.ended().toEpochMilli()));
  }

  private void write(Path file, Map<String, Object> content) throws IOException {
    try {
      Files.write(file, mapper.writeValueAsBytes(content));
    } catch (JacksonException e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  private static Map<String, Object> result(Report report, Result result, String uuid) {
    long start = report.run().started().toEpochMilli();
    String version = result.version().map(v -> " [" + v + "]").orElse("");
    Map<String, Object> out = new LinkedHashMap<>();
    out.put("uuid", uuid);
    out.put("historyId", uuid(result.id()));
    out.put("testCaseId", uuid(result.quarter() + "/" + result.check()));
    out.put("fullName", clean(result.id()));
    out.put("name", clean(result.title() + version + " (" + result.target() + ")"));
    out.put("description", clean(description(result)));
    out.put("status", status(result.verdict()));
    out.put("statusDetails", details(result));
    out.put("stage", "finished");
    out.put("start", start);
    out.put("stop", start + result.took().toMillis());
    out.put("labels", labels(result));
    List<Map<String, Object>> parameters = new ArrayList<>();
    parameters.add(pair("target", result.target()));
    result.version().ifPresent(value -> parameters.add(pair("version", value)));
    out.put("parameters", parameters);
    out.put("steps", steps(result, start));
    return out;
  }

  private static String description(Result result) {
    return result.says() + result.reference().map(reference -> " (" + reference + ")").orElse("");
  }

  private static Map<String, Object> details(Result result) {
    String alert = Words.alert(result);
    String prefix = result.verdict() == Verdict.WARN ? "warn: " : "";
    return Map.of(
        "message", clean(prefix + result.reason()),
        "trace", clean(alert.isEmpty() ? "" : "Alert: " + alert),
        "known", result.verdict() == Verdict.KNOWN);
  }

  private static List<Map<String, Object>> labels(Result result) {
    return List.of(
        pair("framework", "tls-gauntlet"),
        pair("language", "java"),
        pair("parentSuite", result.suite()),
        pair("suite", result.group()),
        pair("feature", Words.quarter(result.quarter())),
        pair("story", result.check()),
        pair("host", result.target()),
        pair("severity", severity(result.verdict())),
        pair("tag", Words.verdict(result.verdict())));
  }

  private static String status(Verdict verdict) {
    return switch (verdict) {
      case PASS, WARN -> "passed";
      case FAIL -> "failed";
      case INCONCLUSIVE -> "broken";
      case NOT_APPLICABLE, KNOWN -> "skipped";
    };
  }

  private static String severity(Verdict verdict) {
    return switch (verdict) {
      case FAIL -> "critical";
      case WARN -> "minor";
      case PASS, INCONCLUSIVE, NOT_APPLICABLE, KNOWN -> "normal";
    };
  }

  private static List<Map<String, Object>> steps(Result result, long start) {
    List<Map<String, Object>> steps = new ArrayList<>();
    for (Transcript transcript : result.evidence()) {
      transcript.entries().stream()
          .limit(ReportJson.ENTRIES_KEPT)
          .forEach(entry -> steps.add(step(entry, start)));
      steps.add(step("ending: " + Words.ending(transcript.ending()), start, start));
    }
    return steps;
  }

  private static Map<String, Object> step(TranscriptEntry entry, long start) {
    long at = start + entry.at().toMillis();
    return step(Sequence.line(entry).strip(), at, at);
  }

  private static Map<String, Object> step(String name, long start, long stop) {
    return Map.of(
        "name", clean(name), "status", "passed", "stage", "finished", "start", start, "stop", stop);
  }

  private static Map<String, Object> pair(String name, String value) {
    return Map.of("name", name, "value", clean(value));
  }

  private static String clean(String text) {
    return Text.visible(Text.wellFormed(Text.bounded(text, ReportJson.CHARACTERS_KEPT)));
  }

  private static String uuid(String name) {
    return UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8)).toString();
  }
}
