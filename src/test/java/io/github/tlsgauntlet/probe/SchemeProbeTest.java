package io.github.tlsgauntlet.probe;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tlsgauntlet.peer.ClientSettings;
import io.github.tlsgauntlet.peer.FirstFlight;
import io.github.tlsgauntlet.peer.HandshakeOutcome;
import io.github.tlsgauntlet.peer.TlsClient;
import io.github.tlsgauntlet.pki.Credential;
import io.github.tlsgauntlet.protocol.CipherSuite;
import io.github.tlsgauntlet.protocol.ExtensionType;
import io.github.tlsgauntlet.protocol.Extensions;
import io.github.tlsgauntlet.protocol.ProtocolVersion;
import io.github.tlsgauntlet.protocol.SignatureScheme;
import io.github.tlsgauntlet.wire.WireException;
import io.github.tlsgauntlet.wire.WireWriter;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The schemes that a server signs with are those that it was seen to sign with. */
class SchemeProbeTest {
  private static final Credential CREDENTIAL = FlightServer.rsa();
  private static final CipherSuite ECDHE = new CipherSuite(0xc02f);
  private static final CipherSuite RSA = new CipherSuite(0x002f);
  private static final List<SignatureScheme> ORDER =
      List.of(SignatureScheme.RSA_PSS_RSAE_SHA256, SignatureScheme.RSA_PKCS1_SHA1);

  private static VersionProbe.Result version(
      ProtocolVersion version, CipherSuite suite, FirstFlight... flights) {
    return new VersionProbe.Result(
        new VersionFacts(
            version.toString(),
            Answer.YES,
            "",
            List.of(new SuiteFacts(suite, "", 0)),
            Preference.UNTOLD,
            false),
        List.of(flights),
        false,
        Optional.empty());
  }

  private static Optional<SchemeFacts> tls12(FlightServer.Manner manner, CipherSuite suite)
      throws IOException {
    try (FlightServer server = FlightServer.that(manner)) {
      return new SchemeProbe(
              new Line(server.dialer(), Duration.ofSeconds(10)), Optional.of("server.test"))
          .tls12(version(ProtocolVersion.TLS12, suite));
    }
  }

  private static void signFirst(FlightServer.Talk talk) throws IOException, WireException {
    List<SignatureScheme> offered =
        Extensions.readCodes16(
            talk.hello.extension(ExtensionType.SIGNATURE_ALGORITHMS).orElseThrow(),
            SignatureScheme::new);
    Optional<SignatureScheme> one = ORDER.stream().filter(offered::contains).findFirst();
    if (one.isPresent()) {
      sign(talk, one.get());
    } else {
      talk.alert(FlightServer.HANDSHAKE_FAILURE);
    }
  }

  private static void sign(FlightServer.Talk talk, SignatureScheme scheme) throws IOException {
    talk.flight(
        ECDHE,
        CREDENTIAL,
        WireWriter.write(
            w ->
                w.uint8(3)
                    .uint16(29)
                    .vector8(v -> v.bytes(new byte[32]))
                    .uint16(scheme.code())
                    .vector16(v -> v.bytes(new byte[32]))));
  }

  @Test
  void the_schemes_of_tls_1_2_are_found_in_the_server_s_order() throws IOException {
    SchemeFacts facts = tls12(SchemeProbeTest::signFirst, ECDHE).orElseThrow();

    assertThat(facts.schemes()).isEqualTo(ORDER);
  }

  @Test
  void what_the_search_for_suites_has_shown_is_not_asked_again() throws IOException {
    try (FlightServer server = FlightServer.that(SchemeProbeTest::signFirst)) {
      Line line = new Line(server.dialer(), Duration.ofSeconds(10));
      FirstFlight shown =
          line.ask(Hello.all(ProtocolVersion.TLS12, Optional.empty()).suites(List.of(ECDHE)));
      int before = line.connections();
      SchemeFacts facts =
          new SchemeProbe(line, Optional.empty())
              .tls12(version(ProtocolVersion.TLS12, ECDHE, shown))
              .orElseThrow();

      assertThat(facts.schemes()).isEqualTo(ORDER);
      // The second scheme, and that there is no third.
      assertThat(line.connections() - before).isEqualTo(2);
    }
  }

  @Test
  void a_server_that_signs_by_one_scheme_whatever_is_offered_has_that_one() throws IOException {
    assertThat(tls12(talk -> sign(talk, ORDER.get(1)), ECDHE).orElseThrow().schemes())
        .containsExactly(ORDER.get(1));
  }

  @Test
  void where_nothing_is_signed_nothing_is_told() throws IOException {
    assertThat(tls12(talk -> talk.rsaFlight(RSA, CREDENTIAL), RSA)).isEmpty();
    assertThat(tls12(talk -> talk.alert(FlightServer.HANDSHAKE_FAILURE), ECDHE)).isEmpty();
  }

  @Test
  void the_schemes_of_tls_1_3_are_those_of_the_key() throws IOException {
    List<SignatureScheme> seen = new ArrayList<>();
    try (OwnServer server =
        OwnServer.with(OwnServer.settings(CREDENTIAL).versions(ProtocolVersion.TLS13).build())) {
      SchemeFacts facts =
          new SchemeProbe(server.line(), Optional.of("server.test"))
              .tls13(
                  version(ProtocolVersion.TLS13, new CipherSuite(0x1301)).facts(),
                  ClientSettings.builder().build(),
                  Optional.empty(),
                  outcome -> outcome.scheme().ifPresent(seen::add))
              .orElseThrow();

      assertThat(facts.schemes())
          .containsExactlyInAnyOrder(
              SignatureScheme.RSA_PSS_RSAE_SHA256,
              SignatureScheme.RSA_PSS_RSAE_SHA384,
              SignatureScheme.RSA_PSS_RSAE_SHA512)
          .isEqualTo(seen);
    }
  }

  @Test
  void the_scheme_that_our_client_has_met_is_not_asked_for_again() throws IOException {
    List<SignatureScheme> seen = new ArrayList<>();
    ClientSettings usual = ClientSettings.builder().build();
    try (OwnServer server =
        OwnServer.with(OwnServer.settings(CREDENTIAL).versions(ProtocolVersion.TLS13).build())) {
      Line line = server.line();
      HandshakeOutcome met;
      try (TlsClient client = line.client(usual)) {
        met = client.handshake();
      }
      SchemeFacts facts =
          new SchemeProbe(line, Optional.of("server.test"))
              .tls13(
                  version(ProtocolVersion.TLS13, new CipherSuite(0x1301)).facts(),
                  usual,
                  Optional.of(met),
                  outcome -> outcome.scheme().ifPresent(seen::add))
              .orElseThrow();

      assertThat(facts.schemes())
          .containsExactly(
              SignatureScheme.RSA_PSS_RSAE_SHA256,
              SignatureScheme.RSA_PSS_RSAE_SHA384,
              SignatureScheme.RSA_PSS_RSAE_SHA512);
      assertThat(seen).doesNotContain(met.scheme().orElseThrow()).hasSize(2);
    }
  }
}
