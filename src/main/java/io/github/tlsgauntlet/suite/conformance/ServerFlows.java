package io.github.tlsgauntlet.suite.conformance;

import io.github.tlsgauntlet.peer.ClientSettings;
import io.github.tlsgauntlet.peer.Ending;
import io.github.tlsgauntlet.peer.Script;
import io.github.tlsgauntlet.peer.Scripts;
import io.github.tlsgauntlet.peer.Sending;
import io.github.tlsgauntlet.protocol.ContentType;
import io.github.tlsgauntlet.protocol.HandshakeType;
import io.github.tlsgauntlet.suite.Finding;
import io.github.tlsgauntlet.suite.Reaction;
import io.github.tlsgauntlet.suite.Refusal;
import io.github.tlsgauntlet.suite.Verdict;
import io.github.tlsgauntlet.target.TargetException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Learns a server's state machine a little: each message of an ordinary handshake with it left out,
 * repeated and moved. The messages are those that went over, whatever they were.
 */
final class ServerFlows {
  private final ServerCase server;
  private final Findings findings = Findings.ofEach();

  /** How the handshake comes about whose messages are tried. */
  private enum Way {
    ORDINARY(""),
    RETRIED("after a HelloRetryRequest: "),
    RESUMED("in a resumed handshake: ");

    private final String words;

    Way(String words) {
      this.words = words;
    }
  }

  ServerFlows(ServerCase server) {
    this.server = server;
  }

  /** Tries all flows of a kind, and ends the test. */
  void tries(Flow.Kind kind) throws TargetException {
    Exchange ordinary = ordinary(Way.ORDINARY);
    if (!ordinary.taken()) {
      Finding seen = Expectations.goesOn().judge(ordinary);
      server.concludes(
          Expectations.finding(
              Verdict.INCONCLUSIVE, "In the ordinary order, too: " + seen.reason(), ordinary));
      return;
    }
    tries(kind, Way.ORDINARY, ordinary);
    early(kind, new ClientFlight(ordinary));
    for (Way way : List.of(Way.RETRIED, Way.RESUMED)) {
      Exchange other = ordinary(way);
      if (other.taken() && cameAbout(way, other)) {
        tries(kind, way, other);
      }
    }
    server.settles(findings.together());
  }

  private static boolean cameAbout(Way way, Exchange exchange) {
    return switch (way) {
      case ORDINARY -> true;
      case RETRIED -> !exchange.received("HelloRetryRequest").isEmpty();
      // Its Finished comes before the client's: an answer alone tells that it took that.
      case RESUMED ->
          exchange.outcome().resumed() && !exchange.received("ApplicationData").isEmpty();
    };
  }

  private void tries(Flow.Kind kind, Way way, Exchange legal) throws TargetException {
    ClientFlight flight = new ClientFlight(legal);
    for (Flow flow : Flow.of(kind, flight)) {
      findings.add(way.words + flow.name(), Combination.OPEN, tried(flight, flow, way));
    }
  }

  private void early(Flow.Kind kind, ClientFlight flight) throws TargetException {
    for (Map.Entry<String, Script> early : beforeHello(kind, flight).entrySet()) {
      Finding finding = triedEarly(flight, early.getValue());
      // A server that keeps no state may take it for a dummy that belongs to a retry.
      boolean dummy = early.getKey().startsWith(ClientFlight.CHANGE_CIPHER_SPEC);
      findings.add(early.getKey(), Combination.OPEN, dummy ? mild(finding) : finding);
    }
  }

  private Exchange ordinary(Way way) throws TargetException {
    return server.meets(settings(Script.NONE, way), AfterHandshake.NOTHING);
  }

  /** Without an extended secret, which would depend on the order as well. */
  private ClientSettings settings(Script script, Way way) throws TargetException {
    ClientSettings.Builder settings = server.settings().extendedMasterSecret(false);
    switch (way) {
      case ORDINARY -> {}
      case RETRIED -> settings.shares(List.of());
      case RESUMED -> settings.session(ordinary(Way.ORDINARY).sessions().stream().findFirst());
    }
    return settings.script(script).build();
  }

  private Finding tried(ClientFlight flight, Flow flow, Way way) throws TargetException {
    Finding first = judged(flight, flow, met(flight, flow, way, true));
    return first.verdict() == Verdict.INCONCLUSIVE
        ? judged(flight, flow, met(flight, flow, way, false))
        : first;
  }

