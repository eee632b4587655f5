package io.github.tlsgauntlet.suites.conformance;

import static io.github.tlsgauntlet.protocol.AlertDescription.DECODE_ERROR;
import static io.github.tlsgauntlet.protocol.AlertDescription.ILLEGAL_PARAMETER;
import static io.github.tlsgauntlet.protocol.AlertDescription.MISSING_EXTENSION;
import static io.github.tlsgauntlet.suite.conformance.Expectations.aborts;
import static io.github.tlsgauntlet.suite.conformance.Expectations.goesOn;
import static io.github.tlsgauntlet.suite.conformance.Expectations.goesOnOrAborts;
import static io.github.tlsgauntlet.suite.conformance.Expectations.refuses;
import static io.github.tlsgauntlet.suite.conformance.HelloExpectations.atOnce;

import io.github.tlsgauntlet.peer.Script;
import io.github.tlsgauntlet.peer.Scripts;
import io.github.tlsgauntlet.protocol.Extension;
import io.github.tlsgauntlet.protocol.ExtensionType;
import io.github.tlsgauntlet.protocol.Extensions;
import io.github.tlsgauntlet.protocol.HandshakeMessage.ClientHello;
import io.github.tlsgauntlet.protocol.HandshakeType;
import io.github.tlsgauntlet.protocol.SignatureScheme;
import io.github.tlsgauntlet.suite.Breach;
import io.github.tlsgauntlet.suite.GauntletSuite;
import io.github.tlsgauntlet.suite.Must;
import io.github.tlsgauntlet.suite.Quarter;
import io.github.tlsgauntlet.suite.Should;
import io.github.tlsgauntlet.suite.conformance.Expectation;
import io.github.tlsgauntlet.suite.conformance.Expectations;
import io.github.tlsgauntlet.suite.conformance.HelloExpectations;
import io.github.tlsgauntlet.suite.conformance.OnServer;
import io.github.tlsgauntlet.suite.conformance.ServerCase;
import io.github.tlsgauntlet.suite.conformance.ServerStimulus;
import io.github.tlsgauntlet.target.TargetException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Which extensions a ClientHello must have, may have, and must not have. */
@GauntletSuite(name = "Conformance", quarter = Quarter.ONE_WAY_SERVER)
class HelloExtensionServerTest {
  private static final String GROUP = "ClientHello";

  /** A name of one attribute: CN = "nobody". */
  private static final byte[] NAME = {
    0x30, 0x11, 0x31, 0x0f, 0x30, 0x0d, 0x06, 0x03, 0x55, 0x04, 0x03, 0x0c, 0x06, 0x6e, 0x6f, 0x62,
    0x6f, 0x64, 0x79
  };

  @OnServer(versions = "1.3")
  @Must(
      rfc = 9846,
      section = "9.2",
      group = GROUP,
      says = "A ClientHello of TLS 1.3 with key_share has supported_groups.",
      sends = "a ClientHello with key_share and without supported_groups",
      expects = "missing_extension")
  void shares_without_groups_are_refused(ServerCase server) throws TargetException {
    server
        .sends(Scripts.hello(Hellos.without(ExtensionType.SUPPORTED_GROUPS)))
        .expecting(atOnce(aborts(MISSING_EXTENSION)));
  }

  @OnServer(versions = "1.3")
  @Must(
      rfc = 9846,
      section = "9.2",
      group = GROUP,
      says = "A ClientHello of TLS 1.3 with supported_groups has key_share, if only an empty one.",
      sends = "a ClientHello with supported_groups and without key_share",
      expects = "missing_extension")
  void groups_without_shares_are_refused(ServerCase server) throws TargetException {
    server
        .sends(Scripts.hello(Hellos.without(ExtensionType.KEY_SHARE)))
        .expecting(atOnce(aborts(MISSING_EXTENSION)));
  }

