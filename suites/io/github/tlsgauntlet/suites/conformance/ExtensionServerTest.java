package io.github.tlsgauntlet.suites.conformance;

import static io.github.tlsgauntlet.protocol.AlertDescription.DECODE_ERROR;
import static io.github.tlsgauntlet.protocol.AlertDescription.ILLEGAL_PARAMETER;
import static io.github.tlsgauntlet.protocol.AlertDescription.NO_APPLICATION_PROTOCOL;
import static io.github.tlsgauntlet.protocol.AlertDescription.UNRECOGNIZED_NAME;
import static io.github.tlsgauntlet.suite.conformance.Expectations.refuses;
import static io.github.tlsgauntlet.suite.conformance.Expectations.sends;
import static io.github.tlsgauntlet.suite.conformance.HelloExpectations.atOnce;
import static io.github.tlsgauntlet.suite.conformance.HelloExpectations.extensions;

import io.github.tlsgauntlet.peer.Script;
import io.github.tlsgauntlet.peer.Scripts;
import io.github.tlsgauntlet.peer.TranscriptEntry;
import io.github.tlsgauntlet.protocol.Extension;
import io.github.tlsgauntlet.protocol.ExtensionType;
import io.github.tlsgauntlet.protocol.Extensions;
import io.github.tlsgauntlet.suite.Breach;
import io.github.tlsgauntlet.suite.Feature;
import io.github.tlsgauntlet.suite.Finding;
import io.github.tlsgauntlet.suite.GauntletSuite;
import io.github.tlsgauntlet.suite.Must;
import io.github.tlsgauntlet.suite.Needs;
import io.github.tlsgauntlet.suite.Quarter;
import io.github.tlsgauntlet.suite.Reaction;
import io.github.tlsgauntlet.suite.Should;
import io.github.tlsgauntlet.suite.Verdict;
import io.github.tlsgauntlet.suite.conformance.Expectation;
import io.github.tlsgauntlet.suite.conformance.Expectations;
import io.github.tlsgauntlet.suite.conformance.HelloAnswers;
import io.github.tlsgauntlet.suite.conformance.OnServer;
import io.github.tlsgauntlet.suite.conformance.ServerCase;
import io.github.tlsgauntlet.target.TargetException;
import io.github.tlsgauntlet.wire.WireException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** Application protocols (RFC 7301) and server names (RFC 6066, Section 3). */
@GauntletSuite(name = "Conformance", quarter = Quarter.ONE_WAY_SERVER)
class ExtensionServerTest {
  private static final String GROUP = "Extensions";
  private static final String UNKNOWN = "unknown.gauntlet.test";
  private static final int WARNING = 1;

  @OnServer(versions = {"1.2", "1.3"})
  @Needs(Feature.ALPN)
  @Must(
      rfc = 7301,
      section = "3.2",
      group = GROUP,
      also = "RFC 9325 §3.8",
      says =
          "A server that selects application protocols refuses a client that offers none of its.",
      sends = "ALPN with a protocol that nobody speaks",
      expects = "no_application_protocol",
      breach = Breach.SECURITY)
  void no_common_application_protocol_is_refused(ServerCase server) throws TargetException {
    server
        .sends(Scripts.hello(Hellos.with(Extensions.alpn(List.of("gauntlet/0")))))
        .expecting(atOnce(sends(NO_APPLICATION_PROTOCOL)));
  }

  @OnServer(versions = {"1.2", "1.3"})
  @Needs(Feature.ALPN)
  @Must(
      rfc = 7301,
      section = "3.1",
      group = GROUP,
      also = {"RFC 9846 §6", "RFC 5246 §7.2.2"},
      says =
          "Names of application protocols are not empty, nor is their list, and nothing follows.",
      sends = "ALPN with an empty name, an empty list, a name beyond the list, and a byte too many",
      expects = "decode_error, or another refusal")
  void malformed_application_protocols_are_refused(ServerCase server) throws TargetException {
    server
        .sends(alpn(0, 1, 0))
        .or(
            "an empty name after another",
            alpn(0, 10, 8, 'h', 't', 't', 'p', '/', '1', '.', '1', 0))
        .or("an empty list", alpn(0, 0))
        .or("no list", alpn())
        .or("a name beyond the list", alpn(0, 4, 8, 'h', 't', 't'))
        .or("a byte too many", alpn(0, 9, 8, 'h', 't', 't', 'p', '/', '1', '.', '1', 0))
        .expecting(atOnce(refuses(DECODE_ERROR)));
  }

