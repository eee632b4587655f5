package io.github.tlsgauntlet.suites.conformance;

import static io.github.tlsgauntlet.protocol.AlertDescription.BAD_RECORD_MAC;
import static io.github.tlsgauntlet.protocol.AlertDescription.DECODE_ERROR;
import static io.github.tlsgauntlet.protocol.AlertDescription.DECRYPT_ERROR;
import static io.github.tlsgauntlet.protocol.AlertDescription.UNEXPECTED_MESSAGE;

import io.github.tlsgauntlet.peer.Script;
import io.github.tlsgauntlet.peer.ServerSettings;
import io.github.tlsgauntlet.peer.SessionStore;
import io.github.tlsgauntlet.peer.TlsServer;
import io.github.tlsgauntlet.protocol.ProtocolVersion;
import io.github.tlsgauntlet.suite.conformance.AfterServed;
import io.github.tlsgauntlet.suite.conformance.ClientCase;
import io.github.tlsgauntlet.suite.conformance.ClientResumption;
import io.github.tlsgauntlet.suite.conformance.ClientStimulus;
import io.github.tlsgauntlet.suite.conformance.Exchange;
import io.github.tlsgauntlet.suite.conformance.Expectation;
import io.github.tlsgauntlet.suite.conformance.Expectations;
import io.github.tlsgauntlet.target.TargetException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;

/** Tries unlawful flows of a server on a client: each must be refused. */
final class Flows {
  /** A client that waits for what was left out has taken nothing; nobody needs to wait longer. */
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  private static final byte[] COOKIE = {1, 2, 3, 4};

  /** Where the order is wrong, keys and hashes may be too, before a client sees it. */
  private static final Expectation REFUSAL =
      Expectations.refuses(UNEXPECTED_MESSAGE, BAD_RECORD_MAC, DECODE_ERROR, DECRYPT_ERROR);

  private Flows() {}

  private static void goOn(TlsServer server, byte[] response) {
    if (server.read(PATIENCE).isPresent()) {
      server.write(response);
      server.read(PATIENCE);
    }
  }

  static void areRefused(
      ClientCase client, Function<ServerFlow, Map<String, Supplier<Script>>> which)
      throws TargetException {
    ClientStimulus stimulus = client.asItIs().eachByItself();
    for (Map.Entry<String, Supplier<Script>> flow : of(client, client.ordinary(), which)) {
      stimulus =
          stimulus.orServing(
              flow.getKey(), settings -> settings.script(flow.getValue().get()), Flows::goOn);
    }
    for (Map.Entry<String, Supplier<Script>> flow : retried(client, which)) {
      stimulus =
          stimulus.orServing(
              "after a HelloRetryRequest: " + flow.getKey(),
              settings -> settings.cookie(COOKIE).script(flow.getValue().get()),
              Flows::goOn);
    }
    stimulus.expecting(REFUSAL);
  }

  /** The same, in a handshake that resumes what the client began before. */
  static void areRefusedWhereResumed(
      ClientCase client, List<Function<ServerFlow, Map<String, Supplier<Script>>>> which)
      throws TargetException {
    SessionStore sessions = new SessionStore();
    ServerSettings settings = client.settings().sessions(sessions).build();
    Optional<Exchange> resumed =
        client
            .meetsTwice(settings, AfterServed::answer, settings, AfterServed::answer)
            .map(both -> both.get(1));
    ClientResumption stimulus = client.resumes();
    if (resumed.filter(one -> one.outcome().resumed()).isPresent()) {
      for (Function<ServerFlow, Map<String, Supplier<Script>>> some : which) {
        for (Map.Entry<String, Supplier<Script>> flow : of(client, resumed.get(), some)) {
          stimulus =
              stimulus.orServing(
                  flow.getKey(), next -> next.script(flow.getValue().get()), Flows::goOn);
        }
      }
    }
    stimulus.expecting(REFUSAL);
  }

  private static Set<Map.Entry<String, Supplier<Script>>> of(
      ClientCase client,
      Exchange legal,
      Function<ServerFlow, Map<String, Supplier<Script>>> which) {
    boolean tls13 = client.version().filter(ProtocolVersion.TLS13::equals).isPresent();
    return which.apply(ServerFlow.of(legal, tls13)).entrySet();
  }

  private static Set<Map.Entry<String, Supplier<Script>>> retried(
      ClientCase client, Function<ServerFlow, Map<String, Supplier<Script>>> which)
      throws TargetException {
    if (client.version().filter(ProtocolVersion.TLS13::equals).isEmpty()) {
      return Set.of();
    }
    Exchange retried =
        client.meets(client.settings().cookie(COOKIE).build(), client.setup(), AfterServed::answer);
    return retried.taken() ? of(client, retried, which) : Set.of();
  }
}
