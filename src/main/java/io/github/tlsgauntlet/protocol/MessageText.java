package io.github.tlsgauntlet.protocol;

import io.github.tlsgauntlet.protocol.HandshakeMessage.Certificate12;
import io.github.tlsgauntlet.protocol.HandshakeMessage.Certificate13;
import io.github.tlsgauntlet.protocol.HandshakeMessage.CertificateRequest10;
import io.github.tlsgauntlet.protocol.HandshakeMessage.CertificateRequest12;
import io.github.tlsgauntlet.protocol.HandshakeMessage.CertificateRequest13;
import io.github.tlsgauntlet.protocol.HandshakeMessage.CertificateVerify;
import io.github.tlsgauntlet.protocol.HandshakeMessage.CertificateVerify10;
import io.github.tlsgauntlet.protocol.HandshakeMessage.ClientHello;
import io.github.tlsgauntlet.protocol.HandshakeMessage.EncryptedExtensions;
import io.github.tlsgauntlet.protocol.HandshakeMessage.Finished;
import io.github.tlsgauntlet.protocol.HandshakeMessage.KeyUpdate;
import io.github.tlsgauntlet.protocol.HandshakeMessage.NewSessionTicket12;
import io.github.tlsgauntlet.protocol.HandshakeMessage.NewSessionTicket13;
import io.github.tlsgauntlet.protocol.HandshakeMessage.ServerHello;
import io.github.tlsgauntlet.wire.WireException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;

/** Messages as a person reads them, a field a line. Text from a peer is not escaped here. */
public final class MessageText {
  private static final int HEX_SHOWN = 32;

  private MessageText() {}

  /**
   * The fields of a message.
   *
   * @param message decoded
   */
  public static List<String> of(HandshakeMessage message) {
    List<String> lines = new ArrayList<>();
    if (message instanceof ClientHello hello) {
      lines.add("legacy_version: " + hello.legacyVersion());
      lines.add("session_id: " + hex(hello.sessionId()));
      lines.add("cipher_suites: " + join(hello.cipherSuites()));
      hello.extensions().forEach(extension -> lines.add(extension(extension, true)));
    } else if (message instanceof ServerHello hello) {
      if (hello.isHelloRetryRequest()) {
        lines.add("random: marks a HelloRetryRequest");
      }
      lines.add("legacy_version: " + hello.legacyVersion());
      lines.add("cipher_suite: " + hello.cipherSuite());
      hello.extensions().forEach(extension -> lines.add(extension(extension, false)));
    } else if (message instanceof EncryptedExtensions extensions) {
      extensions.extensions().forEach(extension -> lines.add(extension(extension, false)));
    } else if (message instanceof CertificateRequest13 request) {
      lines.add("certificate_request_context: " + hex(request.context()));
      request.extensions().forEach(extension -> lines.add(extension(extension, true)));
    } else if (message instanceof CertificateRequest12 request) {
      lines.add("certificate_types: " + hex(request.certificateTypes()));
      lines.add("supported_signature_algorithms: " + join(request.schemes()));
      lines.add("certificate_authorities: " + request.authorities().size() + " names");
    } else if (message instanceof Certificate13 certificate) {
      lines.add("certificates: " + certificate.entries().size());
      certificate
          .entries()
          .forEach(entry -> lines.add("certificate: " + entry.data().length + " bytes"));
    } else if (message instanceof Certificate12 certificate) {
      lines.add("certificates: " + certificate.certificates().size());
      certificate.certificates().forEach(c -> lines.add("certificate: " + c.length + " bytes"));
    } else if (message instanceof CertificateRequest10 request) {
      lines.add("certificate_types: " + hex(request.certificateTypes()));
      lines.add("certificate_authorities: " + request.authorities().size() + " names");
    } else if (message instanceof CertificateVerify10 verify) {
      lines.add("signature: " + verify.signature().length + " bytes");
    } else if (message instanceof CertificateVerify verify) {
      lines.add("algorithm: " + verify.scheme());
      lines.add("signature: " + verify.signature().length + " bytes");
    } else if (message instanceof Finished finished) {
      lines.add("verify_data: " + hex(finished.verifyData()));
    } else if (message instanceof NewSessionTicket13 ticket) {
      lines.add("ticket_lifetime: " + ticket.lifetime() + " s");
      lines.add("ticket: " + ticket.ticket().length + " bytes");
    } else if (message instanceof NewSessionTicket12 ticket) {
      lines.add("ticket_lifetime_hint: " + ticket.lifetimeHint() + " s");
      lines.add("ticket: " + ticket.ticket().length + " bytes");
    } else if (message instanceof KeyUpdate update) {
      lines.add("request_update: " + update.requestUpdate());
    }
    return lines;
  }

  private static String extension(Extension extension, boolean offered) {
    try {
      return extension.type() + ": " + value(extension, offered);
    } catch (WireException e) {
      return extension.type() + ": does not decode: " + hex(extension.data());
    }
  }

  private static String value(Extension extension, boolean offered) throws WireException {
    return switch (extension.type().code()) {
      case 0 -> extension.data().length == 0 ? "" : Extensions.readServerName(extension);
      case 10 -> join(Extensions.readCodes16(extension, NamedGroup::new));
      case 13, 50 -> join(Extensions.readCodes16(extension, SignatureScheme::new));
      case 16 -> String.join(", ", Extensions.readAlpn(extension));
      case 43 ->
          offered
              ? join(Extensions.readSupportedVersions(extension))
              : new ProtocolVersion(Extensions.readUint16(extension)).toString();
      case 51 -> share(extension, offered);
      default -> hex(extension.data());
    };
  }

  private static String share(Extension extension, boolean offered) throws WireException {
    if (offered) {
      return Extensions.readKeyShares(extension).stream()
          .map(share -> share.group().toString())
          .collect(Collectors.joining(", "));
    }
    return extension.data().length == 2
        ? new NamedGroup(Extensions.readUint16(extension)).toString()
        : Extensions.readKeyShare(extension).group().toString();
  }

  private static String join(List<?> values) {
    return values.stream().map(Object::toString).collect(Collectors.joining(", "));
  }

  private static String hex(byte[] bytes) {
    return bytes.length <= HEX_SHOWN
        ? HexFormat.of().formatHex(bytes)
        : HexFormat.of().formatHex(bytes, 0, HEX_SHOWN) + "… (" + bytes.length + " bytes)";
  }
}
