package io.github.tlsgauntlet.peer;

import io.github.tlsgauntlet.protocol.AlertDescription;
import io.github.tlsgauntlet.protocol.HandshakeMessage;
import io.github.tlsgauntlet.protocol.HandshakeMessage.KeyUpdate;
import io.github.tlsgauntlet.wire.WireException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** A connection after its handshake: application data, KeyUpdate, and what else may come then. */
final class DataPhase {
  private static final int MOST_KEPT = 1 << 20;
  private static final Duration SECOND_PART = Duration.ofSeconds(1);

  private final Connection connection;
  private final Class<? extends HandshakeMessage> renegotiation;
  private final AfterHandshake others;
  private final Again again;
  private final Deque<byte[]> kept = new ArrayDeque<>();
  private int keptBytes;
  private Optional<Client13.Established> established = Optional.empty();

  /** Takes the messages that only one side may send. */
  @FunctionalInterface
  interface AfterHandshake {
    void take(Incoming.Handshake incoming) throws Aborted, WireException;
  }

  /** Takes what asks for a second handshake, or begins one. */
  @FunctionalInterface
  interface Again {
    /** Whether it is taken; where not, a warning says so. */
    boolean take(Incoming.Handshake incoming) throws Aborted, WireException;
  }

  /**
   * A connection's.
   *
   * @param connection over which it goes
   * @param renegotiation what asks for a second handshake in TLS 1.2, of the peer
   * @param others what else may come
   * @param again takes what asks for a second handshake
   */
  DataPhase(
      Connection connection,
      Class<? extends HandshakeMessage> renegotiation,
      AfterHandshake others,
      Again again) {
    this.connection = connection;
    this.renegotiation = renegotiation;
    this.others = others;
    this.again = again;
  }

  /** Keeps data that came while something else was awaited; {@link #read} gives them first. */
  void keep(byte[] bytes) throws Aborted {
    keptBytes += bytes.length;
    if (keptBytes > MOST_KEPT) {
      throw connection.fail(
          AlertDescription.UNEXPECTED_MESSAGE, "Nothing but data comes where a handshake was due");
    }
    kept.add(bytes);
  }

  void established(Client13.Established now) {
    established = Optional.of(now);
    connection.updatesWith(now.keys()::nextSealer);
  }

  Optional<TrafficKeys> keys() {
    return established.map(Client13.Established::keys);
  }

  Optional<byte[]> resumptionPsk(byte[] nonce) {
    return established.map(e -> e.keys().schedule().resumptionPsk(e.resumptionSecret(), nonce));
  }

  Optional<byte[]> read(Deadline until) {
    if (!kept.isEmpty()) {
      byte[] first = kept.remove();
      keptBytes -= first.length;
      return Optional.of(first);
    }
    try {
      while (true) {
        Optional<byte[]> bytes = step(until);
        if (bytes.isPresent()) {
          return bytes;
        }
        if (!kept.isEmpty()) {
          return read(until);
        }
      }
    } catch (Aborted e) {
      // The connection knows how it ended, or that only the caller's patience did.
      return Optional.empty();
    } catch (WireException e) {
      connection.fail(AlertDescription.DECODE_ERROR, e.getMessage());
    }
    return Optional.empty();
  }

  /**
   * Takes what comes until something has come about; application data are let go.
   *
   * @param done whether it has
   * @param alone whether nothing but what brings it about may come
   * @return false where the connection ended before
   */
  boolean readUntil(BooleanSupplier done, boolean alone) {
    try {
      while (!done.getAsBoolean()) {
        boolean data = step(connection.deadline()).isPresent();
        if (alone && (data || !done.getAsBoolean())) {
          throw connection.fail(
              AlertDescription.UNEXPECTED_MESSAGE, "Something else came before the answer");
        }
      }
      return true;
    } catch (Aborted e) {
      // The connection knows how it ended.
      return false;
    } catch (WireException e) {
      connection.fail(AlertDescription.DECODE_ERROR, e.getMessage());
    }
    return false;
  }

  /** Application data, or nothing where another message came and was taken. */
  private Optional<byte[]> step(Deadline until) throws Aborted, WireException {
    Incoming incoming = connection.next(until);
    if (incoming instanceof Incoming.Data bytes) {
      return Optional.of(connection.splitsData() ? joined(bytes.bytes()) : bytes.bytes());
    }
    if (!(incoming instanceof Incoming.Handshake message)) {
      connection.object(
          AlertDescription.UNEXPECTED_MESSAGE, "ChangeCipherSpec came after the handshake");
      return Optional.empty();
    }
    take(message);
    return Optional.empty();
  }

  /**
   * With the record that follows a first byte that was sent alone, as it is in CBC before TLS 1.1
   * (CVE-2011-3389).
   */
  private byte[] joined(byte[] first) {
    if (first.length > 1) {
      return first;
    }
    try {
      Incoming next = connection.next(connection.atMost(SECOND_PART));
      if (next instanceof Incoming.Data rest) {
        byte[] both = Arrays.copyOf(first, first.length + rest.bytes().length);
        System.arraycopy(rest.bytes(), 0, both, first.length, rest.bytes().length);
        return both;
      }
      connection.pushBack(next);
    } catch (Aborted e) {
      // The connection knows how it ended, or that nothing more was to come.
    }
    return first;
  }

  void updateKeys(boolean requestUpdate) {
    keys()
        .ifPresent(
            keys -> {
              connection.send(new KeyUpdate(requestUpdate ? 1 : 0));
              connection.flush();
              connection.sealWith(keys.nextSealer());
            });
  }

  /** New keys for sending, and nobody told. */
  void changeKeys() {
    keys().ifPresent(keys -> connection.sealWith(keys.nextSealer()));
  }

  /** TLS 1.2: where it is refused, with a warning (RFC 5246, Section 7.2.2). */
  private boolean isRenegotiation(Incoming.Handshake incoming) {
    return renegotiation.isInstance(incoming.message());
  }

  private void take(Incoming.Handshake incoming) throws Aborted, WireException {
    if (keys().isEmpty()
        && isRenegotiation(incoming)
        && !connection.faults().commit(Deviation.RefuseHelloRequests.class)) {
      if (again.take(incoming)) {
        return;
      }
      if (!connection.faults().passesOverRenegotiation()) {
        connection.sendAlert(AlertDescription.NO_RENEGOTIATION, false);
      }
      return;
    }
    if (!(incoming.message() instanceof KeyUpdate update)
        || keys().isEmpty()
        || connection.faults().commit(Deviation.RefuseKeyUpdates.class)) {
      others.take(incoming);
      return;
    }
    if (update.requestUpdate() > 1) {
      connection.object(
          AlertDescription.ILLEGAL_PARAMETER, "request_update is " + update.requestUpdate());
    }
    if (connection.faults().keepsKeys()) {
      return;
    }
    connection.openWith(keys().orElseThrow().nextOpener());
    if (update.requestUpdate() == 1 && !connection.faults().answersNoKeyUpdate()) {
      updateKeys(false);
    }
  }
}
