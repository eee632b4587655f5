package io.github.tlsgauntlet.probe;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * Asks a trial for its flaws, each on a connection of its own and beside each other; where the
 * answers differ, again and again, until that is no chance.
 */
final class RecordRounds {
  /** How often everything is asked again before a difference is believed. */
  static final int ROUNDS = 4;

  private static final int SECOND_LOOKS = 2;

  /** What the answers to all flaws come to. */
  sealed interface Outcome {
    /**
     * They are one, and it is a refusal.
     *
     * @param reaction the one
     * @param flaws how many were tried
     */
    record Alike(Reaction reaction, int flaws) implements Outcome {}

    /**
     * They differ, each time in the same way; or one of them takes a flawed record.
     *
     * @param answers to all flaws, and to none
     */
    record Different(Map<RecordFlaw, Reaction> answers) implements Outcome {}

    /**
     * They tell nothing.
     *
     * @param reason in words
     */
    record Untold(String reason) implements Outcome {}

    /** Nothing could be asked. */
    record Unreached() implements Outcome {}
  }

  private final Tasks tasks;
  private final RecordTrial trial;
  private final List<RecordFlaw> all;
  private final boolean control;
  private final Map<RecordFlaw, Tasks.Pending<Optional<Reaction>>> first;

  private RecordRounds(
      Tasks tasks,
      RecordTrial trial,
      List<RecordFlaw> all,
      boolean control,
      List<RecordFlaw> first) {
    this.tasks = tasks;
    this.trial = trial;
    this.all = all;
    this.control = control;
    this.first = add(first);
  }

  /**
   * Begins.
   *
   * @param first what is asked at once; the rest only where these answers differ
   * @param all without {@link RecordFlaw#NONE}
   */
  static RecordRounds start(
      Tasks tasks, RecordTrial trial, List<RecordFlaw> first, List<RecordFlaw> all) {
    return new RecordRounds(tasks, trial, all, false, first);
  }

  /** Begins with all, beside a record without flaw: it may be refused for another reason. */
  static RecordRounds startControlled(Tasks tasks, RecordTrial trial, List<RecordFlaw> all) {
    return new RecordRounds(tasks, trial, all, true, all);
  }

  RecordTrial trial() {
    return trial;
  }

  private Map<RecordFlaw, Tasks.Pending<Optional<Reaction>>> add(List<RecordFlaw> flaws) {
    Map<RecordFlaw, Tasks.Pending<Optional<Reaction>>> pending = new EnumMap<>(RecordFlaw.class);
    for (RecordFlaw flaw : flaws) {
      pending.put(flaw, tasks.add(() -> trial.ask(flaw)));
    }
    return pending;
  }

  private static Map<RecordFlaw, Reaction> collect(
      Map<RecordFlaw, Tasks.Pending<Optional<Reaction>>> pending) throws InterruptedException {
    Map<RecordFlaw, Reaction> answers = new EnumMap<>(RecordFlaw.class);
    for (Map.Entry<RecordFlaw, Tasks.Pending<Optional<Reaction>>> one : pending.entrySet()) {
      one.getValue().get().ifPresent(reaction -> answers.put(one.getKey(), reaction));
    }
    return answers;
  }

  /** Waits for the answers, and asks on where they differ; not on a thread of the tasks. */
  Outcome settle() throws InterruptedException {
    Map<RecordFlaw, Reaction> answers = collect(first);
    if (answers.isEmpty()) {
      return new Outcome.Unreached();
    }
    if (answers.size() < first.size()) {
      return new Outcome.Untold("Handshakes with " + trial.suite() + " fail from time to time.");
    }
    Reaction usual = usual(answers);
    if (isOne(answers)) {
      boolean refusal = !usual.isTaking() && !usual.isSilence();
      return refusal && !control ? alike(usual) : beside(usual);
    }
    return isPassing(answers, usual) ? alike(usual) : again();
  }

  private Outcome alike(Reaction reaction) {
    return new Outcome.Alike(reaction, first.size());
  }

  private static boolean isOne(Map<RecordFlaw, Reaction> answers) {
    return Set.copyOf(answers.values()).size() == 1;
  }

