package io.github.tlsgauntlet.suites.conformance;

import static io.github.tlsgauntlet.protocol.AlertDescription.INAPPROPRIATE_FALLBACK;
import static io.github.tlsgauntlet.protocol.AlertDescription.PROTOCOL_VERSION;
import static io.github.tlsgauntlet.suite.conformance.Expectations.aborts;
import static io.github.tlsgauntlet.suite.conformance.Expectations.goesOn;
import static io.github.tlsgauntlet.suite.conformance.Expectations.goesOnOrAborts;
import static io.github.tlsgauntlet.suite.conformance.Expectations.refuses;
import static io.github.tlsgauntlet.suite.conformance.HelloExpectations.atOnce;
import static io.github.tlsgauntlet.suite.conformance.HelloExpectations.serverHello;

import io.github.tlsgauntlet.peer.Script;
import io.github.tlsgauntlet.peer.Scripts;
import io.github.tlsgauntlet.pki.Profile;
import io.github.tlsgauntlet.protocol.CipherSuite;
import io.github.tlsgauntlet.protocol.Extension;
import io.github.tlsgauntlet.protocol.ExtensionType;
import io.github.tlsgauntlet.protocol.Extensions;
import io.github.tlsgauntlet.protocol.HandshakeMessage.ClientHello;
import io.github.tlsgauntlet.protocol.HandshakeMessage.ServerHello;
import io.github.tlsgauntlet.protocol.ProtocolVersion;
import io.github.tlsgauntlet.suite.Breach;
import io.github.tlsgauntlet.suite.Feature;
import io.github.tlsgauntlet.suite.GauntletSuite;
import io.github.tlsgauntlet.suite.Must;
import io.github.tlsgauntlet.suite.Needs;
import io.github.tlsgauntlet.suite.Quarter;
import io.github.tlsgauntlet.suite.conformance.OnServer;
import io.github.tlsgauntlet.suite.conformance.ServerCase;
import io.github.tlsgauntlet.target.TargetException;
import io.github.tlsgauntlet.wire.WireException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** How a server of TLS 1.2 and 1.3 comes to a version. */
@GauntletSuite(name = "Conformance", quarter = Quarter.ONE_WAY_SERVER)
class VersionServerTest {
  private static final String GROUP = "Version negotiation";
  private static final CipherSuite FALLBACK = new CipherSuite(0x5600);
  private static final byte[] DOWNGRADED = {0x44, 0x4f, 0x57, 0x4e, 0x47, 0x52, 0x44, 0x01};
  private static final int RANDOM = 32;

  @OnServer(versions = "1.3")
  @Must(
      rfc = 9846,
      section = "4.3.1",
      group = GROUP,
      says =
          "TLS 1.3 is selected in supported_versions, and the ServerHello's own version stays TLS 1.2.",
      sends = "supported_versions with TLS 1.3 and 1.2",
      expects = "legacy_version 0x0303, supported_versions 0x0304")
  void tls_1_3_is_selected_in_supported_versions(ServerCase server) throws TargetException {
    server
        .given(settings -> settings.versions(ProtocolVersion.TLS13, ProtocolVersion.TLS12))
        .watching(serverHello(VersionServerTest::flawOf13));
  }

  private static Optional<String> flawOf13(ServerHello hello) {
    if (!hello.legacyVersion().equals(ProtocolVersion.TLS12)) {
      return Optional.of("Its legacy_version is " + hello.legacyVersion() + ".");
    }
    Optional<Extension> selected = hello.extension(ExtensionType.SUPPORTED_VERSIONS);
    if (selected.isEmpty()) {
      return Optional.of("It selects no version in supported_versions.");
    }
    try {
      ProtocolVersion version = new ProtocolVersion(Extensions.readUint16(selected.get()));
      return version.equals(ProtocolVersion.TLS13)
          ? Optional.empty()
          : Optional.of("Its supported_versions selects " + version + ".");
    } catch (WireException e) {
      return Optional.of("Its supported_versions can't be read: " + e.getMessage() + ".");
    }
  }

