package io.github.tlsgauntlet.peer;

import io.github.tlsgauntlet.crypto.CipherSuiteParameters;
import io.github.tlsgauntlet.crypto.CipherSuiteParameters.Authentication;
import io.github.tlsgauntlet.crypto.CipherSuiteParameters.KeyExchangeMethod;
import io.github.tlsgauntlet.crypto.CryptoException;
import io.github.tlsgauntlet.crypto.RsaKeyTransport;
import io.github.tlsgauntlet.crypto.Tls12KeySchedule;
import io.github.tlsgauntlet.crypto.Tls12Keys;
import io.github.tlsgauntlet.pki.Credential;
import io.github.tlsgauntlet.protocol.AlertDescription;
import io.github.tlsgauntlet.protocol.Extension;
import io.github.tlsgauntlet.protocol.ExtensionType;
import io.github.tlsgauntlet.protocol.Extensions;
import io.github.tlsgauntlet.protocol.HandshakeMessage.Certificate12;
import io.github.tlsgauntlet.protocol.HandshakeMessage.CertificateRequest12;
import io.github.tlsgauntlet.protocol.HandshakeMessage.CertificateStatus;
import io.github.tlsgauntlet.protocol.HandshakeMessage.CertificateVerify;
import io.github.tlsgauntlet.protocol.HandshakeMessage.ClientKeyExchange;
import io.github.tlsgauntlet.protocol.HandshakeMessage.Finished;
import io.github.tlsgauntlet.protocol.HandshakeMessage.NewSessionTicket12;
import io.github.tlsgauntlet.protocol.HandshakeMessage.ServerHello;
import io.github.tlsgauntlet.protocol.HandshakeMessage.ServerHelloDone;
import io.github.tlsgauntlet.protocol.HandshakeMessage.ServerKeyExchange;
import io.github.tlsgauntlet.protocol.ProtocolVersion;
import io.github.tlsgauntlet.protocol.SignatureScheme;
import io.github.tlsgauntlet.wire.WireException;
import io.github.tlsgauntlet.wire.WireWriter;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** A client's TLS 1.2 handshake from the ServerHello on (RFC 5246, Section 7.3). */
final class Client12 {
  private final HandshakeState state;
  private final ClientSettings settings;
  private final ClientHellos hellos;
  private Optional<NewSessionTicket12> ticket = Optional.empty();

  Client12(HandshakeState state, ClientSettings settings, ClientHellos hellos) {
    this.state = state;
    this.settings = settings;
    this.hellos = hellos;
  }

  Optional<Session> run(ServerHello hello) throws Aborted, WireException {
    CipherSuiteParameters parameters =
        CipherSuiteParameters.of(hello.cipherSuite())
            .filter(p -> p.fits(ProtocolVersion.TLS12))
            .filter(p -> settings.cipherSuites().contains(p.suite()))
            .orElseThrow(
                () ->
                    state.connection.fail(
                        AlertDescription.ILLEGAL_PARAMETER,
                        "The server chose " + hello.cipherSuite() + ", which was not offered"));
    state.extendedMasterSecret = hello.extension(ExtensionType.EXTENDED_MASTER_SECRET).isPresent();
    state.encryptThenMac = hello.extension(ExtensionType.ENCRYPT_THEN_MAC).isPresent();
    Optional<Extension> alpn = hello.extension(ExtensionType.ALPN);
    if (alpn.isPresent()) {
      state.alpn = Extensions.readAlpn(alpn.get()).stream().findFirst();
    }
    Optional<Session> resumed =
        settings
            .session()
            .filter(session -> session.version().equals(ProtocolVersion.TLS12))
            .filter(session -> hello.sessionId().length > 0)
            .filter(session -> Arrays.equals(hello.sessionId(), hellos.sessionId()));
    byte[] master = resumed.isPresent() ? resumed.get().secret() : fullHandshake(hello, parameters);
    new KeyLog(settings.keyLog(), hellos.random()).write("CLIENT_RANDOM", master);
    Tls12Keys keys =
        new Tls12Keys(parameters, master, hellos.random(), hello.random(), state.encryptThenMac);
    if (resumed.isPresent()) {
      state.resumed = true;
      state.proof = HandshakeOutcome.Proof.IMPLICIT;
      receiveFinished(parameters, master, keys);
      sendFinished(parameters, master, keys);
    } else {
      sendFinished(parameters, master, keys);
      receiveFinished(parameters, master, keys);
    }
    state.completed = true;
    return session(hello, master);
  }

