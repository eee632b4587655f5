package io.github.tlsgauntlet.suite.conformance;

import io.github.tlsgauntlet.peer.ClientSettings;
import io.github.tlsgauntlet.peer.Script;
import io.github.tlsgauntlet.peer.Session;
import io.github.tlsgauntlet.suite.Finding;
import io.github.tlsgauntlet.suite.Reaction;
import io.github.tlsgauntlet.suite.Verdict;
import io.github.tlsgauntlet.target.TargetException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiPredicate;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/**
 * What a client of ours does to a server under test. Each method gives a stimulus with one thing
 * more; {@link #expecting} tries it in all combinations and ends the test.
 */
public final class ServerStimulus {
  /** Changes the settings of our client, with and without the fault. */
  @FunctionalInterface
  public interface Change extends UnaryOperator<ClientSettings.Builder> {}

  /**
   * One of several faults that a requirement forbids.
   *
   * @param name what is wrong, for words; empty where there is only one
   * @param script commits it
   * @param change of our client's settings commits it
   * @param after commits it after the handshake
   */
  private record Variant(String name, Script script, Change change, AfterHandshake after) {}

  /**
   * After so many faults it is seen whether the server survives them, to know which it does not.
   */
  private static final int BATCH = 8;

  private static final Variant NO_FAULT =
      new Variant("", Script.NONE, settings -> settings, AfterHandshake.NOTHING);

  /**
   * All that is tried.
   *
   * @param changes of our client's settings, with the fault and without it
   * @param variants the faults
   * @param derived makes faults, by their names, of a connection without one
   * @param where the combinations that it is tried in
   * @param resuming changes the session that is resumed; empty where none is
   * @param surviving whether the server must serve others afterwards
   */
  private record Plan(
      List<Change> changes,
      List<Variant> variants,
      List<Function<Exchange, Map<String, Script>>> derived,
      Predicate<Combination> where,
      Optional<UnaryOperator<Session>> resuming,
      boolean surviving) {
    Plan withChange(Change change) {
      return new Plan(more(changes, change), variants, derived, where, resuming, surviving);
    }

    Plan withVariant(Variant variant) {
      return new Plan(changes, more(variants, variant), derived, where, resuming, surviving);
    }

    Plan withDerived(Function<Exchange, Map<String, Script>> of) {
      return new Plan(changes, variants, more(derived, of), where, resuming, surviving);
    }

    private static <T> List<T> more(List<T> list, T one) {
      List<T> all = new ArrayList<>(list);
      all.add(one);
      return List.copyOf(all);
    }
  }

  private final ServerCase server;
  private final Plan plan;
  private final Optional<Finding> obstacle;
  private boolean patient = true; // of the one thread that runs the test

  private ServerStimulus(ServerCase server, Plan plan, Optional<Finding> obstacle) {
    this.server = server;
    this.plan = plan;
    this.obstacle = obstacle;
  }

  static ServerStimulus of(ServerCase server) {
    return new ServerStimulus(
        server,
        new Plan(List.of(), List.of(), List.of(), one -> true, Optional.empty(), false),
        Optional.empty());
  }

  private ServerStimulus with(Plan next) {
    return new ServerStimulus(server, next, obstacle);
  }

  /** The same, which cannot be given: the test ends with this finding. */
  ServerStimulus prevented(Finding by) {
    return new ServerStimulus(server, plan, Optional.of(by));
  }

  /**
   * Only some of what it has to hold over.
   *
   * @param which combinations
   */
  public ServerStimulus where(Predicate<Combination> which) {
    return with(
        new Plan(
            plan.changes(),
            plan.variants(),
            plan.derived(),
            plan.where().and(which),
            plan.resuming(),
            plan.surviving()));
  }

  /**
   * Other settings, with the fault and without it.
   *
   * @param change of an ordinary client's
   */
  public ServerStimulus given(Change change) {
    return with(plan.withChange(change));
  }

  /** Resumes a session, which a connection before it has begun with the same settings. */
  public ServerStimulus resuming() {
    return resuming(session -> session);
  }

  /**
   * Resumes a session as it was changed.
   *
   * @param change of what the server issued
   */
  public ServerStimulus resuming(UnaryOperator<Session> change) {
    return with(
        new Plan(
            plan.changes(),
            plan.variants(),
            plan.derived(),
            plan.where(),
            Optional.of(change),
            plan.surviving()));
  }

  /** Whatever it was sent, the server goes on serving others. */
  public ServerStimulus surviving() {
    return with(
        new Plan(
            plan.changes(), plan.variants(), plan.derived(), plan.where(), plan.resuming(), true));
  }

  /**
   * Faults that are made of what the server says.
   *
   * @param of makes them, by their names, of a connection without a fault in the same combination
   */
  public ServerStimulus orEach(Function<Exchange, Map<String, Script>> of) {
    return with(plan.withDerived(of));
  }

  /**
   * The fault.
   *
   * @param script commits it
   */
  public ServerStimulus sends(Script script) {
    return or("", script);
  }

