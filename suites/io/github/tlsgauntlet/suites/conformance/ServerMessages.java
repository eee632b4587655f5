package io.github.tlsgauntlet.suites.conformance;

import io.github.tlsgauntlet.peer.Script;
import io.github.tlsgauntlet.peer.Scripts;
import io.github.tlsgauntlet.peer.Sending;
import io.github.tlsgauntlet.protocol.CipherSuite;
import io.github.tlsgauntlet.protocol.Extension;
import io.github.tlsgauntlet.protocol.ExtensionType;
import io.github.tlsgauntlet.protocol.HandshakeMessage;
import io.github.tlsgauntlet.protocol.HandshakeMessage.Certificate13;
import io.github.tlsgauntlet.protocol.HandshakeMessage.CertificateEntry;
import io.github.tlsgauntlet.protocol.HandshakeMessage.EncryptedExtensions;
import io.github.tlsgauntlet.protocol.HandshakeMessage.ServerHello;
import io.github.tlsgauntlet.protocol.HandshakeMessage.ServerKeyExchange;
import io.github.tlsgauntlet.protocol.HandshakeType;
import io.github.tlsgauntlet.protocol.ProtocolVersion;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;

/** Servers' messages that differ from what is due in one thing. */
final class ServerMessages {
  /** Client and server random, before what a ServerKeyExchange signs. */
  private static final int RANDOMS = 64;

  private ServerMessages() {}

  /** Another ServerHello; a HelloRetryRequest stays what it is. */
  static Script hello(UnaryOperator<ServerHello> edit) {
    return hello(false, edit);
  }

  /** Another HelloRetryRequest. */
  static Script retry(UnaryOperator<ServerHello> edit) {
    return hello(true, edit);
  }

  private static Script hello(boolean retry, UnaryOperator<ServerHello> edit) {
    return new Script() {
      @Override
      public List<Sending> message(HandshakeMessage message, int ordinal) {
        return List.of(
            Sending.of(
                message instanceof ServerHello hello && hello.isHelloRetryRequest() == retry
                    ? edit.apply(hello)
                    : message));
      }
    };
  }

  static UnaryOperator<ServerHello> suite(CipherSuite suite) {
    return hello ->
        new ServerHello(
            hello.legacyVersion(),
            hello.random(),
            hello.sessionId(),
            suite,
            hello.compressionMethod(),
            hello.extensions());
  }

  static UnaryOperator<ServerHello> sessionId(UnaryOperator<byte[]> edit) {
    return hello ->
        new ServerHello(
            hello.legacyVersion(),
            hello.random(),
            edit.apply(hello.sessionId()),
            hello.cipherSuite(),
            hello.compressionMethod(),
            hello.extensions());
  }

  static UnaryOperator<ServerHello> compression(int method) {
    return hello ->
        new ServerHello(
            hello.legacyVersion(),
            hello.random(),
            hello.sessionId(),
            hello.cipherSuite(),
            method,
            hello.extensions());
  }

  static UnaryOperator<ServerHello> legacyVersion(ProtocolVersion version) {
    return hello ->
        new ServerHello(
            version,
            hello.random(),
            hello.sessionId(),
            hello.cipherSuite(),
            hello.compressionMethod(),
            hello.extensions());
  }

  static UnaryOperator<ServerHello> random(UnaryOperator<byte[]> edit) {
    return hello ->
        new ServerHello(
            hello.legacyVersion(),
            edit.apply(hello.random().clone()),
            hello.sessionId(),
            hello.cipherSuite(),
            hello.compressionMethod(),
            hello.extensions());
  }

  static UnaryOperator<ServerHello> extensions(UnaryOperator<List<Extension>> edit) {
    return hello ->
        new ServerHello(
            hello.legacyVersion(),
            hello.random(),
            hello.sessionId(),
            hello.cipherSuite(),
            hello.compressionMethod(),
            edit.apply(hello.extensions()));
  }

  static UnaryOperator<ServerHello> without(ExtensionType type) {
    return extensions(dropping(type));
  }

  /** In the place of the extension of its type, or after all others where there is none. */
  static UnaryOperator<ServerHello> with(Extension extension) {
    return extensions(setting(extension));
  }

  /** Other EncryptedExtensions. */
  static Script encryptedExtensions(UnaryOperator<List<Extension>> edit) {
    return Scripts.replace(
        HandshakeType.ENCRYPTED_EXTENSIONS,
        message ->
            List.of(
                Sending.of(
                    new EncryptedExtensions(
                        edit.apply(((EncryptedExtensions) message).extensions())))));
  }

  /** Another first entry of the Certificate of TLS 1.3. */
  static Script certificateExtensions(UnaryOperator<List<Extension>> edit) {
    return certificate(
        certificate -> {
          List<CertificateEntry> entries = new ArrayList<>(certificate.entries());
          CertificateEntry first = entries.get(0);
          entries.set(0, new CertificateEntry(first.data(), edit.apply(first.extensions())));
          return new Certificate13(certificate.context(), entries);
        });
  }

  /** Another Certificate of TLS 1.3. */
  static Script certificate(UnaryOperator<Certificate13> edit) {
    return Scripts.replace(
        HandshakeType.CERTIFICATE,
        message -> List.of(Sending.of(edit.apply((Certificate13) message))));
  }

  /** Other parameters of a ServerKeyExchange in TLS 1.2, of the same length and rightly signed. */
  static Script keyExchange(UnaryOperator<byte[]> edit) {
    return new Script() {
      private int length;

      @Override
      public byte[] proven(byte[] content) {
        byte[] parameters = Arrays.copyOfRange(content, RANDOMS, content.length);
        length = parameters.length;
        byte[] all = content.clone();
        System.arraycopy(edit.apply(parameters), 0, all, RANDOMS, length);
        return all;
      }

      @Override
      public List<Sending> message(HandshakeMessage message, int ordinal) {
        if (!(message instanceof ServerKeyExchange exchange)) {
          return List.of(Sending.of(message));
        }
        byte[] body = exchange.body().clone();
        System.arraycopy(edit.apply(Arrays.copyOf(body, length)), 0, body, 0, length);
        return List.of(Sending.of(new ServerKeyExchange(body)));
      }
    };
  }

  /** In the place of the extension of its type, or after all others where there is none. */
  static UnaryOperator<List<Extension>> setting(Extension extension) {
    return list -> {
      List<Extension> all = new ArrayList<>();
      for (Extension one : list) {
        all.add(one.type().equals(extension.type()) ? extension : one);
      }
      if (!all.contains(extension)) {
        all.add(extension);
      }
      return all;
    };
  }

  /** After all others, whether there is one of its type or not. */
  static UnaryOperator<List<Extension>> adding(Extension extension) {
    return list -> {
      List<Extension> all = new ArrayList<>(list);
      all.add(extension);
      return all;
    };
  }

  static UnaryOperator<List<Extension>> dropping(ExtensionType type) {
    return list -> list.stream().filter(one -> !one.type().equals(type)).toList();
  }

  /** Another byte in the place of one, counted from the end. */
  static UnaryOperator<byte[]> flippedFromEnd(int position) {
    return bytes -> {
      byte[] edited = bytes.clone();
      edited[edited.length - 1 - position] ^= 1;
      return edited;
    };
  }
}
