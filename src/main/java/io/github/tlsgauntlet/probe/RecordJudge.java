package io.github.tlsgauntlet.probe;

import static io.github.tlsgauntlet.probe.RecordFlaw.BOTH;
import static io.github.tlsgauntlet.probe.RecordFlaw.BOTH_MIDDLE;
import static io.github.tlsgauntlet.probe.RecordFlaw.EMPTY_MAC;
import static io.github.tlsgauntlet.probe.RecordFlaw.EMPTY_PADDING;
import static io.github.tlsgauntlet.probe.RecordFlaw.MAC;
import static io.github.tlsgauntlet.probe.RecordFlaw.MAC_MIDDLE;
import static io.github.tlsgauntlet.probe.RecordFlaw.NONE;
import static io.github.tlsgauntlet.probe.RecordFlaw.PADDING;
import static io.github.tlsgauntlet.probe.RecordFlaw.PADDING_LENGTH;
import static io.github.tlsgauntlet.probe.RecordFlaw.PADDING_MIDDLE;
import static io.github.tlsgauntlet.probe.RecordFlaw.TOO_MUCH_PADDING;
import static io.github.tlsgauntlet.probe.RecordFlaw.WITHOUT_MAC;

import io.github.tlsgauntlet.protocol.AlertDescription;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Tells by a server's answers to flawed records which oracles it is. Two answers that differ are
 * always those to two records between which one thing differs: whether the padding is right, or
 * whether the MAC is.
 */
final class RecordJudge {
  /**
   * An oracle that was seen.
   *
   * @param strong whether it answers an attacker's question; a weak one only tells something
   * @param one what it answers to one record, in words
   * @param hidden whether a listener on the line sees the same in both cases
   */
  record Finding(boolean strong, String one, boolean hidden) {}

  private final Map<RecordFlaw, Reaction> answers;
  private final Map<RecordOracle, Finding> findings = new EnumMap<>(RecordOracle.class);

  private RecordJudge(Map<RecordFlaw, Reaction> answers) {
    this.answers = answers;
  }

  /**
   * The oracles in a server's answers.
   *
   * @param answers to all flaws and to none; those to records without data may be missing
   */
  static Map<RecordOracle, Finding> judge(Map<RecordFlaw, Reaction> answers) {
    RecordJudge judge = new RecordJudge(answers);
    judge.taken();
    judge.macTold();
    judge.paddingTold();
    judge.empty();
    judge.withoutMac();
    return judge.findings;
  }

  private Reaction to(RecordFlaw flaw) {
    return Objects.requireNonNull(answers.get(flaw), flaw.name());
  }

  private boolean differ(RecordFlaw one, RecordFlaw other) {
    return !to(one).equals(to(other));
  }

  /** Whether a flawed record was answered as one without flaw is. */
  private boolean takes(RecordFlaw flaw) {
    return to(flaw).beginsLike(to(NONE)) && !to(flaw).equals(to(BOTH_MIDDLE))
        || to(flaw).isTaking();
  }

  private void found(RecordOracle oracle, boolean strong, String what, RecordFlaw a, RecordFlaw b) {
    String words =
        what
            + " To "
            + describe(a)
            + " it "
            + to(a).words()
            + ", to "
            + describe(b)
            + " it "
            + to(b).words()
            + ".";
    findings.putIfAbsent(
        oracle, new Finding(strong, words, to(a).onTheLine().equals(to(b).onTheLine())));
  }

  /** Wrong padding that is taken, at all octets but the last or at some. */
  private void taken() {
    List<RecordFlaw> taken = PADDING.stream().filter(this::takes).toList();
    if (taken.isEmpty()) {
      return;
    }
    boolean everywhere = taken.size() == PADDING.size();
    found(
        everywhere ? RecordOracle.POODLE_TLS : RecordOracle.SLEEPING_POODLE,
        true,
        everywhere
            ? "It takes records whose padding is wrong."
            : "It takes records whose padding is wrong at some octets.",
        taken.get(0),
        BOTH_MIDDLE);
  }

  /** Between records with the same wrong padding, the answer tells which MAC is right. */
  private void macTold() {
    List<Integer> told = new ArrayList<>();
    for (int i = 0; i < PADDING.size(); i++) {
      if (differ(PADDING.get(i), BOTH.get(i)) && !takes(PADDING.get(i))) {
        told.add(i);
      }
    }
    if (told.isEmpty()) {
      return;
    }
    boolean everywhere = told.size() == PADDING.size() || told.size() + taken(told) > 1;
    found(
        everywhere ? RecordOracle.ZOMBIE_POODLE : RecordOracle.SLEEPING_POODLE,
        true,
        everywhere
            ? "Where the padding is wrong, it tells whether the MAC is right."
            : "Where some octets of the padding are wrong, it tells whether the MAC is right.",
        PADDING.get(told.get(0)),
        BOTH.get(told.get(0)));
  }

