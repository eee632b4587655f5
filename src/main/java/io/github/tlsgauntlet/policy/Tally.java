package io.github.tlsgauntlet.policy;

import io.github.tlsgauntlet.policy.PolicyFinding.Verdict;
import io.github.tlsgauntlet.probe.Answer;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Gathers what keeps a demand, what breaks it, and what could not be told. */
final class Tally {
  private static final int MOST = 12;
  private final Set<String> kept = new LinkedHashSet<>();
  private final Set<String> broken = new LinkedHashSet<>();
  private final Set<String> untold = new LinkedHashSet<>();

  void kept(String what) {
    kept.add(what);
  }

  void broken(String what) {
    broken.add(what);
  }

  void untold(String what) {
    untold.add(what);
  }

  /** Files a thing by whether it keeps the demand. */
  void add(boolean keeps, String what) {
    (keeps ? kept : broken).add(what);
  }

  /** Files a thing that should be so. */
  void should(Answer answer, String yes, String no, String unknown) {
    switch (answer) {
      case YES -> kept(yes);
      case NO -> broken(no);
      case UNTOLD -> untold(unknown);
    }
  }

  boolean isBroken() {
    return !broken.isEmpty();
  }

  /**
   * What it comes to: one thing that breaks the demand is enough, and nothing untold can keep it.
   *
   * @param absent what to say where there is nothing that the demand is about
   */
  Ruling ruling(String absent) {
    if (!broken.isEmpty()) {
      return new Ruling(Verdict.FAIL, list(broken));
    }
    if (!untold.isEmpty()) {
      return new Ruling(Verdict.INCONCLUSIVE, "not told: " + list(untold));
    }
    return kept.isEmpty()
        ? new Ruling(Verdict.NOT_APPLICABLE, absent)
        : new Ruling(Verdict.PASS, list(kept));
  }

  private static String list(Set<String> things) {
    List<String> first = new ArrayList<>(things);
    String more = first.size() > MOST ? " and " + (first.size() - MOST) + " more" : "";
    return String.join("; ", first.subList(0, Math.min(MOST, first.size()))) + more;
  }
}
