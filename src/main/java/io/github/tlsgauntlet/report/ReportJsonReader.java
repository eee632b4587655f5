package io.github.tlsgauntlet.report;

import io.github.tlsgauntlet.peer.Ending;
import io.github.tlsgauntlet.peer.Transcript;
import io.github.tlsgauntlet.peer.TranscriptEntry;
import io.github.tlsgauntlet.suite.AlertGrade;
import io.github.tlsgauntlet.suite.Attempts;
import io.github.tlsgauntlet.suite.Breach;
import io.github.tlsgauntlet.suite.Feature;
import io.github.tlsgauntlet.suite.Mend;
import io.github.tlsgauntlet.suite.Requirement.Explanation;
import io.github.tlsgauntlet.suite.Result;
import io.github.tlsgauntlet.suite.RunInfo;
import io.github.tlsgauntlet.suite.Verdict;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** Turns the tree of a {@code report.json} back into a report; every fault names file and field. */
final class ReportJsonReader {
  private final Path file;

  private ReportJsonReader(Path file) {
    this.file = file;
  }

  static Report report(Path file, JsonNode root) throws ReportException {
    return new ReportJsonReader(file).report(root);
  }

  private Report report(JsonNode root) throws ReportException {
    String version = text(root, "schemaVersion");
    if (!version.equals(Report.SCHEMA_VERSION)) {
      throw new ReportException(
          "%s has schema version %s; this harness reads version %s"
              .formatted(file, Text.oneLine(Text.bounded(version, 20)), Report.SCHEMA_VERSION));
    }
    JsonNode run = object(root, "run");
    Map<String, String> settings = new LinkedHashMap<>();
    run.path("settings")
        .properties()
        .forEach(entry -> settings.put(entry.getKey(), entry.getValue().asString("")));
    List<Result> results = new ArrayList<>();
    Map<String, Explanation> explanations = explanations(root.path("explanations"));
    for (JsonNode result : array(root, "results")) {
      results.add(result(result, explanations));
    }
    return new Report(
        new RunInfo(
            text(run, "target"),
            instant(run, "started"),
            text(run, "harness"),
            text(run, "runtime"),
            number(text(run, "seed"), "seed"),
            settings),
        instant(run, "ended"),
        root.path("complete").asBoolean(false),
        results,
        texts(root.path("notes")));
  }

  private Map<String, Explanation> explanations(JsonNode node) throws ReportException {
    Map<String, Explanation> explanations = new HashMap<>();
    for (Map.Entry<String, JsonNode> entry : node.properties()) {
      JsonNode more = entry.getValue();
      List<Feature> needs = new ArrayList<>();
      for (String need : texts(more.path("needs"))) {
        // A feature that a newer harness knows is no reason to refuse its report.
        Arrays.stream(Feature.values()).filter(f -> f.name().equals(need)).forEach(needs::add);
      }
      explanations.put(
          entry.getKey(),
          new Explanation(
              text(more, "sends"),
              text(more, "expects"),
              constant(Breach.values(), more, "breach"),
              texts(more.path("also")),
              needs));
    }
    return explanations;
  }

  private static List<String> texts(JsonNode array) {
    List<String> texts = new ArrayList<>();
    array.forEach(text -> texts.add(text.asString("")));
    return texts;
  }

  private Result result(JsonNode node, Map<String, Explanation> explanations)
      throws ReportException {
    List<Mend> mends = new ArrayList<>();
    for (JsonNode mend : node.path("mend")) {
      mends.add(new Mend(text(mend, "product"), text(mend, "snippet")));
    }
    List<Transcript> evidence = new ArrayList<>();
    for (JsonNode transcript : node.path("evidence")) {
      evidence.add(transcript(transcript));
    }
    List<Attempts> attempts = new ArrayList<>();
    for (JsonNode alike : node.path("attempts")) {
      attempts.add(new Attempts(texts(alike.path("what")), text(alike, "seen")));
    }
    String quarter = text(node, "quarter");
    return new Result(
        text(node, "id"),
        ReportJson.quarter(quarter).orElseThrow(() -> odd("quarter", quarter)),
        text(node, "suite"),
        text(node, "target"),
        text(node, "check"),
        text(node, "group"),
        optional(node, "version"),
        text(node, "title"),
        optional(node, "reference"),
        text(node, "says"),
        constant(Verdict.values(), node, "verdict"),
        text(node, "reason"),
        constant(AlertGrade.values(), node, "alertGrade"),
        optional(node, "alert"),
        optional(node, "control"),
        mends,
        evidence,
        micros(node, "tookMicros"),
        Optional.ofNullable(explanations.get(text(node, "check"))),
        attempts);
  }

  private Transcript transcript(JsonNode node) throws ReportException {
    JsonNode ending = object(node, "ending");
    String kind = text(ending, "kind");
    Ending read =
        Endings.of(
                kind,
                ending.path("code").asInt(0),
                ending.path("fatal").asBoolean(false),
                ending.path("reason").asString(""))
            .orElseThrow(() -> odd("ending", kind));
    List<TranscriptEntry> entries = new ArrayList<>();
    for (JsonNode entry : array(node, "entries")) {
      entries.add(
          new TranscriptEntry(
              micros(entry, "atMicros"),
              constant(TranscriptEntry.Direction.values(), entry, "direction"),
              text(entry, "label"),
              texts(entry.path("details")),
              entry.path("encrypted").asBoolean(false),
              hex(entry.path("bytes").asString(""))));
    }
    return new Transcript(entries, read);
  }

  private JsonNode object(JsonNode node, String field) throws ReportException {
    JsonNode value = node.path(field);
    if (!value.isObject()) {
      throw missing(field);
    }
    return value;
  }

  private JsonNode array(JsonNode node, String field) throws ReportException {
    JsonNode value = node.path(field);
    if (!value.isArray()) {
      throw missing(field);
    }
    return value;
  }

  private String text(JsonNode node, String field) throws ReportException {
    return optional(node, field).orElseThrow(() -> missing(field));
  }

  private static Optional<String> optional(JsonNode node, String field) {
    JsonNode value = node.path(field);
    return value.isString() ? Optional.of(value.asString()) : Optional.empty();
  }

  private Instant instant(JsonNode node, String field) throws ReportException {
    String value = text(node, field);
    try {
      return Instant.parse(value);
    } catch (DateTimeParseException e) {
      throw odd(field, value);
    }
  }

  private Duration micros(JsonNode node, String field) throws ReportException {
    JsonNode value = node.path(field);
    if (!value.isIntegralNumber() || !value.canConvertToLong()) {
      throw missing(field);
    }
    return Duration.of(value.asLong(), ChronoUnit.MICROS);
  }

  private long number(String value, String field) throws ReportException {
    try {
      return Long.parseLong(value);
    } catch (NumberFormatException e) {
      throw odd(field, value);
    }
  }

  private byte[] hex(String value) throws ReportException {
    try {
      return HexFormat.of().parseHex(value);
    } catch (IllegalArgumentException e) {
      throw odd("bytes", value);
    }
  }

  private <E extends Enum<E>> E constant(E[] values, JsonNode node, String field)
      throws ReportException {
    String name = text(node, field);
    return Arrays.stream(values)
        .filter(value -> value.name().equals(name))
        .findFirst()
        .orElseThrow(() -> odd(field, name));
  }

  private ReportException missing(String field) {
    return new ReportException("%s is not a report: %s is missing".formatted(file, field));
  }

  private ReportException odd(String field, String value) {
    return new ReportException(
        "%s is not a report: %s cannot be \"%s\""
            .formatted(file, field, Text.oneLine(Text.bounded(value, 40))));
  }
}
