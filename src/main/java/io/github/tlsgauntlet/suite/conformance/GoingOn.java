package io.github.tlsgauntlet.suite.conformance;

import io.github.tlsgauntlet.peer.Ending;
import io.github.tlsgauntlet.peer.TranscriptEntry;
import io.github.tlsgauntlet.peer.TranscriptEntry.Direction;
import io.github.tlsgauntlet.protocol.ProtocolVersion;
import java.util.List;
import java.util.Optional;

/**
 * Whether a client went on with the handshake after the last thing that our server said, though our
 * server could make nothing of it: that is no refusal.
 */
final class GoingOn {
  private static final String CHANGE_CIPHER_SPEC = "ChangeCipherSpec";

  private GoingOn() {}

  /**
   * What the client sent after that, by its label; empty where nothing shows that it went on, and
   * for exchanges with servers.
   */
  static Optional<String> of(Exchange exchange) {
    List<TranscriptEntry> entries = exchange.transcript().entries();
    boolean client =
        entries.stream()
            .filter(entry -> entry.direction() != Direction.LOCAL)
            .findFirst()
            .filter(entry -> entry.direction() == Direction.RECEIVED)
            .isPresent();
    if (!client || !(exchange.transcript().ending() instanceof Ending.Broken)) {
      return Optional.empty();
    }
    boolean tls13 = exchange.version().filter(ProtocolVersion.TLS13::equals).isPresent();
    Optional<String> last = Optional.empty();
    for (TranscriptEntry entry : entries) {
      if (entry.direction() == Direction.SENT && !entry.label().equals("Alert")) {
        last = Optional.empty();
      } else if (entry.direction() == Direction.RECEIVED
          && !entry.label().equals("Alert")
          && !(tls13 && entry.label().equals(CHANGE_CIPHER_SPEC))) {
        last = Optional.of(entry.label());
      }
    }
    return last;
  }
}
