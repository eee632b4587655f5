package io.github.tlsgauntlet.suites.conformance;

import static io.github.tlsgauntlet.protocol.AlertDescription.DECODE_ERROR;
import static io.github.tlsgauntlet.protocol.AlertDescription.HANDSHAKE_FAILURE;
import static io.github.tlsgauntlet.protocol.AlertDescription.ILLEGAL_PARAMETER;
import static io.github.tlsgauntlet.protocol.AlertDescription.MISSING_EXTENSION;
import static io.github.tlsgauntlet.protocol.AlertDescription.PROTOCOL_VERSION;
import static io.github.tlsgauntlet.protocol.AlertDescription.UNSUPPORTED_EXTENSION;
import static io.github.tlsgauntlet.suite.conformance.Expectations.aborts;
import static io.github.tlsgauntlet.suite.conformance.Expectations.abortsInTls13;
import static io.github.tlsgauntlet.suite.conformance.Expectations.refuses;

import io.github.tlsgauntlet.peer.Deviation;
import io.github.tlsgauntlet.peer.Script;
import io.github.tlsgauntlet.protocol.CipherSuite;
import io.github.tlsgauntlet.protocol.Extension;
import io.github.tlsgauntlet.protocol.ExtensionType;
import io.github.tlsgauntlet.protocol.Extensions;
import io.github.tlsgauntlet.protocol.HandshakeMessage.ClientHello;
import io.github.tlsgauntlet.protocol.NamedGroup;
import io.github.tlsgauntlet.protocol.ProtocolVersion;
import io.github.tlsgauntlet.suite.Breach;
import io.github.tlsgauntlet.suite.Feature;
import io.github.tlsgauntlet.suite.GauntletSuite;
import io.github.tlsgauntlet.suite.Must;
import io.github.tlsgauntlet.suite.Needs;
import io.github.tlsgauntlet.suite.Quarter;
import io.github.tlsgauntlet.suite.Should;
import io.github.tlsgauntlet.suite.conformance.ClientCase;
import io.github.tlsgauntlet.suite.conformance.ClientStimulus;
import io.github.tlsgauntlet.suite.conformance.OnClient;
import io.github.tlsgauntlet.target.TargetException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** What a client does with what a server selects in its ServerHello. */
@GauntletSuite(name = "Conformance", quarter = Quarter.ONE_WAY_CLIENT)
class ServerHelloClientTest {
  private static final String GROUP = "ServerHello";
  private static final String VERSIONS = "Version negotiation";

  /** GREASE (RFC 8701, Section 2). */
  private static final int GREASE = 0xbaba;

  @OnClient
  @Needs(Feature.BOTH_VERSIONS)
  @Must(
      rfc = 9846,
      section = "4.2.3",
      group = VERSIONS,
      says =
          "A client that offers TLS 1.3 refuses a TLS 1.2 server whose random marks a downgrade to"
              + " TLS 1.1.",
      sends = "a TLS 1.2 ServerHello whose random ends in DOWNGRD and a zero",
      expects = "illegal_parameter",
      breach = Breach.SECURITY)
  void a_downgrade_marked_for_older_versions_is_refused(ClientCase client) throws TargetException {
    client
        .given(settings -> settings.versions(ProtocolVersion.TLS12))
        .orDeviating("", settings -> settings.deviations(new Deviation.MarkOlderDowngrade()))
        .expecting(aborts(ILLEGAL_PARAMETER));
  }

  @OnClient(versions = "1.3")
  @Must(
      rfc = 9846,
      section = "4.3.1",
      group = VERSIONS,
      says = "A client refuses supported_versions that select what it did not offer.",
      sends = "supported_versions with 0x0305, with 0x7f1c, with TLS 1.2 and with TLS 1.1",
      expects = "illegal_parameter",
      breach = Breach.SECURITY)
  void a_version_that_was_not_offered_is_refused(ClientCase client) throws TargetException {
    client
        .sends(selecting(0x0305))
        .or("0x7f1c, a draft", selecting(0x7f1c))
        .or("TLS 1.2", selecting(0x0303))
        .or("TLS 1.1", selecting(0x0302))
        .expecting(aborts(ILLEGAL_PARAMETER));
  }

