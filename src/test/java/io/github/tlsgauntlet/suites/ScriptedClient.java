package io.github.tlsgauntlet.suites;

import io.github.tlsgauntlet.peer.ClientSettings;
import io.github.tlsgauntlet.peer.Deadline;
import io.github.tlsgauntlet.peer.Ending;
import io.github.tlsgauntlet.peer.HandshakeOutcome;
import io.github.tlsgauntlet.peer.Session;
import io.github.tlsgauntlet.peer.TlsClient;
import io.github.tlsgauntlet.protocol.ProtocolVersion;
import io.github.tlsgauntlet.target.ClientAttempt;
import io.github.tlsgauntlet.target.ClientSetup;
import io.github.tlsgauntlet.target.ClientTarget;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;

/**
 * A client under test that does what a test tells it: our own, set up as a run asks, and then
 * changed.
 *
 * @param change what it does otherwise than a client that takes any server certificate
 * @param claims what it tells of an attempt, from what really became of it
 */
public record ScriptedClient(
    BiFunction<ClientSetup, ClientSettings.Builder, ClientSettings.Builder> change,
    BiFunction<Boolean, String, ClientAttempt> claims)
    implements ClientTarget {

  public ScriptedClient(
      BiFunction<ClientSetup, ClientSettings.Builder, ClientSettings.Builder> change) {
    this(change, ClientAttempt::new);
  }

  @Override
  public String name() {
    return "scripted client";
  }

  @Override
  public ClientAttempt connect(InetSocketAddress server, ClientSetup setup, Duration timeout) {
    return attempt(server, setup, timeout, Optional.empty()).claim();
  }

  /** Resumes what it began, where there is something to resume. */
  @Override
  public Optional<List<ClientAttempt>> connectTwice(
      InetSocketAddress server, ClientSetup setup, Duration timeout) {
    Attempt first = attempt(server, setup, timeout, Optional.empty());
    return Optional.of(
        List.of(first.claim(), attempt(server, setup, timeout, first.session()).claim()));
  }

  private record Attempt(ClientAttempt claim, Optional<Session> session) {}

  private Attempt attempt(
      InetSocketAddress server, ClientSetup setup, Duration timeout, Optional<Session> session) {
    ClientSettings.Builder settings =
        ClientSettings.builder()
            .serverName(Optional.of(setup.serverName()).filter(ScriptedClient::isName))
            .session(session)
            .credential(setup.credential());
    if (!setup.versions().isEmpty()) {
      settings.versions(
          setup.versions().stream()
              .sorted((a, b) -> b.code() - a.code())
              .toArray(ProtocolVersion[]::new));
    }
    try (TlsClient client =
        TlsClient.connect(server, change.apply(setup, settings).build(), Deadline.in(timeout))) {
      HandshakeOutcome outcome = client.handshake();
      if (outcome.completed()) {
        client.write(HttpProbe.request(setup.serverName()));
      }
      boolean answered = outcome.completed() && isWhole(client);
      return new Attempt(claims.apply(answered, String.valueOf(client.ending())), client.session());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A body without a length is whole where close_notify follows it. */
  private static boolean isWhole(TlsClient client) {
    StringBuilder text = new StringBuilder();
    while (text.indexOf("Content-Length") < 0) {
      Optional<byte[]> more = client.read();
      if (more.isEmpty()) {
        return text.length() > 0 && client.ending() instanceof Ending.CloseNotify;
      }
      text.append(new String(more.get(), StandardCharsets.ISO_8859_1));
    }
    return true;
  }

  private static boolean isName(String text) {
    return text.chars().anyMatch(Character::isLetter) && text.indexOf(':') < 0;
  }

  @Override
  public void close() {}
}
