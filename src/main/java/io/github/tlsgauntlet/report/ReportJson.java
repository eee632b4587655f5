package io.github.tlsgauntlet.report;

import io.github.tlsgauntlet.peer.Ending;
import io.github.tlsgauntlet.peer.Transcript;
import io.github.tlsgauntlet.peer.TranscriptEntry;
import io.github.tlsgauntlet.suite.Attempts;
import io.github.tlsgauntlet.suite.Breach;
import io.github.tlsgauntlet.suite.Feature;
import io.github.tlsgauntlet.suite.Mend;
import io.github.tlsgauntlet.suite.Quarter;
import io.github.tlsgauntlet.suite.Requirement.Explanation;
import io.github.tlsgauntlet.suite.Result;
import io.github.tlsgauntlet.suite.RunInfo;
import io.github.tlsgauntlet.suite.Verdict;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.json.JsonMapper;

/**
 * Writes {@code report.json}, the canonical form, and reads it back.
 *
 * <p>The head (run, totals) comes before the results, so that a reader may stop there. Evidence is
 * bounded: a PASS keeps the labels of its messages only, any other verdict keeps decoded fields and
 * {@value #BYTES_KEPT} bytes of each message, and what was cut is counted.
 */
public final class ReportJson {
  /** How many bytes of a message are kept as hex. */
  static final int BYTES_KEPT = 1024;

  /** How many decoded lines of a message are kept. */
  static final int LINES_KEPT = 60;

  /** How many characters of any one text are kept. */
  static final int CHARACTERS_KEPT = 4000;

  /** How many entries of a transcript are kept. */
  static final int ENTRIES_KEPT = 200;

  /** How many tries that ended alike are kept, and how many endings. */
  static final int ATTEMPTS_KEPT = 300;

  private final JsonMapper mapper = JsonMapper.builder().build();

  /**
   * Writes a report.
   *
   * @param report what to write
   * @param file where to
   * @throws IOException if the file cannot be written
   */
  public void write(Report report, Path file) throws IOException {
    try (OutputStream out = Files.newOutputStream(file);
        JsonGenerator json = mapper.createGenerator(out)) {
      json.writeStartObject();
      head(json, report);
      json.writeArrayPropertyStart("results");
      for (Result result : report.results()) {
        json.writeRaw('\n');
        result(json, result);
      }
      json.writeEndArray();
      explanations(json, report);
      json.writeEndObject();
    } catch (JacksonException e) {
      throw e.getCause() instanceof IOException io ? io : new IOException(e.getMessage(), e);
    }
  }

  /**
   * Reads a report, evidence included as far as it was kept.
   *
   * @param file a {@code report.json}
   * @throws ReportException if the file cannot be read, is no report, or is of another version
   */
  public Report read(Path file) throws ReportException {
    try (InputStream in = Files.newInputStream(file)) {
      return ReportJsonReader.report(file, mapper.readTree(in));
    } catch (IOException | JacksonException e) {
      throw new ReportException(
          "%s is not a readable report: %s".formatted(file, Faults.oneLine(e)), e);
    }
  }

  private static void head(JsonGenerator json, Report report) {
    RunInfo run = report.run();
    json.writeStringProperty("$schema", "report.schema.json");
    json.writeStringProperty("schemaVersion", Report.SCHEMA_VERSION);
    json.writeObjectPropertyStart("run");
    text(json, "target", run.target());
    text(json, "started", run.started().toString());
    text(json, "ended", report.ended().toString());
    text(json, "harness", run.harness());
    text(json, "runtime", run.runtime());
    text(json, "seed", Long.toString(run.seed()));
    json.writeObjectPropertyStart("settings");
    new TreeMap<>(run.settings())
        .forEach((name, value) -> text(json, Text.wellFormed(name), value));
    json.writeEndObject();
    json.writeEndObject();
    json.writeBooleanProperty("complete", report.complete());
    text(json, "answer", report.answer());
    totals(json, "totals", report.totals());
    json.writeObjectPropertyStart("quarters");
    report
        .totalsByQuarter()
        .forEach((quarter, totals) -> totals(json, Words.quarterId(quarter), totals));
    json.writeEndObject();
    json.writeArrayPropertyStart("notes");
    report.notes().forEach(note -> json.writeString(kept(note)));
    json.writeEndArray();
  }

  private static void totals(JsonGenerator json, String name, Totals totals) {
    json.writeObjectPropertyStart(name);
    for (Verdict verdict : Verdict.values()) {
      json.writeNumberProperty(verdict.name(), totals.of(verdict));
    }
    json.writeEndObject();
  }

  /** Once a check and not once a result, of which there may be thousands. */
  private static void explanations(JsonGenerator json, Report report) {
    Map<String, Explanation> explanations = new TreeMap<>();
    for (Result result : report.results()) {
      result.explanation().ifPresent(more -> explanations.putIfAbsent(result.check(), more));
    }
    json.writeObjectPropertyStart("explanations");
    explanations.forEach(
        (check, more) -> {
          json.writeObjectPropertyStart(kept(check));
          text(json, "sends", more.sends());
          text(json, "expects", more.expects());
          text(json, "breach", more.breach().name());
          texts(json, "also", more.also());
          texts(json, "needs", more.needs().stream().map(Feature::name).toList());
          json.writeEndObject();
        });
    json.writeEndObject();
  }

