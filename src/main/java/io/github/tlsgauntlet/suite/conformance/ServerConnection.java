package io.github.tlsgauntlet.suite.conformance;

import io.github.tlsgauntlet.peer.ClientSettings;
import io.github.tlsgauntlet.peer.Deadline;
import io.github.tlsgauntlet.peer.Ending;
import io.github.tlsgauntlet.peer.HandshakeOutcome;
import io.github.tlsgauntlet.peer.Sending;
import io.github.tlsgauntlet.peer.TlsClient;
import io.github.tlsgauntlet.peer.Transcript;
import io.github.tlsgauntlet.protocol.AlertDescription;
import io.github.tlsgauntlet.protocol.ProtocolVersion;
import io.github.tlsgauntlet.suite.GauntletRun;
import io.github.tlsgauntlet.suite.Reaction;
import io.github.tlsgauntlet.suite.Refusal;
import io.github.tlsgauntlet.suite.ServerUnderTest;
import io.github.tlsgauntlet.suite.Stopwatch;
import io.github.tlsgauntlet.target.RunningServer;
import io.github.tlsgauntlet.target.TargetException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Makes one connection of ours to a server under test, and says what the server made of it. */
final class ServerConnection {
  private static final Pattern STATUS_LINE = Pattern.compile("^HTTP/\\d(?:\\.\\d)? (\\d{3})");
  private static final int LONGEST_STATUS_LINE = 32;

  /** What HTTP servers say of a client certificate (495 and 496 are nginx's own). */
  private static final Set<Integer> REFUSING_STATUS = Set.of(400, 401, 403, 495, 496);

  private static final int WARNING = 1;

  private final ServerUnderTest server;
  private final RunningServer running;
  private final Duration patience;
  private final Answers answers;

  /** Whether a server answers requests with application data. */
  enum Answers {
    /** It was seen to. */
    YES,
    /** It was seen not to: ours ends with close_notify, which any server has to answer. */
    NO,
    /** Nothing has been seen yet. */
    UNKNOWN
  }

  /**
   * Connections to a server.
   *
   * @param server under test
   * @param running as it stands
   * @param patience how long one connection may last
   * @param answers whether the server is known to answer requests
   */
  ServerConnection(
      ServerUnderTest server, RunningServer running, Duration patience, Answers answers) {
    this.server = server;
    this.running = running;
    this.patience = patience;
    this.answers = answers;
  }

  Exchange meet(Optional<ProtocolVersion> meant, ClientSettings settings, AfterHandshake after)
      throws TargetException {
    long began = System.nanoTime();
    try (GauntletRun.Permit permit = server.connection();
        Stopwatch.Lap lap = server.run().stopwatch().lap();
        TlsClient client = TlsClient.connect(running.address(), settings, Deadline.in(patience))) {
      HandshakeOutcome outcome = client.handshake();
      Reaction reaction =
          outcome.completed()
              ? afterHandshake(client, outcome, after)
              : refusal(client.ending(), client.transcript());
      server.insistOnStanding(running, client.ending());
      return new Exchange(
          meant,
          outcome,
          reaction,
          client.sessions().isEmpty() ? client.session().stream().toList() : client.sessions(),
          client.transcript(),
          client.recordSizes(),
          Duration.ofNanos(System.nanoTime() - began));
    } catch (IOException e) {
      throw new TargetException(
          TargetException.Kind.UNREACHABLE,
          server.name() + " no longer accepts connections: " + e.getMessage(),
          e);
    }
  }

  private Reaction afterHandshake(
      TlsClient client, HandshakeOutcome outcome, AfterHandshake after) {
    after.speak(client);
    client.write(request());
    if (answers == Answers.NO) {
      client.say(new Sending.Alert(WARNING, AlertDescription.CLOSE_NOTIFY));
    }
    Optional<byte[]> answer = client.read();
    Transcript transcript = client.transcript();
    return answer
        .map(bytes -> answered(bytes, outcome.ask().isPresent(), transcript))
        .orElseGet(() -> unanswered(outcome, client, transcript, after != AfterHandshake.NOTHING));
  }

  private byte[] request() {
    return ("GET / HTTP/1.1\r\nHost: "
            + running.serverName().orElse("localhost")
            + "\r\nUser-Agent: tls-gauntlet\r\nConnection: close\r\n\r\n")
        .getBytes(StandardCharsets.ISO_8859_1);
  }

  /** An HTTP status refuses a client certificate only where the server asked for one. */
  private static Reaction answered(byte[] answer, boolean asked, Transcript transcript) {
    Matcher matcher =
        STATUS_LINE.matcher(
            new String(
                answer,
                0,
                Math.min(answer.length, LONGEST_STATUS_LINE),
                StandardCharsets.ISO_8859_1));
    if (!matcher.find()) {
      return new Reaction.Taken(
          "the server answered a request with application data.", List.of(transcript));
    }
    int status = Integer.parseInt(matcher.group(1));
    return asked && REFUSING_STATUS.contains(status)
        ? new Reaction.Refused(new Refusal.ByHttp(status), List.of(transcript))
        : new Reaction.Taken(
            "the server answered a request with HTTP " + status + ".", List.of(transcript));
  }

  /**
   * No data came: what the server said or ended the connection with tells. One that is known to
   * answer, and does not, has not taken what it was sent, however far it came before.
   */
  private Reaction unanswered(
      HandshakeOutcome outcome, TlsClient client, Transcript transcript, boolean spoke) {
    Ending ending = client.ending();
    if (ending instanceof Ending.Alert
        || ending instanceof Ending.Broken
        || answers == Answers.YES) {
      return refusal(ending, transcript);
    }
    if (spoke && !(ending instanceof Ending.CloseNotify)) {
      return new Reaction.Untold(
          "It answers no request, so that it does not show what it took.", List.of(transcript));
    }
    if (outcome.version().filter(ProtocolVersion.TLS12::equals).isPresent()
        && !(ending instanceof Ending.Reset)) {
      return new Reaction.Taken("the server sent its Finished last.", List.of(transcript));
    }
    if (!client.sessions().isEmpty()) {
      return new Reaction.Taken(
          "the server issued a session ticket after the client's flight.", List.of(transcript));
    }
    return ending instanceof Ending.CloseNotify
        ? new Reaction.Taken("the server answered close_notify in kind.", List.of(transcript))
        : refusal(ending, transcript);
  }

  static Reaction refusal(Ending ending, Transcript transcript) {
    List<Transcript> evidence = List.of(transcript);
    if (ending instanceof Ending.Alert alert) {
      return new Reaction.Refused(new Refusal.ByAlert(alert.description()), evidence);
    }
    if (ending instanceof Ending.Fin || ending instanceof Ending.CloseNotify) {
      return new Reaction.Refused(new Refusal.ByClosing(), evidence);
    }
    if (ending instanceof Ending.Reset) {
      return new Reaction.Refused(new Refusal.ByReset(), evidence);
    }
    if (ending instanceof Ending.Broken broken) {
      return new Reaction.Untold("Our endpoint ended the handshake: " + broken.reason(), evidence);
    }
    return new Reaction.Untold("It stayed silent, and kept the connection open.", evidence);
  }
}
