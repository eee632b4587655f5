package io.github.tlsgauntlet.probe;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tlsgauntlet.crypto.KeyExchangeGroup;
import io.github.tlsgauntlet.peer.CertificateAsk;
import io.github.tlsgauntlet.peer.Deviation;
import io.github.tlsgauntlet.peer.RenegotiationPolicy;
import io.github.tlsgauntlet.peer.Script;
import io.github.tlsgauntlet.peer.Sending;
import io.github.tlsgauntlet.peer.ServerSettings;
import io.github.tlsgauntlet.peer.SessionStore;
import io.github.tlsgauntlet.pki.Catalogue;
import io.github.tlsgauntlet.pki.Credential;
import io.github.tlsgauntlet.pki.Mint;
import io.github.tlsgauntlet.pki.Role;
import io.github.tlsgauntlet.probe.OwnServer.Manner;
import io.github.tlsgauntlet.probe.Weakness.Exposure;
import io.github.tlsgauntlet.protocol.AlertDescription;
import io.github.tlsgauntlet.protocol.CipherSuite;
import io.github.tlsgauntlet.protocol.HandshakeMessage;
import io.github.tlsgauntlet.protocol.HandshakeMessage.ServerHello;
import io.github.tlsgauntlet.protocol.NamedGroup;
import io.github.tlsgauntlet.protocol.ProtocolVersion;
import io.github.tlsgauntlet.protocol.SignatureScheme;
import io.github.tlsgauntlet.wire.WireWriter;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.bouncycastle.util.BigIntegers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A scan sees a weakness on a peer that has it, and none of its kind on one that has not. */
class OfferedPeersTest {
  private static final Credential CREDENTIAL = FlightServer.rsa();
  private static final CipherSuite STATIC_RSA = new CipherSuite(0x002f);
  private static final CipherSuite DHE = new CipherSuite(0x009e);
  private static final Duration TIMEOUT = Duration.ofSeconds(60);
  private static final CertificateAsk ASK =
      CertificateAsk.of(true, List.of(), List.of(SignatureScheme.RSA_PSS_RSAE_SHA256));

  private static Exposure scanned(Dialer dialer, String id) throws InterruptedException {
    return scan(dialer).weakness(id).orElseThrow().exposure();
  }

  private static ServerFacts scan(Dialer dialer) throws InterruptedException {
    return WholeScan.of(
        dialer,
        Optional.of("server.gauntlet.test"),
        EnumSet.of(Part.FEATURES, Part.WEAKNESSES),
        TIMEOUT);
  }

  private static Exposure scanned(ServerSettings settings, Manner manner, String id)
      throws Exception {
    try (OwnServer server = OwnServer.with(settings, manner)) {
      return scanned(server::dial, id);
    }
  }

  private static Exposure scanned(ServerSettings.Builder settings, String id) throws Exception {
    return scanned(settings.build(), Manner.plain(), id);
  }

  private static ServerSettings.Builder server(ProtocolVersion version, CipherSuite... suites) {
    return OwnServer.settings(CREDENTIAL).versions(version).cipherSuites(List.of(suites));
  }

  @ParameterizedTest
  @CsvSource({
    "null-suites,      0x0303, TLS_RSA_WITH_NULL_SHA256,                VULNERABLE",
    "anonymous-suites, 0x0301, TLS_DH_anon_WITH_AES_128_CBC_SHA,        VULNERABLE",
    "export-suites,    0x0301, TLS_RSA_EXPORT_WITH_RC4_40_MD5,          VULNERABLE",
    "freak,            0x0301, TLS_RSA_EXPORT_WITH_DES40_CBC_SHA,       VULNERABLE",
    "logjam,           0x0301, TLS_DHE_RSA_EXPORT_WITH_DES40_CBC_SHA,   VULNERABLE",
    "rc4,              0x0302, TLS_RSA_WITH_RC4_128_SHA,                VULNERABLE",
    "sweet32,          0x0303, TLS_RSA_WITH_3DES_EDE_CBC_SHA,           EXPOSED",
    "poodle,           0x0300, TLS_RSA_WITH_AES_128_CBC_SHA,            VULNERABLE",
    "beast,            0x0301, TLS_RSA_WITH_AES_128_CBC_SHA,            EXPOSED",
    "lucky13,          0x0303, TLS_RSA_WITH_AES_128_CBC_SHA,            EXPOSED",
  })
  void a_weak_suite_that_a_server_takes_is_seen(
      String id, int version, String suite, Exposure exposure) throws Exception {
    assertThat(
            scanned(
                server(new ProtocolVersion(version), CipherSuite.named(suite).orElseThrow()), id))
        .isEqualTo(exposure);
  }

