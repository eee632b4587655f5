package io.github.tlsgauntlet.probe;

import io.github.tlsgauntlet.peer.ClientSettings;
import io.github.tlsgauntlet.peer.HandshakeOutcome;
import io.github.tlsgauntlet.peer.Renegotiation;
import io.github.tlsgauntlet.peer.TlsClient;
import io.github.tlsgauntlet.protocol.ProtocolVersion;
import java.io.IOException;

/**
 * Whether a server takes one client's handshake for the continuation of another's, which RFC 5746
 * was made against: it completes a second handshake that says nothing of the first.
 */
final class UnboundProbe {
  static final String ID = "unbound-renegotiation";
  private static final String TITLE =
      "renegotiates with a client that does not say what it did before (CVE-2009-3555)";

  private final Line line;

  UnboundProbe(Line line) {
    this.line = line;
  }

  /**
   * Tries where a client may renegotiate at all.
   *
   * @param renegotiates what was found of that
   */
  Fact run(ClientSettings base, ProtocolVersion version, Fact renegotiates) {
    if (renegotiates.answer() != Answer.YES) {
      return fact(
          renegotiates.answer(),
          renegotiates.answer() == Answer.NO
              ? "It lets no client renegotiate."
              : "Whether it lets a client renegotiate is not known.");
    }
    ClientSettings old = base.toBuilder().versions(version).secureRenegotiation(false).build();
    try (TlsClient client = line.client(old)) {
      HandshakeOutcome first = client.handshake();
      if (!first.completed()) {
        boolean refused = Line.isRefusal(first.ending());
        return fact(
            refused ? Answer.NO : Answer.UNTOLD,
            "With a client that does not know RFC 5746 it " + Words.of(first.ending()) + ".");
      }
      HandshakeOutcome second =
          client.renegotiate(
              Renegotiation.of(Renegotiation.Info.ABSENT)
                  .within(RenegotiationProbe.patience(line)));
      return second.completed()
          ? fact(Answer.YES, "It completed a second handshake that was not bound to the first.")
          : fact(
              Line.isRefusal(client.ending()) || RenegotiationProbe.refused(client)
                  ? Answer.NO
                  : Answer.UNTOLD,
              "To a second ClientHello that was not bound to the first it "
                  + Words.of(client.ending())
                  + ".");
    } catch (IOException e) {
      return fact(Answer.UNTOLD, "No connection came about.");
    }
  }

  private static Fact fact(Answer answer, String detail) {
    return new Fact(ID, TITLE, answer, detail);
  }
}