  private static Script alpn(int... bytes) {
    return Scripts.hello(Hellos.with(new Extension(ExtensionType.ALPN, bytes(bytes))));
  }

  private static byte[] bytes(int... values) {
    byte[] bytes = new byte[values.length];
    for (int i = 0; i < values.length; i++) {
      bytes[i] = (byte) values[i];
    }
    return bytes;
  }

  @OnServer(versions = {"1.2", "1.3"})
  @Needs(Feature.ALPN)
  @Must(
      rfc = 7301,
      section = "3.1",
      group = GROUP,
      says = "Exactly one application protocol is selected, and one of those offered.",
      sends = "ALPN with protocols of today between unknown ones",
      expects = "one name of the list")
  void one_application_protocol_of_those_offered_is_selected(ServerCase server)
      throws TargetException {
    List<String> offered = List.of("gauntlet/0", "h2", "http/1.1", "http/1.0", "gauntlet/1");
    server
        .sends(Scripts.hello(Hellos.with(Extensions.alpn(offered))))
        .watching(extensions(list -> flawOfSelection(list, offered)));
  }

  private static Optional<String> flawOfSelection(List<Extension> answer, List<String> offered) {
    Optional<Extension> selection = Extension.find(answer, ExtensionType.ALPN);
    if (selection.isEmpty()) {
      return Optional.of("It selects none of them.");
    }
    try {
      List<String> names = Extensions.readAlpn(selection.get());
      if (names.size() != 1) {
        return Optional.of("It selects " + names.size() + " protocols.");
      }
      return offered.contains(names.get(0))
          ? Optional.empty()
          : Optional.of("It selects " + names.get(0) + ", which was not offered.");
    } catch (WireException e) {
      return Optional.of("Its selection can't be read: " + e.getMessage() + ".");
    }
  }

  @OnServer(versions = {"1.2", "1.3"})
  @Should(
      rfc = 9325,
      section = "3.7",
      group = GROUP,
      also = "RFC 6066 §3",
      says = "A server refuses names that it does not serve.",
      sends = "server_name with a name that the server's certificate does not have",
      expects = "unrecognized_name",
      breach = Breach.SECURITY)
  void an_unknown_server_name_is_refused(ServerCase server) throws TargetException {
    server.sends(name(UNKNOWN)).expecting(atOnce(refuses(UNRECOGNIZED_NAME)));
  }

  @OnServer(versions = {"1.2", "1.3"})
  @Should(
      rfc = 6066,
      section = "3",
      group = GROUP,
      says = "A server refuses an unknown name or goes on, and does neither by a warning.",
      sends = "server_name with a name that the server's certificate does not have",
      expects = "no alert of the level warning")
  void an_unknown_server_name_draws_no_warning(ServerCase server) throws TargetException {
    server.sends(name(UNKNOWN)).watching(noWarning());
  }

  private static Script name(String name) {
    return Scripts.hello(Hellos.with(Extensions.serverName(name)));
  }

  private static Expectation noWarning() {
    return exchange -> {
      Optional<TranscriptEntry> warning =
          exchange.received("Alert").stream()
              .filter(
                  alert ->
                      alert.bytes().length == 2
                          && alert.bytes()[0] == WARNING
                          && (alert.bytes()[1] & 0xff) == UNRECOGNIZED_NAME.code())
              .findFirst();
      if (warning.isPresent()) {
        return Expectations.finding(
            Verdict.FAIL, "It sends the alert unrecognized_name as a warning.", exchange);
      }
      return exchange.reaction() instanceof Reaction.Untold
          ? Expectations.goesOn().judge(exchange)
          : Expectations.finding(Verdict.PASS, "It sends no such warning.", exchange);
    };
  }

