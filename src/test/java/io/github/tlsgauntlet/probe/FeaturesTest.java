package io.github.tlsgauntlet.probe;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tlsgauntlet.pki.Credential;
import io.github.tlsgauntlet.probe.FlightServer.Manner;
import io.github.tlsgauntlet.probe.FlightServer.Talk;
import io.github.tlsgauntlet.protocol.CipherSuite;
import io.github.tlsgauntlet.protocol.Extension;
import io.github.tlsgauntlet.protocol.ExtensionType;
import io.github.tlsgauntlet.protocol.HandshakeMessage.ServerHello;
import io.github.tlsgauntlet.protocol.ProtocolVersion;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Features are seen on servers that have them, and not on those that have them not. */
class FeaturesTest {
  private static final Credential CREDENTIAL = FlightServer.rsa();
  private static final CipherSuite SUITE = new CipherSuite(0x002f);

  private static <T> T with(Manner manner, Function<Line, T> probe) throws IOException {
    return with(Duration.ofSeconds(10), manner, probe);
  }

  private static <T> T with(Duration timeout, Manner manner, Function<Line, T> probe)
      throws IOException {
    try (FlightServer server = FlightServer.that(manner)) {
      return probe.apply(new Line(server.dialer(), timeout));
    }
  }

  private static OldFeatures old(Line line) {
    return new OldFeatures(line, ProtocolVersion.TLS12, List.of(SUITE), Optional.empty());
  }

  private static Manner echoing(ExtensionType type) {
    return talk -> talk.rsaFlight(SUITE, CREDENTIAL, new Extension(type, new byte[] {0}));
  }

  private static Answer answer(List<Fact> facts, String id) {
    return facts.stream().filter(one -> one.id().equals(id)).findFirst().orElseThrow().answer();
  }

  @ParameterizedTest
  @CsvSource({
    "23,    extended-master-secret",
    "65281, secure-renegotiation",
    "35,    session-tickets-offered",
    "15,    heartbeat",
    "13172, npn",
    "18,    timestamps-by-extension",
    "28,    record-size-limit",
  })
  void an_extension_that_comes_back_is_a_yes_and_another_one_is_not(int type, String id)
      throws IOException {
    assertThat(answer(with(echoing(new ExtensionType(type)), line -> old(line).offered()), id))
        .isEqualTo(Answer.YES);
    assertThat(answer(with(echoing(new ExtensionType(77)), line -> old(line).offered()), id))
        .isEqualTo(Answer.NO);
    assertThat(
            answer(
                with(
                    talk -> talk.alert(FlightServer.HANDSHAKE_FAILURE),
                    line -> old(line).offered()),
                id))
        .isEqualTo(Answer.UNTOLD);
  }

  @Test
  void a_server_that_refuses_all_extensions_together_is_asked_for_each_alone() throws IOException {
    Manner choosy =
        talk -> {
          if (talk.hello.extensions().size() > 6) {
            talk.alert(FlightServer.HANDSHAKE_FAILURE);
          } else {
            echoing(ExtensionType.EXTENDED_MASTER_SECRET).serve(talk);
          }
        };

    assertThat(answer(with(choosy, line -> old(line).offered()), "extended-master-secret"))
        .isEqualTo(Answer.YES);
  }

