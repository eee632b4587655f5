package io.github.tlsgauntlet.probe;

import io.github.tlsgauntlet.peer.ClientSettings;
import io.github.tlsgauntlet.peer.Deviation;
import io.github.tlsgauntlet.peer.Ending;
import io.github.tlsgauntlet.peer.HandshakeOutcome;
import io.github.tlsgauntlet.peer.HelloCaller;
import io.github.tlsgauntlet.peer.TlsClient;
import io.github.tlsgauntlet.peer.TranscriptEntry;
import io.github.tlsgauntlet.protocol.AlertDescription;
import io.github.tlsgauntlet.protocol.CipherSuite;
import io.github.tlsgauntlet.protocol.ContentType;
import io.github.tlsgauntlet.protocol.ProtocolVersion;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Sends one flawed record on a connection of its own, and sees what comes of it. The same for all
 * flaws: one version, one suite, one place.
 */
final class RecordTrial {
  private static final int MOST_RECORDS = 8;
  private static final int MOST_HEAD = 16 * 1024;

  /** Silence is believed after so much time, and so many times that of the handshake. */
  private static final Duration LEAST_PATIENCE = Duration.ofMillis(500);

  private static final int HANDSHAKES = 10;

  /** Any answer to it is an answer; no host is needed. It is as long as {@link RecordFlaw#DATA}. */
  private static final byte[] REQUEST =
      "HEAD / HTTP/1.0\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

  /** Where in a connection the flawed record comes. */
  enum Place {
    /** In the place of the client's Finished, the first record that is encrypted. */
    FINISHED,
    /** First of all application data. */
    DATA,
    /** After a request that was answered. */
    AFTER_ANSWER,
    /** After a record that is good and holds no data. */
    AFTER_RECORD
  }

  private final Line line;
  private final ClientSettings settings;
  private final boolean http;
  private final CipherSuite suite;
  private final Place place;

  /**
   * A trial.
   *
   * @param client whom it asks for, and what it shows who asks it
   * @param http whether the server answers requests of HTTP, and says nothing unasked
   */
  RecordTrial(
      Line line,
      ProtocolVersion version,
      CipherSuite suite,
      ClientSettings client,
      boolean http,
      Place place) {
    this.line = line;
    this.settings =
        client.toBuilder()
            .versions(version)
            .cipherSuites(List.of(suite))
            .encryptThenMac(false)
            .tickets(false)
            .build();
    this.http = http;
    this.suite = suite;
    this.place = place;
  }

  RecordTrial at(Place other) {
    return new RecordTrial(line, settings.versions().get(0), suite, settings, http, other);
  }

  CipherSuite suite() {
    return suite;
  }

  Place place() {
    return place;
  }

  /** Empty where the connection did not come so far; tried again where no alert says why. */
  Optional<Reaction> ask(RecordFlaw flaw) {
    Attempt first = askOnce(flaw);
    return first.settled() ? first.reaction() : askOnce(flaw).reaction();
  }

  /** What one connection came to, and whether another one would come to the same. */
  private record Attempt(Optional<Reaction> reaction, boolean settled) {
    private static Attempt of(Reaction reaction) {
      return new Attempt(Optional.of(reaction), true);
    }

    private static Attempt failed(boolean settled) {
      return new Attempt(Optional.empty(), settled);
    }
  }

  private Attempt askOnce(RecordFlaw flaw) {
    boolean finished = place == Place.FINISHED;
    ClientSettings how =
        finished
            ? settings.toBuilder().deviations(new Deviation.LayOutFinished(flaw)).build()
            : settings;
    try (TlsClient client = line.client(how)) {
      long start = System.nanoTime();
      HandshakeOutcome outcome = client.handshake();
      Duration patience = patience(Duration.ofNanos(System.nanoTime() - start));
      if (finished) {
        return sentFinished(client)
            ? Attempt.of(ofFinished(client, outcome, patience))
            : Attempt.failed(outcome.ending() instanceof Ending.Alert);
      }
      if (!outcome.completed() || !prepare(client)) {
        return Attempt.failed(outcome.completed() || outcome.ending() instanceof Ending.Alert);
      }
      client.write(flaw.isEmpty() ? new byte[0] : REQUEST, flaw);
      return Attempt.of(new Reaction(follow(client, new ArrayList<>(), patience)));
    } catch (IOException e) {
      return Attempt.failed(false);
    }
  }

