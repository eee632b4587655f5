package io.github.tlsgauntlet.probe;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tlsgauntlet.crypto.KeyExchangeGroup;
import io.github.tlsgauntlet.pki.Credential;
import io.github.tlsgauntlet.probe.KeyExchangeParameters.DiffieHellman;
import io.github.tlsgauntlet.protocol.CipherSuite;
import io.github.tlsgauntlet.protocol.ExtensionType;
import io.github.tlsgauntlet.protocol.Extensions;
import io.github.tlsgauntlet.protocol.HandshakeMessage.ServerHelloDone;
import io.github.tlsgauntlet.protocol.HandshakeMessage.ServerKeyExchange;
import io.github.tlsgauntlet.protocol.NamedGroup;
import io.github.tlsgauntlet.protocol.ProtocolVersion;
import io.github.tlsgauntlet.wire.WireWriter;
import java.io.IOException;
import java.math.BigInteger;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.bouncycastle.util.BigIntegers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Finite fields: whose they are, how good, and whether a server draws a new value each time. */
class DhProbeTest {
  private static final Credential CREDENTIAL = FlightServer.rsa();
  private static final CipherSuite DHE = new CipherSuite(0x009e);
  private static final BigInteger TWO = BigInteger.TWO;

  private static BigInteger prime(NamedGroup group) {
    return KeyExchangeGroup.prime(group).orElseThrow();
  }

  private static DhFacts facts(BigInteger prime, long... values) {
    List<DhFacts> all =
        DhProbe.facts(
            java.util.Arrays.stream(values)
                .mapToObj(value -> new DiffieHellman(prime, TWO, BigInteger.valueOf(value)))
                .toList());
    assertThat(all).hasSize(1);
    return all.get(0);
  }

  @Test
  void a_published_prime_has_its_name() {
    DhFacts facts = facts(prime(NamedGroup.FFDHE2048), 5);

    assertThat(facts.known()).isEqualTo("ffdhe2048");
    assertThat(facts.safe()).isEqualTo(Answer.YES);
    assertThat(facts.bits()).isEqualTo(2048);
  }

  /** The first octets of RFC 5114, Sections 2.1 to 2.3, and of the JDK's two primes. */
  @ParameterizedTest
  @CsvSource({
    "b10b8f96, 1024, NO",
    "ad107e1e, 2048, NO",
    "87a8e61d, 2048, NO",
    "d87780e1, 512, YES",
    "ffffffffffffffff8b479b3a, 512, YES"
  })
  void a_prime_with_a_subgroup_is_known_and_not_safe(String start, int bits, Answer safe) {
    BigInteger prime =
        KnownPrimes.all().stream()
            .filter(one -> one.bitLength() == bits && one.toString(16).startsWith(start))
            .findFirst()
            .orElseThrow();
    DhFacts facts = facts(prime, 5);

    assertThat(facts.known()).contains(Integer.toString(bits));
    assertThat(facts.safe()).isEqualTo(safe);
  }

  @Test
  void a_prime_of_the_server_s_own_is_tried() {
    BigInteger safe = BigInteger.valueOf(2147483579L); // its half is prime too
    BigInteger unsafe = BigInteger.valueOf(2_147_483_647L); // 2^31 - 1, whose half is no prime

    assertThat(facts(safe, 5).known()).isEmpty();
    assertThat(facts(safe, 5).safe()).isEqualTo(Answer.YES);
    assertThat(facts(unsafe, 5).safe()).isEqualTo(Answer.NO);
    assertThat(facts(BigInteger.ONE.shiftLeft(9000), 5).safe()).isEqualTo(Answer.UNTOLD);
  }

  @Test
  void a_value_that_comes_twice_is_reused() {
    BigInteger prime = prime(NamedGroup.FFDHE2048);

    assertThat(facts(prime, 5).reused()).isEqualTo(Answer.UNTOLD);
    assertThat(facts(prime, 5, 6).reused()).isEqualTo(Answer.NO);
    assertThat(facts(prime, 5, 6, 5).reused()).isEqualTo(Answer.YES);
  }

  private static FieldProbe.Result field(ProtocolVersion version, FlightServer.Manner manner)
      throws IOException {
    return field(version, DHE, manner);
  }

  private static FieldProbe.Result field(
      ProtocolVersion version, CipherSuite suite, FlightServer.Manner manner) throws IOException {
    try (FlightServer server = FlightServer.that(manner)) {
      return new FieldProbe(
              new Line(server.dialer(), Duration.ofSeconds(10)), Optional.of("server.test"))
          .run(
              version,
              new VersionFacts(
                  version.toString(),
                  Answer.YES,
                  "",
                  List.of(new SuiteFacts(suite, "", 0)),
                  Preference.UNTOLD,
                  false));
    }
  }

  private static void send(FlightServer.Talk talk, BigInteger prime, int value) throws IOException {
    talk.flight(
        DHE,
        CREDENTIAL,
        WireWriter.write(
            w ->
                w.bytes(parameters(prime, value))
                    .uint16(0x0401)
                    .vector16(v -> v.bytes(new byte[32]))));
  }