  @OnServer(versions = "1.2")
  @Must(
      rfc = 9846,
      section = "4.3.1",
      group = GROUP,
      says = "TLS 1.2 is selected in the ServerHello's own version, without supported_versions.",
      sends = "supported_versions with TLS 1.2 alone; no supported_versions at all",
      expects = "version 0x0303, no supported_versions")
  void tls_1_2_is_selected_without_supported_versions(ServerCase server) throws TargetException {
    server
        .sends(Script.NONE)
        .or("supported_versions with TLS 1.2 alone", offering(ProtocolVersion.TLS12))
        .watching(
            serverHello(
                hello ->
                    hello.extension(ExtensionType.SUPPORTED_VERSIONS).isPresent()
                        ? Optional.of("It selects TLS 1.2 in supported_versions.")
                        : hello.legacyVersion().equals(ProtocolVersion.TLS12)
                            ? Optional.empty()
                            : Optional.of("It chose " + hello.legacyVersion() + ".")));
  }

  @OnServer(versions = "1.2")
  @Needs(Feature.BOTH_VERSIONS)
  @Must(
      rfc = 9846,
      section = "4.2.3",
      group = GROUP,
      says = "A server that knows TLS 1.3 and negotiates TLS 1.2 says so at the end of its random.",
      sends = "a ClientHello of TLS 1.2, with supported_versions and without",
      expects = "a random that ends in DOWNGRD and 01",
      breach = Breach.SECURITY)
  void a_downgrade_is_marked_in_the_random(ServerCase server) throws TargetException {
    server
        .sends(Script.NONE)
        .or("supported_versions with TLS 1.2 alone", offering(ProtocolVersion.TLS12))
        .watching(
            serverHello(
                hello ->
                    Arrays.equals(
                            DOWNGRADED,
                            Arrays.copyOfRange(hello.random(), RANDOM - DOWNGRADED.length, RANDOM))
                        ? Optional.empty()
                        : Optional.of("Its random does not end in the mark of a downgrade.")));
  }

  @OnServer(versions = {"1.2", "1.3"})
  @Must(
      rfc = 9846,
      section = "4.3.1",
      group = GROUP,
      also = "RFC 8701 §3.2",
      says = "Versions in supported_versions that the server does not know are passed over.",
      sends = "supported_versions with GREASE and versions of the future before the right one",
      expects = "the handshake goes on in the right version")
  void unknown_versions_in_a_hello_are_passed_over(ServerCase server) throws TargetException {
    ProtocolVersion known = server.version().orElseThrow();
    server
        .sends(offering(version(0x0a0a), version(0x0305), version(0x7f1c), known))
        .or("after it", offering(known, version(0xfafa), version(0x0399)))
        .expecting(goesOn());
  }

  @OnServer(versions = {"1.2", "1.3"})
  @Needs(Feature.TLS13)
  @Must(
      rfc = 9846,
      section = "4.3.1",
      group = GROUP,
      also = "RFC 9846 §6.2",
      says = "Where supported_versions holds no version of the server's, nothing is negotiated.",
      sends = "supported_versions with GREASE and versions of the future alone",
      expects = "protocol_version, or another refusal",
      breach = Breach.SECURITY)
  void only_unknown_versions_are_refused(ServerCase server) throws TargetException {
    server
        .sends(offering(version(0x3a3a), version(0x0305), version(0x0399)))
        .expecting(atOnce(refuses(PROTOCOL_VERSION)));
  }

  @OnServer(versions = "1.2")
  @Must(
      rfc = 5246,
      section = "E.1",
      group = GROUP,
      also = "RFC 9846 §4.3.1",
      says =
          "A ClientHello that names a newer version in its own field alone is answered in TLS 1.2;"
              + " a server of TLS 1.3 may refuse it.",
      sends = "client_version 0x0304 and 0x03ff, without supported_versions",
      expects = "TLS 1.2, or protocol_version")
  void a_newer_version_without_supported_versions_comes_to_tls_1_2(ServerCase server)
      throws TargetException {
    server
        .sends(Scripts.hello(Hellos.legacyVersion(ProtocolVersion.TLS13)))
        .or("0x03ff", Scripts.hello(Hellos.legacyVersion(version(0x03ff))))
        .expecting(goesOnOrAborts(PROTOCOL_VERSION));
  }

