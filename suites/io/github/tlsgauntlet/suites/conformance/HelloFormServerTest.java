package io.github.tlsgauntlet.suites.conformance;

import static io.github.tlsgauntlet.protocol.AlertDescription.DECODE_ERROR;
import static io.github.tlsgauntlet.protocol.AlertDescription.ILLEGAL_PARAMETER;
import static io.github.tlsgauntlet.suite.conformance.Expectations.aborts;
import static io.github.tlsgauntlet.suite.conformance.Expectations.refuses;
import static io.github.tlsgauntlet.suite.conformance.HelloExpectations.atOnce;

import io.github.tlsgauntlet.peer.Script;
import io.github.tlsgauntlet.peer.Scripts;
import io.github.tlsgauntlet.protocol.Extension;
import io.github.tlsgauntlet.protocol.ExtensionType;
import io.github.tlsgauntlet.protocol.HandshakeMessage.ClientHello;
import io.github.tlsgauntlet.protocol.HandshakeType;
import io.github.tlsgauntlet.protocol.ProtocolVersion;
import io.github.tlsgauntlet.suite.Breach;
import io.github.tlsgauntlet.suite.GauntletSuite;
import io.github.tlsgauntlet.suite.Must;
import io.github.tlsgauntlet.suite.Quarter;
import io.github.tlsgauntlet.suite.conformance.OnServer;
import io.github.tlsgauntlet.suite.conformance.ServerCase;
import io.github.tlsgauntlet.suite.conformance.ServerStimulus;
import io.github.tlsgauntlet.target.TargetException;
import java.util.List;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** What a server does with a ClientHello that does not decode. */
@GauntletSuite(name = "Conformance", quarter = Quarter.ONE_WAY_SERVER)
class HelloFormServerTest {
  private static final String GROUP = "ClientHello";
  private static final int RANDOM = 2 + 32;

  /** A server has to understand these, and so cannot have passed over them (Section 9.2). */
  private static final List<ExtensionType> UNDERSTOOD =
      List.of(
          ExtensionType.SUPPORTED_VERSIONS,
          ExtensionType.SUPPORTED_GROUPS,
          ExtensionType.SIGNATURE_ALGORITHMS,
          ExtensionType.KEY_SHARE);

  @OnServer(versions = {"1.2", "1.3"})
  @Must(
      rfc = 9846,
      section = "4.2.2",
      group = GROUP,
      also = "RFC 5246 §7.4.1.2",
      says = "Nothing follows the extensions of a ClientHello.",
      sends = "a ClientHello with one byte, and with another block, behind its extensions",
      expects = "decode_error")
  void bytes_after_the_extensions_are_refused(ServerCase server) throws TargetException {
    server
        .sends(edit(HelloBytes.followedBy((byte) 0)))
        .or("an empty block", edit(HelloBytes.followedBy((byte) 0, (byte) 0)))
        .expecting(atOnce(aborts(DECODE_ERROR)));
  }

  @OnServer(versions = {"1.2", "1.3"})
  @Must(
      rfc = 5246,
      section = "7.4.1.2",
      group = GROUP,
      also = "RFC 9846 §6",
      says = "The lengths of a ClientHello's extensions agree with the message.",
      sends =
          "a length of the extensions that is too great and too small, an extension that is longer"
              + " than all of them, one that is cut off",
      expects = "decode_error",
      breach = Breach.SECURITY)
  void lengths_beyond_the_message_are_refused(ServerCase server) throws TargetException {
    server
        .sends(edit(HelloBytes.extensionsLength(1)))
        .or("one too small", edit(HelloBytes.extensionsLength(-1)))
        .or("much too great", edit(HelloBytes.extensionsLength(1000)))
        .or("an extension beyond the block", edit(HelloBytes.firstExtensionLength(0xffff)))
        .or("the last extension cut", edit(HelloBytes.cutBy(1)))
        .or("half an extension's header", edit(HelloBytes.withinExtensions((byte) 0xfe)))
        .expecting(atOnce(aborts(DECODE_ERROR)));
  }

  @OnServer(versions = {"1.2", "1.3"})
  @Must(
      rfc = 9846,
      section = "6",
      group = GROUP,
      also = "RFC 5246 §7.2.2",
      says = "A ClientHello that ends too early is refused.",
      sends =
          "a ClientHello of no bytes, one that ends in its random, and one that ends before its"
              + " session ID, each with a true length",
      expects = "decode_error")
  void a_hello_that_ends_early_is_refused(ServerCase server) throws TargetException {
    server
        .sends(edit(HelloBytes.cutTo(0)))
        .or("in its random", edit(HelloBytes.cutTo(RANDOM - 1)))
        .or("before its session ID", edit(HelloBytes.cutTo(RANDOM)))
        .or("before its extensions are complete", edit(HelloBytes.cutBy(2)))
        .expecting(atOnce(aborts(DECODE_ERROR)));
  }

  @OnServer(versions = {"1.2", "1.3"})
  @Must(
      rfc = 9846,
      section = "4.2.2",
      group = GROUP,
      also = {"RFC 9846 §6", "RFC 5246 §7.4.1.2"},
      says = "A session ID has at most 32 bytes.",
      sends = "a session ID of 33 bytes, and one of 255",
      expects = "decode_error",
      breach = Breach.SECURITY)
  void a_hellos_session_id_of_33_bytes_is_refused(ServerCase server) throws TargetException {
    server
        .sends(Scripts.hello(Hellos.sessionId(new byte[33])))
        .or("255 bytes", Scripts.hello(Hellos.sessionId(new byte[255])))
        .expecting(atOnce(aborts(DECODE_ERROR)));
  }

