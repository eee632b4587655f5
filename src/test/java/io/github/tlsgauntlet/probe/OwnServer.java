package io.github.tlsgauntlet.probe;

import io.github.tlsgauntlet.peer.CertificateAsk;
import io.github.tlsgauntlet.peer.Deadline;
import io.github.tlsgauntlet.peer.ServerSettings;
import io.github.tlsgauntlet.peer.TlsServer;
import io.github.tlsgauntlet.pki.Credential;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;

/** A server of ours that answers HTTP, for as many connections as come. */
final class OwnServer implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  /**
   * What it answers.
   *
   * @param early to a request in early data
   * @param asks what it asks for after the handshake, once a request came
   * @param headers of each answer
   * @param first whether it answers before it is asked
   */
  record Manner(int early, Optional<CertificateAsk> asks, String headers, boolean first) {
    static Manner plain() {
      return new Manner(200, Optional.empty(), "", false);
    }

    Manner speakingFirst() {
      return new Manner(early, asks, headers, true);
    }

    Manner early(int status) {
      return new Manner(status, asks, headers, first);
    }

    Manner asks(CertificateAsk ask) {
      return new Manner(early, Optional.of(ask), headers, first);
    }

    Manner headers(String lines) {
      return new Manner(early, asks, lines, first);
    }
  }

  private final Listening listening;

  private OwnServer(Listening listening) {
    this.listening = listening;
  }

  static ServerSettings.Builder settings(Credential credential) {
    return ServerSettings.builder(credential);
  }

  static OwnServer with(ServerSettings settings) {
    return with(settings, Manner.plain());
  }

  static OwnServer with(ServerSettings settings, Manner manner) {
    return new OwnServer(Listening.serving(socket -> serve(socket, settings, manner)));
  }

  private static void serve(Socket socket, ServerSettings settings, Manner manner) {
    try (TlsServer server = TlsServer.over(socket, settings, Deadline.in(PATIENCE))) {
      if (!server.handshake().completed()) {
        return;
      }
      boolean early = server.earlyData().length > 0;
      if (early || manner.first() || server.read().isPresent()) {
        manner.asks().ifPresent(server::askAfterHandshake);
        int status = early ? manner.early() : 200;
        server.write(
            ("HTTP/1.1 " + status + " So\r\n" + manner.headers() + "Content-Length: 0\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII));
      }
    } catch (IOException e) {
      // The client has gone.
    }
  }

  Socket dial(Deadline deadline) throws IOException {
    return listening.dial(deadline);
  }

  Line line() {
    return new Line(this::dial, PATIENCE);
  }

  @Override
  public void close() throws IOException {
    listening.close();
  }
}
