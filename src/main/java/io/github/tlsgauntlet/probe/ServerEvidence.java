package io.github.tlsgauntlet.probe;

import io.github.tlsgauntlet.protocol.ProtocolVersion;
import java.util.Map;
import java.util.Optional;

/**
 * The connections that decided what was found of a server's versions and chains. They are no part
 * of what a scan prints, and are kept only where they are wanted.
 *
 * @param answers for each version from SSL 3.0 on, the answer to a hello that offers no other: the
 *     first with a ServerHello of that version, or the last without one
 * @param chains for each version, the first connection on which a list of certificates came
 * @param newest of a client that offers both TLS 1.3 and TLS 1.2; empty where the server does not
 *     speak both
 */
public record ServerEvidence(
    Map<ProtocolVersion, Witness> answers,
    Map<ProtocolVersion, Witness> chains,
    Optional<Witness> newest) {
  public ServerEvidence {
    answers = Map.copyOf(answers);
    chains = Map.copyOf(chains);
  }
}
