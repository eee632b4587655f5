package io.github.tlsgauntlet.suites.conformance;

import static io.github.tlsgauntlet.protocol.AlertDescription.DECODE_ERROR;
import static io.github.tlsgauntlet.protocol.AlertDescription.ILLEGAL_PARAMETER;
import static io.github.tlsgauntlet.protocol.AlertDescription.NO_APPLICATION_PROTOCOL;
import static io.github.tlsgauntlet.protocol.AlertDescription.UNSUPPORTED_EXTENSION;
import static io.github.tlsgauntlet.suite.conformance.Expectations.aborts;
import static io.github.tlsgauntlet.suite.conformance.Expectations.goesOn;
import static io.github.tlsgauntlet.suite.conformance.Expectations.refuses;

import io.github.tlsgauntlet.peer.Script;
import io.github.tlsgauntlet.protocol.Extension;
import io.github.tlsgauntlet.protocol.ExtensionType;
import io.github.tlsgauntlet.protocol.Extensions;
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
import io.github.tlsgauntlet.suite.conformance.OnClient;
import io.github.tlsgauntlet.target.TargetException;
import java.util.List;
import java.util.function.UnaryOperator;

/** What a client does with a server's extensions. */
@GauntletSuite(name = "Conformance", quarter = Quarter.ONE_WAY_CLIENT)
class ExtensionClientTest {
  private static final String GROUP = "Extensions";

  /** For private use, and nobody's. */
  static final ExtensionType UNKNOWN = new ExtensionType(0xff51);

  /** In the ServerHello of TLS 1.2, in EncryptedExtensions of TLS 1.3. */
  private static Script answering(ClientCase client, UnaryOperator<List<Extension>> edit) {
    return client.version().filter(ProtocolVersion.TLS13::equals).isPresent()
        ? ServerMessages.encryptedExtensions(edit)
        : ServerMessages.hello(ServerMessages.extensions(edit));
  }

  private static Script answering(ClientCase client, Extension extension) {
    return answering(client, ServerMessages.setting(extension));
  }

  @OnClient(versions = {"1.2", "1.3"})
  @Must(
      rfc = 9846,
      section = "4.3",
      group = GROUP,
      also = "RFC 5246 §7.4.1.4",
      says = "A client refuses an extension of the ServerHello that it did not offer.",
      sends = "a ServerHello with an unknown extension",
      expects = "unsupported_extension")
  void an_extension_that_was_not_offered_is_refused(ClientCase client) throws TargetException {
    client
        .sends(ServerMessages.hello(ServerMessages.with(new Extension(UNKNOWN, new byte[0]))))
        .expecting(aborts(UNSUPPORTED_EXTENSION));
  }

  @OnClient(versions = "1.3")
  @Must(
      rfc = 9846,
      section = "4.3",
      group = GROUP,
      says = "A client refuses an encrypted extension that it did not offer.",
      sends = "EncryptedExtensions with an unknown extension, and with early_data",
      expects = "unsupported_extension")
  void an_encrypted_extension_that_was_not_offered_is_refused(ClientCase client)
      throws TargetException {
    client
        .sends(
            ServerMessages.encryptedExtensions(
                ServerMessages.setting(new Extension(UNKNOWN, new byte[0]))))
        .or(
            "early_data",
            ServerMessages.encryptedExtensions(
                ServerMessages.setting(Extension.empty(ExtensionType.EARLY_DATA))))
        .expecting(aborts(UNSUPPORTED_EXTENSION));
  }

  @OnClient(versions = "1.3")
  @Must(
      rfc = 9846,
      section = "4.5.1",
      group = GROUP,
      also = "RFC 9846 §4.3",
      says = "A client refuses an extension of a certificate that it did not offer.",
      sends = "a Certificate whose first entry has an unknown extension",
      expects = "unsupported_extension",
      breach = Breach.FORM)
  void an_extension_of_a_certificate_that_was_not_offered_is_refused(ClientCase client)
      throws TargetException {
    client
        .sends(
            ServerMessages.certificateExtensions(
                ServerMessages.setting(new Extension(UNKNOWN, new byte[0]))))
        .expecting(aborts(UNSUPPORTED_EXTENSION));
  }

  @OnClient(versions = "1.3")
  @Must(
      rfc = 9846,
      section = "4.3.11",
      group = "Resumption",
      says = "A client that offered no PSK refuses a server that selects one.",
      sends = "a ServerHello with pre_shared_key",
      expects = "unsupported_extension, or illegal_parameter",
      breach = Breach.SECURITY)
  void a_psk_that_was_not_offered_is_refused(ClientCase client) throws TargetException {
    client
        .sends(
            ServerMessages.hello(
                ServerMessages.with(Extension.of(ExtensionType.PRE_SHARED_KEY, w -> w.uint16(0)))))
        .expecting(aborts(UNSUPPORTED_EXTENSION, ILLEGAL_PARAMETER));
  }

