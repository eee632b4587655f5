package io.github.tlsgauntlet.pki;

import java.io.IOException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.PublicKey;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The logs that are known by their keys: a list in the third version of the form in which Google
 * and Apple publish theirs ({@code log_list.json}).
 */
public final class TransparencyLogs {
  private static final TransparencyLogs NONE = new TransparencyLogs(Map.of());

  private final Map<String, TransparencyLog> byId;

  private TransparencyLogs(Map<String, TransparencyLog> byId) {
    this.byId = Map.copyOf(byId);
  }

  /** No log is known. */
  public static TransparencyLogs none() {
    return NONE;
  }

  /**
   * Reads a list.
   *
   * @param file of at most 4 MiB
   * @throws KeyMaterialException if it cannot be read, or holds no log with a key; a log whose
   *     {@code log_id} is not its key's makes the whole list unfit
   */
  public static TransparencyLogs read(Path file) throws KeyMaterialException {
    Map<String, TransparencyLog> logs = new LinkedHashMap<>();
    try {
      JsonNode list = JsonMapper.builder().build().readTree(StoreFiles.read(file));
      for (JsonNode operator : list.path("operators")) {
        for (String kind : new String[] {"logs", "tiled_logs"}) {
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
    return new TransparencyLogs(logs);
  }

  private static TransparencyLog log(Path file, JsonNode log) throws KeyMaterialException {
    String name = log.path("description").asString("a log without a description");
    try {
      byte[] key = Base64.getDecoder().decode(log.path("key").asString(""));
      String id = HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(key));
      String told = log.path("log_id").asString("");
      if (!told.isEmpty()
          && !HexFormat.of().formatHex(Base64.getDecoder().decode(told)).equals(id)) {
        throw new KeyMaterialException(file + ": the log_id of \"" + name + "\" is not its key's");
      }
      Optional<PublicKey> read =
          Asn1.read(key, SubjectPublicKeyInfo::getInstance).flatMap(TransparencyLogs::key);
      String state = log.path("state").propertyNames().stream().findFirst().orElse("");
      return new TransparencyLog(
          id,
          name,
          state,
          read.orElseThrow(
              () ->
                  new KeyMaterialException(file + ": the key of \"" + name + "\" can't be read")));
    } catch (IllegalArgumentException e) {
      throw new KeyMaterialException(file + ": \"" + name + "\" is not in Base64", e);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java has SHA-256", e);
    }
  }

  private static Optional<PublicKey> key(SubjectPublicKeyInfo info) {
    try {
      return KeyBounds.isWorthReading(info) ? BouncyCastle.publicKey(info) : Optional.empty();
    } catch (IOException | RuntimeException e) {
      // Bouncy Castle tells keys that it can't read by unchecked exceptions too.
      return Optional.empty();
    }
  }

  /** How many. */
  public int size() {
    return byId.size();
  }

  /**
   * A log by its ID.
   *
   * @param id in hexadecimal
   */
  public Optional<TransparencyLog> log(String id) {
    return Optional.ofNullable(byId.get(id));
  }
}
