package io.github.tlsgauntlet.peer;

import io.github.tlsgauntlet.crypto.CipherSuiteParameters;
import io.github.tlsgauntlet.crypto.OldSignatures;
import io.github.tlsgauntlet.crypto.OlderSecrets;
import io.github.tlsgauntlet.crypto.PublicKeys;
import io.github.tlsgauntlet.crypto.RecordCompression;
import io.github.tlsgauntlet.crypto.RecordOpener;
import io.github.tlsgauntlet.crypto.RecordSealer;
import io.github.tlsgauntlet.crypto.Signatures;
import io.github.tlsgauntlet.crypto.TranscriptHash;
import io.github.tlsgauntlet.protocol.AlertDescription;
import io.github.tlsgauntlet.protocol.CipherSuite;
import io.github.tlsgauntlet.protocol.Extension;
import io.github.tlsgauntlet.protocol.ExtensionType;
import io.github.tlsgauntlet.protocol.Extensions;
import io.github.tlsgauntlet.protocol.HandshakeMessage;
import io.github.tlsgauntlet.protocol.HandshakeMessage.Finished;
import io.github.tlsgauntlet.protocol.NamedGroup;
import io.github.tlsgauntlet.protocol.ProtocolVersion;
import io.github.tlsgauntlet.protocol.SignatureScheme;
import io.github.tlsgauntlet.wire.WireReader;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** What is known in the course of a handshake. For one thread. */
final class HandshakeState {
  /** Nobody overlooks records for ever. */
  private static final int MOST_OVERLOOKED = 3;

  final Connection connection;
  final TranscriptHash hash = new TranscriptHash();
  boolean completed;
  boolean isRenegotiation;
  boolean isServer;
  Optional<ProtocolVersion> version = Optional.empty();
  Optional<CipherSuite> suite = Optional.empty();
  Optional<NamedGroup> group = Optional.empty();
  Optional<SignatureScheme> scheme = Optional.empty();
  HandshakeOutcome.Proof proof = HandshakeOutcome.Proof.NONE;
  Optional<String> alpn = Optional.empty();
  boolean extendedMasterSecret;
  boolean encryptThenMac;
  boolean compressed;
  boolean keepsEncryptThenMac;
  boolean resumed;
  byte[] clientVerifyData = new byte[0];
  byte[] serverVerifyData = new byte[0];
  Optional<Extension> renegotiationInfo = Optional.of(Extensions.renegotiationInfo());
  List<byte[]> peerCertificates = List.of();
  boolean peerSentCertificate;
  Optional<byte[]> stapled = Optional.empty();
  Optional<byte[]> timestamps = Optional.empty();
  Optional<CertificateAsk> ask = Optional.empty();
  Optional<HandshakeMessage.ClientHello> clientHello = Optional.empty();
  Optional<HandshakeMessage.ServerHello> serverHello = Optional.empty();
  Optional<EchOutcome> ech = Optional.empty();
  boolean downgradeMarked;

  /** Keeps data that come in the middle of a handshake inside another; empty where none may. */
  Optional<DataPhase> data = Optional.empty();

  boolean earlyDataAccepted;
  byte[] earlyData = new byte[0];
  private int overlooked;

  HandshakeState(Connection connection) {
    this.connection = connection;
  }

  /** Before TLS 1.3: compressed too, where that was negotiated. */
  void sealWith(RecordSealer sealer) {
    connection.sealWith(compressed ? RecordCompression.compressing(sealer) : sealer);
  }

  /** Before TLS 1.3: compressed too, where that was negotiated. */
  void openWith(RecordOpener opener) {
    connection.openWith(compressed ? RecordCompression.expanding(opener) : opener);
  }

  void send(HandshakeMessage message) {
    hash.add(connection.send(message));
  }

  /**
   * The next message, which must be of a type; added to the transcript hash, as are those that a
   * careless endpoint passes over.
   */
  <T extends HandshakeMessage> T expect(Class<T> type) throws Aborted {
    Incoming.Handshake incoming = handshake();
    while (overlooksOrder()
        && !type.isInstance(incoming.message())
        && !(incoming.message() instanceof HandshakeMessage.Finished)) {
      hash.add(incoming.encoded());
      incoming = handshake();
    }
    hash.add(incoming.encoded());
    return cast(incoming, type);
  }