  @OnServer(versions = {"1.2", "1.3"})
  @Must(
      rfc = 9846,
      section = "4.2.2",
      group = GROUP,
      also = {"RFC 9846 §6", "RFC 5246 §7.4.1.2"},
      says = "cipher_suites holds at least one suite, and whole suites alone.",
      sends = "cipher_suites that is empty, and one of an odd length",
      expects = "decode_error")
  void cipher_suites_that_are_empty_or_odd_are_refused(ServerCase server) throws TargetException {
    server
        .sends(Scripts.hello(Hellos.suites(List.of())))
        .or("odd", edit(HelloBytes::oddSuites))
        .expecting(atOnce(aborts(DECODE_ERROR)));
  }

  /**
   * The list has one method at least, and what is empty does not decode; RFC 9846, Section 4.2.2,
   * names illegal_parameter for any value but null, of which this is one.
   */
  @OnServer(versions = {"1.2", "1.3"})
  @Must(
      rfc = 5246,
      section = "7.4.1.2",
      group = GROUP,
      also = {"RFC 5246 §7.2.2", "RFC 9846 §4.2.2"},
      says = "compression_methods holds at least one method.",
      sends = "compression_methods that is empty",
      expects = "decode_error; in TLS 1.3 illegal_parameter too",
      breach = Breach.FORM)
  void empty_compression_methods_are_refused(ServerCase server) throws TargetException {
    boolean tls13 = server.version().filter(ProtocolVersion.TLS13::equals).isPresent();
    server
        .sends(Scripts.hello(Hellos.compression()))
        .expecting(atOnce(tls13 ? aborts(DECODE_ERROR, ILLEGAL_PARAMETER) : refuses(DECODE_ERROR)));
  }

  @OnServer(versions = {"1.2", "1.3"})
  @Must(
      rfc = 9846,
      section = "4.3",
      group = GROUP,
      also = {"RFC 9846 §6", "RFC 5246 §7.4.1.2"},
      says = "Nothing is left over in an extension that the server understands.",
      sends =
          "one byte more in supported_versions, supported_groups, signature_algorithms and key_share",
      expects = "decode_error")
  void bytes_left_over_in_an_extension_are_refused(ServerCase server) throws TargetException {
    each(server, HelloBytes::trailing).expecting(atOnce(aborts(DECODE_ERROR)));
  }

  @OnServer(versions = {"1.2", "1.3"})
  @Must(
      rfc = 9846,
      section = "6",
      group = GROUP,
      also = "RFC 5246 §7.2.2",
      says = "An extension that is shorter than what stands in it is refused.",
      sends =
          "one byte less in supported_versions, supported_groups, signature_algorithms and key_share",
      expects = "decode_error")
  void an_extension_that_is_cut_short_is_refused(ServerCase server) throws TargetException {
    each(server, HelloBytes::cut).expecting(atOnce(aborts(DECODE_ERROR)));
  }

  @OnServer(versions = {"1.2", "1.3"})
  @Must(
      rfc = 9846,
      section = "6",
      group = GROUP,
      also = {"RFC 9846 §4.3.1", "RFC 9846 §4.3.3", "RFC 9846 §4.3.7", "RFC 5246 §7.4.1.4.1"},
      says = "Lists in extensions that must hold something are refused where they are empty.",
      sends = "an empty list in supported_versions, signature_algorithms and supported_groups",
      expects = "decode_error")
  void empty_lists_in_extensions_are_refused(ServerCase server) throws TargetException {
    ServerStimulus stimulus =
        server
            .sends(empty(ExtensionType.SIGNATURE_ALGORITHMS, 2))
            .or("supported_groups", empty(ExtensionType.SUPPORTED_GROUPS, 2))
            .or("without a list", empty(ExtensionType.SIGNATURE_ALGORITHMS, 0));
    boolean tls13 = server.version().filter(ProtocolVersion.TLS13::equals).isPresent();
    (tls13
            ? stimulus.or("supported_versions", empty(ExtensionType.SUPPORTED_VERSIONS, 1))
            : stimulus)
        .expecting(atOnce(aborts(DECODE_ERROR)));
  }

  private static Script empty(ExtensionType type, int bytes) {
    return Scripts.hello(Hellos.with(new Extension(type, new byte[bytes])));
  }

  /** The version's own: TLS 1.2 has neither versions nor shares in extensions. */
  private static ServerStimulus each(
      ServerCase server, Function<ExtensionType, UnaryOperator<ClientHello>> edit)
      throws TargetException {
    List<Extension> offered = server.ordinary().outcome().clientHello().orElseThrow().extensions();
    ServerStimulus stimulus = server.asItIs();
    for (ExtensionType type : UNDERSTOOD) {
      if (Extension.find(offered, type).isPresent()) {
        stimulus = stimulus.or(type.toString(), Scripts.hello(edit.apply(type)));
      }
    }
    return stimulus;
  }

  private static Script edit(UnaryOperator<byte[]> edit) {
    return Scripts.edit(HandshakeType.CLIENT_HELLO, edit);
  }
}
