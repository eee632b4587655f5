package io.github.tlsgauntlet.suite.conformance;

import io.github.tlsgauntlet.peer.Ending;
import io.github.tlsgauntlet.peer.HandshakeOutcome;
import io.github.tlsgauntlet.peer.RecordSizes;
import io.github.tlsgauntlet.peer.Transcript;
import io.github.tlsgauntlet.protocol.ProtocolVersion;
import io.github.tlsgauntlet.suite.Reaction;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Exchanges of which nothing is known but how they ended. */
final class Exchanges {
  private static final Ending ENDING = new Ending.Fin();

  private Exchanges() {}

  static Exchange of(ProtocolVersion version, Reaction reaction) {
    HandshakeOutcome outcome =
        new HandshakeOutcome(
            reaction instanceof Reaction.Taken,
            ENDING,
            Optional.of(version),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            HandshakeOutcome.Proof.NONE,
            Optional.empty(),
            false,
            false,
            false,
            List.of(),
            false,
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            false,
            Optional.empty(),
            Optional.empty());
    return new Exchange(
        Optional.of(version),
        outcome,
        reaction,
        List.of(),
        new Transcript(List.of(), ENDING),
        RecordSizes.NONE,
        Duration.ZERO);
  }
}