  private byte[] fullHandshake(ServerHello hello, CipherSuiteParameters parameters)
      throws Aborted, WireException {
    if (parameters.authentication() != Authentication.ANONYMOUS) {
      Certificate12 certificate = state.expect(Certificate12.class);
      state.peerSentCertificate = true;
      state.peerCertificates = certificate.certificates();
      if (certificate.certificates().isEmpty()
          && !Deviations.has(settings.deviations(), Deviation.TakeAnyProof.class)) {
        throw state.connection.fail(
            AlertDescription.DECODE_ERROR, "The server's certificate list is empty");
      }
    }
    Incoming.Handshake next = state.handshake();
    if (next.message() instanceof CertificateStatus status) {
      state.hash.add(next.encoded());
      state.stapled = Optional.of(Extensions.readOcspResponse(status.body()));
      next = state.handshake();
    }
    if (parameters.authentication() != Authentication.ANONYMOUS) {
      state.judge(settings.judge());
    }
    Optional<ServerShare> share = Optional.empty();
    if (parameters.keyExchange() != KeyExchangeMethod.RSA) {
      ServerKeyExchange exchange = state.cast(next, ServerKeyExchange.class);
      state.hash.add(next.encoded());
      share = Optional.of(serverShare(exchange, parameters, hello));
      next = state.handshake();
    }
    if (next.message() instanceof CertificateRequest12 request) {
      state.hash.add(next.encoded());
      state.ask =
          Optional.of(
              new CertificateAsk(
                  false,
                  request.authorities(),
                  request.schemes(),
                  request.certificateTypes(),
                  List.of()));
      next = state.handshake();
    }
    state.cast(next, ServerHelloDone.class);
    state.hash.add(next.encoded());
    return clientFlight(hello, parameters, share);
  }

  private ServerShare serverShare(
      ServerKeyExchange exchange, CipherSuiteParameters parameters, ServerHello hello)
      throws Aborted, WireException {
    boolean signed = parameters.authentication() != Authentication.ANONYMOUS;
    ServerShare share =
        ServerShare.read(
            exchange.body(), parameters.keyExchange() == KeyExchangeMethod.ECDHE, signed);
    state.group = share.group();
    if (share.group().filter(group -> !settings.groups().contains(group)).isPresent()) {
      throw state.connection.fail(
          AlertDescription.ILLEGAL_PARAMETER,
          "The server chose the group " + share.group().get() + ", which was not offered");
    }
    if (signed) {
      byte[] content =
          WireWriter.write(
              w -> w.bytes(hellos.random()).bytes(hello.random()).bytes(share.parameters()));
      boolean anyProof = Deviations.has(settings.deviations(), Deviation.TakeAnyProof.class);
      if (!anyProof) {
        state.insistOnScheme(share.scheme().orElseThrow(), settings.schemes());
      }
      if (!state.verify(share.scheme().orElseThrow(), content, share.signature()) && !anyProof) {
        throw state.connection.fail(
            AlertDescription.DECRYPT_ERROR, "The server's ServerKeyExchange does not verify");
      }
    }
    return share;
  }

  private byte[] clientFlight(
      ServerHello hello, CipherSuiteParameters parameters, Optional<ServerShare> share)
      throws Aborted, WireException {
    Optional<Credential> presented = Optional.empty();
    boolean ignores =
        Deviations.has(settings.deviations(), Deviation.IgnoreCertificateRequest.class);
    boolean unrequested =
        Deviations.has(settings.deviations(), Deviation.UnrequestedCertificate.class);
    if ((state.ask.isPresent() && !ignores) || unrequested) {
      presented = settings.credential().filter(c -> scheme(c).isPresent());
      state.send(new Certificate12(presented.map(Credential::certificates).orElse(List.of())));
    }
    byte[] premaster = sendKeyExchange(parameters, share);
    byte[] master =
        state.extendedMasterSecret
            ? Tls12KeySchedule.extendedMasterSecret(
                parameters.hash(), premaster, state.hash.hash(parameters.hash()))
            : Tls12KeySchedule.masterSecret(
                parameters.hash(), premaster, hellos.random(), hello.random());
    if (presented.isPresent()
        && !Deviations.has(settings.deviations(), Deviation.OmitCertificateVerify.class)) {
      prove(presented.get());
    }
    return master;
  }