  private static Script selecting(int version) {
    return ServerMessages.hello(
        ServerMessages.with(Extensions.selectedVersion(new ProtocolVersion(version))));
  }

  @OnClient(versions = "1.2")
  @Must(
      rfc = 9846,
      section = "4.3.1",
      group = VERSIONS,
      says = "A client refuses a TLS 1.2 ServerHello with supported_versions.",
      sends = "a ServerHello of TLS 1.2 whose supported_versions select TLS 1.2",
      expects = "illegal_parameter; unsupported_extension where it did not offer it")
  void supported_versions_select_no_older_version(ClientCase client) throws TargetException {
    boolean offered = client.hello().extension(ExtensionType.SUPPORTED_VERSIONS).isPresent();
    client
        .sends(selecting(0x0303))
        .expecting(
            offered ? aborts(ILLEGAL_PARAMETER) : aborts(ILLEGAL_PARAMETER, UNSUPPORTED_EXTENSION));
  }

  @OnClient(versions = "1.3")
  @Should(
      rfc = 9846,
      section = "4.2.3",
      group = VERSIONS,
      says = "A client refuses a ServerHello of TLS 1.3 whose legacy_version is not TLS 1.2.",
      sends = "legacy_version TLS 1.3, and TLS 1.1",
      expects = "illegal_parameter, or protocol_version",
      breach = Breach.FORM)
  void a_legacy_version_other_than_tls_1_2_is_refused(ClientCase client) throws TargetException {
    client
        .sends(ServerMessages.hello(ServerMessages.legacyVersion(ProtocolVersion.TLS13)))
        .or(
            "TLS 1.1",
            ServerMessages.hello(ServerMessages.legacyVersion(new ProtocolVersion(0x0302))))
        .expecting(refuses(ILLEGAL_PARAMETER, PROTOCOL_VERSION));
  }

  @OnClient(versions = {"1.2", "1.3"})
  @Must(
      rfc = 9846,
      section = "4.2.3",
      group = GROUP,
      also = "RFC 5246 §7.4.1.3",
      says = "A client refuses a cipher suite that it did not offer.",
      sends = "a ServerHello with a suite of the same version that was not offered",
      expects = "illegal_parameter",
      breach = Breach.SECURITY)
  void a_suite_that_was_not_offered_is_refused(ClientCase client) throws TargetException {
    client
        .sends(ServerMessages.hello(ServerMessages.suite(notOffered(client))))
        .expecting(abortsInTls13(ILLEGAL_PARAMETER));
  }

  /** Alike in all but its protection, where the client offers no such suite. */
  private static CipherSuite notOffered(ClientCase client) throws TargetException {
    ClientHello hello = client.hello();
    Stream<Integer> codes =
        client.version().filter(ProtocolVersion.TLS13::equals).isPresent()
            ? Stream.of(0x1305, 0x1304, 0x1303, 0x1306)
            : Stream.of(0xc007, 0xc006);
    return codes
        .map(CipherSuite::new)
        .filter(suite -> !hello.cipherSuites().contains(suite))
        .findFirst()
        .orElse(new CipherSuite(0x00c6));
  }

  @OnClient(versions = {"1.2", "1.3"})
  @Must(
      rfc = 9846,
      section = "4.2.3",
      group = GROUP,
      says = "A client refuses a cipher suite that is of another version.",
      sends = "TLS_AES_128_GCM_SHA256 in TLS 1.2, and an ECDHE suite in TLS 1.3",
      expects = "illegal_parameter",
      breach = Breach.SECURITY)
  void a_suite_of_another_version_is_refused(ClientCase client) throws TargetException {
    boolean tls13 = client.version().filter(ProtocolVersion.TLS13::equals).isPresent();
    client
        .sends(ServerMessages.hello(ServerMessages.suite(new CipherSuite(tls13 ? 0xc02b : 0x1301))))
        .expecting(abortsInTls13(ILLEGAL_PARAMETER, HANDSHAKE_FAILURE));
  }

