package io.github.tlsgauntlet.suites.conformance;

import static io.github.tlsgauntlet.protocol.AlertDescription.DECODE_ERROR;
import static io.github.tlsgauntlet.protocol.AlertDescription.HANDSHAKE_FAILURE;
import static io.github.tlsgauntlet.protocol.AlertDescription.ILLEGAL_PARAMETER;
import static io.github.tlsgauntlet.protocol.AlertDescription.INSUFFICIENT_SECURITY;

import io.github.tlsgauntlet.crypto.BulkCipher;
import io.github.tlsgauntlet.crypto.CipherSuiteParameters;
import io.github.tlsgauntlet.crypto.CipherSuiteParameters.KeyExchangeMethod;
import io.github.tlsgauntlet.crypto.KeyExchangeGroup;
import io.github.tlsgauntlet.peer.Script;
import io.github.tlsgauntlet.peer.Scripts;
import io.github.tlsgauntlet.probe.ServerFacts;
import io.github.tlsgauntlet.probe.Weakness;
import io.github.tlsgauntlet.protocol.CipherSuite;
import io.github.tlsgauntlet.protocol.Extension;
import io.github.tlsgauntlet.protocol.ExtensionType;
import io.github.tlsgauntlet.protocol.Extensions;
import io.github.tlsgauntlet.protocol.HandshakeType;
import io.github.tlsgauntlet.protocol.NamedGroup;
import io.github.tlsgauntlet.protocol.ProtocolVersion;
import io.github.tlsgauntlet.suite.Breach;
import io.github.tlsgauntlet.suite.Feature;
import io.github.tlsgauntlet.suite.Finding;
import io.github.tlsgauntlet.suite.GauntletSuite;
import io.github.tlsgauntlet.suite.Must;
import io.github.tlsgauntlet.suite.Needs;
import io.github.tlsgauntlet.suite.Quarter;
import io.github.tlsgauntlet.suite.ServerScan;
import io.github.tlsgauntlet.suite.Verdict;
import io.github.tlsgauntlet.suite.conformance.AfterHandshake;
import io.github.tlsgauntlet.suite.conformance.Combination;
import io.github.tlsgauntlet.suite.conformance.Dimension;
import io.github.tlsgauntlet.suite.conformance.Exchange;
import io.github.tlsgauntlet.suite.conformance.Expectations;
import io.github.tlsgauntlet.suite.conformance.OnServer;
import io.github.tlsgauntlet.suite.conformance.ServerCase;
import io.github.tlsgauntlet.target.TargetException;
import io.github.tlsgauntlet.wire.WireException;
import io.github.tlsgauntlet.wire.WireReader;
import io.github.tlsgauntlet.wire.WireWriter;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** What a server of TLS 1.2 does with a client's part of the key exchange. */
@GauntletSuite(name = "Conformance", quarter = Quarter.ONE_WAY_SERVER)
class KeyExchange12ServerTest {
  private static final String GROUP = "Key exchange";
  private static final int HEADER = 4;
  private static final NamedGroup NOBODYS_FIELD = new NamedGroup(0x01fe);
  private static final int COMPRESSED_PRIME = 1;

  @OnServer(
      versions = "1.2",
      over = {Dimension.GROUP, Dimension.RECORDS})
  @Needs(Feature.ECDHE_SUITE)
  @Must(
      rfc = 8422,
      section = "5.11",
      group = GROUP,
      also = "RFC 8422 §5.4",
      says = "A server makes sure that a client's point is one of its curve.",
      sends = "points off the curve, compressed, cut short, prolonged and empty",
      expects = "a refusal before Finished is read, illegal_parameter at best",
      breach = Breach.SECURITY)
  void a_point_off_its_curve_is_refused(ServerCase server) throws TargetException {
    server
        .given(settings -> settings.cipherSuites(curves()))
        .where(Shares::isNist)
        .or("one bit flipped", keyExchange(Shares::flipped))
        .or("zeros", keyExchange(Shares::zeroPoint))
        .or("one byte short", keyExchange(Shares::shorter))
        .or("one byte long", keyExchange(Shares::longer))
        .or("empty", keyExchange(point -> new byte[0]))
        .expecting(BeforeFinished.of(Expectations.refuses(ILLEGAL_PARAMETER, DECODE_ERROR)));
  }

  @OnServer(
      versions = "1.2",
      over = {Dimension.GROUP, Dimension.RECORDS})
  @Needs(Feature.MONTGOMERY_CURVE)
  @Must(
      rfc = 8422,
      section = "5.11",
      group = GROUP,
      also = "RFC 7748 §6",
      says = "A server refuses a share of X25519 or X448 whose secret would be all zero.",
      sends = "shares of small order, and of another length",
      expects = "a refusal before Finished is read, illegal_parameter at best",
      breach = Breach.SECURITY)
  void a_share_of_small_order_is_refused_in_tls_1_2(ServerCase server) throws TargetException {
    server
        .given(settings -> settings.cipherSuites(curves()))
        .where(Shares::isMontgomery)
        .or("one byte short", keyExchange(Shares::shorter))
        .or("one byte long", keyExchange(Shares::longer))
        .orEach(KeyExchange12ServerTest::ofSmallOrder)
        .expecting(BeforeFinished.orHidden(Expectations.refuses(ILLEGAL_PARAMETER, DECODE_ERROR)));
  }