  /** The rule binds the client; one that a server does not know, it passes over twice. */
  @OnServer(versions = {"1.2", "1.3"})
  @Should(
      rfc = 9846,
      section = "4.3",
      group = GROUP,
      also = "RFC 5246 §7.4.1.4",
      says = "An extension that comes twice in a ClientHello is not taken.",
      sends = "signature_algorithms twice, supported_groups twice",
      expects = "illegal_parameter, decode_error, or another refusal",
      breach = Breach.SECURITY)
  void an_extension_that_comes_twice_is_refused(ServerCase server) throws TargetException {
    server
        .sends(Scripts.hello(hello -> twice(hello, ExtensionType.SIGNATURE_ALGORITHMS)))
        .or(
            "supported_groups",
            Scripts.hello(hello -> twice(hello, ExtensionType.SUPPORTED_GROUPS)))
        .expecting(atOnce(refuses(ILLEGAL_PARAMETER, DECODE_ERROR)));
  }

  private static ClientHello twice(ClientHello hello, ExtensionType type) {
    return hello.extension(type).map(again -> Hellos.and(again).apply(hello)).orElse(hello);
  }

  @OnServer(versions = "1.3")
  @Must(
      rfc = 9846,
      section = "4.3",
      group = GROUP,
      says = "An extension that is not for a ClientHello is told as that, if it is known at all.",
      sends = "oid_filters in a ClientHello",
      expects = "illegal_parameter, or the handshake goes on",
      breach = Breach.FORM)
  void oid_filters_in_a_hello_are_told_or_passed_over(ServerCase server) throws TargetException {
    server
        .sends(
            Scripts.hello(
                Hellos.and(Extension.of(ExtensionType.OID_FILTERS, w -> w.vector16(list -> {})))))
        .expecting(goesOnOrAborts(ILLEGAL_PARAMETER));
  }

  @OnServer(versions = {"1.2", "1.3"})
  @Must(
      rfc = 9846,
      section = "4.2.2",
      group = GROUP,
      also = {"RFC 9846 §9.3", "RFC 5246 §7.4.1.4"},
      says = "Extensions that a server does not know are passed over, many and long ones too.",
      sends = "an unknown extension that is empty, one of 2,000 bytes, fifty of them",
      expects = "the handshake goes on")
  void unknown_extensions_are_passed_over(ServerCase server) throws TargetException {
    Script fifty = Script.NONE;
    for (int i = 0; i < 50; i++) {
      fifty = fifty.then(unknown(0xe000 + i, i));
    }
    server
        .sends(unknown(0xff42, 0))
        .or("2,000 bytes", unknown(0xff42, 2000))
        .or("fifty", fifty)
        .expecting(goesOn());
  }

  private static Script unknown(int type, int bytes) {
    return Scripts.hello(Hellos.and(new Extension(new ExtensionType(type), new byte[bytes])));
  }

  @OnServer(versions = {"1.2", "1.3"})
  @Must(
      rfc = 9846,
      section = "4.3",
      group = GROUP,
      also = "RFC 5246 §7.4.1.4",
      says = "Extensions may come in any order.",
      sends = "the extensions of an ordinary ClientHello in the reverse order",
      expects = "the handshake goes on")
  void extensions_may_come_in_any_order(ServerCase server) throws TargetException {
    server
        .sends(
            Scripts.hello(
                Hellos.extensions(
                    list -> {
                      List<Extension> reverse = new ArrayList<>(list);
                      Collections.reverse(reverse);
                      return reverse;
                    })))
        .expecting(goesOn());
  }

  @OnServer(versions = {"1.2", "1.3"})
  @Must(
      rfc = 7685,
      section = "3",
      group = GROUP,
      says = "Padding in a ClientHello is taken, and not sent back.",
      sends = "padding of 0, 300 and 5,000 bytes",
      expects = "the handshake goes on, without padding in the answer")
  void padding_in_a_hello_is_taken(ServerCase server) throws TargetException {
    server
        .sends(padding(300))
        .or("none", padding(0))
        .or("5,000 bytes", padding(5000))
        .expecting(
            Expectations.seen(
                exchange ->
                    HelloExpectations.extensions(
                            list ->
                                Extension.find(list, ExtensionType.PADDING)
                                    .map(echo -> "It sends the padding back."))
                        .judge(exchange)));
  }