  private int taken(List<Integer> others) {
    return (int)
        PADDING.stream()
            .filter(flaw -> !others.contains(PADDING.indexOf(flaw)))
            .filter(this::takes)
            .count();
  }

  /** Between records with a wrong MAC, the answer tells which padding is right. */
  private void paddingTold() {
    for (RecordFlaw mac : MAC) {
      if (to(mac).isTaking()) {
        found(
            RecordOracle.GOLDENDOODLE,
            true,
            "It takes records whose MAC is wrong.",
            mac,
            BOTH_MIDDLE);
        return;
      }
    }
    List<RecordFlaw> told =
        BOTH.stream().filter(both -> MAC.stream().anyMatch(mac -> differ(mac, both))).toList();
    if (told.size() == BOTH.size()) {
      RecordFlaw mac =
          MAC.stream().filter(one -> differ(one, BOTH_MIDDLE)).findFirst().orElse(MAC_MIDDLE);
      found(
          RecordOracle.GOLDENDOODLE,
          true,
          "Where the MAC is wrong, it tells whether the padding is right.",
          mac,
          BOTH_MIDDLE);
    } else if (!told.isEmpty()) {
      found(
          RecordOracle.SLEEPING_POODLE,
          true,
          "Where the MAC is wrong, it tells whether some octets of the padding are right.",
          MAC_MIDDLE,
          told.get(0));
    } else if (differ(PADDING_LENGTH, MAC_MIDDLE)) {
      found(
          RecordOracle.SLEEPING_POODLE,
          true,
          "It tells whether the last octet of the padding is right.",
          PADDING_LENGTH,
          MAC_MIDDLE);
    }
  }

  /** What only records without data give away. */
  private void empty() {
    if (!answers.containsKey(EMPTY_MAC)) {
      return;
    }
    // A record without data that is taken is not answered.
    boolean taken = takes(PADDING_MIDDLE) && to(EMPTY_PADDING).isSilence();
    boolean like = taken || !differ(EMPTY_PADDING, PADDING_MIDDLE);
    if (like && !differ(EMPTY_MAC, MAC_MIDDLE)) {
      return;
    }
    if (differ(EMPTY_MAC, EMPTY_PADDING)) {
      found(
          RecordOracle.ZERO_LENGTH,
          true,
          "In a record without data, it tells what is wrong.",
          EMPTY_MAC,
          EMPTY_PADDING);
    } else {
      found(
          RecordOracle.ZERO_LENGTH,
          false,
          "Where something is wrong, it tells whether there is data.",
          EMPTY_MAC,
          MAC_MIDDLE);
    }
  }

  /** Padding that leaves no room for a MAC. */
  private void withoutMac() {
    if (to(TOO_MUCH_PADDING).hasAlert(AlertDescription.RECORD_OVERFLOW)
        && !to(BOTH_MIDDLE).hasAlert(AlertDescription.RECORD_OVERFLOW)) {
      found(
          RecordOracle.CVE_2016_2107,
          true,
          "It tells that there is more padding than record.",
          TOO_MUCH_PADDING,
          BOTH_MIDDLE);
      return;
    }
    boolean more =
        findings.containsKey(RecordOracle.GOLDENDOODLE)
            || findings.containsKey(RecordOracle.SLEEPING_POODLE)
            || findings.containsKey(RecordOracle.POODLE_TLS);
    for (RecordFlaw flaw : WITHOUT_MAC) {
      if (differ(flaw, BOTH_MIDDLE) && !more) {
        found(
            RecordOracle.GOLDENDOODLE,
            false,
            "It tells that the padding leaves no room for a MAC.",
            flaw,
            BOTH_MIDDLE);
        return;
      }
    }
  }

  private static String describe(RecordFlaw flaw) {
    return switch (flaw) {
      case NONE -> "a good record";
      case PADDING_FIRST, PADDING_MIDDLE -> "wrong padding with a right MAC";
      case PADDING_LENGTH -> "a wrong last octet";
      case MAC_FIRST, MAC_MIDDLE, MAC_LAST -> "a wrong MAC with right padding";
      case BOTH_FIRST, BOTH_MIDDLE -> "wrong padding with a wrong MAC";
      case MAC_MISSING -> "right padding without a MAC";
      case ONLY_PADDING -> "nothing but padding";
      case TOO_MUCH_PADDING -> "more padding than record";
      case EMPTY_MAC -> "a wrong MAC without data";
      case EMPTY_PADDING -> "wrong padding without data";
    };
  }
}
