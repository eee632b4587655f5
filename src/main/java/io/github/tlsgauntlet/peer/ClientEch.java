package io.github.tlsgauntlet.peer;

import io.github.tlsgauntlet.crypto.CipherSuiteParameters;
import io.github.tlsgauntlet.crypto.CryptoException;
import io.github.tlsgauntlet.crypto.EchConfirmation;
import io.github.tlsgauntlet.crypto.HashAlgorithm;
import io.github.tlsgauntlet.crypto.Hpke;
import io.github.tlsgauntlet.crypto.TranscriptHash;
import io.github.tlsgauntlet.protocol.AlertDescription;
import io.github.tlsgauntlet.protocol.EchHello;
import io.github.tlsgauntlet.protocol.Extension;
import io.github.tlsgauntlet.protocol.ExtensionType;
import io.github.tlsgauntlet.protocol.Extensions;
import io.github.tlsgauntlet.protocol.HandshakeMessage.ClientHello;
import io.github.tlsgauntlet.protocol.HandshakeMessage.ServerHello;
import io.github.tlsgauntlet.protocol.ProtocolVersion;
import io.github.tlsgauntlet.wire.WireWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** A client's two hellos, one inside the other (RFC 9849, Section 6.1). For one thread. */
final class ClientEch {
  private static final int RANDOM = 32;
  private static final int BLOCK = 32;
  private static final int NAME_HEADER = 9;
  private static final int NAME_LIST = 5;

  /** That of a HelloRetryRequest is known by its random, not by its last bytes. */
  private static final int RANDOM_AT = 2 + 4;

  private final HandshakeState state;
  private final EchOffer offer;
  private final byte[] outerRandom = new byte[RANDOM];
  private final Hpke hpke;
  private final TranscriptHash innerHash = new TranscriptHash();
  private Optional<ClientHello> inner = Optional.empty();
  private Optional<byte[]> firstRandom = Optional.empty();
  private Optional<Extension> sent = Optional.empty();
  private boolean answered;
  private boolean accepted;

  ClientEch(HandshakeState state, ClientSettings settings, EchOffer offer) throws Aborted {
    this.state = state;
    this.offer = offer;
    settings.random().nextBytes(outerRandom);
    try {
      this.hpke =
          Hpke.sender(
              offer.suite().aead(),
              offer.config().publicKey(),
              info(offer.config().encoded()),
              settings.random());
    } catch (CryptoException e) {
      throw state.connection.fail(AlertDescription.INTERNAL_ERROR, e.getMessage());
    }
  }

  static byte[] info(byte[] config) {
    return WireWriter.write(
        w -> w.bytes("tls ech".getBytes(StandardCharsets.US_ASCII)).uint8(0).bytes(config));
  }

  /** What a client that offers ECH can't offer with it. */
  static ClientSettings settings(ClientSettings settings) {
    List<Extension> extensions = new ArrayList<>(settings.extensions());
    extensions.add(EchHello.inner());
    return settings.toBuilder()
        .versions(ProtocolVersion.TLS13)
        .session(Optional.empty())
        .extensions(extensions)
        .build();
  }

  /** Sends a ClientHelloOuter; the transcript holds whichever hello counts. */
  void send(ClientHello hello) {
    ClientHello outer = answered && !accepted ? outer(hello, sent.orElseThrow()) : sealed(hello);
    sent = outer.extension(ExtensionType.ENCRYPTED_CLIENT_HELLO);
    inner = Optional.of(hello);
    firstRandom = firstRandom.or(() -> Optional.of(hello.random()));
    state.clientHello = Optional.of(accepted ? hello : outer);
    byte[] encoded = state.connection.send(outer);
    state.hash.add(accepted ? hello.encoded() : encoded);
    innerHash.add(hello.encoded());
  }

  private ClientHello sealed(ClientHello hello) {
    List<ExtensionType> compressed =
        offer.compressed()
            ? hello.extensions().stream()
                .map(Extension::type)
                .filter(
                    type ->
                        !type.equals(ExtensionType.SERVER_NAME)
                            && !type.equals(ExtensionType.ENCRYPTED_CLIENT_HELLO))
                .toList()
            : List.of();
    byte[] encoded = padded(hello, EchHello.encode(hello, compressed));
    EchHello blank =
        new EchHello(
            offer.suite(),
            offer.config().id(),
            answered ? new byte[0] : hpke.encapsulated(),
            new byte[encoded.length + Hpke.expansion()]);
    ClientHello zeros = outer(hello, blank.extension());
    byte[] payload = hpke.seal(blank.additional(zeros), encoded);
    return outer(hello, blank.with(payload).extension());
  }