  /**
   * One of several faults.
   *
   * @param name what is wrong, for words
   * @param script commits it
   */
  public ServerStimulus or(String name, Script script) {
    return or(name, script, AfterHandshake.NOTHING);
  }

  /**
   * One of several faults, begun in the handshake and finished after it.
   *
   * @param name what is wrong, for words
   * @param script begins it
   * @param after finishes it
   */
  public ServerStimulus or(String name, Script script, AfterHandshake after) {
    return with(plan.withVariant(new Variant(name, script, settings -> settings, after)));
  }

  /**
   * The fault, by other settings than without it.
   *
   * @param change of the settings, on top of {@link #given}
   */
  public ServerStimulus does(Change change) {
    return orDoes("", change);
  }

  /**
   * One of several faults, by other settings than without it.
   *
   * @param name what is wrong, for words
   * @param change of the settings, on top of {@link #given}
   */
  public ServerStimulus orDoes(String name, Change change) {
    return with(plan.withVariant(new Variant(name, Script.NONE, change, AfterHandshake.NOTHING)));
  }

  /**
   * The fault, after the handshake.
   *
   * @param after commits it
   */
  public ServerStimulus afterHandshake(AfterHandshake after) {
    return orAfterHandshake("", after);
  }

  /**
   * One of several faults, after the handshake.
   *
   * @param name what is wrong, for words
   * @param after commits it
   */
  public ServerStimulus orAfterHandshake(String name, AfterHandshake after) {
    return or(name, Script.NONE, after);
  }

  /**
   * Tries it, and ends the test.
   *
   * @param expectation which reactions conform
   * @throws TargetException if the server cannot be reached
   */
  public void expecting(Expectation expectation) throws TargetException {
    concludes(expectation, true);
  }

  /**
   * Judges what is seen, whatever becomes of the handshake, and ends the test: no control is made
   * first, for nothing is sent that the server would have to refuse.
   *
   * @param expectation which reactions conform
   * @throws TargetException if the server cannot be reached
   */
  public void watching(Expectation expectation) throws TargetException {
    concludes(expectation, false);
  }

  private void concludes(Expectation expectation, boolean controlled) throws TargetException {
    if (obstacle.isPresent()) {
      server.concludes(obstacle.get());
      return;
    }
    Findings findings = new Findings();
    int strength = server.server().run().settings().strength();
    FaultCover cover =
        new FaultCover(
            ServerCover.of(server, strength),
            plan.where(),
            Math.max(1, plan.variants().size()),
            strength);
    Optional<Finding> dead = Optional.empty();
    for (Map<Combination, List<Integer>> due = cover.due();
        dead.isEmpty() && !due.isEmpty();
        due = cover.due()) {
      Map<Combination, List<Integer>> now = due;
      dead =
          tries(
              now.keySet(),
              (combination, fault) -> isDue(fault, now.getOrDefault(combination, List.of())),
              expectation,
              controlled,
              findings,
              cover);
    }
    Optional<Findings.Telling> telling =
        dead.isEmpty() && !server.over().isEmpty()
            ? findings.telling(ServerCover.of(server, Dimension.values().length).all())
            : Optional.empty();
    if (telling.isPresent()) {
      dead =
          tries(
              telling.get().combinations().stream().filter(plan.where()).toList(),
              (combination, fault) -> fault.name().equals(telling.get().fault()),
              expectation,
              controlled,
              findings,
              cover);
    }
    server.settles(dead.orElseGet(findings::together));
  }

  /** What is made of the control comes with each of its combinations. */
  private boolean isDue(Variant fault, List<Integer> due) {
    int index = plan.variants().indexOf(fault);
    return index < 0 || due.contains(index);
  }

  /** Tries faults in these combinations; ends where the server does not survive them. */
  private Optional<Finding> tries(
      Collection<Combination> combinations,
      BiPredicate<Combination, Variant> which,
      Expectation expectation,
      boolean controlled,
      Findings findings,
      FaultCover cover)
      throws TargetException {
    for (Combination combination : combinations) {
      Exchange control = controlled ? control(combination) : server.ordinary(combination);
      if (controlled && !control.taken()) {
        Finding unfit = unfit(combination, control);
        findings.add("", combination, unfit);
        if (unfit.verdict() == Verdict.NOT_APPLICABLE) {
          cover.isUnfit(combination);
        }
        continue;
      }
      List<Variant> faults =
          faults(control).stream().filter(fault -> which.test(combination, fault)).toList();
      for (int from = 0; from < faults.size(); from += BATCH) {
        List<Variant> batch = faults.subList(from, Math.min(from + BATCH, faults.size()));
        Optional<Finding> dead = tries(batch, control, combination, expectation, findings);
        if (dead.isPresent()) {
          return dead;
        }
      }
    }
    return Optional.empty();
  }

