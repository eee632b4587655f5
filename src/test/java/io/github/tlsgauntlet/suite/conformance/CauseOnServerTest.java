package io.github.tlsgauntlet.suite.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tlsgauntlet.peer.Script;
import io.github.tlsgauntlet.peer.Sending;
import io.github.tlsgauntlet.protocol.ExtensionType;
import io.github.tlsgauntlet.protocol.Extensions;
import io.github.tlsgauntlet.protocol.HandshakeMessage;
import io.github.tlsgauntlet.protocol.HandshakeMessage.ServerHello;
import io.github.tlsgauntlet.suite.GauntletSuite;
import io.github.tlsgauntlet.suite.Must;
import io.github.tlsgauntlet.suite.Quarter;
import io.github.tlsgauntlet.suite.Result;
import io.github.tlsgauntlet.suite.Verdict;
import io.github.tlsgauntlet.target.TargetException;
import io.github.tlsgauntlet.wire.WireException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A failure names the smallest set of values that causes it, whatever the strength. */
class CauseOnServerTest {
  private static final String SUITE = "TLS_CHACHA20_POLY1305_SHA256";
  private static final String GROUP = "secp384r1";

  /** What is required. */
  @GauntletSuite(name = "Test", quarter = Quarter.ONE_WAY_SERVER)
  static class Requires {
    @OnServer(
        versions = "1.3",
        over = {Dimension.SUITE, Dimension.GROUP, Dimension.RECORDS})
    @Must(rfc = 9846, section = "4.2.3", group = "Test", says = "Its random is no constant.")
    void random(ServerCase server) throws TargetException {
      server
          .asItIs()
          .expecting(
              HelloExpectations.serverHello(
                  hello ->
                      isConstant(hello)
                          ? Optional.of("Its random is a constant.")
                          : Optional.empty()));
    }
  }

  @Test
  void one_suite_with_one_group_is_named() {
    Result result = judged("2");

    assertThat(result.verdict()).isEqualTo(Verdict.FAIL);
    assertThat(result.reason())
        .startsWith("Its random is a constant.")
        .endsWith("It goes with " + SUITE + " with " + GROUP + ".");
  }

  @Test
  void the_cause_is_the_same_where_all_is_tried_with_all() {
    assertThat(judged("3").reason()).endsWith("It goes with " + SUITE + " with " + GROUP + ".");
  }

  private static Result judged(String strength) {
    return Judged.by(
        Requires.class,
        (setup, settings) -> settings.script(constantRandom()),
        Map.of("strength", strength));
  }

  private static Script constantRandom() {
    return new Script() {
      @Override
      public List<Sending> message(HandshakeMessage message, int ordinal) {
        return List.of(
            Sending.of(
                message instanceof ServerHello hello && isStruck(hello)
                    ? constant(hello)
                    : message));
      }
    };
  }

  private static boolean isStruck(ServerHello hello) {
    if (hello.isHelloRetryRequest()) {
      return false;
    }
    try {
      return hello.cipherSuite().toString().equals(SUITE)
          && Extensions.readKeyShare(hello.extension(ExtensionType.KEY_SHARE).orElseThrow())
              .group()
              .toString()
              .equals(GROUP);
    } catch (WireException e) {
      throw new AssertionError(e);
    }
  }

  private static ServerHello constant(ServerHello hello) {
    return new ServerHello(
        hello.legacyVersion(),
        new byte[hello.random().length],
        hello.sessionId(),
        hello.cipherSuite(),
        hello.compressionMethod(),
        hello.extensions());
  }

  private static boolean isConstant(ServerHello hello) {
    for (byte one : hello.random()) {
      if (one != 0) {
        return false;
      }
    }
    return true;
  }
}
