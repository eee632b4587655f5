package io.github.tlsgauntlet.suites.conformance;

import static io.github.tlsgauntlet.protocol.AlertDescription.DECODE_ERROR;
import static io.github.tlsgauntlet.protocol.AlertDescription.HANDSHAKE_FAILURE;
import static io.github.tlsgauntlet.protocol.AlertDescription.ILLEGAL_PARAMETER;
import static io.github.tlsgauntlet.suite.conformance.Expectations.aborts;
import static io.github.tlsgauntlet.suite.conformance.Expectations.refuses;

import io.github.tlsgauntlet.crypto.CipherSuiteParameters;
import io.github.tlsgauntlet.peer.Deviation;
import io.github.tlsgauntlet.protocol.CipherSuite;
import io.github.tlsgauntlet.protocol.NamedGroup;
import io.github.tlsgauntlet.suite.Breach;
import io.github.tlsgauntlet.suite.Feature;
import io.github.tlsgauntlet.suite.GauntletSuite;
import io.github.tlsgauntlet.suite.Must;
import io.github.tlsgauntlet.suite.Needs;
import io.github.tlsgauntlet.suite.Quarter;
import io.github.tlsgauntlet.suite.conformance.AfterServed;
import io.github.tlsgauntlet.suite.conformance.ClientCase;
import io.github.tlsgauntlet.suite.conformance.ClientStimulus;
import io.github.tlsgauntlet.suite.conformance.OnClient;
import io.github.tlsgauntlet.target.TargetException;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.bouncycastle.crypto.agreement.DHStandardGroups;
import org.bouncycastle.util.BigIntegers;

/** What a client does with a server's share of a key exchange. */
@GauntletSuite(name = "Conformance", quarter = Quarter.ONE_WAY_CLIENT)
class KeyExchangeClientTest {
  private static final String GROUP = "Key exchange";
  private static final int FIELD = 32;

  /** NIST's curves, and how many bytes a coordinate has. */
  private static final Map<NamedGroup, Integer> FIELDS =
      Map.of(NamedGroup.SECP256R1, FIELD, NamedGroup.SECP384R1, 48, NamedGroup.SECP521R1, 66);

  private static final int X25519 = 32;
  private static final int X448 = 56;
  private static final byte[] OF_ORDER_EIGHT =
      HexFormat.of().parseHex("e0eb7a7c3b41b8ae1656e3faf19fc46ada098deb9c32b1fd866205165f49b800");

  /** The share, and the secret that a client comes to that does not check it. */
  private static ClientStimulus.Change share(byte[] share, byte[] secret) {
    return settings -> settings.deviations(new Deviation.ShareAs(share, secret));
  }

  private static ClientStimulus on(ClientCase client, NamedGroup group) {
    return client.given(settings -> settings.groups(List.of(group)));
  }

  /** A point whose y is 0 has the order two, on another curve than this. */
  private static byte[] besideTheCurve(int field) {
    byte[] point = new byte[2 * field + 1];
    point[0] = 4;
    point[field] = 5;
    return point;
  }

  private static byte[] x(byte[] point) {
    return Arrays.copyOfRange(point, 1, 1 + (point.length - 1) / 2);
  }

  /** Those groups that the client offers, and was seen to take alone. */
  private static List<NamedGroup> taken(ClientCase client, Set<NamedGroup> among)
      throws TargetException {
    List<NamedGroup> taken = new ArrayList<>();
    for (NamedGroup group : Offered.groups(client.hello())) {
      if (among.contains(group)
          && client
              .meets(
                  client.settings().groups(List.of(group)).build(),
                  client.setup(),
                  AfterServed::answer)
              .taken()) {
        taken.add(group);
      }
    }
    return taken;
  }

  /** Shares in each of those groups; the test ends where there is none. */
  private static ClientStimulus inEach(
      ClientCase client,
      Set<NamedGroup> among,
      Function<NamedGroup, Map<String, ClientStimulus.Change>> shares)
      throws TargetException {
    List<NamedGroup> groups = taken(client, among);
    if (groups.isEmpty()) {
      client.concludes(
          Passive.notApplicable("The client takes none of the groups that this is about."));
    }
    ClientStimulus stimulus = client.asItIs();
    for (NamedGroup group : groups) {
      for (Map.Entry<String, ClientStimulus.Change> one : shares.apply(group).entrySet()) {
        stimulus =
            stimulus.orDeviating(
                group + ", " + one.getKey(),
                settings -> one.getValue().apply(settings.groups(List.of(group))));
      }
    }
    return stimulus;
  }

