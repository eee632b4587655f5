package io.github.tlsgauntlet.pki;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The logs that are known by their keys: a list in the third version of the form in which Google
 * and Apple publish theirs ({@code log_list.json}). Ours holds what Google's held on its date: the
 * logs that a browser took then, by their IDs and keys alone.
 */
public final class TransparencyLogs {
  private static final String BUILT_IN = "transparency-logs.json";

  private final String name;
  private final Once<String, Map<String, TransparencyLog>> byId;

  private TransparencyLogs(String name, Function<String, Map<String, TransparencyLog>> reader) {
    this.name = name;
    this.byId = new Once<>(reader);
  }

  /** No log is known. */
  public static TransparencyLogs none() {
    return new TransparencyLogs("no list of logs", any -> Map.of());
  }

  /** Those that this version of the harness knows. They are read when they are first needed. */
  public static TransparencyLogs builtIn() {
    return new TransparencyLogs("the list of 2026-08-21 within", any -> readBuiltIn());
  }

  private static Map<String, TransparencyLog> readBuiltIn() {
    try (InputStream list = TransparencyLogs.class.getResourceAsStream(BUILT_IN)) {
      if (list == null) {
        throw new IllegalStateException(BUILT_IN + " is missing from the jar");
      }
      return logs(BUILT_IN, list.readAllBytes());
    } catch (IOException | KeyMaterialException e) {
      throw new IllegalStateException(BUILT_IN + " cannot be read", e);
    }
  }

  /**
   * Reads a list.
   *
   * @param file of at most 4 MiB
   * @throws KeyMaterialException if it cannot be read, or holds no log with a key; a log whose
   *     {@code log_id} is not its key's makes the whole list unfit
   */
  public static TransparencyLogs read(Path file) throws KeyMaterialException {
    Map<String, TransparencyLog> logs = logs(file.toString(), StoreFiles.read(file));
    return new TransparencyLogs(file.toString(), any -> logs);
  }

  private static Map<String, TransparencyLog> logs(String file, byte[] content)
      throws KeyMaterialException {
    Map<String, TransparencyLog> logs = new LinkedHashMap<>();
    try {
      for (JsonNode operator : JsonMapper.builder().build().readTree(content).path("operators")) {
        for (String kind : List.of("logs", "tiled_logs")) {
          for (JsonNode log : operator.path(kind)) {
            TransparencyLog one = log(file, log);
            logs.put(one.id(), one);
          }
        }
      }
    } catch (JacksonException e) {
      throw new KeyMaterialException(file + ": is no JSON: " + StoreFiles.oneLine(e), e);
    }
    if (logs.isEmpty()) {
      throw new KeyMaterialException(
          file + ": holds no logs: give a log_list.json of version 3 (operators, logs, key)");
    }
    return Map.copyOf(logs);
  }

  private static TransparencyLog log(String file, JsonNode log) throws KeyMaterialException {
    String name = log.path("description").asString("a log without a description");
    try {
      byte[] key = Base64.getDecoder().decode(log.path("key").asString(""));
      String id = HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(key));
      byte[] told = Base64.getDecoder().decode(log.path("log_id").asString(""));
      if (told.length > 0 && !HexFormat.of().formatHex(told).equals(id)) {
        throw new KeyMaterialException(file + ": the log_id of \"" + name + "\" is not its key's");
      }
      if (Asn1.read(key, SubjectPublicKeyInfo::getInstance).isEmpty()) {
        throw new KeyMaterialException(file + ": the key of \"" + name + "\" can't be read");
      }
      String state = log.path("state").propertyNames().stream().findFirst().orElse("");
      return new TransparencyLog(id, name, state, key);
    } catch (IllegalArgumentException e) {
      throw new KeyMaterialException(file + ": \"" + name + "\" is not in Base64", e);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java has SHA-256", e);
    }
  }

  /** Which list this is, in words. */
  public String name() {
    return name;
  }

  /** How many. */
  public int size() {
    return byId.get(name).size();
  }

  /**
   * A log by its ID.
   *
   * @param id in hexadecimal
   */
  public Optional<TransparencyLog> log(String id) {
    return Optional.ofNullable(byId.get(name).get(id));
  }
}
