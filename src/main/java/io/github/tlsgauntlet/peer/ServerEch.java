package io.github.tlsgauntlet.peer;

import io.github.tlsgauntlet.crypto.CryptoException;
import io.github.tlsgauntlet.crypto.EchConfirmation;
import io.github.tlsgauntlet.crypto.HashAlgorithm;
import io.github.tlsgauntlet.crypto.Hpke;
import io.github.tlsgauntlet.protocol.AlertDescription;
import io.github.tlsgauntlet.protocol.EchConfig;
import io.github.tlsgauntlet.protocol.EchHello;
import io.github.tlsgauntlet.protocol.Extension;
import io.github.tlsgauntlet.protocol.ExtensionType;
import io.github.tlsgauntlet.protocol.HandshakeMessage.ClientHello;
import io.github.tlsgauntlet.protocol.HandshakeMessage.ServerHello;
import io.github.tlsgauntlet.protocol.ProtocolVersion;
import io.github.tlsgauntlet.wire.WireException;
import java.util.List;
import java.util.Optional;

/** A server that opens the hello inside the hello (RFC 9849, Section 7). For one thread. */
final class ServerEch {
  private final HandshakeState state;
  private final List<EchKey> keys;

  /** What opened the first hello. */
  private record Opened(Hpke hpke, EchHello hello, byte[] innerRandom) {}

  private Optional<Opened> opened = Optional.empty();
  private boolean offered;

  ServerEch(HandshakeState state, List<EchKey> keys) {
    this.state = state;
    this.keys = keys;
  }

  /** The hello that counts: the one inside where a key of ours opens it. */
  ClientHello first(ClientHello outer) throws Aborted, WireException {
    Optional<Extension> extension = outer.extension(ExtensionType.ENCRYPTED_CLIENT_HELLO);
    if (keys.isEmpty() || extension.isEmpty()) {
      return outer;
    }
    if (EchHello.isInner(extension.get())) {
      throw illegal("A ClientHelloInner came in the clear");
    }
    EchHello sent = EchHello.read(extension.get());
    offered = true;
    for (EchKey key : keys) {
      boolean candidate =
          key.config().id() == sent.configId()
              && key.config().suites().contains(sent.suite())
              && Hpke.knows(key.config().kem(), sent.suite().kdf(), sent.suite().aead());
      if (candidate) {
        Optional<ClientHello> inner = open(key, sent, outer);
        if (inner.isPresent()) {
          state.ech = Optional.of(new EchOutcome(true, sent.configId(), Optional.empty()));
          return inner.get();
        }
      }
    }
    state.ech = Optional.of(new EchOutcome(false, sent.configId(), Optional.of(retryConfigs())));
    return outer;
  }

  private Optional<ClientHello> open(EchKey key, EchHello sent, ClientHello outer) throws Aborted {
    Hpke hpke;
    byte[] encoded;
    try {
      hpke =
          Hpke.receiver(
              sent.suite().aead(),
              sent.encapsulated(),
              key.pair(),
              ClientEch.info(key.config().encoded()));
      encoded = hpke.open(sent.additional(outer), sent.payload());
    } catch (CryptoException e) {
      // A key that does not open it is none of those it was made for: the next may be.
      return Optional.empty();
    }
    ClientHello inner = decoded(encoded, outer);
    opened = Optional.of(new Opened(hpke, sent, inner.random()));
    return Optional.of(inner);
  }

  private ClientHello decoded(byte[] encoded, ClientHello outer) throws Aborted {
    try {
      ClientHello inner = EchHello.decode(encoded, outer);
      boolean marked =
          inner
              .extension(ExtensionType.ENCRYPTED_CLIENT_HELLO)
              .filter(EchHello::isInner)
              .isPresent();
      if (!marked
          || TlsServer.offered(inner).stream()
              .anyMatch(version -> isRegistered(version) && isOld(version))) {
        throw illegal("The ClientHelloInner is none, or offers a version before TLS 1.3");
      }
      state.hash.reset(new byte[0]);
      state.hash.add(inner.encoded());
      state.clientHello = Optional.of(inner);
      return inner;
    } catch (WireException e) {
      throw illegal("The ClientHelloInner can't be read: " + e.getMessage());
    }
  }