  @OnClient(versions = "1.3")
  @Must(
      rfc = 9846,
      section = "4.2.3",
      group = GROUP,
      says = "A client refuses a ServerHello that does not echo its session ID.",
      sends = "legacy_session_id_echo with one bit changed, cut short, and empty or full",
      expects = "illegal_parameter")
  void a_session_id_that_is_no_echo_is_refused(ClientCase client) throws TargetException {
    boolean empty = client.hello().sessionId().length == 0;
    if (empty) {
      client
          .sends(ServerMessages.hello(ServerMessages.sessionId(id -> new byte[32])))
          .expecting(aborts(ILLEGAL_PARAMETER));
      return;
    }
    client
        .sends(ServerMessages.hello(ServerMessages.sessionId(ServerMessages.flippedFromEnd(0))))
        .or(
            "one byte less",
            ServerMessages.hello(ServerMessages.sessionId(id -> Arrays.copyOf(id, id.length - 1))))
        .or("empty", ServerMessages.hello(ServerMessages.sessionId(id -> new byte[0])))
        .expecting(aborts(ILLEGAL_PARAMETER));
  }

  @OnClient(versions = {"1.2", "1.3"})
  @Must(
      rfc = 9846,
      section = "4.2.3",
      group = GROUP,
      also = "RFC 5246 §7.4.1.3",
      says = "A client refuses a compression method that it did not offer.",
      sends = "compression method 1",
      expects = "illegal_parameter",
      breach = Breach.SECURITY)
  void a_compression_that_was_not_offered_is_refused(ClientCase client) throws TargetException {
    client
        .sends(ServerMessages.hello(ServerMessages.compression(1)))
        .expecting(abortsInTls13(ILLEGAL_PARAMETER));
  }

  @OnClient(versions = "1.3")
  @Must(
      rfc = 9846,
      section = "4.3.8",
      group = "Key exchange",
      says = "A client refuses a share in a group that it sent no share for.",
      sends = "key_share of a group that was offered without a share, and of one not offered",
      expects = "illegal_parameter",
      breach = Breach.SECURITY)
  void a_share_of_another_group_is_refused(ClientCase client) throws TargetException {
    List<NamedGroup> shared = Offered.shares(client.hello());
    List<NamedGroup> groups = Offered.groups(client.hello());
    NamedGroup unshared =
        groups.stream()
            .filter(group -> !shared.contains(group))
            .findFirst()
            .orElse(new NamedGroup(0x0018));
    NamedGroup foreign =
        Stream.of(0x0016, 0x001a, 0x0019, 0x0015)
            .map(NamedGroup::new)
            .filter(group -> !groups.contains(group))
            .findFirst()
            .orElse(new NamedGroup(0x00fe));
    client
        .asItIs()
        .orDeviating("a group that has no share", sharing(unshared))
        .orDeviating("a group that was not offered", sharing(foreign))
        .expecting(refuses(ILLEGAL_PARAMETER));
  }

  private static ClientStimulus.Change sharing(NamedGroup group) {
    return settings ->
        settings.deviations(new Deviation.ShareAs(new byte[32], new byte[32])).script(share(group));
  }

  private static Script share(NamedGroup group) {
    return ServerMessages.hello(
        ServerMessages.with(Extensions.keyShare(new Extensions.KeyShare(group, new byte[32]))));
  }

  @OnClient(versions = "1.3")
  @Must(
      rfc = 9846,
      section = "9.2",
      group = GROUP,
      says = "A client refuses a ServerHello of TLS 1.3 without key_share and without a PSK.",
      sends = "a ServerHello without key_share",
      expects = "missing_extension, or illegal_parameter",
      breach = Breach.SECURITY)
  void a_server_hello_without_key_share_is_refused(ClientCase client) throws TargetException {
    client
        .asItIs()
        .orDeviating(
            "",
            settings ->
                settings
                    .deviations(new Deviation.ShareAs(new byte[0], new byte[0]))
                    .script(ServerMessages.hello(ServerMessages.without(ExtensionType.KEY_SHARE))))
        .expecting(refuses(MISSING_EXTENSION, ILLEGAL_PARAMETER));
  }

