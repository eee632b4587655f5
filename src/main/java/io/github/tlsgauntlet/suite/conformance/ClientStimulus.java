package io.github.tlsgauntlet.suite.conformance;

import io.github.tlsgauntlet.peer.Script;
import io.github.tlsgauntlet.peer.ServerSettings;
import io.github.tlsgauntlet.suite.Finding;
import io.github.tlsgauntlet.suite.Verdict;
import io.github.tlsgauntlet.target.TargetException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * What a server of ours does to a client under test. Each method gives a stimulus with one thing
 * more; {@link #expecting} tries it in all combinations and ends the test.
 */
public final class ClientStimulus {
  /** Changes the settings of our server, with and without the fault. */
  @FunctionalInterface
  public interface Change extends UnaryOperator<ServerSettings.Builder> {}

  /**
   * One of several faults that a requirement forbids.
   *
   * @param name what is wrong, for words; empty where there is only one
   * @param fault commits it in the handshake
   * @param after commits it after the handshake
   * @param later whether it is committed then
   */
  private record Variant(String name, Change fault, AfterServed after, boolean later) {}

  /**
   * After so many faults it is seen whether the client survives them, to know which it does not.
   */
  private static final int BATCH = 8;

  private final ClientCase client;
  private final List<Change> changes;
  private final List<Variant> variants;
  private final boolean each;
  private final boolean surviving;

  private ClientStimulus(
      ClientCase client,
      List<Change> changes,
      List<Variant> variants,
      boolean each,
      boolean surviving) {
    this.client = client;
    this.each = each;
    this.surviving = surviving;
    this.changes = List.copyOf(changes);
    this.variants = List.copyOf(variants);
  }

  static ClientStimulus of(ClientCase client) {
    return new ClientStimulus(client, List.of(), List.of(), false, false);
  }

  /**
   * Other settings, with the fault and without it.
   *
   * @param change of an ordinary server's
   */
  public ClientStimulus given(Change change) {
    List<Change> all = new ArrayList<>(changes);
    all.add(change);
    return new ClientStimulus(client, all, variants, each, surviving);
  }

  /** Each fault that the client takes is a finding of its own, with its transcript. */
  public ClientStimulus eachByItself() {
    return new ClientStimulus(client, changes, variants, true, surviving);
  }

  /** Whatever it was sent, the client goes on connecting to others. */
  public ClientStimulus surviving() {
    return new ClientStimulus(client, changes, variants, each, true);
  }

  /**
   * The fault.
   *
   * @param script commits it
   */
  public ClientStimulus sends(Script script) {
    return or("", script);
  }

  /**
   * One of several faults.
   *
   * @param name what is wrong, for words
   * @param script commits it
   */
  public ClientStimulus or(String name, Script script) {
    return with(new Variant(name, settings -> settings.script(script), AfterServed::answer, false));
  }

  /**
   * A fault that is a setting of our server's, such as a deviation.
   *
   * @param name what is wrong, for words
   * @param fault commits it
   */
  public ClientStimulus orDeviating(String name, Change fault) {
    return with(new Variant(name, fault, AfterServed::answer, false));
  }

  /**
   * A fault that is a setting of our server's, which goes on in its own way after the handshake.
   *
   * @param name what is wrong, for words
   * @param fault commits it
   * @param after what our server does where the handshake completes nevertheless
   */
  public ClientStimulus orServing(String name, Change fault, AfterServed after) {
    return with(new Variant(name, fault, after, false));
  }

  /**
   * One of several faults, after the handshake.
   *
   * @param name what is wrong, for words
   * @param after commits it, and reads and answers a request
   */
  public ClientStimulus orAfterHandshake(String name, AfterServed after) {
    return with(new Variant(name, settings -> settings, after, true));
  }

  private ClientStimulus with(Variant variant) {
    List<Variant> all = new ArrayList<>(variants);
    all.add(variant);
    return new ClientStimulus(client, changes, all, each, surviving);
  }

  /**
   * Tries it, and ends the test.
   *
   * @param expectation which reactions conform
   * @throws TargetException if the client cannot be run
   */
  public void expecting(Expectation expectation) throws TargetException {
    List<Variant> faults =
        variants.isEmpty()
            ? List.of(new Variant("", settings -> settings, AfterServed::answer, false))
            : variants;
    Findings findings = each ? Findings.ofEach() : new Findings();
    int strength = client.client().run().settings().strength();
    FaultCover cover =
        new FaultCover(ClientCover.of(client, strength), any -> true, faults.size(), strength);
    Optional<Finding> dead = Optional.empty();
    for (Map<Combination, List<Integer>> due = cover.due();
        dead.isEmpty() && !due.isEmpty();
        due = cover.due()) {
      Map<Combination, List<Variant>> now = new LinkedHashMap<>();
      due.forEach(
          (combination, which) -> now.put(combination, which.stream().map(faults::get).toList()));
      dead = tries(now, expectation, findings, cover);
    }
    Optional<Findings.Telling> telling =
        dead.isEmpty() && !client.over().isEmpty()
            ? findings.telling(ClientCover.of(client, Dimension.values().length).all())
            : Optional.empty();
    if (telling.isPresent()) {
      Map<Combination, List<Variant>> now = new LinkedHashMap<>();
      List<Variant> fault =
          faults.stream().filter(one -> one.name().equals(telling.get().fault())).toList();
      telling.get().combinations().forEach(combination -> now.put(combination, fault));
      dead = tries(now, expectation, findings, cover);
    }
    client.settles(dead.orElseGet(findings::together));
  }

  private Optional<Finding> tries(
      Map<Combination, List<Variant>> due,
      Expectation expectation,
      Findings findings,
      FaultCover cover)
      throws TargetException {
    for (Combination combination : due.keySet()) {
      Optional<Finding> unfit = withoutFault(combination);
      if (unfit.isPresent()) {
        findings.add("", combination, unfit.get());
        cover.isUnfit(combination);
        continue;
      }
      List<Variant> faults = due.get(combination);
      for (int from = 0; from < faults.size(); from += BATCH) {
        List<Variant> batch = faults.subList(from, Math.min(from + BATCH, faults.size()));
        for (Variant fault : batch) {
          findings.add(fault.name(), combination, judged(combination, fault, expectation));
        }
        Optional<Finding> dead = surviving ? dead(batch) : Optional.empty();
        if (dead.isPresent()) {
          return dead;
        }
      }
    }
    return Optional.empty();
  }

  /** One bad connection decides nothing: who connects to nobody is asked once more. */
  private Optional<Finding> dead(List<Variant> batch) throws TargetException {
    Exchange after = ordinary();
    if (!after.taken()) {
      after = ordinary();
    }
    return after.taken()
        ? Optional.empty()
        : Optional.of(
            Expectations.finding(
                Verdict.FAIL,
                "Afterwards it connects to nobody: "
                    + Expectations.goesOn().judge(after).reason()
                    + " What came before: "
                    + batch.stream().map(Variant::name).collect(Collectors.joining(", "))
                    + ".",
                after));
  }

  private Exchange ordinary() throws TargetException {
    return client.meets(client.settings().build(), client.setup(), AfterServed::answer);
  }

  private Finding judged(Combination combination, Variant fault, Expectation expectation)
      throws TargetException {
    Finding first = judged(met(combination, fault), fault, expectation);
    return first.verdict() == Verdict.INCONCLUSIVE
        ? judged(met(combination, fault), fault, expectation)
        : first;
  }

  /** A client that sends no request has ended before anything could be said to it. */
  private static Finding judged(Exchange exchange, Variant fault, Expectation expectation) {
    return fault.later()
            && exchange.outcome().completed()
            && exchange.received("ApplicationData").isEmpty()
        ? Expectations.finding(
            Verdict.NOT_APPLICABLE, "The client sent no request, and left.", exchange)
        : expectation.judge(exchange);
  }

  private Exchange met(Combination combination, Variant fault) throws TargetException {
    ServerSettings faulty = fault.fault().apply(changed()).build();
    ServerSettings.Builder settings = fault.fault().apply(changed());
    return client.meets(
        ClientCase.combined(settings, combination, faulty.script()).build(),
        client.setup(),
        fault.after());
  }

  /** Why nothing can be told of a combination: without the fault the client does not go on. */
  private Optional<Finding> withoutFault(Combination combination) throws TargetException {
    Exchange first = control(combination);
    Exchange control = first.isTold() || changes.isEmpty() ? first : control(combination);
    if (control.taken()) {
      return Optional.empty();
    }
    Finding seen = Expectations.goesOn().judge(control);
    // A combination that does not come about is the target's choice, no fault of its own.
    return Optional.of(
        Expectations.finding(
            combination.equals(Combination.OPEN) ? Verdict.INCONCLUSIVE : Verdict.NOT_APPLICABLE,
            "Without the fault, too: " + seen.reason(),
            control));
  }

  private Exchange control(Combination combination) throws TargetException {
    return changes.isEmpty()
        ? client.ordinary(combination)
        : client.meets(
            ClientCase.combined(changed(), combination, changed().build().script()).build(),
            client.setup(),
            AfterServed::answer);
  }

  private ServerSettings.Builder changed() {
    ServerSettings.Builder settings = client.settings();
    for (Change change : changes) {
      settings = change.apply(settings);
    }
    return settings;
  }
}
