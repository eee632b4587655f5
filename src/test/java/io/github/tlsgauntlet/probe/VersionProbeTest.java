package io.github.tlsgauntlet.probe;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tlsgauntlet.peer.Ending;
import io.github.tlsgauntlet.pki.Credential;
import io.github.tlsgauntlet.probe.FlightServer.Manner;
import io.github.tlsgauntlet.probe.FlightServer.Talk;
import io.github.tlsgauntlet.protocol.CipherSuite;
import io.github.tlsgauntlet.protocol.Extension;
import io.github.tlsgauntlet.protocol.ExtensionType;
import io.github.tlsgauntlet.protocol.Extensions;
import io.github.tlsgauntlet.protocol.NamedGroup;
import io.github.tlsgauntlet.protocol.ProtocolVersion;
import io.github.tlsgauntlet.protocol.SignatureScheme;
import io.github.tlsgauntlet.wire.WireWriter;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What a server speaks is told from what it chooses. */
class VersionProbeTest {
  private static final Credential CREDENTIAL = FlightServer.rsa();
  private static final List<CipherSuite> TAKEN =
      List.of(new CipherSuite(0x0035), new CipherSuite(0x002f), new CipherSuite(0x0005));

  private static VersionProbe.Result probe(Manner manner, ProtocolVersion version)
      throws IOException {
    try (FlightServer server = FlightServer.that(manner)) {
      return new VersionProbe(
              new Line(server.dialer(), Duration.ofSeconds(10)), version, Optional.empty())
          .run();
    }
  }

  private static Optional<CipherSuite> first(List<CipherSuite> order, List<CipherSuite> among) {
    return order.stream().filter(among::contains).findFirst();
  }

  private static void answer(Talk talk, Optional<CipherSuite> suite) throws IOException {
    if (suite.isPresent()) {
      talk.rsaFlight(suite.get(), CREDENTIAL);
    } else {
      talk.alert(FlightServer.HANDSHAKE_FAILURE);
    }
  }

  @Test
  void a_server_s_own_order_is_found() throws IOException {
    List<CipherSuite> odd = List.of(TAKEN.get(2), TAKEN.get(0), TAKEN.get(1));
    VersionFacts facts =
        probe(talk -> answer(talk, first(odd, talk.hello.cipherSuites())), ProtocolVersion.TLS12)
            .facts();

    assertThat(facts.offered()).isEqualTo(Answer.YES);
    assertThat(facts.suites()).extracting(SuiteFacts::suite).isEqualTo(odd);
    assertThat(facts.preference()).isEqualTo(Preference.SERVER);
  }

  @Test
  void a_server_that_reads_sixteen_signature_schemes_and_no_more_finds_its_own_among_them()
      throws IOException {
    Manner manner =
        talk -> {
          Extension schemes =
              talk.hello.extension(ExtensionType.SIGNATURE_ALGORITHMS).orElseThrow();
          boolean found =
              Extensions.readCodes16(schemes, SignatureScheme::new)
                  .subList(0, 16)
                  .containsAll(
                      List.of(
                          SignatureScheme.RSA_PKCS1_SHA256, SignatureScheme.RSA_PSS_RSAE_SHA256));
          answer(talk, first(TAKEN, found ? talk.hello.cipherSuites() : List.of()));
        };

    assertThat(probe(manner, ProtocolVersion.TLS12).facts().offered()).isEqualTo(Answer.YES);
  }

  @Test
  void a_server_that_reads_eight_groups_and_no_more_finds_its_own_among_them() throws IOException {
    Manner manner =
        talk -> {
          Extension groups = talk.hello.extension(ExtensionType.SUPPORTED_GROUPS).orElseThrow();
          boolean found =
              Extensions.readCodes16(groups, NamedGroup::new)
                  .subList(0, 8)
                  .containsAll(
                      List.of(NamedGroup.X25519, NamedGroup.SECP256R1, NamedGroup.SECP384R1));
          answer(talk, first(TAKEN, found ? talk.hello.cipherSuites() : List.of()));
        };

    assertThat(probe(manner, ProtocolVersion.TLS12).facts().offered()).isEqualTo(Answer.YES);
  }

  @Test
  void a_server_that_follows_its_client_is_told_from_one_with_an_order() throws IOException {
    VersionFacts facts =
        probe(talk -> answer(talk, first(talk.hello.cipherSuites(), TAKEN)), ProtocolVersion.TLS11)
            .facts();

    assertThat(facts.suites())
        .extracting(SuiteFacts::suite)
        .containsExactlyInAnyOrderElementsOf(TAKEN);
    assertThat(facts.preference()).isEqualTo(Preference.CLIENT);
  }

  @Test
  void a_server_that_moves_chacha_to_the_front_for_those_who_name_it_first_is_seen()
      throws IOException {
    CipherSuite chaCha = new CipherSuite(0xcca8);
    List<CipherSuite> order = List.of(TAKEN.get(0), TAKEN.get(1), chaCha);
    VersionFacts facts =
        probe(
                talk -> {
                  boolean named = talk.hello.cipherSuites().get(0).equals(chaCha);
                  answer(
                      talk, named ? Optional.of(chaCha) : first(order, talk.hello.cipherSuites()));
                },
                ProtocolVersion.TLS12)
            .facts();

    assertThat(facts.preference()).isEqualTo(Preference.SERVER);
    assertThat(facts.prefersChaCha()).isTrue();
  }

