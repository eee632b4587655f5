package io.github.tlsgauntlet.peer;

import io.github.tlsgauntlet.protocol.AlertDescription;
import io.github.tlsgauntlet.protocol.Extension;
import io.github.tlsgauntlet.protocol.ExtensionType;
import io.github.tlsgauntlet.protocol.HandshakeMessage.ClientHello;
import io.github.tlsgauntlet.protocol.HandshakeMessage.EndOfEarlyData;
import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.Optional;

/** What a server of ours does with early data (RFC 9846, Section 4.3.10). */
final class ServerEarlyData {
  private static final int MOST = 1 << 16;

  private final HandshakeState state;
  private final ServerSettings settings;
  private final ClientHello first;

  ServerEarlyData(HandshakeState state, ServerSettings settings, ClientHello first) {
    this.state = state;
    this.settings = settings;
    this.first = first;
  }

  /** What its tickets say. */
  static List<Extension> allowed(ServerSettings settings) {
    return settings.earlyData() == EarlyDataPolicy.NONE
        ? List.of()
        : List.of(Extension.of(ExtensionType.EARLY_DATA, w -> w.uint32(MOST)));
  }

  /** Until it is decided otherwise, what comes early is not read. */
  void passOver() {
    if (first.extension(ExtensionType.EARLY_DATA).isPresent()
        && !Deviations.has(settings.deviations(), Deviation.ChokeOnEarlyData.class)) {
      state.connection.passOverEarlyData(MOST);
    }
  }

  void decide(ClientHello hello, Optional<Session> psk) {
    boolean possible =
        hello.extension(ExtensionType.EARLY_DATA).isPresent()
            && psk.filter(session -> session.suite().equals(state.suite.orElseThrow())).isPresent();
    state.earlyDataAccepted = possible && takes(hello);
    if (state.earlyDataAccepted) {
      state.connection.passOverEarlyData(0);
    }
  }

  private boolean takes(ClientHello hello) {
    return switch (settings.earlyData()) {
      case NONE, REJECTS -> false;
      case ONCE -> settings.sessions().orElseThrow().isFirst(hello.random());
      case ALWAYS -> true;
    };
  }

  /** Reads up to EndOfEarlyData. */
  void receive() throws Aborted {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    while (true) {
      Incoming incoming = state.connection.next();
      if (incoming instanceof Incoming.Data data) {
        bytes.writeBytes(data.bytes());
        if (bytes.size() > MOST) {
          throw state.connection.fail(
              AlertDescription.UNEXPECTED_MESSAGE, "More early data came than the ticket allows");
        }
      } else if (incoming instanceof Incoming.Handshake message) {
        state.cast(message, EndOfEarlyData.class);
        state.hash.add(message.encoded());
        state.earlyData = bytes.toByteArray();
        return;
      }
    }
  }
}
