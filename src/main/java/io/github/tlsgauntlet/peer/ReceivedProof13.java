package io.github.tlsgauntlet.peer;

import io.github.tlsgauntlet.crypto.HashAlgorithm;
import io.github.tlsgauntlet.protocol.AlertDescription;
import io.github.tlsgauntlet.protocol.Extension;
import io.github.tlsgauntlet.protocol.ExtensionType;
import io.github.tlsgauntlet.protocol.HandshakeMessage.Certificate13;
import io.github.tlsgauntlet.protocol.HandshakeMessage.CertificateEntry;
import io.github.tlsgauntlet.protocol.HandshakeMessage.CertificateVerify;
import io.github.tlsgauntlet.protocol.HandshakeMessage.CompressedCertificate;
import java.util.Arrays;

/**
 * What a server makes of a client's Certificate and CertificateVerify in TLS 1.3, in and after the
 * handshake (RFC 9846, Sections 4.5.1 and 4.5.2).
 *
 * @param state of the handshake
 * @param settings of the server
 * @param ask what it asked for
 * @param hash of the cipher suite
 */
record ReceivedProof13(
    HandshakeState state, ServerSettings settings, CertificateAsk ask, HashAlgorithm hash) {
  /**
   * Takes the Certificate, and what has to follow it.
   *
   * @param first what came where a Certificate was due, not yet in the transcript hash
   * @param context of the request
   */
  void take(Incoming.Handshake first, byte[] context) throws Aborted {
    state.hash.add(first.encoded());
    Certificate13 certificate = certificate(first);
    state.peerSentCertificate = true;
    state.peerCertificates = certificate.entries().stream().map(CertificateEntry::data).toList();
    judgeForm(certificate, context);
    if (state.peerCertificates.isEmpty()) {
      if (ask.required()) {
        state.connection.object(
            AlertDescription.CERTIFICATE_REQUIRED, "The client has no certificate");
      }
      return;
    }
    state.judge(settings.judge());
    takeProof();
  }

  /** Compressed where it was asked to be so (RFC 8879, Section 4). */
  private Certificate13 certificate(Incoming.Handshake first) throws Aborted {
    return first.message() instanceof CompressedCertificate compressed
            && Extension.find(ask.extensions(), ExtensionType.COMPRESS_CERTIFICATE).isPresent()
        ? CertificateCompression.expand(state, ask, compressed)
        : state.cast(first, Certificate13.class);
  }

  private void judgeForm(Certificate13 certificate, byte[] context) throws Aborted {
    if (!Arrays.equals(certificate.context(), context)) {
      state.connection.object(
          AlertDescription.ILLEGAL_PARAMETER, "certificate_request_context is no echo");
    }
    for (CertificateEntry entry : certificate.entries()) {
      for (Extension extension : entry.extensions()) {
        if (Extension.find(ask.extensions(), extension.type()).isEmpty()) {
          state.connection.object(
              AlertDescription.UNSUPPORTED_EXTENSION,
              extension.type() + " was not asked for in the client's Certificate");
        }
      }
    }
    state.insistOnCertificates();
  }

  private void takeProof() throws Aborted {
    byte[] content = Proof.content13(false, state.hash.hash(hash));
    boolean anyProof = Deviations.has(settings.deviations(), Deviation.TakeAnyProof.class);
    Incoming.Handshake next = state.handshake();
    if ((anyProof || state.overlooksOrder()) && !(next.message() instanceof CertificateVerify)) {
      state.connection.pushBack(next);
      return;
    }
    CertificateVerify verify = state.cast(next, CertificateVerify.class);
    state.hash.add(next.encoded());
    if (!anyProof) {
      state.insistOnScheme(verify.scheme(), ask.schemes());
    }
    if (!state.verify(verify.scheme(), content, verify.signature()) && !anyProof) {
      state.connection.object(
          AlertDescription.DECRYPT_ERROR, "The client's CertificateVerify does not verify");
    }
  }
}
