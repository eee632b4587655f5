package io.github.tlsgauntlet.peer;

import io.github.tlsgauntlet.protocol.AlertDescription;
import io.github.tlsgauntlet.protocol.CipherSuite;
import io.github.tlsgauntlet.protocol.Extension;
import io.github.tlsgauntlet.protocol.ExtensionType;
import io.github.tlsgauntlet.protocol.Extensions;
import io.github.tlsgauntlet.protocol.HandshakeMessage.ClientHello;
import io.github.tlsgauntlet.protocol.HandshakeMessage.HelloRequest;
import io.github.tlsgauntlet.protocol.ProtocolVersion;
import io.github.tlsgauntlet.wire.WireException;
import io.github.tlsgauntlet.wire.WireWriter;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * A server's second handshake inside the first (RFC 5246, Section 7.4.1.1; RFC 5746, Section 3.7).
 */
final class ServerRenegotiation {
  private final HandshakeState before;
  private final HandshakeState state;
  private final ServerSettings settings;
  private final RenegotiationPolicy policy;
  private final DataPhase data;

  /**
   * Prepares one.
   *
   * @param before of the handshake that this one follows, which is complete
   * @param settings of the first handshake
   * @param data keeps what else comes meanwhile: a client may send on until its new keys are due
   */
  ServerRenegotiation(
      HandshakeState before, ServerSettings settings, RenegotiationPolicy policy, DataPhase data) {
    this.before = before;
    this.data = data;
    this.state = new HandshakeState(before.connection);
    this.state.data = Optional.of(data);
    this.state.isRenegotiation = true;
    this.state.isServer = true;
    this.policy = policy;
    this.settings =
        policy.ask().isPresent() ? settings.toBuilder().ask(policy.ask()).build() : settings;
  }

  HandshakeState state() {
    return state;
  }

  /** Whether a ClientHello begins a handshake; where not, no_renegotiation is the answer. */
  boolean isTaken() {
    return switch (policy.taken()) {
      case NONE -> false;
      case BOUND -> before.isSecure();
      case ANY -> true;
    };
  }

  /**
   * Asks the client to begin (RFC 5246, Section 7.4.1.1), and goes on where it does.
   *
   * @param patience how long the client has to begin
   */
  void request(Duration patience) throws Aborted, WireException {
    Connection connection = state.connection;
    // HelloRequest is in no transcript hash (RFC 5246, Section 7.4.1.1).
    connection.send(new HelloRequest());
    connection.flush();
    connection.heedWarnings(true);
    Optional<Incoming.Handshake> begun;
    try {
      begun = hello(connection.atMost(patience));
    } finally {
      connection.heedWarnings(false);
    }
    if (begun.isPresent()) {
      run(state.cast(begun.get(), ClientHello.class), begun.get().encoded());
    }
  }

  private Optional<Incoming.Handshake> hello(Deadline until) throws Aborted {
    try {
      while (true) {
        Incoming incoming = state.connection.next(until);
        if (incoming instanceof Incoming.Data bytes) {
          data.keep(bytes.bytes());
        } else if (incoming instanceof Incoming.Handshake message) {
          return Optional.of(message);
        } else if (!(incoming instanceof Incoming.Warning warning)) {
          throw state.unexpected("ChangeCipherSpec came in answer to a HelloRequest");
        } else if (warning.description().equals(AlertDescription.NO_RENEGOTIATION)) {
          return Optional.empty();
        }
      }
    } catch (Aborted e) {
      if (state.connection.ending() instanceof Ending.Open) {
        return Optional.empty();
      }
      throw e;
    }
  }

  void run(ClientHello hello, byte[] encoded) throws Aborted, WireException {
    state.hash.add(encoded);
    state.clientHello = Optional.of(hello);
    ProtocolVersion version = before.version.orElseThrow();
    if (!TlsServer.offered(hello).contains(version)) {
      throw state.connection.fail(
          AlertDescription.PROTOCOL_VERSION, "The client no longer offers " + version);
    }
    state.version = Optional.of(version);
    new ClientRules(state).hello(hello, version, List.of(version));
    if (policy.taken() == RenegotiationPolicy.Taken.BOUND) {
      requireBinding(hello);
    }
    state.keepsEncryptThenMac =
        policy.taken() == RenegotiationPolicy.Taken.BOUND && before.encryptThenMac;
    boolean forgets = Deviations.has(settings.deviations(), Deviation.ForgetHandshakeBefore.class);
    state.renegotiationInfo =
        forgets
            ? Optional.of(Extensions.renegotiationInfo())
            : hello.extension(ExtensionType.RENEGOTIATION_INFO).isPresent() && before.isSecure()
                ? Optional.of(
                    ClientRenegotiation.info(
                        WireWriter.write(
                            w -> w.bytes(before.clientVerifyData).bytes(before.serverVerifyData))))
                : Optional.empty();
    TlsServer.selectAlpn(state, settings, hello);
    new Server12(state, settings).run(hello);
  }

  private void requireBinding(ClientHello hello) throws Aborted {
    if (hello.cipherSuites().contains(CipherSuite.EMPTY_RENEGOTIATION_INFO_SCSV)) {
      state.connection.object(
          AlertDescription.HANDSHAKE_FAILURE, "A second ClientHello signals as a first one does");
    }
    byte[] due = ClientRenegotiation.info(before.clientVerifyData).data();
    boolean right =
        hello
            .extension(ExtensionType.RENEGOTIATION_INFO)
            .map(Extension::data)
            .filter(sent -> Arrays.equals(sent, due))
            .isPresent();
    if (!right) {
      state.connection.object(
          AlertDescription.HANDSHAKE_FAILURE,
          "The client's renegotiation_info does not bind it to the handshake before");
    }
  }
}