  private ClientHello outer(ClientHello hello, Extension ech) {
    List<Extension> extensions = new ArrayList<>();
    extensions.add(Extensions.serverName(offer.config().publicName()));
    for (Extension extension : hello.extensions()) {
      if (extension.type().equals(ExtensionType.ENCRYPTED_CLIENT_HELLO)) {
        extensions.add(ech);
      } else if (!extension.type().equals(ExtensionType.SERVER_NAME)) {
        extensions.add(extension);
      }
    }
    return new ClientHello(
        hello.legacyVersion(),
        outerRandom,
        hello.sessionId(),
        hello.cipherSuites(),
        hello.compressionMethods(),
        extensions);
  }

  /** Section 6.1.3. */
  private byte[] padded(ClientHello hello, byte[] encoded) {
    int longest = offer.config().longestName();
    int name =
        hello
            .extension(ExtensionType.SERVER_NAME)
            .map(extension -> Math.max(0, longest - (extension.data().length - NAME_LIST)))
            .orElse(longest + NAME_HEADER);
    int length = encoded.length + name;
    return Arrays.copyOf(encoded, length + BLOCK - 1 - (length - 1) % BLOCK);
  }

  /**
   * Finds out from the server's first message whether it took the ClientHelloInner (Section 6.1.4);
   * from then on the transcript is that of the hello which counts.
   */
  void take(ServerHello hello, byte[] encoded) throws Aborted {
    if (answered && !accepted) {
      return;
    }
    boolean confirmed = confirms(hello, encoded);
    if (answered && !confirmed) {
      throw state.connection.fail(
          AlertDescription.ILLEGAL_PARAMETER,
          "The server took ECH in its HelloRetryRequest, and not in its ServerHello");
    }
    if (confirmed && !answered) {
      state.hash.reset(innerHash.messages());
      state.clientHello = inner;
    }
    answered = true;
    accepted = confirmed;
    state.ech = Optional.of(new EchOutcome(accepted, offer.config().id(), Optional.empty()));
    if (confirmed && hello.isHelloRetryRequest()) {
      // What follows the HelloRetryRequest is hashed after both.
      hash(hello).ifPresent(innerHash::replaceByMessageHash);
      innerHash.add(encoded);
    }
  }

  private static Optional<HashAlgorithm> hash(ServerHello hello) {
    return CipherSuiteParameters.of(hello.cipherSuite())
        .filter(parameters -> parameters.fits(ProtocolVersion.TLS13))
        .map(CipherSuiteParameters::hash);
  }

  private boolean confirms(ServerHello hello, byte[] encoded) throws Aborted {
    Optional<HashAlgorithm> hash = hash(hello);
    if (hash.isEmpty() || hello.extension(ExtensionType.SUPPORTED_VERSIONS).isEmpty()) {
      return false;
    }
    TranscriptHash transcript = new TranscriptHash();
    transcript.reset(innerHash.messages());
    byte[] random = firstRandom.orElseThrow();
    if (!hello.isHelloRetryRequest()) {
      byte[] zeros = encoded.clone();
      int end = RANDOM_AT + RANDOM;
      Arrays.fill(zeros, end - EchConfirmation.LENGTH, end, (byte) 0);
      byte[] due =
          EchConfirmation.ofServerHello(
              hash.get(), inner.orElseThrow().random(), transcript.hashWith(hash.get(), zeros));
      return Arrays.equals(due, Arrays.copyOfRange(hello.random(), RANDOM - due.length, RANDOM));
    }
    Optional<Extension> said = hello.extension(ExtensionType.ENCRYPTED_CLIENT_HELLO);
    if (said.isEmpty()) {
      return false;
    }
    if (said.get().data().length != EchConfirmation.LENGTH) {
      throw state.connection.fail(
          AlertDescription.DECODE_ERROR,
          "A HelloRetryRequest confirms ECH by " + said.get().data().length + " bytes");
    }
    transcript.replaceByMessageHash(hash.get());
    byte[] zeros = withConfirmation(hello, new byte[EchConfirmation.LENGTH]).encoded();
    return Arrays.equals(
        EchConfirmation.ofRetry(hash.get(), random, transcript.hashWith(hash.get(), zeros)),
        said.get().data());
  }

  static ServerHello withConfirmation(ServerHello request, byte[] confirmation) {
    List<Extension> extensions =
        request.extensions().stream()
            .map(
                one ->
                    one.type().equals(ExtensionType.ENCRYPTED_CLIENT_HELLO)
                        ? new Extension(ExtensionType.ENCRYPTED_CLIENT_HELLO, confirmation)
                        : one)
            .toList();
    return new ServerHello(
        request.legacyVersion(),
        request.random(),
        request.sessionId(),
        request.cipherSuite(),
        request.compressionMethod(),
        extensions);
  }
}
