package io.github.tlsgauntlet.probe;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tlsgauntlet.peer.Ending;
import io.github.tlsgauntlet.peer.FirstFlight;
import io.github.tlsgauntlet.protocol.CipherSuite;
import io.github.tlsgauntlet.protocol.Extension;
import io.github.tlsgauntlet.protocol.ExtensionType;
import io.github.tlsgauntlet.protocol.Extensions;
import io.github.tlsgauntlet.protocol.HandshakeMessage.ServerHello;
import io.github.tlsgauntlet.protocol.HelloRetry;
import io.github.tlsgauntlet.protocol.ProtocolVersion;
import io.github.tlsgauntlet.wire.WireWriter;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What answers have in common tells of reuse, of clocks and of bad randomness. */
class SeenHellosTest {
  private static final CipherSuite ECDHE = new CipherSuite(0xc02f);
  private static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");

  private final Random random = new Random(1);

  private byte[] drawn(int length) {
    byte[] bytes = new byte[length];
    random.nextBytes(bytes);
    return bytes;
  }

  private static ServerHello hello(byte[] random, byte[] sessionId, Extension... extensions) {
    return new ServerHello(ProtocolVersion.TLS12, random, sessionId, ECDHE, 0, List.of(extensions));
  }

  private static Fact fact(List<ServerHello> hellos, String id) {
    return SeenHellos.of(List.of(), hellos).facts().stream()
        .filter(fact -> fact.id().equals(id))
        .findFirst()
        .orElseThrow();
  }

  private static FirstFlight flight(ServerHello hello, byte[] point) {
    byte[] exchange =
        WireWriter.write(w -> w.uint8(3).uint16(23).vector8(v -> v.bytes(point)).uint16(0));
    return new FirstFlight(
        Optional.of(hello),
        Optional.of(ProtocolVersion.TLS12),
        List.of(),
        Optional.empty(),
        Optional.of(exchange),
        Optional.empty(),
        true,
        new Ending.Open(),
        Optional.empty());
  }

  @Test
  void drawn_randoms_and_session_ids_are_taken_for_such() {
    List<ServerHello> hellos =
        IntStream.range(0, 20).mapToObj(i -> hello(drawn(32), drawn(32))).toList();

    assertThat(fact(hellos, "server-random").answer()).isEqualTo(Answer.YES);
    assertThat(fact(hellos.subList(0, 2), "server-random").answer()).isEqualTo(Answer.UNTOLD);
  }

  @Test
  void a_random_or_session_id_that_comes_again_is_seen() {
    byte[] same = drawn(32);
    List<ServerHello> randoms = new ArrayList<>();
    List<ServerHello> ids = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      randoms.add(hello(i < 2 ? same : drawn(32), drawn(32)));
      ids.add(hello(drawn(32), i < 2 ? same : drawn(32)));
    }

