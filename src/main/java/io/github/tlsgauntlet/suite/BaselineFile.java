package io.github.tlsgauntlet.suite;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads and writes baselines:
 *
 * <pre>{@code
 * {"accepted": [
 *   {"check": "leaf-expired", "quarter": "two-way-server", "target": "jvm:*",
 *    "version": "TLS 1.2", "reason": "ends with the old gateway", "until": "2027-01-31"}
 * ]}
 * }</pre>
 *
 * <p>{@code check}, {@code target} and {@code reason} are needed; a field of another name is an
 * error, so that a misspelt {@code until} accepts nothing for ever.
 */
public final class BaselineFile {
  private static final Set<String> FIELDS =
      Set.of("check", "quarter", "target", "version", "reason", "until");

  private final JsonMapper mapper =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(SerializationFeature.INDENT_OUTPUT)
          .build();

  /**
   * Reads a baseline.
   *
   * @param file a JSON file
   * @throws BaselineException if it cannot be read or is no baseline
   */
  public Baseline read(Path file) throws BaselineException {
    byte[] bytes;
    try {
      bytes = Files.readAllBytes(file);
    } catch (IOException e) {
      String why = Files.exists(file) ? "cannot be read" : "does not exist";
      throw new BaselineException("Baseline %s %s".formatted(file, why), e);
    }
    return parse(file.toString(), new String(bytes, StandardCharsets.UTF_8));
  }

  /**
   * Reads a baseline from text.
   *
   * @param name what a message calls it
   * @param json the text
   * @throws BaselineException if it is no baseline
   */
  public Baseline parse(String name, String json) throws BaselineException {
    JsonNode root;
    try {
      root = mapper.readTree(json);
    } catch (JacksonException e) {
      String what = Optional.ofNullable(e.getOriginalMessage()).orElse("").replaceAll("\\R.*", "");
      throw new BaselineException(
          "Baseline %s, line %d, is not JSON: %s"
              .formatted(name, Math.max(1, e.getLocation().getLineNr()), what),
          e);
    }
    if (!root.isObject() || !root.path("accepted").isArray()) {
      throw new BaselineException("Baseline %s: field accepted must be a list".formatted(name));
    }
    for (String field : root.propertyNames()) {
      if (!field.equals("accepted") && !field.equals("$schema")) {
        throw new BaselineException("Baseline %s: unknown field %s".formatted(name, field));
      }
    }
    List<Baseline.Entry> entries = new ArrayList<>();
    for (JsonNode node : root.path("accepted")) {
      entries.add(entry(name + ": accepted[" + entries.size() + "]", node));
    }
    return new Baseline(entries);
  }

  /**
   * Writes a baseline beside the file first, so that a full disk leaves the file as it was.
   *
   * @param baseline what is accepted
   * @param file where to
   * @throws BaselineException if the file cannot be written
   */
  public void write(Baseline baseline, Path file) throws BaselineException {
    List<Map<String, String>> accepted =
        baseline.entries().stream().map(BaselineFile::map).toList();
    Path beside = file.resolveSibling(file.getFileName() + ".new");
    try {
      Files.writeString(beside, mapper.writeValueAsString(Map.of("accepted", accepted)) + "\n");
      Files.move(beside, file, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException | JacksonException e) {
      throw new BaselineException("Baseline %s cannot be written".formatted(file), e);
    }
  }

  private static Map<String, String> map(Baseline.Entry entry) {
    Map<String, String> map = new LinkedHashMap<>();
    map.put("check", entry.check());
    entry.quarter().ifPresent(quarter -> map.put("quarter", id(quarter)));
    map.put("target", entry.target());
    entry.version().ifPresent(version -> map.put("version", version));
    map.put("reason", entry.reason());
    entry.until().ifPresent(until -> map.put("until", until.toString()));
    return map;
  }

  private static Baseline.Entry entry(String place, JsonNode node) throws BaselineException {
    if (!node.isObject()) {
      throw new BaselineException("Baseline %s must be an object".formatted(place));
    }
    for (String field : node.propertyNames()) {
      if (!FIELDS.contains(field)) {
        throw new BaselineException("Baseline %s: unknown field %s".formatted(place, field));
      }
    }
    return new Baseline.Entry(
        needed(place, node, "check"),
        quarter(place, node),
        needed(place, node, "target"),
        optional(place, node, "version"),
        needed(place, node, "reason"),
        until(place, node));
  }

  private static Optional<Quarter> quarter(String place, JsonNode node) throws BaselineException {
    Optional<String> name = optional(place, node, "quarter");
    if (name.isEmpty()) {
      return Optional.empty();
    }
    Optional<Quarter> quarter =
        Arrays.stream(Quarter.values()).filter(each -> id(each).equals(name.get())).findFirst();
    if (quarter.isEmpty()) {
      throw new BaselineException(
          "Baseline %s: quarter must be one of %s"
              .formatted(
                  place,
                  String.join(
                      ", ", Arrays.stream(Quarter.values()).map(BaselineFile::id).toList())));
    }
    return quarter;
  }

  private static Optional<LocalDate> until(String place, JsonNode node) throws BaselineException {
    Optional<String> date = optional(place, node, "until");
    try {
      return date.map(LocalDate::parse);
    } catch (DateTimeParseException e) {
      throw new BaselineException(
          "Baseline %s: until must be a date like 2027-01-31".formatted(place), e);
    }
  }

  private static String needed(String place, JsonNode node, String field) throws BaselineException {
    return optional(place, node, field)
        .orElseThrow(
            () -> new BaselineException("Baseline %s: %s is missing".formatted(place, field)));
  }

  private static Optional<String> optional(String place, JsonNode node, String field)
      throws BaselineException {
    if (!node.has(field)) {
      return Optional.empty();
    }
    JsonNode value = node.path(field);
    if (!value.isString() || value.asString().isBlank()) {
      throw new BaselineException("Baseline %s: %s must be text".formatted(place, field));
    }
    return Optional.of(value.asString());
  }

  private static String id(Quarter quarter) {
    return quarter.way() + "-" + quarter.underTest();
  }
}