  private byte[] sendKeyExchange(CipherSuiteParameters parameters, Optional<ServerShare> share)
      throws Aborted {
    try {
      if (share.isEmpty()) {
        Optional<PublicKey> key = state.peerKey();
        if (key.isEmpty()) {
          throw state.connection.fail(
              AlertDescription.UNSUPPORTED_CERTIFICATE, "The server's key is not readable");
        }
        state.proof = HandshakeOutcome.Proof.IMPLICIT;
        byte[] premaster = RsaKeyTransport.premaster(settings.random());
        byte[] encrypted = RsaKeyTransport.encrypt(key.get(), premaster, settings.random());
        state.send(
            new ClientKeyExchange(WireWriter.write(w -> w.vector16(v -> v.bytes(encrypted)))));
        return premaster;
      }
      ServerShare.Answer answer = share.get().answer(settings.random());
      boolean curve = parameters.keyExchange() == KeyExchangeMethod.ECDHE;
      state.send(
          new ClientKeyExchange(
              WireWriter.write(
                  w ->
                      (curve
                              ? w.vector8(v -> v.bytes(answer.share()))
                              : w.vector16(v -> v.bytes(answer.share())))
                          .length())));
      return answer.secret();
    } catch (CryptoException e) {
      throw state.connection.fail(AlertDescription.ILLEGAL_PARAMETER, e.getMessage());
    }
  }

  private Optional<SignatureScheme> scheme(Credential credential) {
    Optional<SignatureScheme> forced =
        Deviations.find(settings.deviations(), Deviation.ProofByScheme.class)
            .map(Deviation.ProofByScheme::scheme);
    if (forced.isPresent()) {
      return forced;
    }
    Optional<SignatureScheme> fitting =
        state.ask.map(asked -> asked.takesKeyOf(credential)).orElse(true)
            ? Proof.choose(
                credential.privateKey(),
                state.ask.map(CertificateAsk::schemes).orElse(settings.schemes()),
                ProtocolVersion.TLS12)
            : Optional.empty();
    return fitting.isEmpty()
            && Deviations.has(settings.deviations(), Deviation.CertificateWithoutScheme.class)
        ? Proof.natural(credential.privateKey(), ProtocolVersion.TLS12)
        : fitting;
  }

  private void prove(Credential credential) throws Aborted {
    SignatureScheme scheme = scheme(credential).orElseThrow();
    try {
      state.send(
          new CertificateVerify(
              scheme,
              Proof.sign(
                  scheme,
                  credential.privateKey(),
                  state.hash.messages(),
                  settings.deviations(),
                  settings.random())));
    } catch (CryptoException e) {
      throw state.connection.fail(AlertDescription.INTERNAL_ERROR, e.getMessage());
    }
  }

  private void sendFinished(CipherSuiteParameters parameters, byte[] master, Tls12Keys keys) {
    state.connection.sendChangeCipherSpec();
    state.connection.sealWith(keys.sealer(true, settings.random()));
    byte[] verifyData =
        Tls12KeySchedule.verifyData(
            parameters.hash(), master, true, state.hash.hash(parameters.hash()));
    if (Deviations.has(settings.deviations(), Deviation.CorruptFinished.class)) {
      verifyData[0] ^= 1;
    }
    Deviations.find(settings.deviations(), Deviation.LayOutFinished.class)
        .ifPresent(layout -> state.connection.nextRecordHolds(layout.contents()));
    state.send(new Finished(verifyData));
    state.connection.flush();
  }

  private void receiveFinished(CipherSuiteParameters parameters, byte[] master, Tls12Keys keys)
      throws Aborted {
    Incoming next = state.connection.next();
    if (next instanceof Incoming.Handshake message
        && message.message() instanceof NewSessionTicket12 issued) {
      state.hash.add(message.encoded());
      ticket = Optional.of(issued);
      next = state.connection.next();
    }
    if (!(next instanceof Incoming.ChangeCipherSpec)) {
      throw state.unexpected("No ChangeCipherSpec came before the server's Finished");
    }
    state.connection.openWith(keys.opener(false));
    byte[] expected =
        Tls12KeySchedule.verifyData(
            parameters.hash(), master, false, state.hash.hash(parameters.hash()));
    Finished finished = state.expect(Finished.class);
    if (!MessageDigest.isEqual(expected, finished.verifyData())) {
      throw state.connection.fail(
          AlertDescription.DECRYPT_ERROR, "The server's Finished does not verify");
    }
  }

  private Optional<Session> session(ServerHello hello, byte[] master) {
    byte[] issued =
        ticket
            .map(NewSessionTicket12::ticket)
            .orElse(
                settings
                    .session()
                    .filter(s -> state.resumed)
                    .map(Session::ticket)
                    .orElse(new byte[0]));
    return hello.sessionId().length == 0 && issued.length == 0
        ? Optional.empty()
        : Optional.of(
            new Session(
                ProtocolVersion.TLS12,
                hello.cipherSuite(),
                master,
                issued.length > 0 ? new byte[0] : hello.sessionId(),
                issued,
                state.extendedMasterSecret,
                0,
                System.nanoTime()));
  }
}
