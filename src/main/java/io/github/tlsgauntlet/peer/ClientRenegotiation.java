package io.github.tlsgauntlet.peer;

import io.github.tlsgauntlet.protocol.AlertDescription;
import io.github.tlsgauntlet.protocol.CipherSuite;
import io.github.tlsgauntlet.protocol.Extension;
import io.github.tlsgauntlet.protocol.ExtensionType;
import io.github.tlsgauntlet.protocol.HandshakeMessage.ClientHello;
import io.github.tlsgauntlet.protocol.HandshakeMessage.HelloRequest;
import io.github.tlsgauntlet.protocol.HandshakeMessage.ServerHello;
import io.github.tlsgauntlet.protocol.ProtocolVersion;
import io.github.tlsgauntlet.wire.WireException;
import io.github.tlsgauntlet.wire.WireWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** A client's second handshake inside the first (RFC 5246, Section 7.4.1.2; RFC 5746). */
final class ClientRenegotiation {
  private final HandshakeState before;
  private final HandshakeState state;
  private final ClientSettings settings;
  private final Renegotiation how;
  private final DataPhase data;
  private Optional<Session> session = Optional.empty();

  /**
   * Prepares one.
   *
   * @param before of the handshake that this one follows, which is complete
   * @param first the settings of the first handshake
   * @param data keeps what else comes meanwhile
   */
  ClientRenegotiation(
      HandshakeState before, ClientSettings first, Renegotiation how, DataPhase data) {
    this.before = before;
    this.state = new HandshakeState(before.connection);
    this.state.isRenegotiation = true;
    this.how = how;
    this.data = data;
    this.settings =
        how.settings().orElse(first).toBuilder()
            .versions(before.version.orElseThrow())
            .session(Optional.empty())
            .build();
  }

  HandshakeState state() {
    return state;
  }

  Optional<Session> session() {
    return session;
  }

  /** Runs it; where the server does not begin it, the connection goes on without. */
  void run() throws Aborted, WireException {
    ClientHellos hellos = new ClientHellos(settings);
    ClientHello hello = bound(hellos.hello(state.hash));
    state.clientHello = Optional.of(hello);
    state.send(hello);
    state.connection.flush();
    Optional<Incoming.Handshake> answer = answer();
    if (answer.isEmpty()) {
      return;
    }
    state.hash.add(answer.get().encoded());
    ServerHello chosen = state.cast(answer.get(), ServerHello.class);
    ProtocolVersion version = chosen.legacyVersion();
    state.version = Optional.of(version);
    state.suite = Optional.of(chosen.cipherSuite());
    state.serverHello = Optional.of(chosen);
    if (!version.equals(before.version.orElseThrow())) {
      throw state.connection.fail(
          AlertDescription.PROTOCOL_VERSION, "The server changes the version to " + version);
    }
    new ServerRules(state, hello).hello(chosen, version);
    requireBinding(chosen);
    state.keepsEncryptThenMac = before.encryptThenMac && settings.encryptThenMac();
    session = new Client12(state, settings, hellos).run(chosen);
  }

  /** The server's first message; data and a server's own request may be on their way still. */
  private Optional<Incoming.Handshake> answer() throws Aborted {
    Deadline until = state.connection.atMost(how.patience());
    state.connection.heedWarnings(true);
    try {
      while (true) {
        Incoming incoming = state.connection.next(until);
        if (incoming instanceof Incoming.Data bytes) {
          data.keep(bytes.bytes());
        } else if (incoming instanceof Incoming.Warning warning) {
          if (warning.description().equals(AlertDescription.NO_RENEGOTIATION)) {
            return Optional.empty();
          }
        } else if (!(incoming instanceof Incoming.Handshake message)) {
          throw state.unexpected("ChangeCipherSpec came in answer to a second ClientHello");
        } else if (!(message.message() instanceof HelloRequest)) {
          return Optional.of(message);
        }
      }
    } catch (Aborted e) {
      if (state.connection.ending() instanceof Ending.Open) {
        // Only the wait for this answer is over.
        return Optional.empty();
      }
      throw e;
    } finally {
      state.connection.heedWarnings(false);
    }
  }

  private ClientHello bound(ClientHello hello) {
    List<Extension> extensions = new ArrayList<>();
    for (Extension extension : hello.extensions()) {
      if (!extension.type().equals(ExtensionType.RENEGOTIATION_INFO)) {
        extensions.add(extension);
      }
    }
    if (!settings.versions().contains(ProtocolVersion.SSL30)) {
      info().ifPresent(extensions::add);
    }
    List<CipherSuite> suites = new ArrayList<>(hello.cipherSuites());
    if (how.signals()) {
      suites.add(CipherSuite.EMPTY_RENEGOTIATION_INFO_SCSV);
    }
    return new ClientHello(
        hello.legacyVersion(),
        hello.random(),
        hello.sessionId(),
        suites,
        hello.compressionMethods(),
        extensions);
  }

  private Optional<Extension> info() {
    boolean secure = before.isSecure();
    byte[] last = before.clientVerifyData.clone();
    if (how.info() == Renegotiation.Info.WRONG) {
      last[0] ^= 1;
    }
    return switch (how.info()) {
      case RIGHT -> Optional.of(info(secure ? last : new byte[0]));
      case WRONG -> Optional.of(info(last));
      case EMPTY -> Optional.of(info(new byte[0]));
      case ABSENT -> Optional.empty();
    };
  }

  static Extension info(byte[] verifyData) {
    return Extension.of(ExtensionType.RENEGOTIATION_INFO, w -> w.vector8(v -> v.bytes(verifyData)));
  }

  /** RFC 5746, Sections 3.5 and 4.2; a client that was told to lie does not insist. */
  private void requireBinding(ServerHello chosen) throws Aborted {
    if (how.info() != Renegotiation.Info.RIGHT || how.signals()) {
      return;
    }
    byte[] both =
        WireWriter.write(w -> w.bytes(before.clientVerifyData).bytes(before.serverVerifyData));
    Optional<byte[]> sent = chosen.extension(ExtensionType.RENEGOTIATION_INFO).map(Extension::data);
    boolean right =
        before.isSecure()
            ? sent.filter(one -> Arrays.equals(one, info(both).data())).isPresent()
            : sent.isEmpty();
    if (!right) {
      throw state.connection.fail(
          AlertDescription.HANDSHAKE_FAILURE,
          "The server's renegotiation_info does not bind it to the handshake before");
    }
  }
}
