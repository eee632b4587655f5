package io.github.tlsgauntlet.suite.conformance;

import io.github.tlsgauntlet.peer.Ending;
import io.github.tlsgauntlet.peer.TranscriptEntry;
import io.github.tlsgauntlet.peer.TranscriptEntry.Direction;
import io.github.tlsgauntlet.protocol.ProtocolVersion;
import java.util.List;
import java.util.Optional;

/**
 * Whether a peer went on with the handshake after the last thing that our endpoint said, though our
 * endpoint could make nothing of it: that is no refusal.
 */
final class GoingOn {
  private static final String CHANGE_CIPHER_SPEC = "ChangeCipherSpec";

  private static final String FINISHED = "Finished";

  private GoingOn() {}

  /**
   * What the peer sent after that, by its label; empty where nothing shows that it went on. Of a
   * server only the Finished that ends a full handshake before TLS 1.3 shows it: all else it may
   * have sent before it read.
   */
  static Optional<String> of(Exchange exchange) {
    List<TranscriptEntry> entries = exchange.transcript().entries();
    boolean client =
        entries.stream()
            .filter(entry -> entry.direction() != Direction.LOCAL)
            .findFirst()
            .filter(entry -> entry.direction() == Direction.RECEIVED)
            .isPresent();
    if (!(exchange.transcript().ending() instanceof Ending.Broken)) {
      return Optional.empty();
    }
    boolean tls13 = exchange.version().filter(ProtocolVersion.TLS13::equals).isPresent();
    Optional<String> last = last(entries, tls13);
    return client
        ? last
        : last.filter(label -> !tls13 && label.equals(FINISHED) && isFull(exchange));
  }

  private static boolean isFull(Exchange exchange) {
    return !exchange.received("ServerHelloDone").isEmpty();
  }

  private static Optional<String> last(List<TranscriptEntry> entries, boolean tls13) {
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
