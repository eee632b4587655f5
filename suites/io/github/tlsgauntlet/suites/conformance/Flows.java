package io.github.tlsgauntlet.suites.conformance;

import static io.github.tlsgauntlet.protocol.AlertDescription.BAD_RECORD_MAC;
import static io.github.tlsgauntlet.protocol.AlertDescription.DECODE_ERROR;
import static io.github.tlsgauntlet.protocol.AlertDescription.DECRYPT_ERROR;
import static io.github.tlsgauntlet.protocol.AlertDescription.UNEXPECTED_MESSAGE;

import io.github.tlsgauntlet.peer.Script;
import io.github.tlsgauntlet.peer.TlsServer;
import io.github.tlsgauntlet.protocol.ProtocolVersion;
import io.github.tlsgauntlet.suite.conformance.ClientCase;
import io.github.tlsgauntlet.suite.conformance.ClientStimulus;
import io.github.tlsgauntlet.suite.conformance.Expectations;
import io.github.tlsgauntlet.target.TargetException;
import java.time.Duration;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;

/** Tries unlawful flows of a server on a client: each must be refused. */
final class Flows {
  /** A client that waits for what was left out has taken nothing; nobody needs to wait longer. */
  private static final Duration PATIENCE = Duration.ofSeconds(2);

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
    boolean tls13 = client.version().filter(ProtocolVersion.TLS13::equals).isPresent();
    ClientStimulus stimulus = client.asItIs();
    for (Map.Entry<String, Supplier<Script>> flow :
        which.apply(ServerFlow.of(client.ordinary(), tls13)).entrySet()) {
      stimulus =
          stimulus.orServing(
              flow.getKey(), settings -> settings.script(flow.getValue().get()), Flows::goOn);
    }
    // Where the order is wrong, keys and hashes may be too, before a client sees it.
    stimulus.expecting(
        Expectations.refuses(UNEXPECTED_MESSAGE, BAD_RECORD_MAC, DECODE_ERROR, DECRYPT_ERROR));
  }
}
