package io.github.tlsgauntlet.suites.conformance;

import io.github.tlsgauntlet.protocol.Extension;
import io.github.tlsgauntlet.protocol.ExtensionType;
import io.github.tlsgauntlet.suite.Verdict;
import io.github.tlsgauntlet.suite.conformance.Exchange;
import io.github.tlsgauntlet.suite.conformance.Expectation;
import io.github.tlsgauntlet.suite.conformance.Expectations;
import io.github.tlsgauntlet.suite.conformance.HelloAnswers;

/** A server may leave early data unread each time anew: nothing is told by them then. */
final class EarlyDataTaken {
  private EarlyDataTaken() {}

  /** Judged so where the server took the early data. */
  static Expectation and(Expectation judged) {
    return exchange ->
        isTaken(exchange)
            ? judged.judge(exchange)
            : Expectations.finding(
                Verdict.INCONCLUSIVE, "It did not take the early data this time.", exchange);
  }

  private static boolean isTaken(Exchange exchange) {
    return HelloAnswers.extensions(exchange)
        .flatMap(all -> Extension.find(all, ExtensionType.EARLY_DATA))
        .isPresent();
  }
}
