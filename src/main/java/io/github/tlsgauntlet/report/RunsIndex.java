package io.github.tlsgauntlet.report;

import io.github.tlsgauntlet.suite.Verdict;
import java.io.IOException;
import java.io.InputStream;
import java.io.Writer;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The page that lists all runs, newest first. Reads only the head of each {@code report.json}; a
 * file that is broken is listed as such and spoils nothing.
 */
public final class RunsIndex {
  private static final int HEAD_FIELDS = 32;

  private final JsonMapper mapper = JsonMapper.builder().build();

  private record Run(
      String folder,
      String link,
      String target,
      Instant started,
      String when,
      String answer,
      List<Count> counts) {}

  private record Count(String letter, String name, int count) {}

  private record Broken(String folder, String fault) {}

  /**
   * Writes the page.
   *
   * @param reportsDirectory the folder whose folders hold a {@code report.json} each
   * @param out where to
   * @throws IOException if the folder cannot be listed or the page not be written
   */
  public void write(Path reportsDirectory, Writer out) throws IOException {
    List<Run> runs = new ArrayList<>();
    List<Broken> broken = new ArrayList<>();
    for (Path file : reports(reportsDirectory)) {
      String folder = String.valueOf(file.getName(file.getNameCount() - 2));
      try {
        runs.add(head(folder, file));
      } catch (IOException | JacksonException | DateTimeParseException e) {
        broken.add(new Broken(folder, Faults.oneLine(e)));
      }
    }
    runs.sort(Comparator.comparing(Run::started).reversed().thenComparing(Run::folder));
    Page page = new Page();
    page.put("runs", runs);
    page.put("broken", broken);
    page.put("any", !runs.isEmpty());
    page.put("anyBroken", !broken.isEmpty());
    page.write("runs.mustache", out);
  }

  private static List<Path> reports(Path reportsDirectory) throws IOException {
    try (Stream<Path> folders = Files.list(reportsDirectory)) {
      return folders
          .filter(folder -> !folder.getFileName().toString().startsWith("."))
          .map(folder -> folder.resolve("report.json"))
          .filter(Files::isRegularFile)
          .sorted()
          .toList();
    }
  }

  /** Reads as far as the results, and no further. */
  private Run head(String folder, Path file) throws IOException {
    Map<String, JsonNode> fields = new HashMap<>();
    try (InputStream in = Files.newInputStream(file);
        JsonParser parser = mapper.createParser(in)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        throw new IOException("not a report");
      }
      while (fields.size() < HEAD_FIELDS && parser.nextToken() == JsonToken.PROPERTY_NAME) {
        String name = parser.currentName();
        if (name.equals("results")) {
          break;
        }
        parser.nextToken();
        fields.put(name, parser.readValueAsTree());
      }
    }
    JsonNode missing = mapper.missingNode();
    JsonNode run = fields.getOrDefault("run", missing);
    JsonNode totals = fields.getOrDefault("totals", missing);
    if (!run.isObject() || !totals.isObject()) {
      throw new IOException("not a report: run or totals is missing");
    }
    List<Count> counts = new ArrayList<>();
    for (Verdict verdict : Verdict.values()) {
      int count = totals.path(verdict.name()).asInt(0);
      if (count > 0) {
        counts.add(
            new Count(Character.toString(Words.letter(verdict)), Words.verdict(verdict), count));
      }
    }
    Instant started = Instant.parse(run.path("started").asString(""));
    return new Run(
        folder,
        URLEncoder.encode(folder, StandardCharsets.UTF_8).replace("+", "%20"),
        run.path("target").asString(folder),
        started,
        Page.time(started),
        fields.getOrDefault("answer", missing).asString(""),
        counts);
  }
}
