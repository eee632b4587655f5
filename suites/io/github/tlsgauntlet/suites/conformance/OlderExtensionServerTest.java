package io.github.tlsgauntlet.suites.conformance;

import static io.github.tlsgauntlet.protocol.AlertDescription.DECODE_ERROR;
import static io.github.tlsgauntlet.protocol.AlertDescription.HANDSHAKE_FAILURE;
import static io.github.tlsgauntlet.protocol.AlertDescription.ILLEGAL_PARAMETER;
import static io.github.tlsgauntlet.suite.conformance.Expectations.aborts;
import static io.github.tlsgauntlet.suite.conformance.Expectations.refuses;
import static io.github.tlsgauntlet.suite.conformance.HelloExpectations.atOnce;
import static io.github.tlsgauntlet.suite.conformance.HelloExpectations.serverHello;

import io.github.tlsgauntlet.crypto.BulkCipher;
import io.github.tlsgauntlet.crypto.CipherSuiteParameters;
import io.github.tlsgauntlet.peer.Script;
import io.github.tlsgauntlet.peer.Scripts;
import io.github.tlsgauntlet.protocol.CipherSuite;
import io.github.tlsgauntlet.protocol.Extension;
import io.github.tlsgauntlet.protocol.ExtensionType;
import io.github.tlsgauntlet.protocol.Extensions;
import io.github.tlsgauntlet.protocol.HandshakeMessage.ServerHello;
import io.github.tlsgauntlet.suite.Breach;
import io.github.tlsgauntlet.suite.GauntletSuite;
import io.github.tlsgauntlet.suite.Must;
import io.github.tlsgauntlet.suite.Quarter;
import io.github.tlsgauntlet.suite.Verdict;
import io.github.tlsgauntlet.suite.conformance.Dimension;
import io.github.tlsgauntlet.suite.conformance.Expectation;
import io.github.tlsgauntlet.suite.conformance.Expectations;
import io.github.tlsgauntlet.suite.conformance.HelloAnswers;
import io.github.tlsgauntlet.suite.conformance.OnServer;
import io.github.tlsgauntlet.suite.conformance.ServerCase;
import io.github.tlsgauntlet.target.TargetException;
import java.util.Arrays;
import java.util.Optional;

/** Extensions and fields of hellos that only TLS 1.2 and older versions have. */
@GauntletSuite(name = "Conformance", quarter = Quarter.ONE_WAY_SERVER)
class OlderExtensionServerTest {
  private static final String GROUP = "Extensions";
  private static final String RENEGOTIATION = "Renegotiation";
  private static final CipherSuite SIGNALLING = new CipherSuite(0x00ff);

  @OnServer(versions = "1.2", over = Dimension.SUITE)
  @Must(
      rfc = 7366,
      section = "3",
      group = GROUP,
      says = "encrypt-then-MAC is not agreed on with a suite that has no MAC of its own.",
      sends = "encrypt_then_mac with each suite that the server takes",
      expects = "no encrypt_then_mac in the answer where the suite is an AEAD or stream cipher",
      breach = Breach.INTEROPERABILITY)
  void encrypt_then_mac_is_not_agreed_on_without_blocks(ServerCase server) throws TargetException {
    server
        .sends(Scripts.hello(Hellos.with(Extension.empty(ExtensionType.ENCRYPT_THEN_MAC))))
        .watching(noEncryptThenMac());
  }

  private static Expectation noEncryptThenMac() {
    return exchange -> {
      Optional<ServerHello> hello = HelloAnswers.serverHello(exchange);
      if (hello.isEmpty()) {
        return Expectations.goesOn().judge(exchange);
      }
      CipherSuite suite = hello.get().cipherSuite();
      boolean block =
          CipherSuiteParameters.of(suite)
              .map(parameters -> parameters.bulk().mode() == BulkCipher.Mode.CBC)
              .orElse(false);
      boolean agreed = hello.get().extension(ExtensionType.ENCRYPT_THEN_MAC).isPresent();
      if (block) {
        return Expectations.finding(
            Verdict.NOT_APPLICABLE, suite + " is a suite that it is made for.", exchange);
      }
      return Expectations.finding(
          agreed ? Verdict.FAIL : Verdict.PASS,
          (agreed ? "It agrees on encrypt-then-MAC with " : "It leaves it out with ") + suite + ".",
          exchange);
    };
  }

  @OnServer(versions = "1.2")
  @Must(
      rfc = 9325,
      section = "4.6",
      group = GROUP,
      also = "RFC 9846 §E.5",
      says = "MACs are never cut short.",
      sends = "truncated_hmac",
      expects = "no truncated_hmac in the answer",
      breach = Breach.SECURITY)
  void truncated_macs_are_not_agreed_on(ServerCase server) throws TargetException {
    server
        .sends(Scripts.hello(Hellos.and(Extension.empty(ExtensionType.TRUNCATED_HMAC))))
        .watching(
            serverHello(
                hello ->
                    hello
                        .extension(ExtensionType.TRUNCATED_HMAC)
                        .map(agreed -> "It agrees on truncated_hmac.")));
  }

