package io.github.tlsgauntlet.suites.conformance;

import io.github.tlsgauntlet.peer.Script;
import io.github.tlsgauntlet.peer.Scripts;
import io.github.tlsgauntlet.peer.Sending;
import io.github.tlsgauntlet.protocol.Extension;
import io.github.tlsgauntlet.protocol.HandshakeMessage;
import io.github.tlsgauntlet.protocol.HandshakeMessage.Certificate12;
import io.github.tlsgauntlet.protocol.HandshakeMessage.Certificate13;
import io.github.tlsgauntlet.protocol.HandshakeMessage.CertificateEntry;
import io.github.tlsgauntlet.protocol.HandshakeType;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** A client's Certificate messages that differ from a given one in one thing. */
final class ClientCertificates {
  private static final int HEADER = 4;
  private static final int LENGTH = 3;

  private ClientCertificates() {}

  /** Another certificate_request_context (TLS 1.3). */
  static Script context(byte[] context) {
    return replace(
        message ->
            message instanceof Certificate13 certificate
                ? new Certificate13(context, certificate.entries())
                : message);
  }

  /** An extension on the client's own certificate (TLS 1.3). */
  static Script extension(Extension extension) {
    return replace(
        message ->
            message instanceof Certificate13 certificate
                ? new Certificate13(
                    certificate.context(), extended(certificate.entries(), extension))
                : message);
  }

  private static List<CertificateEntry> extended(
      List<CertificateEntry> entries, Extension extension) {
    List<CertificateEntry> all = new ArrayList<>(entries);
    all.set(0, new CertificateEntry(entries.get(0).data(), List.of(extension)));
    return all;
  }

  /** Other bytes in the place of the client's own certificate. */
  static Script own(byte[] bytes) {
    return list(
        certificates -> {
          List<byte[]> all = new ArrayList<>(certificates);
          all.set(0, bytes);
          return all;
        });
  }

  /** One more certificate at the end. */
  static Script more(byte[] bytes) {
    return list(
        certificates -> {
          List<byte[]> all = new ArrayList<>(certificates);
          all.add(bytes);
          return all;
        });
  }

  private static Script list(UnaryOperator<List<byte[]>> edit) {
    return replace(
        message -> {
          if (message instanceof Certificate13 certificate) {
            List<byte[]> all =
                edit.apply(certificate.entries().stream().map(CertificateEntry::data).toList());
            return new Certificate13(
                certificate.context(),
                all.stream().map(data -> new CertificateEntry(data, List.of())).toList());
          }
          return message instanceof Certificate12 certificate
              ? new Certificate12(edit.apply(certificate.certificates()))
              : message;
        });
  }

  /** A certificate_list that announces one byte more than there is. */
  static Script longerList() {
    return Scripts.replace(
        HandshakeType.CERTIFICATE,
        message -> {
          byte[] encoded = message.encoded();
          int last =
              message instanceof Certificate13 certificate
                  ? HEADER + 1 + certificate.context().length + LENGTH - 1
                  : HEADER + LENGTH - 1;
          for (int at = last; at > last - LENGTH; at--) {
            encoded[at]++;
            if (encoded[at] != 0) {
              break;
            }
          }
          return List.of(new Sending.Message(encoded, true));
        });
  }

  private static Script replace(UnaryOperator<HandshakeMessage> edit) {
    return Scripts.replace(
        HandshakeType.CERTIFICATE, message -> List.of(Sending.of(edit.apply(message))));
  }
}
