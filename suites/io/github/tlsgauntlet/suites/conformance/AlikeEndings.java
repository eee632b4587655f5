package io.github.tlsgauntlet.suites.conformance;

import io.github.tlsgauntlet.protocol.CipherSuite;
import io.github.tlsgauntlet.suite.Finding;
import io.github.tlsgauntlet.suite.Reaction;
import io.github.tlsgauntlet.suite.Verdict;
import io.github.tlsgauntlet.suite.conformance.Exchange;
import io.github.tlsgauntlet.suite.conformance.Expectation;
import io.github.tlsgauntlet.suite.conformance.Expectations;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * All faults of one test must end alike under one cipher suite: who can tell them apart has an
 * oracle. One that ended otherwise is tried once more, for a reset can overtake an alert. For one
 * test.
 */
final class AlikeEndings implements Expectation {
  private final Expectation each;
  private final Map<Optional<CipherSuite>, String> first = new HashMap<>();
  private boolean doubted;

  /**
   * An expectation.
   *
   * @param each of the endings by itself
   */
  AlikeEndings(Expectation each) {
    this.each = each;
  }

  @Override
  public Finding judge(Exchange exchange) {
    if (!(exchange.reaction() instanceof Reaction.Refused refused)) {
      return each.judge(exchange);
    }
    String ending = refused.how().inWords();
    String other = first.computeIfAbsent(exchange.outcome().suite(), suite -> ending);
    boolean again = doubted;
    doubted = !ending.equals(other) && !again;
    return ending.equals(other)
        ? each.judge(exchange)
        : Expectations.finding(
            again ? Verdict.FAIL : Verdict.INCONCLUSIVE,
            "It ends by " + ending + ", and over another flaw by " + other + ": they can be told.",
            exchange);
  }
}
