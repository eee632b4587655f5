package io.github.tlsgauntlet.suite;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What an earlier run's {@code report.json} says of its results, as far as a gate needs it. */
final class EarlierRun {
  private static final String MARK = "schemaVersion";
  private static final int FIELDS_BEFORE_THE_MARK = 3;

  private EarlierRun() {}

  /** Whether the file is a report and no baseline: a look at its first fields, whatever follows. */
  static boolean isReport(Path file) {
    try (JsonParser json = mapper().createParser(file.toFile())) {
      if (json.nextToken() != JsonToken.START_OBJECT) {
        return false;
      }
      for (int i = 0; i < FIELDS_BEFORE_THE_MARK; i++) {
        String name = json.nextName();
        if (name == null) {
          return false;
        }
        if (name.equals(MARK)) {
          return true;
        }
        json.nextToken();
        json.skipChildren();
      }
      return false;
    } catch (JacksonException e) {
      // Whoever reads it as a baseline next says in which line it is no JSON.
      return false;
    }
  }

  /**
   * The ids of the results that fail, accepted or not.
   *
   * @param file a report
   * @throws BaselineException if it cannot be read
   */
  static Set<String> failures(Path file) throws BaselineException {
    Set<String> failures = new HashSet<>();
    try {
      for (JsonNode result : mapper().readTree(file.toFile()).path("results")) {
        String verdict = result.path("verdict").asString("");
        if (verdict.equals(Verdict.FAIL.name()) || verdict.equals(Verdict.KNOWN.name())) {
          failures.add(result.path("id").asString(""));
        }
      }
    } catch (JacksonException e) {
      throw new BaselineException("Baseline %s is no readable report".formatted(file), e);
    }
    return failures;
  }

  private static JsonMapper mapper() {
    return JsonMapper.builder().build();
  }
}