  @OnServer(versions = {"1.2", "1.3"})
  @Must(
      rfc = 6066,
      section = "3",
      group = GROUP,
      says = "A server that took note of the server's name says so by an empty extension.",
      sends = "server_name with the server's name",
      expects = "an empty server_name in the answer, or none",
      breach = Breach.FORM)
  void server_name_is_answered_by_nothing_in_it(ServerCase server) throws TargetException {
    server
        .asItIs()
        .watching(
            extensions(
                list ->
                    Extension.find(list, ExtensionType.SERVER_NAME)
                        .filter(answer -> answer.data().length > 0)
                        .map(
                            answer ->
                                "Its server_name holds " + answer.data().length + " bytes.")));
  }

  @OnServer(versions = {"1.2", "1.3"})
  @Must(
      rfc = 6066,
      section = "3",
      group = GROUP,
      also = {"RFC 9846 §6", "RFC 5246 §7.2.2"},
      says = "server_name holds a list of names that is not empty, and nothing else.",
      sends =
          "server_name with an empty list, an empty name, no list at all, a byte too few and a byte"
              + " too many",
      expects = "decode_error, or another refusal")
  void a_malformed_server_name_is_refused(ServerCase server) throws TargetException {
    server
        .sends(names(0, 0))
        .or("an empty name", names(0, 3, 0, 0, 0))
        .or("no list", names())
        .or("a byte too few", Scripts.hello(HelloBytes.cut(ExtensionType.SERVER_NAME)))
        .or("a byte too many", Scripts.hello(HelloBytes.trailing(ExtensionType.SERVER_NAME)))
        .expecting(
            whereNamesAreNoted(
                server, atOnce(refuses(DECODE_ERROR, ILLEGAL_PARAMETER, UNRECOGNIZED_NAME))));
  }

  /**
   * A server may be configured to take no note of an extension, and has nothing to object to then
   * (RFC 9846, Section 4.3). One that does take note says so in its answer.
   */
  private static Expectation whereNamesAreNoted(ServerCase server, Expectation expectation)
      throws TargetException {
    boolean noted =
        HelloAnswers.extensions(server.ordinary())
            .flatMap(list -> Extension.find(list, ExtensionType.SERVER_NAME))
            .isPresent();
    return exchange -> {
      Finding finding = expectation.judge(exchange);
      return finding.verdict() == Verdict.FAIL && exchange.taken() && !noted
          ? Expectations.finding(
              Verdict.NOT_APPLICABLE, "It goes on, and takes no note of names at all.", exchange)
          : finding;
    };
  }

  private static Script names(int... bytes) {
    return Scripts.hello(Hellos.with(new Extension(ExtensionType.SERVER_NAME, bytes(bytes))));
  }

  /** The rule binds the client; RFC 4366 allowed it. */
  @OnServer(versions = {"1.2", "1.3"})
  @Should(
      rfc = 6066,
      section = "3",
      group = GROUP,
      says = "Two host names in one server_name are not taken.",
      sends = "server_name with the server's name and another host name",
      expects = "decode_error, illegal_parameter, or another refusal",
      breach = Breach.SECURITY)
  void two_host_names_are_refused(ServerCase server) throws TargetException {
    String known = server.running().serverName().orElse(UNKNOWN);
    server
        .sends(
            Scripts.hello(
                Hellos.with(
                    Extension.of(
                        ExtensionType.SERVER_NAME,
                        w ->
                            w.vector16(
                                list -> {
                                  for (String name : List.of(known, UNKNOWN)) {
                                    list.uint8(0)
                                        .vector16(
                                            v -> v.bytes(name.getBytes(StandardCharsets.US_ASCII)));
                                  }
                                })))))
        .expecting(
            whereNamesAreNoted(
                server, atOnce(refuses(DECODE_ERROR, ILLEGAL_PARAMETER, UNRECOGNIZED_NAME))));
  }
}