  @Test
  void a_server_that_answers_with_another_version_does_not_speak_this_one() throws IOException {
    VersionFacts facts =
        probe(
                talk -> talk.send(FlightServer.serverHello(ProtocolVersion.TLS10, TAKEN.get(0))),
                ProtocolVersion.TLS12)
            .facts();

    assertThat(facts.offered()).isEqualTo(Answer.NO);
    assertThat(facts.detail()).isEqualTo("It answers with TLS 1.0 instead.");
  }

  @Test
  void an_alert_is_a_no() throws IOException {
    VersionFacts facts =
        probe(talk -> talk.alert(FlightServer.PROTOCOL_VERSION), ProtocolVersion.TLS10).facts();

    assertThat(facts.offered()).isEqualTo(Answer.NO);
    assertThat(facts.detail()).isEqualTo("It sent the alert protocol_version.");
  }

  @Test
  void a_version_that_is_refused_as_such_costs_one_connection() throws IOException {
    try (FlightServer server =
        FlightServer.that(talk -> talk.alert(FlightServer.PROTOCOL_VERSION))) {
      Line line = new Line(server.dialer(), Duration.ofSeconds(10));
      new VersionProbe(line, ProtocolVersion.TLS11, Optional.empty()).run();

      assertThat(line.connections()).isEqualTo(1);
    }
  }

  @Test
  void a_server_that_chooses_and_falls_silent_is_waited_for_once() throws IOException {
    try (FlightServer server =
        FlightServer.that(
            talk -> {
              talk.send(FlightServer.serverHello(ProtocolVersion.TLS12, TAKEN.get(0)));
              talk.read();
            })) {
      Line line = new Line(server.dialer(), Duration.ofMillis(300));
      VersionFacts facts =
          new VersionProbe(line, ProtocolVersion.TLS12, Optional.empty()).run().facts();

      assertThat(line.connections()).isEqualTo(1);
      assertThat(facts.offered()).isEqualTo(Answer.YES);
      assertThat(facts.detail()).contains("There may be more suites", "said nothing");
    }
  }

  @Test
  void an_answer_in_another_version_is_not_waited_for_to_its_end() throws IOException {
    VersionProbe.Result result =
        probe(
            talk -> {
              talk.send(FlightServer.serverHello(ProtocolVersion.TLS10, TAKEN.get(0)));
              talk.read();
            },
            ProtocolVersion.TLS11);

    assertThat(result.facts().offered()).isEqualTo(Answer.NO);
    assertThat(result.deciding().orElseThrow().version()).contains(ProtocolVersion.TLS10);
    assertThat(result.deciding().orElseThrow().ending()).isInstanceOf(Ending.Open.class);
  }

  @Test
  void garbage_is_neither_yes_nor_no() throws IOException {
    VersionFacts facts = probe(talk -> talk.send(99, new byte[5]), ProtocolVersion.TLS12).facts();

    assertThat(facts.offered()).isEqualTo(Answer.UNTOLD);
  }

  @Test
  void a_server_that_always_chooses_the_same_is_not_asked_for_ever() throws IOException {
    VersionFacts facts =
        probe(talk -> answer(talk, Optional.of(TAKEN.get(0))), ProtocolVersion.TLS12).facts();

    assertThat(facts.suites()).hasSize(1);
  }

  @Test
  void a_server_that_refuses_long_lists_is_asked_with_a_short_one() throws IOException {
    VersionFacts facts =
        probe(
                talk ->
                    answer(
                        talk,
                        talk.hello.cipherSuites().size() > 100
                            ? Optional.empty()
                            : first(TAKEN, talk.hello.cipherSuites())),
                ProtocolVersion.TLS12)
            .facts();

    assertThat(facts.offered()).isEqualTo(Answer.YES);
  }

  @Test
  void a_server_that_breaks_off_at_some_suites_is_asked_for_the_others() throws IOException {
    // As one does that has suites with DHE switched on and no parameters for them.
    CipherSuite dhe = new CipherSuite(0x0039);
    VersionFacts facts =
        probe(
                talk -> {
                  if (!talk.hello.cipherSuites().contains(dhe)) {
                    answer(talk, first(TAKEN, talk.hello.cipherSuites()));
                  }
                },
                ProtocolVersion.TLS12)
            .facts();

    assertThat(facts.suites())
        .extracting(SuiteFacts::suite)
        .containsExactlyInAnyOrderElementsOf(TAKEN);
  }

  @Test
  void the_size_of_a_finite_field_is_read() throws IOException {
    CipherSuite dhe = new CipherSuite(0x0033);
    byte[] prime = new byte[128];
    prime[0] = (byte) 0x80;
    prime[127] = 7;
    byte[] parameters =
        WireWriter.write(
            w ->
                w.vector16(v -> v.bytes(prime))
                    .vector16(v -> v.uint8(2))
                    .vector16(v -> v.uint8(9))
                    .bytes(new byte[20]));
    VersionFacts facts =
        probe(
                talk -> {
                  if (talk.hello.cipherSuites().contains(dhe)) {
                    talk.flight(dhe, CREDENTIAL, parameters);
                  } else {
                    talk.alert(FlightServer.HANDSHAKE_FAILURE);
                  }
                },
                ProtocolVersion.TLS10)
            .facts();

    assertThat(facts.suites().get(0).keyExchangeBits()).isEqualTo(1024);
  }
}