  /**
   * The client's Finished, which must be right.
   *
   * @param due makes its verify_data, over all that came before it
   */
  void expectFinished(Supplier<byte[]> due) throws Aborted {
    Incoming.Handshake incoming = handshake();
    while (overlooksOrder() && !(incoming.message() instanceof Finished)) {
      hash.add(incoming.encoded());
      incoming = handshake();
    }
    byte[] expected = due.get();
    hash.add(incoming.encoded());
    insistOn(cast(incoming, Finished.class), expected, "The client's");
  }

  <T extends HandshakeMessage> T cast(Incoming.Handshake incoming, Class<T> type) throws Aborted {
    if (!type.isInstance(incoming.message())) {
      throw unexpected(
          incoming.message().type() + " came where " + type.getSimpleName() + " was due");
    }
    return type.cast(incoming.message());
  }

  /** The next message of any type; not yet added to the transcript hash. */
  Incoming.Handshake handshake() throws Aborted {
    while (true) {
      Incoming incoming = connection.next();
      if (incoming instanceof Incoming.Handshake message) {
        if (isIgnored(message) && overlooked < MOST_OVERLOOKED) {
          overlooked++;
          continue;
        }
        return message;
      }
      if (incoming instanceof Incoming.Data bytes && data.isPresent()) {
        data.get().keep(bytes.bytes());
        continue;
      }
      boolean compatibility =
          incoming instanceof Incoming.ChangeCipherSpec
              && version.filter(ProtocolVersion.TLS13::equals).isPresent();
      overlooked += compatibility ? 0 : 1;
      if (!compatibility && (!overlooksOrder() || overlooked > MOST_OVERLOOKED)) {
        throw unexpected(
            (incoming instanceof Incoming.Data ? "Application data" : "ChangeCipherSpec")
                + " came in the middle of the handshake");
      }
    }
  }

  /** A HelloRequest in the course of a handshake (RFC 5246, Section 7.4.1.1). */
  private boolean isIgnored(Incoming.Handshake incoming) {
    return incoming.message() instanceof HandshakeMessage.HelloRequest
        && !isServer
        && version.filter(one -> one.code() < ProtocolVersion.TLS13.code()).isPresent()
        && !connection.faults().commit(Deviation.RefuseHelloRequests.class);
  }

  /** Whether our endpoint goes on without a message that is due, and without objecting. */
  boolean overlooksOrder() {
    return connection.faults().overlooks(AlertDescription.UNEXPECTED_MESSAGE);
  }

  /** Reads what the peer sent, leniently where our endpoint overlooks what does not decode. */
  WireReader reader(byte[] bytes) {
    return connection.faults().overlooks(AlertDescription.DECODE_ERROR)
        ? WireReader.lenient(bytes)
        : WireReader.of(bytes);
  }

  /** Whether both sides know RFC 5746. */
  boolean isSecure() {
    return serverHello
        .flatMap(hello -> hello.extension(ExtensionType.RENEGOTIATION_INFO))
        .isPresent();
  }

  /**
   * Insists that a handshake inside another does not go back from encrypt-then-MAC (RFC 7366,
   * Section 3.1).
   *
   * @param block whether the suite is in CBC
   */
  void insistOnEncryptThenMac(boolean block) throws Aborted {
    if (keepsEncryptThenMac && block && !encryptThenMac) {
      connection.object(
          AlertDescription.HANDSHAKE_FAILURE, "The peer goes back from encrypt-then-MAC");
    }
  }

  /** A client that overlooks a suite that is none goes on with the first that it offered itself. */
  Optional<CipherSuiteParameters> carelessSuite(List<CipherSuite> offered) {
    return connection.faults().overlooks(AlertDescription.ILLEGAL_PARAMETER)
        ? offered.stream()
            .flatMap(one -> CipherSuiteParameters.of(one).stream())
            .filter(one -> one.fits(version.orElseThrow()))
            .findFirst()
        : Optional.empty();
  }

  Aborted unexpected(String reason) {
    return connection.fail(AlertDescription.UNEXPECTED_MESSAGE, reason);
  }

