package io.github.tlsgauntlet.suite.conformance;

import io.github.tlsgauntlet.peer.Script;
import io.github.tlsgauntlet.peer.ServerSettings;
import io.github.tlsgauntlet.peer.SessionStore;
import io.github.tlsgauntlet.suite.Finding;
import io.github.tlsgauntlet.suite.Verdict;
import io.github.tlsgauntlet.target.TargetException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a server of ours does in two connections of a client, the second of which resumes what the
 * first began. Each method gives a stimulus with one thing more; {@link #expecting} judges the
 * second connection and ends the test.
 */
public final class ClientResumption {
  private record Variant(
      String name,
      ClientStimulus.Change first,
      AfterServed afterFirst,
      ClientStimulus.Change second,
      AfterServed after) {
    Variant(String name, ClientStimulus.Change first, ClientStimulus.Change second) {
      this(name, first, AfterServed::answer, second, AfterServed::answer);
    }
  }

  private final ClientCase client;
  private final List<ClientStimulus.Change> changes;
  private final List<Variant> variants;

  private ClientResumption(
      ClientCase client, List<ClientStimulus.Change> changes, List<Variant> variants) {
    this.client = client;
    this.changes = List.copyOf(changes);
    this.variants = List.copyOf(variants);
  }

  static ClientResumption of(ClientCase client) {
    return new ClientResumption(client, List.of(), List.of());
  }

  /**
   * Other settings, in both connections, with the fault and without it.
   *
   * @param change of an ordinary server's that keeps sessions
   */
  public ClientResumption given(ClientStimulus.Change change) {
    List<ClientStimulus.Change> all = new ArrayList<>(changes);
    all.add(change);
    return new ClientResumption(client, all, variants);
  }

  /**
   * The fault, in the second connection.
   *
   * @param script commits it
   */
  public ClientResumption sends(Script script) {
    return or("", script);
  }

  /**
   * One of several faults, in the second connection.
   *
   * @param name what is wrong, for words
   * @param script commits it
   */
  public ClientResumption or(String name, Script script) {
    return with(new Variant(name, one -> one, two -> two.script(script)));
  }

  /**
   * A fault in the second connection that is a setting of our server's.
   *
   * @param name what is wrong, for words
   * @param fault commits it
   */
  public ClientResumption orDeviating(String name, ClientStimulus.Change fault) {
    return with(new Variant(name, one -> one, fault));
  }

  /**
   * A fault in the second connection that is a setting of our server's, which goes on in its own
   * way after the handshake.
   *
   * @param name what is wrong, for words
   * @param fault commits it
   * @param after what our server does where the handshake completes nevertheless
   */
  public ClientResumption orServing(String name, ClientStimulus.Change fault, AfterServed after) {
    return with(new Variant(name, one -> one, AfterServed::answer, fault, after));
  }

  /**
   * A fault in the first connection.
   *
   * @param name what is wrong, for words
   * @param script commits it
   */
  public ClientResumption orFirst(String name, Script script) {
    return orFirst(name, script, AfterServed::answer);
  }

  /**
   * A fault in the first connection.
   *
   * @param name what is wrong, for words
   * @param script begins it
   * @param after the first handshake, what our server does
   */
  public ClientResumption orFirst(String name, Script script, AfterServed after) {
    return with(
        new Variant(name, one -> one.script(script), after, two -> two, AfterServed::answer));
  }

  /**
   * A fault that is a setting of our server's in either connection.
   *
   * @param name what is wrong, for words
   * @param first prepares it
   * @param second commits it
   */
  public ClientResumption orBoth(
      String name, ClientStimulus.Change first, ClientStimulus.Change second) {
    return with(new Variant(name, first, second));
  }

  private ClientResumption with(Variant variant) {
    List<Variant> all = new ArrayList<>(variants);
    all.add(variant);
    return new ClientResumption(client, changes, all);
  }

  /**
   * Tries it, and ends the test.
   *
   * @param expectation which reactions conform, in the second connection
   * @throws TargetException if the client cannot be run
   */
  public void expecting(Expectation expectation) throws TargetException {
    Variant none = new Variant("", one -> one, two -> two);
    Optional<Exchange> first = second(none);
    Optional<Exchange> control = first.filter(Exchange::isTold).isPresent() ? first : second(none);
    if (control.isEmpty()) {
      client.settles(
          Finding.of(
              Verdict.NOT_APPLICABLE, "The client starts anew each time, and resumes none."));
      return;
    }
    if (!control.get().outcome().resumed() || !control.get().taken()) {
      boolean told = control.get().isTold();
      client.settles(
          Expectations.finding(
              told ? Verdict.NOT_APPLICABLE : Verdict.INCONCLUSIVE,
              told
                  ? "The client does not resume its session."
                  : "Without the fault, too: "
                      + Expectations.goesOn().judge(control.get()).reason(),
              control.get()));
      return;
    }
    Findings findings = Findings.ofEach();
    for (Variant variant : variants.isEmpty() ? List.of(none) : variants) {
      Finding found = expectation.judge(second(variant).orElseThrow());
      findings.add(
          variant.name(),
          Combination.OPEN,
          found.verdict() == Verdict.INCONCLUSIVE
              ? expectation.judge(second(variant).orElseThrow())
              : found);
    }
    client.settles(findings.together());
  }

  private Optional<Exchange> second(Variant variant) throws TargetException {
    SessionStore sessions = new SessionStore();
    ServerSettings begin = variant.first().apply(settings(sessions)).build();
    ServerSettings goOn = variant.second().apply(settings(sessions)).build();
    return client
        .meetsTwice(begin, variant.afterFirst(), goOn, variant.after())
        .map(both -> both.get(1));
  }

  private ServerSettings.Builder settings(SessionStore sessions) {
    ServerSettings.Builder settings = client.settings().sessions(sessions);
    for (ClientStimulus.Change change : changes) {
      settings = change.apply(settings);
    }
    return settings;
  }
}