  @ParameterizedTest
  @CsvSource({"0, NO", "1, YES"})
  void the_compression_that_is_chosen_tells(int method, Answer expected) throws IOException {
    Fact fact =
        with(
            talk ->
                talk.send(
                    new ServerHello(
                        ProtocolVersion.TLS12, new byte[32], new byte[0], SUITE, method, List.of()),
                    new io.github.tlsgauntlet.protocol.HandshakeMessage.ServerHelloDone()),
            line -> old(line).compression());

    assertThat(fact.answer()).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({"86, YES", "40, UNTOLD", "-1, NO"})
  void a_fallback_is_refused_by_its_own_alert(int alert, Answer expected) throws IOException {
    Fact fact =
        with(
            talk -> {
              if (alert < 0) {
                talk.rsaFlight(SUITE, CREDENTIAL);
              } else {
                talk.alert(alert);
              }
            },
            line -> old(line).fallback(ProtocolVersion.TLS13));

    assertThat(fact.answer()).isEqualTo(expected);
  }

  @Test
  void what_needs_a_suite_in_cbc_is_told_by_one_connection() throws IOException {
    Line[] used = new Line[1];
    List<Fact> facts =
        with(
            echoing(ExtensionType.ENCRYPT_THEN_MAC),
            line -> {
              used[0] = line;
              return old(line).offeredWithCbc();
            });

    assertThat(answer(facts, "encrypt-then-mac")).isEqualTo(Answer.YES);
    assertThat(answer(facts, "max-fragment-length")).isEqualTo(Answer.NO);
    assertThat(answer(facts, "compression")).isEqualTo(Answer.NO);
    assertThat(used[0].connections()).isEqualTo(1);
  }

  @Test
  void a_server_that_refuses_deflate_tells_the_rest_all_the_same() throws IOException {
    List<Fact> facts =
        with(
            talk -> {
              if (talk.hello.compressionMethods().length > 1) {
                talk.alert(FlightServer.HANDSHAKE_FAILURE);
              } else {
                echoing(ExtensionType.MAX_FRAGMENT_LENGTH).serve(talk);
              }
            },
            line -> old(line).offeredWithCbc());

    assertThat(answer(facts, "encrypt-then-mac")).isEqualTo(Answer.NO);
    assertThat(answer(facts, "max-fragment-length")).isEqualTo(Answer.YES);
    assertThat(answer(facts, "compression")).isEqualTo(Answer.UNTOLD);
  }

  private static <T> T tolerance(Predicate<Talk> refuses, Function<ToleranceProbe, T> which)
      throws IOException {
    return with(
        talk -> {
          if (refuses.test(talk)) {
            talk.alert(FlightServer.HANDSHAKE_FAILURE);
          } else {
            talk.rsaFlight(SUITE, CREDENTIAL);
          }
        },
        line ->
            which.apply(
                new ToleranceProbe(
                    line,
                    Hello.all(ProtocolVersion.TLS12, Optional.empty()).suites(List.of(SUITE)))));
  }

  @Test
  void each_intolerance_is_seen() throws IOException {
    assertThat(
            tolerance(
                    talk -> talk.hello.cipherSuites().get(0).toString().startsWith("GREASE"),
                    ToleranceProbe::grease)
                .answer())
        .isEqualTo(Answer.NO);
    assertThat(
            tolerance(talk -> talk.hello.extensions().size() > 50, ToleranceProbe::manyExtensions)
                .answer())
        .isEqualTo(Answer.NO);
    assertThat(
            tolerance(
                    talk -> talk.hello.extension(new ExtensionType(0xfe00)).isPresent(),
                    ToleranceProbe::unknownExtension)
                .answer())
        .isEqualTo(Answer.NO);
    assertThat(tolerance(talk -> talk.fragmented, ToleranceProbe::fragmentedHello).answer())
        .isEqualTo(Answer.NO);
    assertThat(
            tolerance(talk -> talk.hello.encoded().length > 4_096, ToleranceProbe::longHello)
                .answer())
        .isEqualTo(Answer.NO);
    assertThat(
            tolerance(
                    talk -> talk.hello.legacyVersion().code() > 0x0303,
                    ToleranceProbe::newerVersion)
                .answer())
        .isEqualTo(Answer.NO);
  }

  @Test
  void of_a_hello_with_everything_the_one_thing_is_found_that_a_server_does_not_take()
      throws IOException {
    assertThat(tolerance(talk -> false, ToleranceProbe::hellos))
        .extracting(Fact::answer)
        .hasSize(6)
        .containsOnly(Answer.YES);
    assertThat(
            tolerance(talk -> talk.hello.extensions().size() > 50, ToleranceProbe::hellos).stream()
                .filter(fact -> fact.answer() != Answer.YES))
        .extracting(Fact::id)
        .containsExactly("extension-tolerance");
    assertThat(
            tolerance(talk -> talk.fragmented, ToleranceProbe::hellos).stream()
                .filter(fact -> fact.answer() != Answer.YES))
        .extracting(Fact::id)
        .containsExactly("fragmented-hello-tolerance");
    assertThat(
            tolerance(talk -> talk.hello.encoded().length > 4_096, ToleranceProbe::hellos).stream()
                .filter(fact -> fact.answer() != Answer.YES))
        .extracting(Fact::id)
        .containsExactly("long-hello-tolerance");
    assertThat(
            tolerance(talk -> talk.hello.legacyVersion().code() > 0x0303, ToleranceProbe::hellos)
                .stream()
                .filter(fact -> fact.answer() != Answer.YES))
        .extracting(Fact::id)
        .containsExactly("version-tolerance");
  }

  @Test
  void a_server_that_takes_everything_is_tolerant() throws IOException {
    for (Function<ToleranceProbe, Fact> each :
        List.<Function<ToleranceProbe, Fact>>of(
            ToleranceProbe::grease,
            ToleranceProbe::unknownExtension,
            ToleranceProbe::manyExtensions,
            ToleranceProbe::longHello,
            ToleranceProbe::newerVersion,
            ToleranceProbe::fragmentedHello)) {
      Fact fact = tolerance(talk -> false, each);

      assertThat(fact.answer()).as(fact.id()).isEqualTo(Answer.YES);
    }
  }

  @ParameterizedTest
  @CsvSource({"112, YES", "40, YES", "-1, NO", "-2, UNTOLD"})
  void a_name_that_a_server_does_not_know_is_refused_or_not(int alert, Answer expected)
      throws IOException {
    Fact fact =
        with(
            alert == -2 ? Duration.ofMillis(300) : Duration.ofSeconds(10),
            talk -> {
              if (alert == -1) {
                talk.rsaFlight(SUITE, CREDENTIAL);
              } else if (alert >= 0) {
                talk.alert(alert);
              } else {
                talk.read();
              }
            },
            line ->
                new ToleranceProbe(
                        line,
                        Hello.all(ProtocolVersion.TLS12, Optional.of("server.test"))
                            .suites(List.of(SUITE)))
                    .unknownServerName());

    assertThat(fact.id()).isEqualTo("server-name-strict");
    assertThat(fact.answer()).isEqualTo(expected);
  }

  @Test
  void a_server_that_returns_more_of_a_session_id_than_it_got_bleeds() {
    assertThat(TicketbleedProbe.judge(returning(new byte[32], 0x5a)).exposure())
        .isEqualTo(Weakness.Exposure.VULNERABLE);
    assertThat(TicketbleedProbe.judge(returning(new byte[1], 0x5a)).exposure())
        .isEqualTo(Weakness.Exposure.SAFE);
    assertThat(TicketbleedProbe.judge(returning(new byte[32], 0x11)).exposure())
        .isEqualTo(Weakness.Exposure.SAFE);
  }

  private static io.github.tlsgauntlet.peer.FirstFlight returning(byte[] sessionId, int first) {
    sessionId[0] = (byte) first;
    return new io.github.tlsgauntlet.peer.FirstFlight(
        Optional.of(
            new ServerHello(ProtocolVersion.TLS12, new byte[32], sessionId, SUITE, 0, List.of())),
        Optional.of(ProtocolVersion.TLS12),
        List.of(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        true,
        new io.github.tlsgauntlet.peer.Ending.Open(),
        Optional.empty());
  }
}