  @OnClient(versions = "1.3")
  @Must(
      rfc = 9846,
      section = "4.4.1",
      group = GROUP,
      says = "A client refuses an encrypted extension that belongs into another message.",
      sends = "EncryptedExtensions with key_share, and with supported_versions",
      expects = "illegal_parameter")
  void a_forbidden_encrypted_extension_is_refused(ClientCase client) throws TargetException {
    client
        .sends(
            ServerMessages.encryptedExtensions(
                ServerMessages.setting(
                    Extensions.keyShare(new Extensions.KeyShare(NamedGroup.X25519, new byte[32])))))
        .or(
            "supported_versions",
            ServerMessages.encryptedExtensions(
                ServerMessages.setting(Extensions.selectedVersion(ProtocolVersion.TLS13))))
        .expecting(aborts(ILLEGAL_PARAMETER));
  }

  @OnClient(versions = "1.3")
  @Must(
      rfc = 9846,
      section = "4.3",
      group = GROUP,
      says = "A client refuses an extension of the ServerHello that belongs into another message.",
      sends = "a ServerHello of TLS 1.3 with supported_groups",
      expects = "illegal_parameter",
      breach = Breach.FORM)
  void a_forbidden_extension_of_the_server_hello_is_refused(ClientCase client)
      throws TargetException {
    client
        .sends(
            ServerMessages.hello(
                ServerMessages.with(Extensions.supportedGroups(Offered.groups(client.hello())))))
        .expecting(aborts(ILLEGAL_PARAMETER, UNSUPPORTED_EXTENSION));
  }

  @OnClient(versions = {"1.2", "1.3"})
  @Should(
      rfc = 9846,
      section = "4.3",
      group = GROUP,
      also = "RFC 5246 §7.4.1.4",
      says = "No message has two extensions of one type.",
      sends = "the last extension of the ServerHello twice",
      expects = "illegal_parameter, or decode_error",
      breach = Breach.FORM)
  void two_extensions_of_one_type_are_refused(ClientCase client) throws TargetException {
    client
        .sends(
            ServerMessages.hello(
                ServerMessages.extensions(
                    list -> ServerMessages.adding(list.get(list.size() - 1)).apply(list))))
        .expecting(refuses(ILLEGAL_PARAMETER, DECODE_ERROR));
  }

  @OnClient(versions = "1.3")
  @Should(
      rfc = 9846,
      section = "4.3",
      group = GROUP,
      says = "EncryptedExtensions has no two extensions of one type.",
      sends = "supported_groups twice in EncryptedExtensions",
      expects = "illegal_parameter, or decode_error",
      breach = Breach.FORM)
  void two_encrypted_extensions_of_one_type_are_refused(ClientCase client) throws TargetException {
    Extension groups = Extensions.supportedGroups(Offered.groups(client.hello()));
    client
        .sends(
            ServerMessages.encryptedExtensions(
                list ->
                    ServerMessages.adding(groups)
                        .compose(ServerMessages.adding(groups))
                        .apply(list)))
        .expecting(refuses(ILLEGAL_PARAMETER, DECODE_ERROR));
  }

  @OnClient(versions = "1.3")
  @Must(
      rfc = 9846,
      section = "4.3.7",
      group = GROUP,
      says = "A client takes a server that tells which groups it prefers.",
      sends = "EncryptedExtensions with supported_groups",
      expects = "the handshake goes on")
  void a_servers_groups_are_taken(ClientCase client) throws TargetException {
    client
        .sends(
            ServerMessages.encryptedExtensions(
                ServerMessages.setting(
                    Extensions.supportedGroups(
                        List.of(NamedGroup.X448, NamedGroup.SECP521R1, NamedGroup.X25519)))))
        .expecting(goesOn());
  }

  @OnClient(versions = {"1.2", "1.3"})
  @Needs(Feature.ALPN)
  @Should(
      rfc = 7301,
      section = "3.1",
      group = GROUP,
      also = "RFC 9325 §3.8",
      says = "A client refuses a protocol that it did not offer, and more than one.",
      sends = "ALPN with a foreign protocol, with two, and with none",
      expects = "illegal_parameter, or decode_error",
      breach = Breach.SECURITY)
  void a_protocol_that_was_not_offered_is_refused(ClientCase client) throws TargetException {
    client
        .asItIs()
        .or("a foreign protocol", answering(client, Extensions.alpn(List.of("gauntlet"))))
        .or("two protocols", answering(client, Extensions.alpn(List.of("http/1.1", "gauntlet"))))
        .or("no protocol", answering(client, Extensions.alpn(List.of())))
        .or("an empty name", answering(client, Extensions.alpn(List.of(""))))
        .expecting(refuses(ILLEGAL_PARAMETER, DECODE_ERROR, NO_APPLICATION_PROTOCOL));
  }