  private static byte[] parameters(BigInteger prime, int value) {
    return WireWriter.write(
        w ->
            w.vector16(v -> v.bytes(BigIntegers.asUnsignedByteArray(prime)))
                .vector16(v -> v.bytes(new byte[] {2}))
                .vector16(v -> v.bytes(new byte[] {(byte) value})));
  }

  @Test
  void the_groups_of_rfc_7919_are_found_where_a_server_negotiates_them() throws IOException {
    List<NamedGroup> taken = List.of(NamedGroup.FFDHE3072, NamedGroup.FFDHE2048);
    FieldProbe.Result result =
        field(
            ProtocolVersion.TLS12,
            talk -> {
              List<NamedGroup> offered =
                  Extensions.readCodes16(
                      talk.hello.extension(ExtensionType.SUPPORTED_GROUPS).orElseThrow(),
                      NamedGroup::new);
              Optional<NamedGroup> group = taken.stream().filter(offered::contains).findFirst();
              if (group.isPresent()) {
                send(talk, prime(group.get()), 5);
              } else {
                talk.alert(71);
              }
            });

    assertThat(result.groups()).isEqualTo(taken);
    assertThat(result.values()).hasSize(2);
  }

  @Test
  void a_server_that_sends_the_same_field_to_all_negotiates_none() throws IOException {
    AtomicInteger value = new AtomicInteger();
    FieldProbe.Result result =
        field(
            ProtocolVersion.TLS12,
            talk -> send(talk, prime(NamedGroup.FFDHE2048), value.incrementAndGet()));

    assertThat(result.groups()).isEmpty();
    assertThat(DhProbe.facts(result.values()).get(0).reused()).isEqualTo(Answer.NO);
  }

  @Test
  void a_server_without_a_certificate_is_asked_as_well_and_one_without_fields_is_not()
      throws IOException {
    CipherSuite anonymous = new CipherSuite(0x006c);
    FieldProbe.Result result =
        field(
            ProtocolVersion.TLS12,
            anonymous,
            talk ->
                talk.send(
                    FlightServer.serverHello(ProtocolVersion.TLS12, anonymous),
                    new ServerKeyExchange(parameters(prime(NamedGroup.FFDHE2048), 7)),
                    new ServerHelloDone()));

    assertThat(DhProbe.facts(result.values()).get(0).reused()).isEqualTo(Answer.YES);
    assertThat(
            field(
                ProtocolVersion.TLS12,
                new CipherSuite(0xc02f),
                talk -> {
                  throw new AssertionError("It was asked");
                }))
        .isEqualTo(FieldProbe.Result.NONE);
  }

  @Test
  void one_suite_is_asked_for_twice_so_that_reuse_can_be_told() throws IOException {
    FieldProbe.Result old =
        field(ProtocolVersion.TLS10, talk -> send(talk, prime(NamedGroup.FFDHE2048), 9));

    assertThat(old.groups()).isEmpty();
    assertThat(old.values()).hasSize(1);
  }

  @Test
  void fields_stand_beside_the_curves_of_their_version() {
    GroupFacts curves =
        new GroupFacts("TLS 1.2", List.of(NamedGroup.X25519), Preference.SERVER, List.of());
    FieldProbe.Result fields = new FieldProbe.Result(List.of(NamedGroup.FFDHE2048), List.of());

    assertThat(fields.beside(List.of(curves), ProtocolVersion.TLS12))
        .extracting(GroupFacts::groups)
        .containsExactly(List.of(NamedGroup.X25519, NamedGroup.FFDHE2048));
    assertThat(fields.beside(List.of(), ProtocolVersion.TLS12))
        .extracting(GroupFacts::groups)
        .containsExactly(List.of(NamedGroup.FFDHE2048));
    assertThat(FieldProbe.Result.NONE.beside(List.of(curves), ProtocolVersion.TLS12))
        .containsExactly(curves);
  }

  @Test
  void the_strength_of_a_key_exchange_is_the_certificate_s_or_the_group_s() throws IOException {
    try (FlightServer server =
        FlightServer.that(talk -> talk.rsaFlight(new CipherSuite(0x002f), CREDENTIAL))) {
      Line line = new Line(server.dialer(), Duration.ofSeconds(10));
      SuiteFacts facts =
          ExchangeStrength.of(
              new CipherSuite(0x002f),
              line.ask(Hello.all(ProtocolVersion.TLS12, Optional.empty())),
              ProtocolVersion.TLS12);

      assertThat(facts.keyExchange()).isEqualTo("RSA 2048 bits");
      assertThat(facts.keyExchangeBits()).isEqualTo(2048);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "23, 256",
    "29, 253",
    "30, 448",
    "9, 283",
    "28, 512",
    "41, 256",
    "38, 512",
    "257, 3072",
    "0x11ec, 253",
    "0x11eb, 256",
    "0x11ea, 253",
    "513, 0",
    "0x7777, 0"
  })
  void a_group_has_its_size(String group, int bits) {
    assertThat(Groups.bits(new NamedGroup(Integer.decode(group)))).isEqualTo(bits);
  }
}