    assertThat(fact(randoms, "server-random").answer()).isEqualTo(Answer.NO);
    assertThat(fact(randoms, "server-random").detail()).contains("4 randoms 1");
    assertThat(fact(ids, "server-random").answer()).isEqualTo(Answer.NO);
    assertThat(fact(ids, "server-random").detail()).contains("4 session IDs 1");
  }

  @Test
  void constant_octets_are_seen_but_not_those_of_the_time_and_the_mark() {
    List<ServerHello> hellos = new ArrayList<>();
    List<ServerHello> marked = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      byte[] bytes = drawn(32);
      bytes[10] = 1;
      bytes[11] = 2;
      hellos.add(hello(bytes, new byte[0]));
      byte[] timed = drawn(32);
      ByteBuffer.wrap(timed).putInt(0x6a000000).putLong(24, 0x444f574e47524401L);
      marked.add(hello(timed, new byte[0]));
    }

    assertThat(fact(hellos, "server-random").answer()).isEqualTo(Answer.NO);
    assertThat(fact(hellos, "server-random").detail()).startsWith("2 octets");
    assertThat(fact(marked, "server-random").answer()).isEqualTo(Answer.YES);
  }

  @ParameterizedTest
  @CsvSource({"true, YES", "false, NO"})
  void a_curve_point_that_comes_again_is_seen(boolean again, Answer expected) {
    byte[] point = drawn(65);
    List<FirstFlight> flights =
        List.of(
            flight(hello(drawn(32), drawn(32)), point),
            flight(hello(drawn(32), drawn(32)), again ? point : drawn(65)));

    assertThat(SeenHellos.of(flights, List.of()).facts())
        .filteredOn(fact -> fact.id().equals("key-share-reuse"))
        .singleElement()
        .extracting(Fact::answer)
        .isEqualTo(expected);
    assertThat(SeenHellos.of(flights.subList(0, 1), List.of()).facts())
        .filteredOn(fact -> fact.id().equals("key-share-reuse"))
        .singleElement()
        .extracting(Fact::answer)
        .isEqualTo(Answer.UNTOLD);
  }

  @Test
  void point_formats_are_named_or_not() {
    Fact named =
        fact(
            List.of(
                hello(
                    drawn(32),
                    drawn(32),
                    new Extension(ExtensionType.EC_POINT_FORMATS, new byte[] {2, 0, 1}))),
            "ec-point-formats");

    assertThat(named.answer()).isEqualTo(Answer.YES);
    assertThat(named.detail()).isEqualTo("uncompressed, ansiX962_compressed_prime");
    assertThat(fact(List.of(hello(drawn(32), drawn(32))), "ec-point-formats").answer())
        .isEqualTo(Answer.NO);
  }

  @ParameterizedTest
  @CsvSource({"true, YES", "false, NO"})
  void a_cookie_is_seen_in_a_retry_alone(boolean cookie, Answer expected) {
    Extension version = Extensions.selectedVersion(ProtocolVersion.TLS13);
    ServerHello retry =
        new ServerHello(
            ProtocolVersion.TLS12,
            HelloRetry.random(),
            new byte[32],
            new CipherSuite(0x1301),
            0,
            cookie ? List.of(version, Extensions.cookie(new byte[9])) : List.of(version));

    assertThat(fact(List.of(retry, retry), "retry-cookie").answer()).isEqualTo(expected);
    // A retry's random is everybody's.
    assertThat(fact(List.of(retry, retry), "server-random").answer()).isEqualTo(Answer.UNTOLD);
  }

  private List<byte[]> timed(long ahead, int count) {
    List<byte[]> randoms = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      byte[] bytes = drawn(32);
      ByteBuffer.wrap(bytes).putInt((int) (NOW.getEpochSecond() + ahead + i));
      randoms.add(bytes);
    }
    return randoms;
  }

  @ParameterizedTest
  @CsvSource({
    "0, NO, By its randoms it is right.",
    "-59, NO, By its randoms it is 59 seconds behind.",
    "3600, YES, By its randoms it is 3600 seconds ahead."
  })
  void a_clock_is_read_from_randoms(long ahead, Answer expected, String detail) {
    List<Fact> facts = ServerClock.facts(timed(ahead, 4), NOW, Optional.empty());

    assertThat(facts).extracting(Fact::id).containsExactly("gmt-unix-time", "clock-skew");
    assertThat(facts.get(0).answer()).isEqualTo(Answer.YES);
    assertThat(facts.get(1).answer()).isEqualTo(expected);
    assertThat(facts.get(1).detail()).isEqualTo(detail);
  }

  @Test
  void drawn_octets_and_too_few_randoms_are_no_clock() {
    List<byte[]> drawn = List.of(drawn(32), drawn(32), drawn(32));

    assertThat(ServerClock.facts(drawn, NOW, Optional.empty()))
        .singleElement()
        .extracting(Fact::answer)
        .isEqualTo(Answer.NO);
    assertThat(ServerClock.facts(timed(0, 2), NOW, Optional.empty())).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Mon, 23 Nov 2026 12:00:05 GMT | NO | By its HTTP Date it is 5 seconds ahead.",
        "Mon, 23 Nov 2026 11:00:00 GMT | YES | By its HTTP Date it is 3600 seconds behind.",
      })
  void a_clock_is_read_from_http(String date, Answer expected, String detail) {
    Fact fact =
        ServerClock.facts(List.of(), NOW, Optional.of(new ServerClock.Dated(date, NOW))).get(0);

    assertThat(fact.answer()).isEqualTo(expected);
    assertThat(fact.detail()).isEqualTo(detail);
  }

  @Test
  void a_date_that_is_none_says_nothing() {
    assertThat(
            ServerClock.facts(List.of(), NOW, Optional.of(new ServerClock.Dated("yesterday", NOW))))
        .isEmpty();
  }
}
