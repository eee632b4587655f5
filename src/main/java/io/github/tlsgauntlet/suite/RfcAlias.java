package io.github.tlsgauntlet.suite;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Where RFC 8446 says what RFC 9846, which replaced it, says: sections 4.1 to 4.6 were put in
 * another order, the appendices moved by one letter, the others stayed.
 */
public final class RfcAlias {
  private static final int NEW = 9846;

  /** What the certificates of a server and of a client have to be like. */
  private static final String SELECTION = "4.5.1.2";

  /** Longest first: a section is renamed by the first that it begins with. */
  private static final Map<String, String> OLD = old();

  private RfcAlias() {}

  /**
   * The sections of RFC 8446 that say the same: two, where both are now one.
   *
   * @param rfc the number that is cited
   * @param section as it is cited
   * @return empty where another RFC is cited
   */
  public static List<String> in8446(int rfc, String section) {
    if (rfc != NEW) {
      return List.of();
    }
    if (section.equals(SELECTION)) {
      return List.of("4.4.2.2", "4.4.2.3");
    }
    for (Map.Entry<String, String> entry : OLD.entrySet()) {
      String mine = entry.getKey();
      if (section.equals(mine) || section.startsWith(mine + ".")) {
        return List.of(entry.getValue() + section.substring(mine.length()));
      }
    }
    return List.of(section);
  }

  private static Map<String, String> old() {
    Map<String, String> old = new LinkedHashMap<>();
    old.put("4.5.1.1", "4.4.2.1");
    old.put("4.5.1.3", "4.4.2.4");
    old.put("4.5.1", "4.4.2");
    old.put("4.5.2", "4.4.3");
    old.put("4.5.3", "4.4.4");
    old.put("4.1", "4.4.1");
    old.put("4.2", "4.1");
    old.put("4.3", "4.2");
    old.put("4.4", "4.3");
    old.put("4.5", "4.4");
    old.put("4.6", "4.5");
    old.put("4.7", "4.6");
    old.put("E", "D");
    return old;
  }
}
