package io.github.tlsgauntlet.suites.conformance;

import static io.github.tlsgauntlet.protocol.AlertDescription.BAD_CERTIFICATE;
import static io.github.tlsgauntlet.protocol.AlertDescription.ILLEGAL_PARAMETER;
import static io.github.tlsgauntlet.suite.conformance.Expectations.aborts;
import static io.github.tlsgauntlet.suite.conformance.Expectations.goesOn;
import static io.github.tlsgauntlet.suite.conformance.Expectations.refuses;

import io.github.tlsgauntlet.peer.CertificateCompression;
import io.github.tlsgauntlet.peer.Script;
import io.github.tlsgauntlet.peer.Scripts;
import io.github.tlsgauntlet.peer.Sending;
import io.github.tlsgauntlet.protocol.HandshakeMessage.Certificate13;
import io.github.tlsgauntlet.protocol.HandshakeMessage.CompressedCertificate;
import io.github.tlsgauntlet.protocol.HandshakeType;
import io.github.tlsgauntlet.suite.Breach;
import io.github.tlsgauntlet.suite.Feature;
import io.github.tlsgauntlet.suite.GauntletSuite;
import io.github.tlsgauntlet.suite.Must;
import io.github.tlsgauntlet.suite.Needs;
import io.github.tlsgauntlet.suite.Quarter;
import io.github.tlsgauntlet.suite.conformance.OnServer;
import io.github.tlsgauntlet.suite.conformance.ServerCase;
import io.github.tlsgauntlet.target.ClientAuthentication;
import io.github.tlsgauntlet.target.TargetException;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;

/** A client's certificate, compressed (RFC 8879). */
@GauntletSuite(name = "Conformance", quarter = Quarter.TWO_WAY_SERVER)
class CompressedCertificateServerTest {
  private static final String GROUP = "Client authentication";
  private static final int NOBODYS_ALGORITHM = 0x7777;
  private static final int MOST_LENGTH = (1 << 24) - 1;

  @OnServer(versions = "1.3", asking = ClientAuthentication.REQUIRED)
  @Needs(Feature.COMPRESSED_CLIENT_CERTIFICATE)
  @Must(
      rfc = 8879,
      section = "4",
      group = GROUP,
      says = "A server that asks for compressed certificates takes one.",
      sends = "the client's certificate, compressed by zlib",
      expects = "the handshake goes on")
  void a_compressed_client_certificate_is_taken(ServerCase server) throws TargetException {
    server.sends(compressed(right -> right)).expecting(goesOn());
  }

  @OnServer(versions = "1.3", asking = ClientAuthentication.REQUIRED)
  @Needs(Feature.COMPRESSED_CLIENT_CERTIFICATE)
  @Must(
      rfc = 8879,
      section = "4",
      group = GROUP,
      says = "A compressed certificate that cannot be expanded is refused.",
      sends = "a CompressedCertificate of random bytes, and one that is cut short",
      expects = "bad_certificate",
      breach = Breach.SECURITY)
  void a_compressed_certificate_of_garbage_is_refused(ServerCase server) throws TargetException {
    server
        .sends(compressed(right -> holding(right, new byte[] {0x42, 0x13, 0x37, 0, 1, 2, 3})))
        .or(
            "cut short",
            compressed(
                right ->
                    holding(
                        right, Arrays.copyOf(right.compressed(), right.compressed().length / 2))))
        .expecting(aborts(BAD_CERTIFICATE));
  }

  @OnServer(versions = "1.3", asking = ClientAuthentication.REQUIRED)
  @Needs(Feature.COMPRESSED_CLIENT_CERTIFICATE)
  @Must(
      rfc = 8879,
      section = "4",
      group = GROUP,
      says = "A compressed certificate has the length that it announces, once expanded.",
      sends = "a length of one byte more, one byte less, none, and the greatest that can be said",
      expects = "bad_certificate",
      breach = Breach.SECURITY)
  void a_compressed_certificate_of_another_length_is_refused(ServerCase server)
      throws TargetException {
    server
        .sends(compressed(right -> announcing(right, right.length() + 1)))
        .or("one byte less", compressed(right -> announcing(right, right.length() - 1)))
        .or("none", compressed(right -> announcing(right, 0)))
        .or("the greatest", compressed(right -> announcing(right, MOST_LENGTH)))
        .expecting(aborts(BAD_CERTIFICATE));
  }

  @OnServer(versions = "1.3", asking = ClientAuthentication.REQUIRED)
  @Needs(Feature.COMPRESSED_CLIENT_CERTIFICATE)
  @Must(
      rfc = 8879,
      section = "4",
      group = GROUP,
      also = "RFC 9846 §6",
      says = "A certificate is compressed by an algorithm that the server asked for.",
      sends = "a CompressedCertificate that names an algorithm of nobody's",
      expects = "illegal_parameter, or another refusal",
      breach = Breach.SECURITY)
  void a_compression_that_was_not_asked_for_is_refused(ServerCase server) throws TargetException {
    server
        .sends(
            compressed(
                right ->
                    new CompressedCertificate(
                        NOBODYS_ALGORITHM, right.length(), right.compressed())))
        .expecting(refuses(ILLEGAL_PARAMETER, BAD_CERTIFICATE));
  }

  @OnServer(versions = "1.3", asking = ClientAuthentication.REQUIRED)
  @Needs(Feature.COMPRESSED_CLIENT_CERTIFICATE)
  @Must(
      rfc = 9846,
      section = "6",
      group = "Lengths",
      tags = "malformed",
      also = "RFC 8879 §4",
      says = "A client's CompressedCertificate with a length that does not fit is refused.",
      sends = "a CompressedCertificate: " + LengthTrials.WRONG + ", and cuts at each boundary",
      expects = LengthTrials.REFUSED,
      breach = Breach.SECURITY)
  void lengths_in_a_compressed_client_certificate_are_checked(ServerCase server)
      throws TargetException {
    LengthTrials.compressedCertificate(server);
  }

  private static CompressedCertificate holding(CompressedCertificate right, byte[] compressed) {
    return new CompressedCertificate(right.algorithm(), right.length(), compressed);
  }

  private static CompressedCertificate announcing(CompressedCertificate right, int length) {
    return new CompressedCertificate(right.algorithm(), length, right.compressed());
  }

  private static Script compressed(UnaryOperator<CompressedCertificate> edit) {
    return Scripts.replace(
        HandshakeType.CERTIFICATE,
        message ->
            List.of(
                Sending.of(edit.apply(CertificateCompression.compress((Certificate13) message)))));
  }
}
