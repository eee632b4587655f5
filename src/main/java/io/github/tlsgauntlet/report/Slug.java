package io.github.tlsgauntlet.report;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Set;

/** Turns the name of a target into the name of a folder, whatever the name holds. */
final class Slug {
  private static final int LIMIT = 60;

  /** Names that mean something else in reports/, or that Windows keeps for itself. */
  private static final Set<String> TAKEN =
      Set.of("baselines", "index.html", "con", "prn", "aux", "nul", "com1", "lpt1");

  private Slug() {}

  /**
   * A name of letters, digits, dots, dashes and underscores. A plain {@code jvm:SunJSSE} or {@code
   * host:8443} keeps its looks; any other change adds a piece of the name's hash, so that two
   * targets never share a folder by accident.
   */
  static String of(String target) {
    String plain = target.replaceFirst("(?<=[A-Za-z0-9]):(?=[A-Za-z0-9])", "-");
    if (plain.matches("[A-Za-z0-9][A-Za-z0-9._-]*[A-Za-z0-9]|[A-Za-z0-9]")
        && plain.length() <= LIMIT
        && !TAKEN.contains(plain.toLowerCase(Locale.ROOT))) {
      return plain;
    }
    String safe = plain.replaceAll("[^A-Za-z0-9._]+", "-").replaceAll("^[-._]+|[-._]+$", "");
    String start = safe.substring(0, Math.min(safe.length(), LIMIT));
    return (start.isEmpty() ? "target" : start) + "-" + hash(target);
  }

  private static String hash(String target) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(target.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest, 0, 4);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