  /** Not one of those that say nothing (RFC 8701). */
  private static boolean isRegistered(ProtocolVersion version) {
    return version.code() <= ProtocolVersion.TLS13.code()
        && version.code() >= ProtocolVersion.SSL30.code();
  }

  private static boolean isOld(ProtocolVersion version) {
    return version.code() < ProtocolVersion.TLS13.code();
  }

  /** A second hello, after a HelloRetryRequest; adds the one that counts to the transcript. */
  ClientHello second(Incoming.Handshake incoming) throws Aborted, WireException {
    ClientHello outer = state.cast(incoming, ClientHello.class);
    if (opened.isEmpty()) {
      state.hash.add(incoming.encoded());
      return outer;
    }
    Optional<Extension> extension = outer.extension(ExtensionType.ENCRYPTED_CLIENT_HELLO);
    if (extension.isEmpty()) {
      throw state.connection.fail(
          AlertDescription.MISSING_EXTENSION, "The second ClientHello has no ECH");
    }
    EchHello sent = EchHello.read(extension.get());
    EchHello before = opened.get().hello();
    if (sent.configId() != before.configId()
        || !sent.suite().equals(before.suite())
        || sent.encapsulated().length != 0) {
      throw illegal("The second ClientHello encrypts otherwise than the first");
    }
    byte[] encoded;
    try {
      encoded = opened.get().hpke().open(sent.additional(outer), sent.payload());
    } catch (CryptoException e) {
      throw state.connection.fail(
          AlertDescription.DECRYPT_ERROR, "The second ClientHello's ECH does not open");
    }
    byte[] transcript = state.hash.messages();
    ClientHello inner = decoded(encoded, outer);
    state.hash.reset(transcript);
    state.hash.add(inner.encoded());
    return inner;
  }

  /** With the confirmation that is due in a HelloRetryRequest. */
  ServerHello confirmed(ServerHello request, HashAlgorithm hash) {
    if (opened.isEmpty()) {
      return request;
    }
    List<Extension> extensions = new java.util.ArrayList<>(request.extensions());
    extensions.add(
        new Extension(ExtensionType.ENCRYPTED_CLIENT_HELLO, new byte[EchConfirmation.LENGTH]));
    ServerHello zeros =
        new ServerHello(
            request.legacyVersion(),
            request.random(),
            request.sessionId(),
            request.cipherSuite(),
            request.compressionMethod(),
            extensions);
    return ClientEch.withConfirmation(
        zeros,
        EchConfirmation.ofRetry(
            hash, opened.get().innerRandom(), state.hash.hashWith(hash, zeros.encoded())));
  }

  /** Puts the confirmation that is due into a ServerHello's random. */
  ServerHello confirmedHello(ServerHello hello, HashAlgorithm hash) {
    if (opened.isEmpty()) {
      return hello;
    }
    byte[] random = hello.random().clone();
    int at = random.length - EchConfirmation.LENGTH;
    System.arraycopy(new byte[EchConfirmation.LENGTH], 0, random, at, EchConfirmation.LENGTH);
    byte[] confirmation =
        EchConfirmation.ofServerHello(
            hash,
            opened.get().innerRandom(),
            state.hash.hashWith(hash, withRandom(hello, random).encoded()));
    System.arraycopy(confirmation, 0, random, at, EchConfirmation.LENGTH);
    return withRandom(hello, random);
  }

  private static ServerHello withRandom(ServerHello hello, byte[] random) {
    return new ServerHello(
        hello.legacyVersion(),
        random,
        hello.sessionId(),
        hello.cipherSuite(),
        hello.compressionMethod(),
        hello.extensions());
  }

  /** For EncryptedExtensions, where the client encrypted for another (Section 7.1). */
  Optional<Extension> retry() {
    return offered && opened.isEmpty()
        ? Optional.of(new Extension(ExtensionType.ENCRYPTED_CLIENT_HELLO, retryConfigs()))
        : Optional.empty();
  }

  private byte[] retryConfigs() {
    return EchConfig.writeList(keys.stream().map(EchKey::config).toList());
  }

  private Aborted illegal(String reason) {
    return state.connection.fail(AlertDescription.ILLEGAL_PARAMETER, reason);
  }
}