  @OnClient(versions = "1.2")
  @Needs(Feature.ECDHE_SUITE)
  @Must(
      rfc = 8422,
      section = "5.1.2",
      group = GROUP,
      says = "A client refuses ec_point_formats without the uncompressed form.",
      sends = "a ServerHello whose ec_point_formats has ansiX962_compressed_prime alone",
      expects = "illegal_parameter",
      breach = Breach.FORM)
  void point_formats_without_the_uncompressed_one_are_refused(ClientCase client)
      throws TargetException {
    if (client.hello().extension(ExtensionType.EC_POINT_FORMATS).isEmpty()) {
      client.concludes(Passive.notApplicable("The client offers no ec_point_formats."));
      return;
    }
    client
        .sends(
            answering(
                client,
                Extension.of(
                    ExtensionType.EC_POINT_FORMATS, w -> w.vector8(list -> list.uint8(1)))))
        .expecting(aborts(ILLEGAL_PARAMETER));
  }

  @OnClient(versions = "1.2")
  @Needs({Feature.ENCRYPT_THEN_MAC, Feature.ECDHE_SUITE})
  @Should(
      rfc = 7366,
      section = "3",
      group = GROUP,
      says = "A client refuses encrypt_then_mac with a suite that is not in CBC.",
      sends = "encrypt_then_mac with a suite in GCM",
      expects = "illegal_parameter",
      breach = Breach.FORM)
  void encrypt_then_mac_with_aead_is_refused(ClientCase client) throws TargetException {
    client
        .sends(answering(client, Extension.empty(ExtensionType.ENCRYPT_THEN_MAC)))
        .expecting(refuses(ILLEGAL_PARAMETER, UNSUPPORTED_EXTENSION));
  }

  @OnClient(versions = {"1.2", "1.3"})
  @Needs(Feature.SERVER_NAME)
  @Should(
      rfc = 6066,
      section = "3",
      group = GROUP,
      says = "A server's server_name is empty.",
      sends = "server_name with a name in it, from the server",
      expects = "decode_error, or illegal_parameter",
      breach = Breach.FORM)
  void a_server_name_from_the_server_is_refused(ClientCase client) throws TargetException {
    client
        .sends(answering(client, Extensions.serverName("gauntlet.test")))
        .expecting(refuses(DECODE_ERROR, ILLEGAL_PARAMETER));
  }

  @OnClient(versions = {"1.2", "1.3"})
  @Needs(Feature.SERVER_NAME)
  @Must(
      rfc = 6066,
      section = "3",
      group = GROUP,
      says = "A client takes a server that says that it has used the name.",
      sends = "an empty server_name",
      expects = "the handshake goes on")
  void an_empty_server_name_is_taken(ClientCase client) throws TargetException {
    client.sends(answering(client, Extension.empty(ExtensionType.SERVER_NAME))).expecting(goesOn());
  }

  @OnClient(versions = {"1.2", "1.3"})
  @Needs(Feature.RECORD_SIZE_LIMIT)
  @Must(
      rfc = 8449,
      section = "4",
      group = "Record layer",
      says = "A client refuses a record_size_limit below 64.",
      sends = "record_size_limit 63, and 0",
      expects = "illegal_parameter")
  void a_record_size_limit_below_64_is_refused(ClientCase client) throws TargetException {
    client
        .sends(answering(client, limit(63)))
        .or("0", answering(client, limit(0)))
        .expecting(aborts(ILLEGAL_PARAMETER));
  }

  private static Extension limit(int octets) {
    return Extension.of(ExtensionType.RECORD_SIZE_LIMIT, w -> w.uint16(octets));
  }

  @OnClient(versions = {"1.2", "1.3"})
  @Needs({Feature.RECORD_SIZE_LIMIT, Feature.MAX_FRAGMENT_LENGTH})
  @Must(
      rfc = 8449,
      section = "5",
      group = "Record layer",
      says = "A client refuses record_size_limit and max_fragment_length together.",
      sends = "both extensions",
      expects = "illegal_parameter",
      breach = Breach.FORM)
  void both_limits_of_size_together_are_refused(ClientCase client) throws TargetException {
    Extension asked = client.hello().extension(ExtensionType.MAX_FRAGMENT_LENGTH).orElseThrow();
    client
        .sends(
            answering(
                client,
                list ->
                    ServerMessages.adding(asked)
                        .compose(ServerMessages.adding(limit(16_385)))
                        .apply(list)))
        .expecting(aborts(ILLEGAL_PARAMETER));
  }

  @OnClient(versions = {"1.2", "1.3"})
  @Needs(Feature.MAX_FRAGMENT_LENGTH)
  @Must(
      rfc = 6066,
      section = "4",
      group = "Record layer",
      says = "A client refuses another max_fragment_length than it asked for.",
      sends = "max_fragment_length with another value, and with one that is none",
      expects = "illegal_parameter")
  void another_fragment_length_is_refused(ClientCase client) throws TargetException {
    byte[] asked = client.hello().extension(ExtensionType.MAX_FRAGMENT_LENGTH).orElseThrow().data();
    int other = asked.length == 1 && asked[0] == 1 ? 2 : 1;
    client
        .sends(answering(client, fragments(other)))
        .or("5", answering(client, fragments(5)))
        .expecting(aborts(ILLEGAL_PARAMETER));
  }

  private static Extension fragments(int code) {
    return Extension.of(ExtensionType.MAX_FRAGMENT_LENGTH, w -> w.uint8(code));
  }
}