  @OnClient(versions = {"1.2", "1.3"})
  @Must(
      rfc = 8701,
      section = "3.1",
      group = GROUP,
      says = "A client refuses a server that selects a GREASE value.",
      sends = "a GREASE suite, extension and, in TLS 1.3, version and group",
      expects = "illegal_parameter; unsupported_extension for the extension")
  void a_grease_value_that_is_selected_is_refused(ClientCase client) throws TargetException {
    var stimulus =
        client
            .asItIs()
            .or("suite", ServerMessages.hello(ServerMessages.suite(new CipherSuite(GREASE))))
            .or(
                "extension",
                ServerMessages.hello(
                    ServerMessages.extensions(
                        ServerMessages.adding(new Extension(greaseOffered(client), new byte[0])))));
    if (client.version().filter(ProtocolVersion.TLS13::equals).isPresent()) {
      stimulus =
          stimulus.or("version", selecting(GREASE)).or("group", share(new NamedGroup(GREASE)));
    }
    stimulus.expecting(
        refuses(ILLEGAL_PARAMETER, UNSUPPORTED_EXTENSION, PROTOCOL_VERSION, HANDSHAKE_FAILURE));
  }

  /** The one that the client offers, if it offers one: that is the harder case. */
  private static ExtensionType greaseOffered(ClientCase client) throws TargetException {
    return client.hello().extensions().stream()
        .map(Extension::type)
        .filter(type -> Offered.isGrease(type.code()))
        .findFirst()
        .orElse(new ExtensionType(GREASE));
  }

  @OnClient(versions = {"1.2", "1.3"})
  @Must(
      rfc = 9846,
      section = "4.2.3",
      group = GROUP,
      also = "RFC 5246 §7.2.2",
      says = "A client refuses a session ID of more than 32 bytes.",
      sends = "a ServerHello with a session ID of 33 bytes",
      expects = "decode_error, or illegal_parameter")
  void a_session_id_of_33_bytes_is_refused(ClientCase client) throws TargetException {
    client
        .sends(ServerMessages.hello(ServerMessages.sessionId(id -> new byte[33])))
        .expecting(aborts(DECODE_ERROR, ILLEGAL_PARAMETER));
  }

  @OnClient(versions = "1.2")
  @Must(
      rfc = 5746,
      section = "3.4",
      group = "Renegotiation",
      says = "A client refuses renegotiation_info that is not empty in a first handshake.",
      sends = "renegotiation_info with twelve bytes of verify_data",
      expects = "handshake_failure",
      breach = Breach.SECURITY)
  void verify_data_in_a_first_handshake_is_refused(ClientCase client) throws TargetException {
    client
        .sends(
            ServerMessages.hello(
                ServerMessages.with(
                    Extension.of(
                        ExtensionType.RENEGOTIATION_INFO,
                        w -> w.vector8(v -> v.bytes(new byte[12]))))))
        .expecting(aborts(HANDSHAKE_FAILURE));
  }

  @OnClient(versions = "1.2")
  @Must(
      rfc = 9325,
      section = "3.5",
      group = "Renegotiation",
      also = "RFC 5746 §4.1",
      says = "A client refuses a server of TLS 1.2 that does not know secure renegotiation.",
      sends = "a ServerHello without renegotiation_info",
      expects = "handshake_failure",
      breach = Breach.SECURITY)
  void a_server_without_secure_renegotiation_is_refused(ClientCase client) throws TargetException {
    client
        .sends(ServerMessages.hello(ServerMessages.without(ExtensionType.RENEGOTIATION_INFO)))
        .expecting(aborts(HANDSHAKE_FAILURE));
  }
}