  private Exchange met(ClientFlight flight, Flow flow, Way way, boolean briefly)
      throws TargetException {
    FlowScript script = new FlowScript(flight, flow);
    AfterHandshake rest = client -> client.say(script.rest().toArray(Sending[]::new));
    AfterHandshake after =
        flight.isTls13() || flight.isLegalUntilFinished(flow.plan())
            ? rest
            : AfterHandshake.NOTHING;
    return briefly
        ? server.meetsBriefly(settings(script, way), after)
        : server.meets(settings(script, way), after);
  }

  /**
   * In TLS 1.2 a server whose Finished comes last has seen all that it wants to see; where the
   * session is resumed its Finished comes first, and says nothing.
   */
  private static Finding judged(ClientFlight flight, Flow flow, Exchange exchange) {
    boolean finishes =
        !flight.isTls13()
            && !exchange.outcome().resumed()
            && !flight.isLegalUntilFinished(flow.plan())
            && !exchange.received(ClientFlight.CHANGE_CIPHER_SPEC).isEmpty();
    Finding finding = judged(exchange, finishes);
    return flight.lacksNothing(flow.plan()) ? mild(finding) : finding;
  }

  /** Nobody is deceived by it. */
  private static Finding mild(Finding finding) {
    return finding.verdict() == Verdict.FAIL
        ? new Finding(
            Verdict.WARN,
            finding.reason(),
            finding.alertGrade(),
            finding.alert(),
            finding.mend(),
            finding.evidence())
        : finding;
  }

  private static Finding judged(Exchange exchange, boolean finishes) {
    boolean answers =
        exchange.taken()
            || (exchange.reaction() instanceof Reaction.Refused refused
                && refused.how() instanceof Refusal.ByHttp);
    if (finishes || answers) {
      return Expectations.finding(
          Verdict.FAIL,
          finishes
              ? "It finishes the handshake all the same."
              : "It completes the handshake all the same, and answers.",
          exchange);
    }
    if (exchange.received(HandshakeType.SERVER_HELLO.toString()).size() > 1) {
      return Expectations.finding(
          Verdict.FAIL, "It answers a second ClientHello in one handshake.", exchange);
    }
    return exchange.reaction() instanceof Reaction.Refused refused
        ? Expectations.finding(
            Verdict.PASS, "It refuses by " + refused.how().inWords() + ".", exchange)
        : Expectations.goesOn().judge(exchange);
  }

  /** Messages of an earlier handshake, in the place of ClientHello or before it. */
  private static Map<String, Script> beforeHello(Flow.Kind kind, ClientFlight flight) {
    Map<String, Script> scripts = new LinkedHashMap<>();
    for (int step = flight.begin(); step < flight.size(); step++) {
      boolean change = flight.label(step).equals(ClientFlight.CHANGE_CIPHER_SPEC);
      Sending early =
          FlowScript.plain(
              change ? ContentType.CHANGE_CIPHER_SPEC : ContentType.HANDSHAKE, flight.bytes(step));
      if (kind == Flow.Kind.MOVED) {
        scripts.put(
            flight.label(step) + " before ClientHello",
            Scripts.before(HandshakeType.CLIENT_HELLO, early));
      } else if (kind == Flow.Kind.LEFT_OUT) {
        List<Sending> instead = new ArrayList<>(List.of(early));
        instead.addAll(FlowScript.lastWords());
        scripts.put(
            flight.label(step) + " without ClientHello",
            Scripts.replace(HandshakeType.CLIENT_HELLO, message -> instead));
      }
    }
    return scripts;
  }

  private Finding triedEarly(ClientFlight flight, Script script) throws TargetException {
    Exchange exchange = server.meetsBriefly(settings(script, Way.ORDINARY), AfterHandshake.NOTHING);
    if (exchange.reaction() instanceof Reaction.Untold) {
      exchange = server.meets(settings(script, Way.ORDINARY), AfterHandshake.NOTHING);
    }
    if (exchange.receivedInOrder().isEmpty()
        && exchange.transcript().ending() instanceof Ending.Broken) {
      return Expectations.finding(
          Verdict.PASS, "It answers with something else than TLS.", exchange);
    }
    return judged(
        exchange,
        !flight.isTls13() && !exchange.received(ClientFlight.CHANGE_CIPHER_SPEC).isEmpty());
  }
}