  @OnClient(versions = {"1.2", "1.3"})
  @Needs({Feature.NIST_CURVE, Feature.ECDHE_SUITE})
  @Must(
      rfc = 9846,
      section = "4.3.8.2",
      group = GROUP,
      also = "RFC 8422 §5.11",
      says = "A client refuses a point that is not on its curve.",
      sends = "a share beside each curve of NIST's, of order two on another one",
      expects = "illegal_parameter",
      breach = Breach.SECURITY)
  void a_point_beside_the_curve_is_refused(ClientCase client) throws TargetException {
    inEach(
            client,
            FIELDS.keySet(),
            group -> {
              byte[] point = besideTheCurve(FIELDS.getOrDefault(group, FIELD));
              return Map.of("beside the curve", share(point, x(point)));
            })
        .expecting(refuses(ILLEGAL_PARAMETER));
  }

  @OnClient(versions = {"1.2", "1.3"})
  @Needs({Feature.NIST_CURVE, Feature.ECDHE_SUITE})
  @Must(
      rfc = 9846,
      section = "4.3.8.2",
      group = GROUP,
      also = "RFC 8422 §5.4.1",
      says = "A client refuses a share that is no uncompressed point.",
      sends = "a share in secp256r1 that is compressed, short, long, the point at infinity, empty",
      expects = "illegal_parameter, or decode_error")
  void a_share_that_is_no_uncompressed_point_is_refused(ClientCase client) throws TargetException {
    byte[] compressed = new byte[FIELD + 1];
    compressed[0] = 2;
    byte[] hybrid = besideTheCurve(FIELD);
    hybrid[0] = 6;
    on(client, NamedGroup.SECP256R1)
        .orDeviating("compressed", share(compressed, compressed))
        .orDeviating("in hybrid form", share(hybrid, hybrid))
        .orDeviating("one byte short", share(new byte[2 * FIELD], new byte[2 * FIELD]))
        .orDeviating("one byte long", share(new byte[2 * FIELD + 2], new byte[2 * FIELD + 2]))
        .orDeviating("the point at infinity", share(new byte[1], new byte[1]))
        .orDeviating("empty", share(new byte[0], new byte[0]))
        .expecting(refuses(ILLEGAL_PARAMETER, DECODE_ERROR));
  }

  private static NamedGroup montgomery(ClientCase client) throws TargetException {
    return Offered.groups(client.hello()).contains(NamedGroup.X25519)
        ? NamedGroup.X25519
        : NamedGroup.X448;
  }

  @OnClient(versions = {"1.2", "1.3"})
  @Needs({Feature.MONTGOMERY_CURVE, Feature.ECDHE_SUITE})
  @Must(
      rfc = 9846,
      section = "7.4.2",
      group = GROUP,
      also = "RFC 8422 §5.11",
      says = "A client refuses a share in x25519 or x448 that makes the secret zero.",
      sends = "the shares 0 and 1, and in x25519 a point of order eight",
      expects = "illegal_parameter, or handshake_failure",
      breach = Breach.SECURITY)
  void a_share_of_low_order_is_refused(ClientCase client) throws TargetException {
    inEach(
            client,
            Set.of(NamedGroup.X25519, NamedGroup.X448),
            KeyExchangeClientTest::sharesOfLowOrder)
        .expecting(refuses(ILLEGAL_PARAMETER, HANDSHAKE_FAILURE));
  }

  private static Map<String, ClientStimulus.Change> sharesOfLowOrder(NamedGroup group) {
    byte[] zero = new byte[group.equals(NamedGroup.X25519) ? X25519 : X448];
    byte[] one = zero.clone();
    one[0] = 1;
    Map<String, ClientStimulus.Change> shares = new LinkedHashMap<>();
    shares.put("0", share(zero, zero));
    shares.put("1", share(one, zero));
    if (group.equals(NamedGroup.X25519)) {
      shares.put("a point of order eight", share(OF_ORDER_EIGHT, zero));
    }
    return shares;
  }

  @OnClient(versions = {"1.2", "1.3"})
  @Needs({Feature.MONTGOMERY_CURVE, Feature.ECDHE_SUITE})
  @Must(
      rfc = 9846,
      section = "4.3.8.2",
      group = GROUP,
      also = "RFC 8422 §5.11",
      says = "A client refuses a share in x25519 or x448 of another length.",
      sends = "a share one byte short, one byte long, and empty",
      expects = "illegal_parameter, or decode_error")
  void a_share_of_another_length_is_refused(ClientCase client) throws TargetException {
    NamedGroup group = montgomery(client);
    int length = group.equals(NamedGroup.X25519) ? X25519 : X448;
    byte[] secret = new byte[length];
    on(client, group)
        .orDeviating("one byte short", share(nines(length - 1), secret))
        .orDeviating("one byte long", share(nines(length + 1), secret))
        .orDeviating("empty", share(new byte[0], secret))
        .expecting(refuses(ILLEGAL_PARAMETER, DECODE_ERROR));
  }

