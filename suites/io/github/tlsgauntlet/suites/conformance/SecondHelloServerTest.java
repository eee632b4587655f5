package io.github.tlsgauntlet.suites.conformance;

import static io.github.tlsgauntlet.protocol.AlertDescription.ILLEGAL_PARAMETER;
import static io.github.tlsgauntlet.protocol.AlertDescription.MISSING_EXTENSION;

import io.github.tlsgauntlet.peer.Script;
import io.github.tlsgauntlet.peer.Scripts;
import io.github.tlsgauntlet.peer.TranscriptEntry;
import io.github.tlsgauntlet.protocol.AlertDescription;
import io.github.tlsgauntlet.protocol.CipherSuite;
import io.github.tlsgauntlet.protocol.Extension;
import io.github.tlsgauntlet.protocol.ExtensionType;
import io.github.tlsgauntlet.protocol.Extensions;
import io.github.tlsgauntlet.protocol.HandshakeMessage.ClientHello;
import io.github.tlsgauntlet.protocol.NamedGroup;
import io.github.tlsgauntlet.suite.Breach;
import io.github.tlsgauntlet.suite.Feature;
import io.github.tlsgauntlet.suite.Finding;
import io.github.tlsgauntlet.suite.GauntletSuite;
import io.github.tlsgauntlet.suite.Must;
import io.github.tlsgauntlet.suite.Needs;
import io.github.tlsgauntlet.suite.Quarter;
import io.github.tlsgauntlet.suite.Should;
import io.github.tlsgauntlet.suite.Verdict;
import io.github.tlsgauntlet.suite.conformance.Exchange;
import io.github.tlsgauntlet.suite.conformance.Expectation;
import io.github.tlsgauntlet.suite.conformance.Expectations;
import io.github.tlsgauntlet.suite.conformance.OnServer;
import io.github.tlsgauntlet.suite.conformance.ServerCase;
import io.github.tlsgauntlet.target.TargetException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/** How a server of TLS 1.3 asks for another ClientHello, and what it makes of the second one. */
@GauntletSuite(name = "Conformance", quarter = Quarter.ONE_WAY_SERVER)
class SecondHelloServerTest {
  private static final String GROUP = "Key exchange";
  private static final String RETRY = "HelloRetryRequest";
  private static final int HEADER = 4;
  private static final int SESSION_ID_AT = HEADER + 34;

  @OnServer(versions = "1.3")
  @Needs(Feature.HELLO_RETRY)
  @Must(
      rfc = 9846,
      section = "4.2.4",
      group = GROUP,
      also = {"RFC 9846 §4.2.1", "RFC 9846 §4.3.8"},
      says = "A server that shares a group with a client and lacks its share asks for it, once.",
      sends = "a ClientHello with no share at all",
      expects = "one HelloRetryRequest, and a handshake with the cipher suite that it names")
  void a_missing_share_is_asked_for(ServerCase server) throws TargetException {
    server
        .given(settings -> settings.shares(List.of()))
        .expecting(Expectations.seen(SecondHelloServerTest::asked));
  }

  private static Finding asked(Exchange exchange) {
    List<TranscriptEntry> retries = exchange.received(RETRY);
    if (retries.size() != 1) {
      return Expectations.finding(
          Verdict.FAIL, "It sends " + retries.size() + " HelloRetryRequests.", exchange);
    }
    byte[] retry = retries.get(0).bytes();
    int at = SESSION_ID_AT + 1 + (retry[SESSION_ID_AT] & 0xff);
    CipherSuite named = new CipherSuite((retry[at] & 0xff) << 8 | retry[at + 1] & 0xff);
    CipherSuite chosen = exchange.outcome().suite().orElseThrow();
    return named.equals(chosen)
        ? Expectations.finding(Verdict.PASS, "It asks once, and goes on.", exchange)
        : Expectations.finding(
            Verdict.FAIL, "It names " + named + " and then chooses " + chosen + ".", exchange);
  }