  private static Script padding(int bytes) {
    return Scripts.hello(Hellos.and(new Extension(ExtensionType.PADDING, new byte[bytes])));
  }

  @OnServer(versions = {"1.2", "1.3"})
  @Must(
      rfc = 9846,
      section = "4.3.3",
      group = GROUP,
      also = "RFC 9846 §9.2",
      says = "signature_algorithms_cert beside signature_algorithms is taken.",
      sends = "signature_algorithms_cert with the schemes of signature_algorithms",
      expects = "the handshake goes on")
  void signature_algorithms_cert_is_taken(ServerCase server) throws TargetException {
    List<SignatureScheme> schemes = server.settings().build().schemes();
    server
        .sends(
            Scripts.hello(
                Hellos.and(
                    Extensions.signatureSchemes(ExtensionType.SIGNATURE_ALGORITHMS_CERT, schemes))))
        .expecting(goesOn());
  }

  @OnServer(versions = "1.3")
  @Must(
      rfc = 9846,
      section = "4.3.4",
      group = GROUP,
      says = "certificate_authorities in a ClientHello guide the choice, and end no handshake.",
      sends = "certificate_authorities with a name that the server's chain does not have",
      expects = "the handshake goes on")
  void certificate_authorities_end_no_handshake(ServerCase server) throws TargetException {
    server
        .sends(Scripts.hello(Hellos.and(Extensions.certificateAuthorities(List.of(NAME)))))
        .expecting(goesOn());
  }

  @OnServer(versions = {"1.2", "1.3"})
  @Must(
      rfc = 9846,
      section = "9.3",
      group = GROUP,
      also = {"RFC 6066 §8", "RFC 5246 §7.4.1.4"},
      says = "What browsers and other clients of today offer ends no handshake.",
      sends =
          "status_request, signed_certificate_timestamp, ALPN, compress_certificate,"
              + " record_size_limit, delegated_credential, session_ticket, encrypt_then_mac,"
              + " extended_master_secret, post_handshake_auth, each alone",
      expects = "the handshake goes on")
  void what_clients_of_today_offer_ends_no_handshake(ServerCase server) throws TargetException {
    ServerStimulus stimulus = server.asItIs();
    for (Extension extension : OffersOfToday.ALL) {
      stimulus = stimulus.or(extension.type().toString(), Scripts.hello(Hellos.with(extension)));
    }
    stimulus.expecting(goesOn());
  }

  @OnServer(versions = {"1.2", "1.3"})
  @Should(
      rfc = 9846,
      section = "9.2",
      group = GROUP,
      says = "A server that has to know the client's server name says so where there is none.",
      sends = "a ClientHello without server_name",
      expects = "the handshake goes on, or missing_extension",
      breach = Breach.FORM)
  void a_hello_without_a_name_is_taken_or_told(ServerCase server) throws TargetException {
    server
        .sends(Scripts.hello(Hellos.without(ExtensionType.SERVER_NAME)))
        .expecting(goesOnOrAborts(MISSING_EXTENSION));
  }

  @OnServer(versions = "1.2")
  @Must(
      rfc = 5246,
      section = "7.4.1.2",
      group = GROUP,
      says =
          "A ClientHello without extensions is well-formed: a server may lack something in it, and"
              + " not object to its form.",
      sends = "a ClientHello that ends after compression_methods, and one with an empty block",
      expects = "the handshake goes on, or a refusal that is not decode_error")
  void a_hello_without_extensions_is_well_formed(ServerCase server) throws TargetException {
    server
        .sends(Scripts.edit(HandshakeType.CLIENT_HELLO, HelloBytes::withoutExtensions))
        .or("an empty block", Scripts.edit(HandshakeType.CLIENT_HELLO, HelloBytes::emptyExtensions))
        .expecting(notForItsForm());
  }

  private static Expectation notForItsForm() {
    return HelloRefusals.anyBut(DECODE_ERROR, ILLEGAL_PARAMETER);
  }
}