  /**
   * Insists on a Finished that verifies (RFC 9846, Section 4.5.3; RFC 5246, Section 7.4.9).
   *
   * @param finished the peer's
   * @param expected its verify_data
   * @param whose for words
   */
  void insistOn(Finished finished, byte[] expected, String whose) throws Aborted {
    byte[] data = finished.verifyData();
    if (data.length != expected.length) {
      connection.object(
          AlertDescription.DECODE_ERROR, whose + " Finished has " + data.length + " bytes");
    }
    int common = Math.min(data.length, expected.length);
    if (!MessageDigest.isEqual(Arrays.copyOf(expected, common), Arrays.copyOf(data, common))) {
      connection.object(AlertDescription.DECRYPT_ERROR, whose + " Finished does not verify");
    }
  }

  void judge(PeerJudge judge) throws Aborted {
    Optional<AlertDescription> objection = judge.objection(peerCertificates, stapled);
    if (objection.isPresent()) {
      connection.object(objection.get(), "Our endpoint was told to refuse the peer's certificate");
    }
  }

  /**
   * Insists that a scheme was offered to the peer and fits its key and the version.
   *
   * @param used the peer's choice
   * @param offered what our endpoint takes
   */
  void insistOnScheme(SignatureScheme used, List<SignatureScheme> offered) throws Aborted {
    scheme = Optional.of(used);
    boolean fits =
        peerKey().map(key -> Signatures.fits(used, key, version.orElseThrow())).orElse(true);
    if (!offered.contains(used) || !fits) {
      connection.object(
          AlertDescription.ILLEGAL_PARAMETER,
          "The peer signs with "
              + used
              + (fits ? ", which was not offered" : ", which does not fit its key"));
    }
  }

  /** Insists that each of the peer's certificates has bytes at all. */
  void insistOnCertificates() throws Aborted {
    for (byte[] certificate : peerCertificates) {
      if (certificate.length == 0) {
        connection.object(AlertDescription.DECODE_ERROR, "A certificate of the peer has no bytes");
      }
    }
  }

  Optional<PublicKey> peerKey() {
    return peerCertificates.isEmpty() ? Optional.empty() : PublicKeys.of(peerCertificates.get(0));
  }

  /** Judges the peer's signature; false where it does not verify. */
  boolean verify(SignatureScheme used, byte[] content, byte[] signature) {
    scheme = Optional.of(used);
    Optional<PublicKey> key = peerKey();
    if (key.isEmpty()) {
      proof = HandshakeOutcome.Proof.UNREADABLE_KEY;
      return true;
    }
    boolean verified = Signatures.verify(used, key.get(), content, signature);
    proof = verified ? HandshakeOutcome.Proof.VERIFIED : HandshakeOutcome.Proof.WRONG;
    return verified;
  }

  /** The same before TLS 1.2, where signatures name no scheme. */
  boolean verify(OlderSecrets.Digests digests, byte[] signature) {
    Optional<PublicKey> key = peerKey();
    if (key.isEmpty()) {
      proof = HandshakeOutcome.Proof.UNREADABLE_KEY;
      return true;
    }
    boolean verified = OldSignatures.verify(key.get(), digests, signature);
    proof = verified ? HandshakeOutcome.Proof.VERIFIED : HandshakeOutcome.Proof.WRONG;
    return verified;
  }

  /** Whether signatures name no scheme in the version that was negotiated. */
  boolean isBefore12() {
    return version.orElseThrow().code() < ProtocolVersion.TLS12.code();
  }

  HandshakeOutcome outcome() {
    return new HandshakeOutcome(
        completed,
        connection.ending(),
        version,
        suite,
        group,
        scheme,
        proof,
        alpn,
        extendedMasterSecret,
        encryptThenMac,
        resumed,
        peerCertificates,
        peerSentCertificate,
        stapled,
        ask,
        clientHello,
        serverHello,
        downgradeMarked,
        timestamps(),
        ech);
  }

  private Optional<byte[]> timestamps() {
    return timestamps.or(
        () ->
            serverHello
                .flatMap(
                    hello ->
                        Extension.find(
                            hello.extensions(), ExtensionType.SIGNED_CERTIFICATE_TIMESTAMP))
                .map(Extension::data));
  }
}
