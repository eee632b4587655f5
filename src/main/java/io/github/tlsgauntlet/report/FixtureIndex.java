package io.github.tlsgauntlet.report;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The {@code index.json} of a folder of fixtures: what each is, and by what mark and which files a
 * later run knows the folder, and in it what is its own.
 */
final class FixtureIndex {
  static final String NAME = "index.json";

  /** What lies beside an index. */
  static final String PAGE = "index.html";

  /** What lies in the folder of a role. */
  static final List<String> OF_ROLE = List.of("trust.pem", "issuer.pem");

  private static final String OURS = "TLS Gauntlet fixtures";
  private static final int FORM = 1;

  /** A name of ours; nothing that leads out of the folder. */
  private static final Pattern NAME_OF_OURS = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]*");

  private FixtureIndex() {}

  static void write(List<FixtureEntry> entries, Path file) {
    List<Map<String, Object>> rows =
        entries.stream()
            .map(
                entry -> {
                  Map<String, Object> row = new LinkedHashMap<>();
                  row.put("id", entry.id());
                  row.put("role", entry.role());
                  row.put("group", entry.group());
                  row.put("title", entry.title());
                  row.put("folder", entry.folder());
                  row.put("expect", entry.expectations());
                  row.put("alerts", entry.alerts());
                  row.put("reference", entry.reference());
                  row.put("why", entry.why());
                  row.put("control", entry.control());
                  row.put("name", entry.name());
                  row.put("presentation", entry.presentation());
                  row.put("files", entry.files());
                  return row;
                })
            .toList();
    JsonMapper.builder()
        .build()
        .writerWithDefaultPrettyPrinter()
        .writeValue(file, new Index(OURS, FORM, rows));
  }

  private record Index(String madeBy, int form, List<Map<String, Object>> fixtures) {}

  /**
   * What an earlier run wrote into a folder, by the index that it left there; paths from the
   * folder.
   *
   * @return empty where there is no index of ours
   */
  static Optional<List<Path>> files(Path folder) {
    Optional<JsonNode> index = read(folder.resolve(NAME));
    if (index.isEmpty()) {
      return Optional.empty();
    }
    List<Path> files = new ArrayList<>(List.of(Path.of(NAME), Path.of(PAGE)));
    for (JsonNode fixture : index.get().path("fixtures")) {
      String role = fixture.path("role").asString("");
      String id = fixture.path("id").asString("");
      if (!isName(role) || !isName(id)) {
        continue;
      }
      OF_ROLE.forEach(name -> files.add(Path.of(role, name)));
      for (JsonNode file : fixture.path("files")) {
        if (isName(file.asString(""))) {
          files.add(Path.of(role, id, file.asString("")));
        }
      }
    }
    return Optional.of(files.stream().distinct().toList());
  }

  private static boolean isName(String text) {
    return NAME_OF_OURS.matcher(text).matches();
  }

  private static Optional<JsonNode> read(Path file) {
    if (!Files.isRegularFile(file)) {
      return Optional.empty();
    }
    try {
      JsonNode index = JsonMapper.builder().build().readTree(file);
      boolean ours =
          OURS.equals(index.path("madeBy").asString("")) && index.path("form").asInt(0) == FORM;
      return ours ? Optional.of(index) : Optional.empty();
    } catch (JacksonException e) {
      return Optional.empty();
    }
  }
}