  private Optional<Finding> tries(
      List<Variant> batch,
      Exchange control,
      Combination combination,
      Expectation expectation,
      Findings findings)
      throws TargetException {
    try {
      for (Variant fault : batch) {
        findings.add(
            fault.name(), combination, judged(combination, fault, control.took(), expectation));
      }
      return plan.surviving() ? dead(batch) : Optional.empty();
    } catch (TargetException e) {
      if (!plan.surviving() || e.kind() == TargetException.Kind.UNAVAILABLE) {
        throw e;
      }
      return Optional.of(
          Finding.of(
              Verdict.FAIL, "Afterwards it is gone: " + e.getMessage() + "." + after(batch)));
    }
  }

  /** One bad connection decides nothing: who serves nobody is asked once more. */
  private Optional<Finding> dead(List<Variant> batch) throws TargetException {
    Exchange after = server.meets(server.settings().build(), AfterHandshake.NOTHING);
    if (!after.taken()) {
      after = server.meets(server.settings().build(), AfterHandshake.NOTHING);
    }
    return after.taken()
        ? Optional.empty()
        : Optional.of(
            Expectations.finding(
                Verdict.FAIL,
                "Afterwards it serves nobody: "
                    + Expectations.goesOn().judge(after).reason()
                    + after(batch),
                after));
  }

  private static String after(List<Variant> batch) {
    List<String> names = batch.stream().map(Variant::name).filter(one -> !one.isEmpty()).toList();
    return names.isEmpty() ? "" : " What came before: " + String.join(", ", names) + ".";
  }

  private List<Variant> faults(Exchange control) {
    List<Variant> faults = new ArrayList<>(plan.variants());
    plan.derived()
        .forEach(
            of ->
                of.apply(control)
                    .forEach(
                        (name, script) ->
                            faults.add(
                                new Variant(
                                    name, script, settings -> settings, AfterHandshake.NOTHING))));
    return changesAreTried() ? List.of(NO_FAULT) : faults;
  }

  /** Where no fault is named, the changed settings themselves are what is tried. */
  private boolean changesAreTried() {
    return plan.variants().isEmpty() && plan.derived().isEmpty();
  }

  private Finding judged(
      Combination combination, Variant fault, Duration usual, Expectation expectation)
      throws TargetException {
    Optional<Session> begun = session(combination);
    Optional<Session> session = begun.isPresent() ? begun : session(combination);
    if (plan.resuming().isPresent() && session.isEmpty()) {
      return Finding.of(Verdict.INCONCLUSIVE, "It issued no session to resume.");
    }
    Finding first =
        expectation.judge(
            server.meetsBriefly(
                settings(combination, fault, session).build(), fault.after(), usual));
    if (first.verdict() != Verdict.INCONCLUSIVE) {
      return first;
    }
    ClientSettings again = settings(combination, fault, session(combination)).build();
    // Who stayed silent through the whole time limit once is not waited for so long again.
    Finding second =
        expectation.judge(
            patient
                ? server.meets(again, fault.after())
                : server.meetsBriefly(again, fault.after(), usual));
    patient = second.verdict() != Verdict.INCONCLUSIVE;
    return second;
  }

  private Exchange control(Combination combination) throws TargetException {
    Exchange first = withoutFault(combination);
    return first.isTold() || isOrdinary() ? first : withoutFault(combination);
  }

  /** An ordinary connection was made twice already, where the first one told nothing. */
  private boolean isOrdinary() {
    return plan.changes().isEmpty() || changesAreTried();
  }

  private Exchange withoutFault(Combination combination) throws TargetException {
    return isOrdinary()
        ? server.ordinary(combination)
        : server.meets(
            settings(combination, NO_FAULT, Optional.empty()).build(), AfterHandshake.NOTHING);
  }

  /**
   * Why nothing can be told of a combination: without the fault the server does not go on. What it
   * takes one by one it need not take together: its key may want a curve beside the group.
   */
  private static Finding unfit(Combination combination, Exchange control) {
    Finding seen = Expectations.goesOn().judge(control);
    boolean refused =
        !combination.equals(Combination.OPEN) && control.reaction() instanceof Reaction.Refused;
    return Expectations.finding(
        refused ? Verdict.NOT_APPLICABLE : Verdict.INCONCLUSIVE,
        "Without the fault, too: " + seen.reason(),
        control);
  }

  private ClientSettings.Builder settings(
      Combination combination, Variant fault, Optional<Session> session) throws TargetException {
    ClientSettings.Builder settings = server.settings();
    for (Change change : plan.changes()) {
      settings = change.apply(settings);
    }
    if (session.isPresent()) {
      settings.session(session);
    }
    return server.combined(fault.change().apply(settings), combination, fault.script());
  }

  private Optional<Session> session(Combination combination) throws TargetException {
    if (plan.resuming().isEmpty()) {
      return Optional.empty();
    }
    return server
        .meets(settings(combination, NO_FAULT, Optional.empty()).build(), AfterHandshake.NOTHING)
        .sessions()
        .stream()
        .findFirst()
        .map(plan.resuming().get());
  }
}