  private static byte[] nines(int length) {
    byte[] bytes = new byte[length];
    Arrays.fill(bytes, (byte) 9);
    return bytes;
  }

  /** 0, 1, p-1 and p. */
  private static ClientStimulus outOfRange(ClientStimulus stimulus) {
    BigInteger p = DHStandardGroups.rfc7919_ffdhe2048.getP();
    ClientStimulus all = stimulus;
    for (BigInteger y : List.of(BigInteger.ZERO, BigInteger.ONE, p.subtract(BigInteger.ONE), p)) {
      byte[] share = BigIntegers.asUnsignedByteArray((p.bitLength() + 7) / 8, y);
      String name =
          y.bitLength() <= 1 ? y.toString() : y.equals(p) ? "the prime" : "the prime less one";
      all = all.orDeviating(name, share(share, share));
    }
    return all;
  }

  @OnClient(versions = "1.3")
  @Needs(Feature.FFDHE_13)
  @Must(
      rfc = 9846,
      section = "4.3.8.1",
      group = GROUP,
      says = "A client refuses a share in a finite field that is out of its range.",
      sends = "the shares 0, 1, p-1 and p in ffdhe2048",
      expects = "illegal_parameter",
      breach = Breach.SECURITY)
  void a_share_out_of_its_field_is_refused(ClientCase client) throws TargetException {
    if (!Offered.groups(client.hello()).contains(NamedGroup.FFDHE2048)) {
      client.concludes(Passive.notApplicable("The client does not offer ffdhe2048."));
      return;
    }
    outOfRange(on(client, NamedGroup.FFDHE2048)).expecting(aborts(ILLEGAL_PARAMETER));
  }

  @OnClient(versions = "1.2")
  @Needs(Feature.DHE_SUITE)
  @Must(
      rfc = 7919,
      section = "3",
      group = GROUP,
      says = "A client refuses a dh_Ys that is out of its range.",
      sends = "dh_Ys 0, 1, p-1 and p in ffdhe2048",
      expects = "handshake_failure",
      breach = Breach.SECURITY)
  void a_public_value_out_of_its_field_is_refused(ClientCase client) throws TargetException {
    List<CipherSuite> suites = ephemeralWithRsa(client);
    if (suites.isEmpty()) {
      client.concludes(Passive.notApplicable("The client offers no suite with DHE and RSA."));
      return;
    }
    outOfRange(
            client.given(
                settings -> settings.credential(client.credential("ok-rsa")).cipherSuites(suites)))
        .expecting(aborts(HANDSHAKE_FAILURE));
  }

  private static List<CipherSuite> ephemeralWithRsa(ClientCase client) throws TargetException {
    return client.hello().cipherSuites().stream()
        .filter(suite -> suite.toString().startsWith("TLS_DHE_RSA_"))
        .filter(suite -> CipherSuiteParameters.of(suite).isPresent())
        .toList();
  }

  @OnClient(versions = "1.2")
  @Needs(Feature.ECDHE_SUITE)
  @Must(
      rfc = 8422,
      section = "5.4",
      group = GROUP,
      also = "RFC 8701 §3.1",
      says = "A client refuses a curve that it did not offer.",
      sends = "a ServerKeyExchange, rightly signed, on a curve not offered and on a GREASE one",
      expects = "illegal_parameter, or handshake_failure",
      breach = Breach.SECURITY)
  void a_curve_that_was_not_offered_is_refused(ClientCase client) throws TargetException {
    List<NamedGroup> groups = Offered.groups(client.hello());
    NamedGroup foreign =
        Stream.of(0x0016, 0x001a, 0x0019, 0x0015)
            .map(NamedGroup::new)
            .filter(group -> !groups.contains(group))
            .findFirst()
            .orElse(new NamedGroup(0x00fe));
    client
        .sends(ServerMessages.keyExchange(parameters -> on(parameters, foreign)))
        .or(
            "a GREASE curve",
            ServerMessages.keyExchange(parameters -> on(parameters, new NamedGroup(0xdada))))
        .expecting(refuses(ILLEGAL_PARAMETER, HANDSHAKE_FAILURE));
  }

  private static byte[] on(byte[] parameters, NamedGroup group) {
    byte[] edited = parameters.clone();
    edited[1] = (byte) (group.code() >>> 8);
    edited[2] = (byte) group.code();
    return edited;
  }
}
