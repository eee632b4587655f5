package io.github.tlsgauntlet.suite;

import io.github.tlsgauntlet.peer.ClientSettings;
import io.github.tlsgauntlet.peer.Deadline;
import io.github.tlsgauntlet.peer.Ending;
import io.github.tlsgauntlet.peer.HandshakeOutcome;
import io.github.tlsgauntlet.peer.TlsClient;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.Optional;

/**
 * Finds out whether a server serves its connections one after the other, as {@code openssl
 * s_server} does. There each connection of ours waits for the others before it is looked at, and
 * the time limit of those that wait runs out though the server is silent to nobody.
 */
final class OneAtATime {
  private OneAtATime() {}

  /**
   * Opens a connection, says nothing, and sees whether a second one is answered meanwhile. A server
   * that is only slow is taken for one that serves them singly, which costs time and no verdict.
   *
   * @param address where it listens
   * @param serverName what to send as server_name
   * @param patience how long an answer may take
   * @throws IOException if no connection comes about
   */
  static boolean serves(InetSocketAddress address, Optional<String> serverName, Duration patience)
      throws IOException {
    try (Socket occupying = new Socket()) {
      occupying.connect(address, Math.max(1, (int) patience.toMillis()));
      ClientSettings settings = ClientSettings.builder().serverName(serverName).build();
      try (TlsClient second = TlsClient.connect(address, settings, Deadline.in(patience))) {
        HandshakeOutcome outcome = second.handshake();
        return outcome.ending() instanceof Ending.Silence && outcome.serverHello().isEmpty();
      }
    }
  }
}
