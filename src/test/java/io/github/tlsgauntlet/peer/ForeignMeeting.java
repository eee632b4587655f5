package io.github.tlsgauntlet.peer;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tlsgauntlet.crypto.CipherSuiteParameters;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** A connection of ours with another stack: handshake, a line and its answer, close. */
final class ForeignMeeting {
  private static final String LINE = "ping\n";

  private ForeignMeeting() {}

  /** What a client of ours saw. */
  record Spoken(
      HandshakeOutcome outcome,
      Optional<String> answer,
      Ending ending,
      Optional<Session> session,
      Transcript transcript) {
    void completed(ForeignStack stack) {
      assertThat(outcome.completed()).as("%s %s", outcome.suite(), ending).isTrue();
      assertThat(answer).as("%s", ending).contains(stack.answer());
    }
  }

  /** Our client with its server. */
  static Spoken speak(int port, ForeignStack stack, ClientSettings settings) {
    try (TlsClient client = connect(port, settings)) {
      HandshakeOutcome outcome = client.handshake();
      Optional<String> answer = outcome.completed() ? ping(client) : Optional.empty();
      return new Spoken(outcome, answer, client.ending(), client.session(), client.transcript());
    } catch (IOException e) {
      throw new AssertionError(stack + " cannot be reached", e);
    }
  }

  static TlsClient connect(int port, ClientSettings settings) throws IOException {
    return TlsClient.connect(
        new InetSocketAddress(InetAddress.getLoopbackAddress(), port),
        settings,
        Deadline.in(Loopback.PATIENCE));
  }

  /** An answer may come in pieces: BEAST's countermeasure and its like. */
  static Optional<String> ping(TlsClient client) {
    client.write(LINE.getBytes(StandardCharsets.US_ASCII));
    StringBuilder answer = new StringBuilder();
    while (answer.length() < LINE.length()) {
      Optional<byte[]> read = client.read();
      if (read.isEmpty()) {
        return Optional.empty();
      }
      answer.append(new String(read.get(), StandardCharsets.US_ASCII));
    }
    return Optional.of(answer.toString());
  }

  /** Its client with our server. */
  static Loopback.ServerSide serve(
      Path folder,
      ForeignStack stack,
      ServerSettings settings,
      Optional<String> kind,
      String... more) {
    try (ServerSocket listener = Loopback.listen()) {
      CompletableFuture<Loopback.ServerSide> side =
          Background.supply(() -> Loopback.serveOnce(listener, settings));
      String output =
          ForeignProgram.run(LINE, stack.client(folder, listener.getLocalPort(), kind, more));
      Loopback.ServerSide seen = side.join();
      assertThat(seen.outcome().completed())
          .as("%s %s%n%s", settings.cipherSuites(), seen.ending(), output)
          .isTrue();
      if (!breaksDown(stack, seen.outcome())) {
        assertThat(seen.transcript().entries())
            .extracting(TranscriptEntry::label)
            .contains("ApplicationData");
      }
      return seen;
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  /** GnuTLS's client of 3.7 dies on telling of such a session, with any server, before it pings. */
  private static boolean breaksDown(ForeignStack stack, HandshakeOutcome outcome) {
    return stack == ForeignStack.GNUTLS
        && outcome
            .suite()
            .flatMap(CipherSuiteParameters::of)
            .map(CipherSuiteParameters::keyExchange)
            .filter(one -> one.isPsk() && (one.isField() || one.isCurve()))
            .isPresent();
  }
}