  private static Map<String, Script> ofSmallOrder(Exchange ordinary) {
    Map<String, Script> scripts = new LinkedHashMap<>();
    Shares.ofSmallOrder(Shares.length(ordinary.outcome().group().orElseThrow()))
        .forEach((name, share) -> scripts.put(name, Scripts.careless(share)));
    return scripts;
  }

  private static List<CipherSuite> curves() {
    return Shares.suites(one -> one.keyExchange() == KeyExchangeMethod.ECDHE);
  }

  /** Another point in the client's key exchange, whose length is told in one byte. */
  private static Script keyExchange(UnaryOperator<byte[]> edit) {
    return Scripts.edit(
        HandshakeType.CLIENT_KEY_EXCHANGE,
        bytes -> {
          byte[] point = Arrays.copyOfRange(bytes, HEADER + 1, bytes.length);
          byte[] other = edit.apply(point);
          return WireWriter.write(
              w ->
                  w.uint8(HandshakeType.CLIENT_KEY_EXCHANGE.code())
                      .vector24(body -> body.vector8(share -> share.bytes(other))));
        });
  }

  @OnServer(versions = "1.2", over = Dimension.SUITE)
  @Needs(Feature.DHE_SUITE)
  @Must(
      rfc = 7919,
      section = "4",
      group = GROUP,
      says = "A server makes sure that a finite-field share is more than 1 and less than p - 1.",
      sends = "0, 1, p - 1 and p",
      expects = "handshake_failure",
      breach = Breach.SECURITY)
  void a_field_share_out_of_range_is_refused_in_tls_1_2(ServerCase server) throws TargetException {
    server
        .asItIs()
        .where(KeyExchange12ServerTest::isField)
        .orEach(KeyExchange12ServerTest::outOfRange)
        .expecting(
            BeforeFinished.of(
                // The alert is RFC 7919's: a server that does not know it is free to choose.
                followsGroups(server)
                    ? Expectations.aborts(HANDSHAKE_FAILURE)
                    : Expectations.refuses(HANDSHAKE_FAILURE, ILLEGAL_PARAMETER)));
  }

  private static boolean isField(Combination combination) {
    return combination
        .suite()
        .flatMap(CipherSuiteParameters::of)
        .filter(one -> one.keyExchange() == KeyExchangeMethod.DHE)
        .isPresent();
  }

  private static Map<String, Script> outOfRange(Exchange ordinary) {
    Map<String, Script> scripts = new LinkedHashMap<>();
    Shares.outOfRange(prime(ordinary).orElseThrow())
        .forEach(
            (name, value) ->
                scripts.put(
                    name,
                    Scripts.edit(
                        HandshakeType.CLIENT_KEY_EXCHANGE,
                        bytes -> fieldShare(Shares.bytes(value, bytes.length - HEADER - 2)))));
    return scripts;
  }

  private static byte[] fieldShare(byte[] share) {
    return WireWriter.write(
        w ->
            w.uint8(HandshakeType.CLIENT_KEY_EXCHANGE.code())
                .vector24(body -> body.vector16(value -> value.bytes(share))));
  }

  /** What the server's ServerKeyExchange begins with. */
  private static Optional<BigInteger> prime(Exchange exchange) {
    return exchange.received(HandshakeType.SERVER_KEY_EXCHANGE.toString()).stream()
        .findFirst()
        .map(
            entry -> {
              try {
                WireReader reader = WireReader.of(entry.bytes());
                reader.bytes(HEADER);
                return new BigInteger(1, reader.vector16().rest());
              } catch (WireException e) {
                throw new IllegalStateException("a message that was read does not decode", e);
              }
            });
  }

  @OnServer(versions = "1.2")
  @Needs(Feature.DHE_SUITE)
  @Must(
      rfc = 7919,
      section = "4",
      group = GROUP,
      says = "Where a client wants finite-field groups that a server lacks, it selects no other.",
      sends = "suites with DHE alone, and a group that nobody knows as the only one",
      expects = "insufficient_security",
      breach = Breach.SECURITY)
  void an_unknown_field_is_no_leave_to_choose_one(ServerCase server) throws TargetException {
    if (!followsGroups(server)) {
      server.concludes(
          Finding.of(
              Verdict.NOT_APPLICABLE,
              "It takes no notice of the finite-field groups of a client of TLS 1.2 (RFC 7919)."));
      return;
    }
    server
        .given(settings -> settings.cipherSuites(fields()))
        .sends(Scripts.hello(Hellos.with(Extensions.supportedGroups(List.of(NOBODYS_FIELD)))))
        .expecting(Records.withoutServerHello(Expectations.aborts(INSUFFICIENT_SECURITY)));
  }

  private static List<CipherSuite> fields() {
    return Shares.suites(one -> one.keyExchange() == KeyExchangeMethod.DHE);
  }