  private static void attempts(JsonGenerator json, List<Attempts> attempts) {
    if (attempts.isEmpty()) {
      return;
    }
    json.writeArrayPropertyStart("attempts");
    for (Attempts alike : attempts.subList(0, Math.min(attempts.size(), ATTEMPTS_KEPT))) {
      json.writeStartObject();
      text(json, "seen", alike.seen());
      texts(json, "what", alike.what().subList(0, Math.min(alike.what().size(), ATTEMPTS_KEPT)));
      cut(json, "whatCut", alike.what().size() - ATTEMPTS_KEPT);
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private static void texts(JsonGenerator json, String name, List<String> values) {
    json.writeArrayPropertyStart(name);
    values.forEach(value -> json.writeString(kept(value)));
    json.writeEndArray();
  }

  private static void result(JsonGenerator json, Result result) {
    boolean full = result.verdict() != Verdict.PASS;
    json.writeStartObject();
    text(json, "id", result.id());
    text(json, "quarter", Words.quarterId(result.quarter()));
    text(json, "suite", result.suite());
    text(json, "target", result.target());
    text(json, "check", result.check());
    text(json, "group", result.group());
    text(json, "version", result.version());
    text(json, "title", result.title());
    text(json, "reference", result.reference());
    text(json, "says", result.says());
    text(json, "verdict", result.verdict().name());
    text(json, "reason", result.reason());
    text(json, "alertGrade", result.alertGrade().name());
    text(json, "alert", result.alert());
    text(json, "control", result.control());
    text(json, "breach", Meaning.breach(result).map(Breach::name));
    if (full) {
      attempts(json, result.attempts());
    }
    json.writeNumberProperty("tookMicros", result.took().toNanos() / 1000);
    if (full && !result.mend().isEmpty()) {
      json.writeArrayPropertyStart("mend");
      for (Mend mend : result.mend()) {
        json.writeStartObject();
        text(json, "product", mend.product());
        text(json, "snippet", mend.snippet());
        json.writeEndObject();
      }
      json.writeEndArray();
    }
    json.writeArrayPropertyStart("evidence");
    for (Transcript transcript : result.evidence()) {
      transcript(json, transcript, full);
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private static void transcript(JsonGenerator json, Transcript transcript, boolean full) {
    json.writeStartObject();
    ending(json, transcript.ending());
    List<TranscriptEntry> entries = transcript.entries();
    json.writeArrayPropertyStart("entries");
    for (TranscriptEntry entry : entries.subList(0, Math.min(entries.size(), ENTRIES_KEPT))) {
      entry(json, entry, full);
    }
    json.writeEndArray();
    cut(json, "entriesCut", entries.size() - ENTRIES_KEPT);
    json.writeEndObject();
  }

  private static void ending(JsonGenerator json, Ending ending) {
    json.writeObjectPropertyStart("ending");
    text(json, "kind", Endings.kind(ending));
    if (ending instanceof Ending.Alert alert) {
      text(json, "alert", alert.description().toString());
      json.writeNumberProperty("code", alert.description().code());
      json.writeBooleanProperty("fatal", alert.fatal());
    } else if (ending instanceof Ending.Broken broken) {
      text(json, "reason", broken.reason());
      text(json, "alert", broken.answered().toString());
      json.writeNumberProperty("code", broken.answered().code());
    }
    json.writeEndObject();
  }

  private static void entry(JsonGenerator json, TranscriptEntry entry, boolean full) {
    json.writeStartObject();
    json.writeNumberProperty("atMicros", entry.at().toNanos() / 1000);
    text(json, "direction", entry.direction().name());
    text(json, "label", entry.label());
    json.writeBooleanProperty("encrypted", entry.encrypted());
    json.writeNumberProperty("length", entry.bytes().length);
    if (full) {
      List<String> details = entry.details();
      texts(json, "details", details.stream().limit(LINES_KEPT).toList());
      cut(json, "detailsCut", details.size() - LINES_KEPT);
      byte[] bytes = entry.bytes();
      byte[] head = Arrays.copyOf(bytes, Math.min(bytes.length, BYTES_KEPT));
      json.writeStringProperty("bytes", HexFormat.of().formatHex(head));
      cut(json, "bytesCut", bytes.length - BYTES_KEPT);
    }
    json.writeEndObject();
  }

  private static void cut(JsonGenerator json, String name, int count) {
    if (count > 0) {
      json.writeNumberProperty(name, count);
    }
  }

  private static void text(JsonGenerator json, String name, Optional<String> value) {
    value.ifPresent(present -> text(json, name, present));
  }

  private static void text(JsonGenerator json, String name, String value) {
    json.writeStringProperty(name, kept(value));
  }

  private static String kept(String value) {
    return Text.wellFormed(Text.bounded(value, CHARACTERS_KEPT));
  }

  /** The quarter of a name in a file. */
  static Optional<Quarter> quarter(String id) {
    return Arrays.stream(Quarter.values())
        .filter(quarter -> Words.quarterId(quarter).equals(id))
        .findFirst();
  }
}
