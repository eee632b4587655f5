package io.github.tlsgauntlet.suites.conformance;

import static io.github.tlsgauntlet.protocol.AlertDescription.DECODE_ERROR;
import static io.github.tlsgauntlet.protocol.AlertDescription.ILLEGAL_PARAMETER;
import static io.github.tlsgauntlet.suites.conformance.Records.withoutServerHello;

import io.github.tlsgauntlet.crypto.KeyExchangeGroup;
import io.github.tlsgauntlet.peer.Script;
import io.github.tlsgauntlet.probe.Answer;
import io.github.tlsgauntlet.protocol.NamedGroup;
import io.github.tlsgauntlet.suite.Breach;
import io.github.tlsgauntlet.suite.Finding;
import io.github.tlsgauntlet.suite.GauntletSuite;
import io.github.tlsgauntlet.suite.Must;
import io.github.tlsgauntlet.suite.Quarter;
import io.github.tlsgauntlet.suite.ServerScan;
import io.github.tlsgauntlet.suite.Verdict;
import io.github.tlsgauntlet.suite.conformance.Dimension;
import io.github.tlsgauntlet.suite.conformance.Exchange;
import io.github.tlsgauntlet.suite.conformance.Expectations;
import io.github.tlsgauntlet.suite.conformance.OnServer;
import io.github.tlsgauntlet.suite.conformance.ServerCase;
import io.github.tlsgauntlet.target.TargetException;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** What a server of TLS 1.3 does with key shares that are none, and whether its own are fresh. */
@GauntletSuite(name = "Conformance", quarter = Quarter.ONE_WAY_SERVER)
class KeyShareServerTest {
  private static final String GROUP = "Key exchange";

  @OnServer(
      versions = "1.3",
      over = {Dimension.GROUP, Dimension.RECORDS})
  @Must(
      rfc = 9846,
      section = "4.3.8.2",
      group = GROUP,
      says = "A server makes sure that a client's point lies on its curve.",
      sends = "points off the curve: one bit of Y flipped, and all coordinates zero",
      expects = "a refusal, illegal_parameter at best",
      breach = Breach.SECURITY)
  void a_share_off_its_curve_is_refused(ServerCase server) throws TargetException {
    server
        .asItIs()
        .where(Shares::isNist)
        .or("one bit flipped", Shares.edited(Shares::flipped))
        .or("zeros", Shares.edited(Shares::zeroPoint))
        .expecting(withoutServerHello(Expectations.refuses(ILLEGAL_PARAMETER)));
  }

  @OnServer(
      versions = "1.3",
      over = {Dimension.GROUP, Dimension.RECORDS})
  @Must(
      rfc = 9846,
      section = "7.4.2",
      group = GROUP,
      also = "RFC 7748 §6",
      says = "A server refuses a share of X25519 or X448 whose secret would be all zero.",
      sends = "shares of small order",
      expects = "a refusal, illegal_parameter at best",
      breach = Breach.SECURITY)
  void a_share_of_small_order_is_refused(ServerCase server) throws TargetException {
    server
        .asItIs()
        .where(Shares::isMontgomery)
        .orEach(KeyShareServerTest::ofSmallOrder)
        .expecting(withoutServerHello(Expectations.refuses(ILLEGAL_PARAMETER)));
  }

  private static Map<String, Script> ofSmallOrder(Exchange ordinary) {
    Map<String, Script> scripts = new LinkedHashMap<>();
    NamedGroup group = ordinary.outcome().group().orElseThrow();
    Shares.ofSmallOrder(Shares.length(group))
        .forEach((name, share) -> scripts.put(name, Shares.edited(due -> share)));
    return scripts;
  }

  @OnServer(
      versions = "1.3",
      over = {Dimension.GROUP, Dimension.RECORDS})
  @Must(
      rfc = 9846,
      section = "4.3.8",
      group = GROUP,
      also = {"RFC 9846 §4.3.8.1", "RFC 9846 §4.3.8.2", "RFC 9846 §6"},
      says = "A share has the length that its group gives it.",
      sends = "shares one byte short, one byte long, and empty",
      expects = "a refusal, illegal_parameter or decode_error at best",
      breach = Breach.SECURITY)
  void a_share_of_a_client_has_the_length_of_its_group(ServerCase server) throws TargetException {
    server
        .asItIs()
        .or("one byte short", Shares.edited(Shares::shorter))
        .or("one byte long", Shares.edited(Shares::longer))
        .or("empty", Shares.edited(share -> new byte[0]))
        .expecting(withoutServerHello(Expectations.refuses(ILLEGAL_PARAMETER, DECODE_ERROR)));
  }