  private static Reaction usual(Map<RecordFlaw, Reaction> answers) {
    List<Reaction> reactions = List.copyOf(answers.values());
    Reaction usual = reactions.get(0);
    long most = 0;
    for (Reaction one : new LinkedHashSet<>(reactions)) {
      long count = reactions.stream().filter(one::equals).count();
      if (count > most) {
        most = count;
        usual = one;
      }
    }
    return usual;
  }

  /** One answer to all flaws, beside that to a record that has none. */
  private Outcome beside(Reaction usual) throws InterruptedException {
    Optional<Reaction> good = tasks.add(() -> trial.ask(RecordFlaw.NONE)).get();
    if (good.isEmpty()) {
      return new Outcome.Unreached();
    }
    if (!good.get().beginsLike(usual)) {
      return alike(usual);
    }
    if (usual.isTaking()) {
      return again();
    }
    return new Outcome.Untold(
        "To a good record too, with "
            + trial.suite()
            + ", it "
            + usual.words()
            + (usual.isSilence() ? "." : ": it has another reason to refuse."));
  }

  /** Whether a difference is gone when it is looked at again. */
  private boolean isPassing(Map<RecordFlaw, Reaction> answers, Reaction usual)
      throws InterruptedException {
    List<RecordFlaw> odd =
        answers.keySet().stream().filter(flaw -> !usual.equals(answers.get(flaw))).toList();
    for (Map<RecordFlaw, Reaction> second : rounds(SECOND_LOOKS, odd)) {
      if (second.size() < odd.size() || !isOne(second) || !second.containsValue(usual)) {
        return false;
      }
    }
    return true;
  }

  /** The next round begins while the last answers of the one before are still to come. */
  private List<Map<RecordFlaw, Reaction>> rounds(int count, List<RecordFlaw> flaws)
      throws InterruptedException {
    List<Map<RecordFlaw, Tasks.Pending<Optional<Reaction>>>> pending = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      pending.add(add(flaws));
    }
    List<Map<RecordFlaw, Reaction>> rounds = new ArrayList<>();
    for (Map<RecordFlaw, Tasks.Pending<Optional<Reaction>>> one : pending) {
      rounds.add(collect(one));
    }
    return rounds;
  }

  private Outcome again() throws InterruptedException {
    List<RecordFlaw> flaws = new ArrayList<>(all);
    flaws.add(RecordFlaw.NONE);
    List<Map<RecordFlaw, Reaction>> rounds = rounds(ROUNDS, flaws);
    if (rounds.stream().anyMatch(round -> round.size() < flaws.size())) {
      return new Outcome.Untold("Handshakes with " + trial.suite() + " fail from time to time.");
    }
    Optional<Outcome> settled = steady(rounds, UnaryOperator.identity());
    if (settled.isPresent()) {
      return settled.get();
    }
    return steady(rounds, Reaction::untilStreamEnd)
        .filter(Outcome.Different.class::isInstance)
        .orElseGet(
            () ->
                new Outcome.Untold(
                    "Its answers with "
                        + trial.suite()
                        + " differ from time to time, whatever is sent."));
  }

  /** What the rounds come to; empty where they differ. */
  private Optional<Outcome> steady(
      List<Map<RecordFlaw, Reaction>> rounds, UnaryOperator<Reaction> view) {
    List<Map<RecordFlaw, Reaction>> seen = new ArrayList<>();
    for (Map<RecordFlaw, Reaction> round : rounds) {
      Map<RecordFlaw, Reaction> answers = new EnumMap<>(RecordFlaw.class);
      round.forEach((flaw, reaction) -> answers.put(flaw, view.apply(reaction)));
      seen.add(answers);
    }
    if (Set.copyOf(seen).size() > 1) {
      return Optional.empty();
    }
    Map<RecordFlaw, Reaction> answers = seen.get(0);
    Map<RecordFlaw, Reaction> flawed = new EnumMap<>(answers);
    flawed.remove(RecordFlaw.NONE);
    return Optional.of(
        isOne(flawed) && !usual(flawed).isTaking()
            ? new Outcome.Alike(usual(flawed), flawed.size())
            : new Outcome.Different(answers));
  }
}