  @Test
  void a_server_of_today_has_no_weak_suite_and_nothing_that_goes_with_one() throws Exception {
    ServerSettings settings =
        OwnServer.settings(CREDENTIAL)
            .cipherSuites(List.of(new CipherSuite(0x1301), new CipherSuite(0xc02f)))
            .alpn(List.of("http/1.1"))
            .build();
    try (OwnServer server = OwnServer.with(settings)) {
      ServerFacts facts = scan(server::dial);

      assertThat(
              facts.weaknesses().stream()
                  .filter(weakness -> weakness.exposure() != Exposure.SAFE)
                  .map(Weakness::id))
          // Which keys others know only a list can tell.
          .containsExactly("debian-weak-key");
    }
  }

  @Test
  void ssl_2_0_is_what_drown_takes() throws Exception {
    try (Ssl2Server server = Ssl2Server.that(Ssl2ProbeTest.serverHello(2, 0x010080));
        Ssl2Server other = Ssl2Server.that(new byte[] {21, 3, 1, 0, 2, 2, 70})) {
      assertThat(scanned(server::dial, "drown")).isEqualTo(Exposure.VULNERABLE);
      assertThat(scanned(other::dial, "drown")).isEqualTo(Exposure.SAFE);
    }
  }

  @Test
  void compression_that_a_server_takes_part_in_is_what_crime_takes() throws Exception {
    ServerSettings.Builder server = server(ProtocolVersion.TLS12, new CipherSuite(0xc02f));

    assertThat(scanned(server, "crime")).isEqualTo(Exposure.SAFE);
    assertThat(scanned(server.compression(true), "crime")).isEqualTo(Exposure.VULNERABLE);
  }

  /** Every client gets the same field; the value in it is drawn or not. */
  private static FlightServer field(BigInteger prime, boolean fresh) {
    AtomicInteger drawn = new AtomicInteger(2);
    return FlightServer.that(
        talk -> {
          if (!talk.hello.cipherSuites().contains(DHE)
              || talk.hello.legacyVersion().code() < ProtocolVersion.TLS12.code()) {
            talk.alert(FlightServer.HANDSHAKE_FAILURE);
            return;
          }
          int value = fresh ? drawn.incrementAndGet() : 2;
          byte[] parameters =
              WireWriter.write(
                  w ->
                      w.vector16(v -> v.bytes(BigIntegers.asUnsignedByteArray(prime)))
                          .vector16(v -> v.uint8(2))
                          .vector16(v -> v.uint16(value))
                          .uint16(0x0401)
                          .vector16(v -> v.bytes(new byte[32])));
          talk.flight(DHE, CREDENTIAL, parameters);
        });
  }

  private static BigInteger knownPrime(int bits) {
    return KnownPrimes.all().stream()
        .filter(prime -> prime.bitLength() == bits)
        .findFirst()
        .orElseThrow();
  }

  @Test
  void a_short_field_that_many_share_is_what_logjam_takes() throws Exception {
    try (FlightServer weak = field(knownPrime(1024), true);
        FlightServer strong = field(prime2048(), true)) {
      assertThat(scanned(weak.dialer(), "logjam")).isEqualTo(Exposure.VULNERABLE);
      assertThat(scanned(strong.dialer(), "logjam")).isEqualTo(Exposure.SAFE);
    }
  }

  @Test
  void a_value_that_comes_again_is_what_raccoon_takes() throws Exception {
    try (FlightServer weak = field(prime2048(), false);
        FlightServer strong = field(prime2048(), true)) {
      assertThat(scanned(weak.dialer(), "raccoon")).isEqualTo(Exposure.EXPOSED);
      assertThat(scanned(strong.dialer(), "raccoon")).isEqualTo(Exposure.SAFE);
    }
  }

  private static BigInteger prime2048() {
    return KeyExchangeGroup.prime(NamedGroup.FFDHE2048).orElseThrow();
  }

  @ParameterizedTest
  @CsvSource({"NONE, SAFE", "BOUND, EXPOSED", "ANY, EXPOSED"})
  void a_second_handshake_at_the_clients_wish_exposes_a_server(
      RenegotiationPolicy.Taken taken, Exposure exposure) throws Exception {
    RenegotiationPolicy policy = new RenegotiationPolicy(taken, Optional.empty());

    assertThat(
            scanned(
                server(ProtocolVersion.TLS12, DHE).renegotiation(policy), "renegotiation-flood"))
        .isEqualTo(exposure);
  }