  /** Whether it uses the one group that is named, be it this or that. */
  private static boolean followsGroups(ServerCase server) throws TargetException {
    for (NamedGroup group : List.of(NamedGroup.FFDHE3072, NamedGroup.FFDHE2048)) {
      Exchange exchange =
          server.meets(
              server.settings().cipherSuites(fields()).groups(List.of(group)).build(),
              AfterHandshake.NOTHING);
      if (!prime(exchange).equals(KeyExchangeGroup.prime(group))) {
        return false;
      }
    }
    return true;
  }

  @OnServer(versions = "1.2")
  @Needs(Feature.ECDHE_SUITE)
  @Must(
      rfc = 8422,
      section = "5.1.2",
      group = GROUP,
      says = "A client that names curves and point formats takes uncompressed points.",
      sends = "suites with ECDHE, and ec_point_formats with compressed ones alone",
      expects = "illegal_parameter",
      breach = Breach.FORM)
  void point_formats_without_uncompressed_are_refused(ServerCase server) throws TargetException {
    server
        .given(settings -> settings.cipherSuites(curves()))
        .sends(
            Scripts.hello(
                Hellos.with(
                    new Extension(
                        ExtensionType.EC_POINT_FORMATS, new byte[] {1, COMPRESSED_PRIME}))))
        .expecting(Records.withoutServerHello(Expectations.aborts(ILLEGAL_PARAMETER)));
  }

  @OnServer(versions = "1.2")
  @Needs(Feature.RSA_KEY_TRANSPORT)
  @Must(
      rfc = 5246,
      section = "7.4.7.1",
      group = GROUP,
      also = "CVE-2017-13099",
      says = "Whatever is wrong with an encrypted premaster secret, a server does not let it show.",
      sends = "premaster secrets of five forms, with Finished and without it, as the scan does",
      expects = "the same answers to each of them, and one of the right form taken",
      breach = Breach.SECURITY)
  void a_bad_premaster_secret_does_not_show(ServerCase server) throws TargetException {
    ServerFacts facts = ServerScan.facts(server.server());
    server.concludes(
        facts
            .weakness("robot")
            .map(one -> Finding.of(verdict(one.exposure()), one.detail()))
            .orElseGet(() -> Finding.of(Verdict.INCONCLUSIVE, "The scan did not look for it.")));
  }

  private static Verdict verdict(Weakness.Exposure exposure) {
    return switch (exposure) {
      case SAFE -> Verdict.PASS;
      case VULNERABLE, EXPOSED -> Verdict.FAIL;
      case UNTOLD -> Verdict.INCONCLUSIVE;
    };
  }

  @OnServer(versions = "1.2")
  @Needs(Feature.ECDHE_SUITE)
  @Must(
      rfc = 9325,
      section = "4.2.1",
      group = GROUP,
      also = "RFC 9325 §4.1",
      says = "A server prefers forward secrecy and AEAD, whatever the client puts first.",
      sends = "suites with RSA key transport and CBC before those with ECDHE and GCM",
      expects = "a suite with ECDHE and an AEAD",
      breach = Breach.SECURITY)
  void forward_secrecy_comes_first(ServerCase server) throws TargetException {
    List<CipherSuite> order = new ArrayList<>();
    order.addAll(Shares.suites(one -> one.keyExchange() == KeyExchangeMethod.RSA));
    order.addAll(
        Shares.suites(
            one -> isModern(one.keyExchange()) && one.bulk().mode() == BulkCipher.Mode.CBC));
    order.addAll(Shares.suites(KeyExchange12ServerTest::isBest));
    if (!takesBest(server)) {
      server.concludes(
          Finding.of(Verdict.NOT_APPLICABLE, "It takes no suite with ECDHE and an AEAD."));
      return;
    }
    server
        .given(settings -> settings.cipherSuites(order))
        .expecting(Expectations.seen(KeyExchange12ServerTest::chosen));
  }

  private static boolean takesBest(ServerCase server) throws TargetException {
    return ServerScan.facts(server.server()).versions().stream()
        .filter(one -> one.version().equals(ProtocolVersion.TLS12.toString()))
        .flatMap(one -> one.suites().stream())
        .flatMap(one -> CipherSuiteParameters.of(one.suite()).stream())
        .anyMatch(KeyExchange12ServerTest::isBest);
  }

  private static boolean isModern(KeyExchangeMethod method) {
    return method == KeyExchangeMethod.ECDHE || method == KeyExchangeMethod.DHE;
  }

  private static boolean isBest(CipherSuiteParameters parameters) {
    return parameters.keyExchange() == KeyExchangeMethod.ECDHE && parameters.bulk().isAead();
  }

  private static Finding chosen(Exchange exchange) {
    CipherSuite suite = exchange.outcome().suite().orElseThrow();
    return CipherSuiteParameters.of(suite).filter(KeyExchange12ServerTest::isBest).isPresent()
        ? Expectations.finding(Verdict.PASS, "It chooses " + suite + ".", exchange)
        : Expectations.finding(
            Verdict.FAIL,
            "It takes the client's first choice, " + suite + ", and knows better ones.",
            exchange);
  }
}
