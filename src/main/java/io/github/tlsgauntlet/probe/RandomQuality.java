package io.github.tlsgauntlet.probe;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

/** Whether what a server draws looks drawn: only gross faults can be seen from outside. */
final class RandomQuality {
  private static final int RANDOM = 32;

  /** With so many, an octet that never changes is no chance: one in two hundred million. */
  private static final int ENOUGH = 5;

  private static final int LEAST = 3;

  /** Four octets may hold the time (RFC 5246), and eight the downgrade mark (RFC 9846). */
  private static final int AFTER_TIME = 4;

  private static final int BEFORE_MARK = 24;

  private RandomQuality() {}

  static Fact fact(List<byte[]> randoms, List<byte[]> sessionIds) {
    String id = "server-random";
    String title = "draws fresh randoms and session IDs (RFC 9846, Appendix C.1)";
    if (repeated(randoms) > 0) {
      return new Fact(
          id,
          title,
          Answer.NO,
          "Of " + randoms.size() + " randoms " + repeated(randoms) + " had come before.");
    }
    if (repeated(sessionIds) > 0) {
      return new Fact(
          id,
          title,
          Answer.NO,
          "Of " + sessionIds.size() + " session IDs " + repeated(sessionIds) + " had come before.");
    }
    int constant = constant(randoms);
    if (constant > 0) {
      return new Fact(
          id,
          title,
          Answer.NO,
          constant + " octets are the same in all of " + randoms.size() + " randoms.");
    }
    return randoms.size() < LEAST
        ? new Fact(id, title, Answer.UNTOLD, "Only " + randoms.size() + " were seen.")
        : new Fact(
            id,
            title,
            Answer.YES,
            randoms.size() + " randoms and " + sessionIds.size() + " session IDs all differ.");
  }

  private static long repeated(List<byte[]> values) {
    return values.size()
        - values.stream().map(value -> HexFormat.of().formatHex(value)).distinct().count();
  }

  private static int constant(List<byte[]> randoms) {
    if (randoms.size() < ENOUGH) {
      return 0;
    }
    boolean[] differs = new boolean[RANDOM];
    byte[] first = randoms.get(0);
    for (byte[] random : randoms) {
      for (int i = 0; i < RANDOM; i++) {
        differs[i] |= random[i] != first[i];
      }
    }
    int constant = 0;
    for (boolean one : Arrays.copyOfRange(differs, AFTER_TIME, BEFORE_MARK)) {
      constant += one ? 0 : 1;
    }
    return constant;
  }
}