  @Test
  void a_server_that_goes_on_under_any_protocol_is_exposed_to_alpaca() throws Exception {
    ServerSettings.Builder server = server(ProtocolVersion.TLS12, new CipherSuite(0xc02f));

    assertThat(scanned(server, "alpaca")).isEqualTo(Exposure.EXPOSED);
    assertThat(scanned(server.alpn(List.of("http/1.1")), "alpaca")).isEqualTo(Exposure.SAFE);
  }

  @Test
  void an_answer_that_is_compressed_exposes_a_server_to_breach() throws Exception {
    ServerSettings server = server(ProtocolVersion.TLS12, new CipherSuite(0xc02f)).build();

    assertThat(scanned(server, Manner.plain().headers("Content-Encoding: gzip\r\n"), "breach"))
        .isEqualTo(Exposure.EXPOSED);
    assertThat(scanned(server, Manner.plain(), "breach")).isEqualTo(Exposure.SAFE);
  }

  @ParameterizedTest
  @CsvSource({"sig-sha1-rsa, VULNERABLE", "sig-md5, VULNERABLE", "ok-rsa, SAFE"})
  void a_chain_with_a_broken_signature_is_seen(String fixture, Exposure exposure) throws Exception {
    Credential credential =
        new Mint(Catalogue.load(), 1, Instant.parse("2026-11-23T12:00:00Z"))
            .fixture(fixture, Role.SERVER)
            .credential();

    assertThat(scanned(OwnServer.settings(credential), "weak-signatures")).isEqualTo(exposure);
  }

  @Test
  void a_key_of_the_form_that_can_be_factored_is_seen() throws Exception {
    assertThat(scanned(OwnServer.settings(RocaCredential.make(new Random(17))), "roca"))
        .isEqualTo(Exposure.VULNERABLE);
    assertThat(scanned(OwnServer.settings(CREDENTIAL), "roca")).isEqualTo(Exposure.SAFE);
  }

  /** Fills a short session ID up, as the load balancers did that gave their memory away. */
  private static final Script BLEEDING =
      new Script() {
        @Override
        public List<Sending> message(HandshakeMessage message, int ordinal) {
          return List.of(
              Sending.of(
                  message instanceof ServerHello hello && hello.sessionId().length == 1
                      ? new ServerHello(
                          hello.legacyVersion(),
                          hello.random(),
                          Arrays.copyOf(hello.sessionId(), 32),
                          hello.cipherSuite(),
                          hello.compressionMethod(),
                          hello.extensions())
                      : message));
        }
      };

  @Test
  void a_session_id_that_is_filled_up_is_what_ticketbleed_takes() throws Exception {
    ServerSettings.Builder server =
        server(ProtocolVersion.TLS12, new CipherSuite(0xc02f)).sessions(new SessionStore());

    assertThat(scanned(server, "ticketbleed")).isEqualTo(Exposure.SAFE);
    assertThat(scanned(server.script(BLEEDING), "ticketbleed")).isEqualTo(Exposure.VULNERABLE);
  }

  private static ServerSettings.Builder decrypting(Optional<CertificateAsk> ask) {
    return server(ProtocolVersion.TLS12, STATIC_RSA).ask(ask);
  }

  @Test
  void a_server_that_tells_what_does_not_decrypt_is_a_robot_with_client_certificates_and_without()
      throws Exception {
    Deviation telling = new Deviation.TellBadPremaster(AlertDescription.HANDSHAKE_FAILURE);
    for (Optional<CertificateAsk> ask :
        List.of(Optional.<CertificateAsk>empty(), Optional.of(ASK))) {
      assertThat(robot(decrypting(ask), CREDENTIAL)).as("%s", ask).isEqualTo(Exposure.SAFE);
      assertThat(robot(decrypting(ask).deviations(telling), CREDENTIAL))
          .as("%s", ask)
          .isEqualTo(Exposure.VULNERABLE);
    }
  }

  @Test
  void whether_a_server_that_wants_a_certificate_is_a_robot_takes_one_to_tell() throws Exception {
    try (OwnServer server = OwnServer.with(decrypting(Optional.of(ASK)).build())) {
      assertThat(scanned(server::dial, "robot")).isEqualTo(Exposure.UNTOLD);
    }
  }

  private static Exposure robot(ServerSettings.Builder settings, Credential lent) throws Exception {
    try (OwnServer server = OwnServer.with(settings.build())) {
      return WholeScan.of(
              server::dial,
              Optional.of("server.gauntlet.test"),
              EnumSet.of(Part.WEAKNESSES),
              TIMEOUT,
              Optional.of(lent))
          .weakness("robot")
          .orElseThrow()
          .exposure();
    }
  }
}
