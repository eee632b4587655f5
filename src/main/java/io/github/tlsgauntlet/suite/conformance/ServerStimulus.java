package io.github.tlsgauntlet.suite.conformance;

import io.github.tlsgauntlet.peer.ClientSettings;
import io.github.tlsgauntlet.peer.Script;
import io.github.tlsgauntlet.peer.Session;
import io.github.tlsgauntlet.suite.Finding;
import io.github.tlsgauntlet.suite.Reaction;
import io.github.tlsgauntlet.suite.Verdict;
import io.github.tlsgauntlet.target.TargetException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
   * @param after commits it after the handshake
   */
  private record Variant(String name, Script script, AfterHandshake after) {}

  /**
   * Faults that depend on what a server says.
   *
   * @param of makes them, by their names, of a connection without a fault
   */
  private record Derived(Function<Exchange, Map<String, Script>> of) {}

  private final ServerCase server;
  private final List<Change> changes;
  private final List<Variant> variants;
  private final List<Derived> derived;
  private final Predicate<Combination> where;
  private final boolean resuming;

  private ServerStimulus(
      ServerCase server,
      List<Change> changes,
      List<Variant> variants,
      List<Derived> derived,
      Predicate<Combination> where,
      boolean resuming) {
    this.server = server;
    this.changes = List.copyOf(changes);
    this.variants = List.copyOf(variants);
    this.derived = List.copyOf(derived);
    this.where = where;
    this.resuming = resuming;
  }

  static ServerStimulus of(ServerCase server) {
    return new ServerStimulus(server, List.of(), List.of(), List.of(), one -> true, false);
  }

  /**
   * Only some of what it has to hold over.
   *
   * @param which combinations
   */
  public ServerStimulus where(Predicate<Combination> which) {
    return new ServerStimulus(server, changes, variants, derived, where.and(which), resuming);
  }

  /**
   * Faults that are made of what the server says.
   *
   * @param of makes them, by their names, of a connection without a fault in the same combination
   */
  public ServerStimulus orEach(Function<Exchange, Map<String, Script>> of) {
    List<Derived> all = new ArrayList<>(derived);
    all.add(new Derived(of));
    return new ServerStimulus(server, changes, variants, all, where, resuming);
  }

  /**
   * Other settings, with the fault and without it.
   *
   * @param change of an ordinary client's
   */
  public ServerStimulus given(Change change) {
    List<Change> all = new ArrayList<>(changes);
    all.add(change);
    return new ServerStimulus(server, all, variants, derived, where, resuming);
  }

  /** Resumes a session, which a connection before it has begun with the same settings. */
  public ServerStimulus resuming() {
    return new ServerStimulus(server, changes, variants, derived, where, true);
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
    return with(new Variant(name, script, AfterHandshake.NOTHING));
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
    return with(new Variant(name, Script.NONE, after));
  }

  /**
   * One of several faults, begun in the handshake and finished after it.
   *
   * @param name what is wrong, for words
   * @param script begins it
   * @param after finishes it
   */
  public ServerStimulus or(String name, Script script, AfterHandshake after) {
    return with(new Variant(name, script, after));
  }

  private ServerStimulus with(Variant variant) {
    List<Variant> all = new ArrayList<>(variants);
    all.add(variant);
    return new ServerStimulus(server, changes, all, derived, where, resuming);
  }

  /**
   * Tries it, and ends the test.
   *
   * @param expectation which reactions conform
   * @throws TargetException if the server cannot be reached
   */
  public void expecting(Expectation expectation) throws TargetException {
    Findings findings = new Findings();
    for (Combination combination : ServerCover.of(server)) {
      if (!where.test(combination)) {
        continue;
      }
      Exchange control = withoutFault(combination);
      if (!control.taken()) {
        findings.add("", combination, unfit(combination, control));
        continue;
      }
      for (Variant fault : faults(control)) {
        findings.add(fault.name(), combination, judged(combination, fault, expectation));
      }
    }
    server.concludes(findings.together());
  }

  private List<Variant> faults(Exchange control) {
    List<Variant> faults = new ArrayList<>(variants);
    for (Derived one : derived) {
      one.of()
          .apply(control)
          .forEach((name, script) -> faults.add(new Variant(name, script, AfterHandshake.NOTHING)));
    }
    return faults.isEmpty() && derived.isEmpty()
        ? List.of(new Variant("", Script.NONE, AfterHandshake.NOTHING))
        : faults;
  }

  private Finding judged(Combination combination, Variant fault, Expectation expectation)
      throws TargetException {
    Optional<Session> session = session(combination);
    if (resuming && session.isEmpty()) {
      return Finding.of(Verdict.INCONCLUSIVE, "It issued no session to resume.");
    }
    Finding first =
        expectation.judge(
            server.meetsBriefly(
                settings(combination, fault.script(), session).build(), fault.after()));
    return first.verdict() == Verdict.INCONCLUSIVE
        ? expectation.judge(
            server.meets(
                settings(combination, fault.script(), session(combination)).build(), fault.after()))
        : first;
  }

  private Exchange withoutFault(Combination combination) throws TargetException {
    boolean changesAreTried = variants.isEmpty() && derived.isEmpty();
    return changes.isEmpty() || changesAreTried
        ? server.ordinary(combination)
        : server.meets(
            settings(combination, Script.NONE, Optional.empty()).build(), AfterHandshake.NOTHING);
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
      Combination combination, Script script, Optional<Session> session) throws TargetException {
    ClientSettings.Builder settings = server.settings();
    for (Change change : changes) {
      settings = change.apply(settings);
    }
    if (session.isPresent()) {
      settings.session(session);
    }
    return ServerCase.combined(settings, combination, script);
  }

  private Optional<Session> session(Combination combination) throws TargetException {
    if (!resuming) {
      return Optional.empty();
    }
    return server
        .meets(settings(combination, Script.NONE, Optional.empty()).build(), AfterHandshake.NOTHING)
        .sessions()
        .stream()
        .findFirst();
  }
}