  @OnServer(versions = "1.2")
  @Must(
      rfc = 9325,
      section = "3.3",
      group = GROUP,
      says = "Records are never compressed.",
      sends = "compression_methods DEFLATE and null, in both orders",
      expects = "the null method",
      breach = Breach.SECURITY)
  void compression_is_not_agreed_on(ServerCase server) throws TargetException {
    server
        .sends(Scripts.hello(Hellos.compression(1, 0)))
        .or("null before DEFLATE", Scripts.hello(Hellos.compression(0, 1, 64)))
        .watching(
            serverHello(
                hello ->
                    hello.compressionMethod() == 0
                        ? Optional.empty()
                        : Optional.of(
                            "It chose the compression method " + hello.compressionMethod() + ".")));
  }

  @OnServer(versions = "1.2")
  @Must(
      rfc = 5246,
      section = "7.4.1.2",
      group = "ClientHello",
      says = "A ClientHello that does not offer the null compression method is refused.",
      sends = "compression_methods with DEFLATE alone",
      expects = "illegal_parameter, or another refusal",
      breach = Breach.FORM)
  void compression_without_the_null_method_is_refused(ServerCase server) throws TargetException {
    server
        .sends(Scripts.hello(Hellos.compression(1)))
        .expecting(atOnce(refuses(ILLEGAL_PARAMETER, HANDSHAKE_FAILURE, DECODE_ERROR)));
  }

  @OnServer(versions = "1.2")
  @Must(
      rfc = 5746,
      section = "3.6",
      group = RENEGOTIATION,
      also = {"RFC 5746 §4.3", "RFC 9325 §3.5"},
      says =
          "A server answers a client that knows secure renegotiation by an empty renegotiation_info.",
      sends = "the signalling suite alone; renegotiation_info alone; both",
      expects = "renegotiation_info with a length of 0 in it",
      breach = Breach.SECURITY)
  void secure_renegotiation_is_answered(ServerCase server) throws TargetException {
    Script signalled = Scripts.hello(Grease.andSuites(SIGNALLING));
    server
        .sends(Scripts.hello(Hellos.without(ExtensionType.RENEGOTIATION_INFO)).then(signalled))
        .or("renegotiation_info", Scripts.hello(Hellos.with(Extensions.renegotiationInfo())))
        .or("both", Scripts.hello(Hellos.with(Extensions.renegotiationInfo())).then(signalled))
        .watching(serverHello(OlderExtensionServerTest::flawOfRenegotiation));
  }

  private static Optional<String> flawOfRenegotiation(ServerHello hello) {
    Optional<Extension> info = hello.extension(ExtensionType.RENEGOTIATION_INFO);
    if (info.isEmpty()) {
      return Optional.of("Its ServerHello has no renegotiation_info.");
    }
    return Arrays.equals(info.get().data(), Extensions.renegotiationInfo().data())
        ? Optional.empty()
        : Optional.of("Its renegotiation_info is not empty in a first handshake.");
  }

  @OnServer(versions = "1.2")
  @Must(
      rfc = 5746,
      section = "3.6",
      group = RENEGOTIATION,
      says = "A first ClientHello whose renegotiation_info is not empty is refused.",
      sends = "renegotiation_info with 12 bytes, and with 1, in a first ClientHello",
      expects = "handshake_failure",
      breach = Breach.SECURITY)
  void renegotiation_info_of_no_handshake_is_refused(ServerCase server) throws TargetException {
    server
        .sends(renegotiation(12))
        .or("1 byte", renegotiation(1))
        .expecting(atOnce(aborts(HANDSHAKE_FAILURE)));
  }

  private static Script renegotiation(int bytes) {
    return Scripts.hello(
        Hellos.with(
            Extension.of(
                ExtensionType.RENEGOTIATION_INFO, w -> w.vector8(v -> v.bytes(new byte[bytes])))));
  }

  @OnServer(versions = "1.2")
  @Must(
      rfc = 8422,
      section = "5.2",
      group = GROUP,
      also = "RFC 8422 §5.1.2",
      says = "A server that names point formats names the uncompressed one.",
      sends = "ec_point_formats with the uncompressed form",
      expects = "a list with 0 in it, or none",
      breach = Breach.FORM)
  void the_servers_point_formats_have_the_uncompressed_one(ServerCase server)
      throws TargetException {
    server
        .asItIs()
        .watching(
            serverHello(
                hello ->
                    hello
                        .extension(ExtensionType.EC_POINT_FORMATS)
                        .filter(formats -> !hasUncompressed(formats.data()))
                        .map(formats -> "Its ec_point_formats lacks the uncompressed form.")));
  }

  private static boolean hasUncompressed(byte[] list) {
    for (int i = 1; i < list.length; i++) {
      if (list[i] == 0) {
        return true;
      }
    }
    return false;
  }
}