  @OnServer(versions = {"1.2", "1.3"})
  @Must(
      rfc = 9846,
      section = "5.1",
      group = GROUP,
      also = {"RFC 5246 §E.1", "RFC 9846 §E.2"},
      says = "What version the record of a ClientHello says has no meaning.",
      sends = "a ClientHello in records that say 0x0300, 0x0301, 0x0302, 0x0303 and 0x03ff",
      expects = "the handshake goes on")
  void the_version_of_a_hellos_record_has_no_meaning(ServerCase server) throws TargetException {
    server
        .sends(inRecordOf(0x0300))
        .or("0x0301", inRecordOf(0x0301))
        .or("0x0302", inRecordOf(0x0302))
        .or("0x0303", inRecordOf(0x0303))
        .or("0x03ff", inRecordOf(0x03ff))
        .expecting(goesOn());
  }

  private static Script inRecordOf(int version) {
    return Scripts.helloInRecordOf(version);
  }

  @OnServer(versions = "1.2")
  @Needs(Feature.BOTH_VERSIONS)
  @Must(
      rfc = 7507,
      section = "3",
      group = GROUP,
      says = "A fallback that says so, to a version below the server's highest, is refused.",
      sends = "a ClientHello of TLS 1.2 with TLS_FALLBACK_SCSV",
      expects = "inappropriate_fallback",
      breach = Breach.SECURITY)
  void an_inappropriate_fallback_is_refused(ServerCase server) throws TargetException {
    server
        .sends(Scripts.hello(VersionServerTest::fallingBack))
        .expecting(atOnce(aborts(INAPPROPRIATE_FALLBACK)));
  }

  @OnServer
  @Must(
      rfc = 7507,
      section = "3",
      group = GROUP,
      says = "TLS_FALLBACK_SCSV does no harm where the highest version of the server is offered.",
      sends = "a ClientHello of every version of today with TLS_FALLBACK_SCSV",
      expects = "the handshake goes on")
  void a_fallback_to_the_highest_version_is_taken(ServerCase server) throws TargetException {
    server.sends(Scripts.hello(VersionServerTest::fallingBack)).expecting(goesOn());
  }

  private static ClientHello fallingBack(ClientHello hello) {
    return Grease.andSuites(FALLBACK).apply(hello);
  }

  /**
   * RFC 8446 asked for it where the field says SSL 3.0 alone. Of a server that was made after it,
   * to do otherwise is a warning; the strict profile holds it to what came later.
   */
  @OnServer(versions = "1.3")
  @Must(
      rfc = 9846,
      section = "4.2.2",
      group = GROUP,
      also = "RFC 9846 §E.5",
      says = "A ClientHello of TLS 1.3 whose legacy_version is not TLS 1.2 is refused.",
      sends = "legacy_version 0x0301, 0x0302 and 0x0304, with supported_versions as it should be",
      expects = "protocol_version",
      breach = Breach.FORM)
  void another_legacy_version_is_refused_in_tls_1_3(ServerCase server) throws TargetException {
    server
        .sends(Scripts.hello(Hellos.legacyVersion(ProtocolVersion.TLS11)))
        .or("0x0301", Scripts.hello(Hellos.legacyVersion(ProtocolVersion.TLS10)))
        .or("0x0304", Scripts.hello(Hellos.legacyVersion(ProtocolVersion.TLS13)))
        .expecting(
            server.server().run().settings().profile() == Profile.STRICT
                ? atOnce(aborts(PROTOCOL_VERSION))
                : Records.advised(atOnce(aborts(PROTOCOL_VERSION))));
  }

  @OnServer(versions = "1.3")
  @Must(
      rfc = 9846,
      section = "4.2.2",
      group = GROUP,
      also = "RFC 8446 §D.5",
      says = "A ClientHello of TLS 1.3 whose legacy_version is SSL 3.0 is refused.",
      sends = "legacy_version 0x0300, with supported_versions as it should be",
      expects = "protocol_version",
      breach = Breach.FORM)
  void a_legacy_version_of_ssl_3_0_is_refused(ServerCase server) throws TargetException {
    server
        .sends(Scripts.hello(Hellos.legacyVersion(ProtocolVersion.SSL30)))
        .expecting(atOnce(aborts(PROTOCOL_VERSION)));
  }

  private static Script offering(ProtocolVersion... versions) {
    UnaryOperator<ClientHello> edit = Hellos.with(Extensions.supportedVersions(List.of(versions)));
    return Scripts.hello(edit);
  }

  private static ProtocolVersion version(int code) {
    return new ProtocolVersion(code);
  }
}
