package io.github.tlsgauntlet.suite;

import java.time.Instant;
import java.util.Map;

/**
 * What a run is: said at its start, and written at the head of every report.
 *
 * @param target what the user named, {@code jvm} where nothing
 * @param started when
 * @param harness the harness's version
 * @param runtime the JVM it runs in, {@code OpenJDK 17.0.15, Linux amd64}
 * @param seed what the fixtures' keys and serial numbers were drawn from
 * @param settings the options in force, passwords left out
 */
public record RunInfo(
    String target,
    Instant started,
    String harness,
    String runtime,
    long seed,
    Map<String, String> settings) {
  public RunInfo {
    settings = Map.copyOf(settings);
  }
}
