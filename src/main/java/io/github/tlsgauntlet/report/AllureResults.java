package io.github.tlsgauntlet.report;

import io.github.tlsgauntlet.peer.Transcript;
import io.github.tlsgauntlet.suite.Result;
import io.github.tlsgauntlet.suite.Verdict;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.json.JsonMapper;

/**
 * Writes results as Allure reads them: one file a result, one container for the run. The names of
 * files follow from the run and the result, so that the same run gives the same files.
 */
public final class AllureResults {
  private final JsonMapper mapper = JsonMapper.builder().build();

  /** Writes one object's fields. */
  @FunctionalInterface
  private interface Fields {
    void writeTo(JsonGenerator json);
  }

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
      write(folder.resolve(uuid + "-result.json"), json -> result(json, report, result, uuid));
    }
    String uuid = uuid(report.run().started() + "/" + report.run().target());
    write(
        folder.resolve(uuid + "-container.json"), json -> container(json, report, uuid, children));
  }

  private void write(Path file, Fields fields) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (JsonGenerator json = mapper.createGenerator(bytes)) {
      json.writeStartObject();
      fields.writeTo(json);
      json.writeEndObject();
    } catch (JacksonException e) {
      throw new IOException(e.getMessage(), e);
    }
    Files.write(file, bytes.toByteArray());
  }

  private static void container(
      JsonGenerator json, Report report, String uuid, List<String> children) {
    json.writeStringProperty("uuid", uuid);
    json.writeStringProperty("name", clean("TLS Gauntlet: " + report.run().target()));
    json.writeArrayPropertyStart("children");
    children.forEach(json::writeString);
    json.writeEndArray();
    json.writeNumberProperty("start", report.run().started().toEpochMilli());
    json.writeNumberProperty("stop", report.ended().toEpochMilli());
  }

  private static void result(JsonGenerator json, Report report, Result result, String uuid) {
    long start = report.run().started().toEpochMilli();
    String version = result.version().map(v -> " [" + v + "]").orElse("");
    json.writeStringProperty("uuid", uuid);
    json.writeStringProperty("historyId", uuid(result.id()));
    json.writeStringProperty("testCaseId", uuid(result.quarter() + "/" + result.check()));
    text(json, "fullName", result.id());
    text(json, "name", result.title() + version + " (" + result.target() + ")");
    text(json, "description", description(result));
    json.writeStringProperty("status", status(result.verdict()));
    details(json, result);
    json.writeStringProperty("stage", "finished");
    json.writeNumberProperty("start", start);
    json.writeNumberProperty("stop", start + result.took().toMillis());
    labels(json, result);
    json.writeArrayPropertyStart("parameters");
    pair(json, "target", result.target());
    result.version().ifPresent(value -> pair(json, "version", value));
    json.writeEndArray();
    steps(json, result, start);
  }

  private static String description(Result result) {
    List<String> sources = Meaning.sources(result);
    List<String> lines =
        new ArrayList<>(
            List.of(
                result.says()
                    + (sources.isEmpty() ? "" : " (" + String.join("; ", sources) + ")")));
    lines.addAll(Meaning.lines(result));
    return String.join("\n\n", lines);
  }

  private static void details(JsonGenerator json, Result result) {
    String alert = Words.alert(result);
    json.writeObjectPropertyStart("statusDetails");
    text(json, "message", (result.verdict() == Verdict.WARN ? "warn: " : "") + result.reason());
    text(json, "trace", alert.isEmpty() ? "" : "Alert: " + alert);
    json.writeBooleanProperty("known", result.verdict() == Verdict.KNOWN);
    json.writeEndObject();
  }

  private static void labels(JsonGenerator json, Result result) {
    json.writeArrayPropertyStart("labels");
    pair(json, "framework", "tls-gauntlet");
    pair(json, "language", "java");
    pair(json, "parentSuite", result.suite());
    pair(json, "suite", result.group());
    pair(json, "feature", Words.quarter(result.quarter()));
    pair(json, "story", result.check());
    pair(json, "host", result.target());
    pair(json, "severity", severity(result.verdict()));
    pair(json, "tag", Words.verdict(result.verdict()));
    json.writeEndArray();
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

  private static void steps(JsonGenerator json, Result result, long start) {
    json.writeArrayPropertyStart("steps");
    for (Transcript transcript : result.evidence()) {
      transcript.entries().stream()
          .limit(ReportJson.ENTRIES_KEPT)
          .forEach(
              entry -> step(json, Sequence.line(entry).strip(), start + entry.at().toMillis()));
      step(json, "ending: " + Words.ending(transcript.ending()), start);
    }
    json.writeEndArray();
  }

  private static void step(JsonGenerator json, String name, long at) {
    json.writeStartObject();
    text(json, "name", name);
    json.writeStringProperty("status", "passed");
    json.writeStringProperty("stage", "finished");
    json.writeNumberProperty("start", at);
    json.writeNumberProperty("stop", at);
    json.writeEndObject();
  }

  private static void pair(JsonGenerator json, String name, String value) {
    json.writeStartObject();
    json.writeStringProperty("name", name);
    text(json, "value", value);
    json.writeEndObject();
  }

  private static void text(JsonGenerator json, String name, String value) {
    json.writeStringProperty(name, clean(value));
  }

  private static String clean(String text) {
    return Text.visible(Text.wellFormed(Text.bounded(text, ReportJson.CHARACTERS_KEPT)));
  }

  private static String uuid(String name) {
    return UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8)).toString();
  }
}
