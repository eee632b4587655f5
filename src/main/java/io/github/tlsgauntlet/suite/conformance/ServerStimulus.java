package io.github.tlsgauntlet.suite.conformance;

import io.github.tlsgauntlet.peer.ClientSettings;
import io.github.tlsgauntlet.peer.Script;
import io.github.tlsgauntlet.peer.Session;
import io.github.tlsgauntlet.suite.Finding;
import io.github.tlsgauntlet.suite.Verdict;
import io.github.tlsgauntlet.target.TargetException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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

  private static final Variant NO_FAULT =
      new Variant("", Script.NONE, settings -> settings, AfterHandshake.NOTHING);

  private final ServerCase server;
  private final List<Change> changes;
  private final List<Variant> variants;
  private final boolean resuming;
  private final Optional<Finding> obstacle;

  private ServerStimulus(
      ServerCase server,
      List<Change> changes,
      List<Variant> variants,
      boolean resuming,
      Optional<Finding> obstacle) {
    this.server = server;
    this.changes = List.copyOf(changes);
    this.variants = List.copyOf(variants);
    this.resuming = resuming;
    this.obstacle = obstacle;
  }

  static ServerStimulus of(ServerCase server) {
    return new ServerStimulus(server, List.of(), List.of(), false, Optional.empty());
  }

  /** The same, which cannot be given: the test ends with this finding. */
  ServerStimulus prevented(Finding by) {
    return new ServerStimulus(server, changes, variants, resuming, Optional.of(by));
  }

  /**
   * Other settings, with the fault and without it.
   *
   * @param change of an ordinary client's
   */
  public ServerStimulus given(Change change) {
    List<Change> all = new ArrayList<>(changes);
    all.add(change);
    return new ServerStimulus(server, all, variants, resuming, obstacle);
  }

  /** Resumes a session, which a connection before it has begun with the same settings. */
  public ServerStimulus resuming() {
    return new ServerStimulus(server, changes, variants, true, obstacle);
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
    return with(new Variant(name, script, settings -> settings, AfterHandshake.NOTHING));
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
    return with(new Variant(name, Script.NONE, change, AfterHandshake.NOTHING));
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
    return with(new Variant(name, Script.NONE, settings -> settings, after));
  }

  private ServerStimulus with(Variant variant) {
    List<Variant> all = new ArrayList<>(variants);
    all.add(variant);
    return new ServerStimulus(server, changes, all, resuming, obstacle);
  }

  /**
   * Tries it, and ends the test.
   *
   * @param expectation which reactions conform
   * @throws TargetException if the server cannot be reached
   */
  public void expecting(Expectation expectation) throws TargetException {
    if (obstacle.isPresent()) {
      server.concludes(obstacle.get());
    }
    List<Variant> faults = variants.isEmpty() ? List.of(NO_FAULT) : variants;
    Findings findings = new Findings();
    for (Combination combination : ServerCover.of(server)) {
      Optional<Finding> unfit = withoutFault(combination);
      if (unfit.isPresent()) {
        findings.add("", combination, unfit.get());
        continue;
      }
      for (Variant fault : faults) {
        findings.add(fault.name(), combination, judged(combination, fault, expectation));
      }
    }
    server.concludes(findings.together());
  }

  private Finding judged(Combination combination, Variant fault, Expectation expectation)
      throws TargetException {
    Optional<Session> session = session(combination);
    if (resuming && session.isEmpty()) {
      return Finding.of(Verdict.INCONCLUSIVE, "It issued no session to resume.");
    }
    Finding first =
        expectation.judge(
            server.meetsBriefly(settings(combination, fault, session).build(), fault.after()));
    return first.verdict() == Verdict.INCONCLUSIVE
        ? expectation.judge(
            server.meets(settings(combination, fault, session(combination)).build(), fault.after()))
        : first;
  }

  /** Why nothing can be told of a combination: without the fault the server does not go on. */
  private Optional<Finding> withoutFault(Combination combination) throws TargetException {
    Exchange control =
        changes.isEmpty()
            ? server.ordinary(combination)
            : server.meets(
                settings(combination, NO_FAULT, Optional.empty()).build(), AfterHandshake.NOTHING);
    if (control.taken()) {
      return Optional.empty();
    }
    Finding seen = Expectations.goesOn().judge(control);
    return Optional.of(
        Expectations.finding(
            Verdict.INCONCLUSIVE, "Without the fault, too: " + seen.reason(), control));
  }

  private ClientSettings.Builder settings(
      Combination combination, Variant fault, Optional<Session> session) throws TargetException {
    ClientSettings.Builder settings = server.settings();
    for (Change change : changes) {
      settings = change.apply(settings);
    }
    if (session.isPresent()) {
      settings.session(session);
    }
    return ServerCase.combined(fault.change().apply(settings), combination, fault.script());
  }

  private Optional<Session> session(Combination combination) throws TargetException {
    if (!resuming) {
      return Optional.empty();
    }
    return server
        .meets(settings(combination, NO_FAULT, Optional.empty()).build(), AfterHandshake.NOTHING)
        .sessions()
        .stream()
        .findFirst();
  }
}
