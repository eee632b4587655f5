package io.github.tlsgauntlet.protocol;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Names of code points as the IANA registries have them; a number where they have none. */
final class CodePointNames {
  private static final int GREASE_MASK = 0x0f0f;
  private static final int GREASE = 0x0a0a;

  private CodePointNames() {}

  private static final class Registry {
    private static final Map<String, Map<Integer, String>> NAMES = new HashMap<>();
    private static final Map<String, Map<Integer, Recommended>> RECOMMENDED = new HashMap<>();

    static {
      load();
    }

    private static void load() {
      InputStream resource = CodePointNames.class.getResourceAsStream("code-points.csv");
      if (resource == null) {
        throw new IllegalStateException("code-points.csv is not on the class path");
      }
      try (BufferedReader lines =
          new BufferedReader(new InputStreamReader(resource, StandardCharsets.UTF_8))) {
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
          String[] cells = line.split(",", 4);
          if (cells.length == 4 && !line.startsWith("#")) {
            int code = Integer.decode(cells[1]);
            NAMES.computeIfAbsent(cells[0], kind -> new LinkedHashMap<>()).put(code, cells[3]);
            if (!cells[2].equals("-")) {
              RECOMMENDED
                  .computeIfAbsent(cells[0], kind -> new HashMap<>())
                  .put(code, Recommended.valueOf(cells[2]));
            }
          }
        }
      } catch (IOException e) {
        throw new UncheckedIOException("code-points.csv cannot be read", e);
      }
    }
  }

  static String cipherSuite(int code) {
    return hexadecimal("suite", code);
  }

  static String namedGroup(int code) {
    return hexadecimal("group", code);
  }

  static String signatureScheme(int code) {
    return hexadecimal("scheme", code);
  }

  static String alertDescription(int code) {
    return decimal("alert", code);
  }

  static String extensionType(int code) {
    return isGrease(code) ? hexadecimal("extension", code) : decimal("extension", code);
  }

  static String contentType(int code) {
    return decimal("content", code);
  }

  static String handshakeType(int code) {
    return decimal("handshake", code);
  }

  static Optional<Integer> codeOf(String kind, String name) {
    return Registry.NAMES.getOrDefault(kind, Map.of()).entrySet().stream()
        .filter(entry -> entry.getValue().equalsIgnoreCase(name))
        .map(Map.Entry::getKey)
        .findFirst();
  }

  /** What the registry's column of that name says; empty where it says nothing. */
  static Optional<Recommended> recommended(String kind, int code) {
    return Optional.ofNullable(Registry.RECOMMENDED.getOrDefault(kind, Map.of()).get(code));
  }

  /** The code points that have names, in the order of the file: the strongest suites first. */
  static List<Integer> registered(String kind) {
    return List.copyOf(Registry.NAMES.getOrDefault(kind, Map.of()).keySet());
  }

  /** Values set aside so that implementations stay tolerant (RFC 8701, Section 2). */
  private static boolean isGrease(int code) {
    return (code & GREASE_MASK) == GREASE && code >>> 8 == (code & 0xff);
  }

  private static String decimal(String kind, int code) {
    return name(kind, code).orElseGet(() -> Integer.toString(code));
  }

  private static String hexadecimal(String kind, int code) {
    if (isGrease(code)) {
      return "GREASE_" + Integer.toHexString(code);
    }
    return name(kind, code).orElseGet(() -> "0x%04x".formatted(code));
  }

  private static Optional<String> name(String kind, int code) {
    return Optional.ofNullable(Registry.NAMES.getOrDefault(kind, Map.of()).get(code));
  }
}