  @OnServer(
      versions = "1.3",
      over = {Dimension.GROUP, Dimension.RECORDS})
  @Must(
      rfc = 9846,
      section = "4.3.8.2",
      group = GROUP,
      says = "TLS 1.3 knows uncompressed points alone.",
      sends = "the share as a compressed point",
      expects = "a refusal, illegal_parameter or decode_error at best",
      breach = Breach.INTEROPERABILITY)
  void a_compressed_point_is_refused(ServerCase server) throws TargetException {
    server
        .asItIs()
        .where(Shares::isNist)
        .sends(Shares.edited(Shares::compressed))
        .expecting(withoutServerHello(Expectations.refuses(ILLEGAL_PARAMETER, DECODE_ERROR)));
  }

  @OnServer(
      versions = "1.3",
      over = {Dimension.GROUP, Dimension.RECORDS})
  @Must(
      rfc = 9846,
      section = "4.3.8.1",
      group = GROUP,
      also = "RFC 9846 §6",
      says = "A server makes sure that a finite-field share is more than 1 and less than p - 1.",
      sends = "0, 1, p - 1 and p",
      expects = "illegal_parameter",
      breach = Breach.SECURITY)
  void a_field_share_out_of_range_is_refused(ServerCase server) throws TargetException {
    server
        .asItIs()
        .where(Shares::isField)
        .orEach(KeyShareServerTest::outOfRange)
        .expecting(withoutServerHello(Expectations.aborts(ILLEGAL_PARAMETER)));
  }

  private static Map<String, Script> outOfRange(Exchange ordinary) {
    Map<String, Script> scripts = new LinkedHashMap<>();
    Optional<BigInteger> prime = ordinary.outcome().group().flatMap(KeyExchangeGroup::prime);
    // Where the server came to another group, there is nothing to try.
    prime
        .map(Shares::outOfRange)
        .orElseGet(Map::of)
        .forEach(
            (name, value) ->
                scripts.put(name, Shares.edited(share -> Shares.bytes(value, share.length))));
    return scripts;
  }

  @OnServer(
      versions = "1.3",
      over = {Dimension.GROUP, Dimension.RECORDS})
  @Must(
      rfc = 9846,
      section = "6",
      group = GROUP,
      also = {"FIPS 203 §7.2", "draft-ietf-tls-ecdhe-mlkem"},
      says = "A server checks that the coefficients of an ML-KEM key are less than the modulus.",
      sends = "a hybrid share of all bits set",
      expects = "illegal_parameter",
      breach = Breach.SECURITY)
  void an_ml_kem_key_out_of_range_is_refused(ServerCase server) throws TargetException {
    server
        .asItIs()
        .where(Shares::isHybrid)
        .sends(Shares.edited(KeyShareServerTest::withKeyOutOfRange))
        .expecting(withoutServerHello(Expectations.aborts(ILLEGAL_PARAMETER)));
  }

  /** Both halves are at the ends: what is between belongs to the key, in whatever order. */
  private static byte[] withKeyOutOfRange(byte[] share) {
    int third = share.length / 3;
    Arrays.fill(share, third, 2 * third, (byte) 0xff);
    return share;
  }

  @OnServer(versions = {"1.2", "1.3"})
  @Must(
      rfc = 9846,
      section = "4.3.8",
      group = GROUP,
      says = "A server uses an ephemeral key in one connection and in no other.",
      sends = "twenty handshakes in one group, beside what the scan has seen",
      expects = "a share of its own in each of them",
      breach = Breach.SECURITY)
  void ephemeral_keys_are_used_once(ServerCase server) throws TargetException {
    boolean field =
        ServerScan.facts(server.server()).dh().stream().anyMatch(one -> one.reused() == Answer.YES);
    server.concludes(
        field
            ? Finding.of(Verdict.FAIL, "It used a finite-field share in two connections.")
            : EphemeralKeys.over(server));
  }
}
