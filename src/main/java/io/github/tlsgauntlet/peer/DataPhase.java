package io.github.tlsgauntlet.peer;

import io.github.tlsgauntlet.protocol.AlertDescription;
import io.github.tlsgauntlet.protocol.HandshakeMessage.ClientHello;
import io.github.tlsgauntlet.protocol.HandshakeMessage.HelloRequest;
import io.github.tlsgauntlet.protocol.HandshakeMessage.KeyUpdate;
import io.github.tlsgauntlet.wire.WireException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;

/** A connection after its handshake: application data, KeyUpdate, and what else may come then. */
final class DataPhase {
  private static final Duration SECOND_PART = Duration.ofSeconds(1);

  private final Connection connection;
  private final AfterHandshake others;
  private Optional<Client13.Established> established = Optional.empty();

  /** Takes the messages that only one side may send. */
  @FunctionalInterface
  interface AfterHandshake {
    void take(Incoming.Handshake incoming) throws Aborted, WireException;
  }

  DataPhase(Connection connection, AfterHandshake others) {
    this.connection = connection;
    this.others = others;
  }

  void established(Client13.Established now) {
    established = Optional.of(now);
  }

  Optional<TrafficKeys> keys() {
    return established.map(Client13.Established::keys);
  }

  Optional<byte[]> resumptionPsk(byte[] nonce) {
    return established.map(e -> e.keys().schedule().resumptionPsk(e.resumptionSecret(), nonce));
  }

  Optional<byte[]> read(Deadline until) {
    try {
      while (true) {
        Incoming incoming = connection.next(until);
        if (incoming instanceof Incoming.Data bytes) {
          return Optional.of(connection.splitsData() ? joined(bytes.bytes()) : bytes.bytes());
        }
        if (incoming instanceof Incoming.Handshake message) {
          take(message);
        } else {
          connection.object(
              AlertDescription.UNEXPECTED_MESSAGE, "ChangeCipherSpec came after the handshake");
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

  /** TLS 1.2: refused with a warning (RFC 5246, Section 7.2.2). */
  private static boolean isRenegotiation(Incoming.Handshake incoming) {
    return incoming.message() instanceof HelloRequest || incoming.message() instanceof ClientHello;
  }

  private void take(Incoming.Handshake incoming) throws Aborted, WireException {
    if (keys().isEmpty()
        && isRenegotiation(incoming)
        && !connection.faults().commit(Deviation.RefuseHelloRequests.class)) {
      connection.sendAlert(AlertDescription.NO_RENEGOTIATION, false);
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
    connection.openWith(keys().orElseThrow().nextOpener());
    if (update.requestUpdate() == 1) {
      updateKeys(false);
    }
  }
}