  /** A server that is far or busy takes its time for both. */
  private Duration patience(Duration handshake) {
    Duration most = line.timeout().dividedBy(2);
    Duration usual = LEAST_PATIENCE.plus(handshake.multipliedBy(HANDSHAKES));
    return usual.compareTo(most) < 0 ? usual : most;
  }

  private static boolean sentFinished(TlsClient client) {
    return client.transcript().entries().stream()
        .anyMatch(
            entry ->
                entry.direction() == TranscriptEntry.Direction.SENT
                    && entry.label().equals("Finished"));
  }

  private Reaction ofFinished(TlsClient client, HandshakeOutcome outcome, Duration patience) {
    List<Reaction.Event> events = new ArrayList<>();
    if (outcome.completed()) {
      return new Reaction(List.of(new Reaction.Event.WentOn()));
    }
    events.add(new Reaction.Event.Ended(outcome.ending()));
    boolean over = isStreamEnd(outcome.ending()) || outcome.ending() instanceof Ending.Broken;
    return new Reaction(over ? events : follow(client, events, patience));
  }

  private static Ending ending(Ending.Alert alert) {
    return alert.description().equals(AlertDescription.CLOSE_NOTIFY)
        ? new Ending.CloseNotify()
        : alert;
  }

  private static boolean isStreamEnd(Ending ending) {
    return ending instanceof Ending.Fin
        || ending instanceof Ending.Reset
        || ending instanceof Ending.Silence;
  }

  /** What comes before the flawed record; false where it can't. */
  private boolean prepare(TlsClient client) {
    return switch (place) {
      case FINISHED, DATA -> true;
      case AFTER_ANSWER -> http && isAnswered(client);
      case AFTER_RECORD -> {
        client.write(new byte[0]);
        yield true;
      }
    };
  }

  /** A request that leaves the connection open, and all of the answer: it has no body. */
  private boolean isAnswered(TlsClient client) {
    client.write(
        ("HEAD / HTTP/1.1\r\nHost: " + settings.serverName().orElse("localhost") + "\r\n\r\n")
            .getBytes(StandardCharsets.US_ASCII));
    ByteArrayOutputStream head = new ByteArrayOutputStream();
    while (head.size() < MOST_HEAD) {
      Optional<byte[]> more = client.read(line.timeout().dividedBy(2));
      if (more.isEmpty()) {
        return false;
      }
      head.writeBytes(more.get());
      String text = head.toString(StandardCharsets.ISO_8859_1).toLowerCase(Locale.ROOT);
      if (text.contains("\r\n\r\n")) {
        return text.startsWith("http/1.1") && !text.contains("connection: close");
      }
    }
    return false;
  }

  private List<Reaction.Event> follow(
      TlsClient client, List<Reaction.Event> events, Duration patience) {
    for (int i = 0; i < MOST_RECORDS; i++) {
      HelloCaller.Received received = client.nextRecord(patience);
      if (received.record().isEmpty()) {
        events.add(new Reaction.Event.Ended(received.ending()));
        return events;
      }
      HelloCaller.Fragment record = received.record().get();
      if (record.alert().isPresent()) {
        events.add(new Reaction.Event.Ended(ending(record.alert().get())));
      } else if (record.contentType() != ContentType.APPLICATION_DATA.code()) {
        events.add(new Reaction.Event.Other(record.contentType()));
      } else if (http) {
        events.add(new Reaction.Event.Data());
        return events;
      }
      // Who isn't asked in HTTP may greet at any moment: data is no answer to the record then.
    }
    events.add(new Reaction.Event.Data());
    return events;
  }
}