  @OnServer(versions = "1.3")
  @Needs(Feature.HELLO_RETRY)
  @Should(
      rfc = 9846,
      section = "4.2.2",
      group = GROUP,
      also = {"RFC 9846 §4.3.8", "RFC 9846 §4.2.4"},
      says = "A second ClientHello has a share of the group that was asked for, and no other.",
      sends = "a second ClientHello without a share, and with one of another group",
      expects = "a refusal, illegal_parameter at best, and never a second HelloRetryRequest")
  void a_second_hello_without_the_share_is_refused(ServerCase server) throws TargetException {
    server
        .given(settings -> settings.shares(List.of()))
        .or("no share", second(hello -> Hellos.with(Extensions.keyShares(List.of())).apply(hello)))
        .or("another group", second(SecondHelloServerTest::withOtherShare))
        .expecting(Records.advised(withoutMore(ILLEGAL_PARAMETER, MISSING_EXTENSION)));
  }

  private static ClientHello withOtherShare(ClientHello hello) {
    NamedGroup asked = Shares.of(hello).get(0).group();
    NamedGroup other =
        asked.equals(NamedGroup.SECP384R1) ? NamedGroup.SECP521R1 : NamedGroup.SECP384R1;
    return Hellos.with(Extensions.keyShares(List.of(Shares.fresh(other)))).apply(hello);
  }

  private static Expectation withoutMore(AlertDescription... fitting) {
    return Records.withoutServerHello(
        exchange ->
            exchange.received(RETRY).size() > 1
                ? Expectations.finding(
                    Verdict.FAIL, "It sends a second HelloRetryRequest.", exchange)
                : Expectations.refuses(fitting).judge(exchange));
  }

  @OnServer(versions = "1.3")
  @Needs(Feature.HELLO_RETRY)
  @Should(
      rfc = 9846,
      section = "4.2.2",
      group = GROUP,
      also = {"RFC 9846 §4.3.2", "RFC 9846 §4.2.4"},
      says = "A second ClientHello differs from the first in what it was asked for alone.",
      sends = "a second ClientHello with another random, other suites, or without the cookie",
      expects = "a refusal, illegal_parameter at best",
      breach = Breach.SECURITY)
  void a_second_hello_that_differs_is_refused(ServerCase server) throws TargetException {
    server
        .given(settings -> settings.shares(List.of()))
        .or("random", second(SecondHelloServerTest::withOtherRandom))
        .or("suites reversed", second(SecondHelloServerTest::withSuitesReversed))
        .or("session ID", second(Hellos.sessionId(new byte[] {1, 2, 3})))
        .or("signature schemes", second(SecondHelloServerTest::withFewerSchemes))
        .orEach(SecondHelloServerTest::withoutCookie)
        .expecting(
            Records.advised(
                Records.withoutServerHello(
                    Expectations.refuses(ILLEGAL_PARAMETER, MISSING_EXTENSION))));
  }

  private static Script second(UnaryOperator<ClientHello> edit) {
    return Scripts.secondHello(edit);
  }

  private static ClientHello withOtherRandom(ClientHello hello) {
    byte[] random = hello.random().clone();
    random[0] ^= 1;
    return new ClientHello(
        hello.legacyVersion(),
        random,
        hello.sessionId(),
        hello.cipherSuites(),
        hello.compressionMethods(),
        hello.extensions());
  }

  private static ClientHello withSuitesReversed(ClientHello hello) {
    List<CipherSuite> suites = new ArrayList<>(hello.cipherSuites());
    Collections.reverse(suites);
    return Hellos.suites(suites).apply(hello);
  }

  /** The last of them left out, which is hardly the one that the server needs. */
  private static ClientHello withFewerSchemes(ClientHello hello) {
    byte[] data = hello.extension(ExtensionType.SIGNATURE_ALGORITHMS).orElseThrow().data();
    byte[] fewer = Arrays.copyOf(data, data.length - 2);
    int length = fewer.length - 2;
    fewer[0] = (byte) (length >> 8);
    fewer[1] = (byte) length;
    return Hellos.with(new Extension(ExtensionType.SIGNATURE_ALGORITHMS, fewer)).apply(hello);
  }

  /** Only where the server sent one. */
  private static Map<String, Script> withoutCookie(Exchange ordinary) {
    Map<String, Script> scripts = new LinkedHashMap<>();
    boolean sent =
        ordinary
            .outcome()
            .clientHello()
            .flatMap(hello -> hello.extension(ExtensionType.COOKIE))
            .isPresent();
    if (sent) {
      scripts.put("no cookie", second(Hellos.without(ExtensionType.COOKIE)));
    }
    return scripts;
  }
}
