package io.github.tlsgauntlet.probe;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tlsgauntlet.protocol.CipherSuite;
import io.github.tlsgauntlet.protocol.ProtocolVersion;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A scan that gets no further connection tells less than a whole one, and nothing else. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CutShortTest {
  /** The bad one last: before it is found, nothing may be said to be without it. */
  private static final List<CipherSuite> SUITES =
      Stream.of(
              "TLS_AES_128_GCM_SHA256",
              "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256",
              "TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA",
              "TLS_RSA_WITH_AES_128_CBC_SHA",
              "TLS_RSA_WITH_3DES_EDE_CBC_SHA")
          .map(name -> CipherSuite.named(name).orElseThrow())
          .toList();

  private OwnServer server;
  private ServerFacts whole;

  @BeforeAll
  void scanTheWhole() throws InterruptedException {
    server =
        OwnServer.with(
            OwnServer.settings(FlightServer.rsa())
                .versions(ProtocolVersion.TLS11, ProtocolVersion.TLS12, ProtocolVersion.TLS13)
                .cipherSuites(SUITES)
                .build());
    whole = scan(Integer.MAX_VALUE);
    assertThat(whole.weakness("sweet32").map(Weakness::exposure))
        .contains(Weakness.Exposure.EXPOSED);
  }

  @AfterAll
  void stop() throws IOException {
    server.close();
  }

  private ServerFacts scan(int most) throws InterruptedException {
    AtomicInteger dialled = new AtomicInteger();
    return ServerProbe.probe(
        new ProbeSettings(
            "own",
            "127.0.0.1",
            Optional.of("server.gauntlet.test"),
            List::of,
            "none",
            Optional.empty(),
            Duration.ofSeconds(30),
            1,
            true,
            Optional.empty()),
        deadline -> {
          if (dialled.incrementAndGet() > most) {
            throw new IOException("no further one");
          }
          return server.dial(deadline);
        },
        Clock.systemUTC());
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 4, 6, 7, 8, 9, 10, 12, 15, 20, 30, 40, 60, 80, 100})
  void nothing_is_told_that_a_whole_scan_denies(int most) throws InterruptedException {
    ServerFacts cut = scan(most);

    for (VersionFacts version : cut.versions()) {
      VersionFacts all = whole.version(version.version()).orElseThrow();
      assertThat(version.offered()).as(version.toString()).isIn(Answer.UNTOLD, all.offered());
      List<CipherSuite> suites = version.suites().stream().map(SuiteFacts::suite).toList();
      assertThat(all.suites()).extracting(SuiteFacts::suite).containsAll(suites);
      if (version.offered() == Answer.YES && suites.size() < all.suites().size()) {
        assertThat(version.detail()).contains("may be more");
      }
    }
    for (Fact fact : cut.features()) {
      Optional<Fact> same = whole.feature(fact.id());
      assertThat(fact.answer())
          .as(fact + " for " + same)
          .isIn(Answer.UNTOLD, same.map(Fact::answer).orElse(Answer.UNTOLD));
    }
    for (Weakness weakness : cut.weaknesses()) {
      Optional<Weakness> same = whole.weakness(weakness.id());
      assertThat(weakness.exposure())
          .as(weakness + " for " + same)
          .isIn(
              Weakness.Exposure.UNTOLD,
              same.map(Weakness::exposure).orElse(Weakness.Exposure.UNTOLD));
    }
    for (DhFacts dh : cut.dh()) {
      assertThat(whole.dh()).anyMatch(one -> Objects.equals(one.prime(), dh.prime()));
    }
  }
}
