package io.github.tlsgauntlet.suites.conformance;

import io.github.tlsgauntlet.peer.Sending;
import io.github.tlsgauntlet.suite.Finding;
import io.github.tlsgauntlet.suite.ServerUnderTest;
import io.github.tlsgauntlet.suite.Verdict;
import io.github.tlsgauntlet.suite.conformance.Expectation;
import io.github.tlsgauntlet.suite.conformance.Expectations;
import io.github.tlsgauntlet.suite.conformance.ServerCase;
import io.github.tlsgauntlet.target.TargetException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Servers that answer the first bytes that come, whole request or not: what follows those bytes
 * they need not have read.
 */
final class HastyAnswers {
  /** For an answer that would come at once; it is waited for only where a server seems to fail. */
  private static final Duration PATIENCE = Duration.ofSeconds(1);

  private HastyAnswers() {}

  /** Where the server answers in haste, its answer does not show that it took the fault. */
  static Expectation excused(ServerCase server, Expectation otherwise) {
    return exchange -> {
      Finding finding = otherwise.judge(exchange);
      return finding.verdict() == Verdict.FAIL && isHasty(server)
          ? Expectations.finding(
              Verdict.INCONCLUSIVE,
              "It answers the first bytes of a request: whether it read the record after them is"
                  + " not seen.",
              exchange)
          : finding;
    };
  }

  private static boolean isHasty(ServerCase server) {
    try {
      return server
          .server()
          .fact(
              new ServerUnderTest.FactKey<>(Boolean.class, "hasty " + server.version()),
              () -> answersBeginnings(server));
    } catch (TargetException e) {
      // Who can't be asked can't be blamed either.
      return true;
    }
  }

  private static boolean answersBeginnings(ServerCase server) throws TargetException {
    AtomicBoolean answered = new AtomicBoolean();
    server.meets(
        server.settings().build(),
        client -> {
          client.say(new Sending.Record(Records.APPLICATION_DATA, Records.beginning()));
          answered.set(client.read(PATIENCE).isPresent());
        });
    return answered.get();
  }
}
