package io.github.tlsgauntlet.suites.conformance;

import io.github.tlsgauntlet.protocol.AlertDescription;
import io.github.tlsgauntlet.suite.Finding;
import io.github.tlsgauntlet.suite.Reaction;
import io.github.tlsgauntlet.suite.Refusal;
import io.github.tlsgauntlet.suite.Verdict;
import io.github.tlsgauntlet.suite.conformance.Expectation;
import io.github.tlsgauntlet.suite.conformance.Expectations;
import io.github.tlsgauntlet.suite.conformance.HelloAnswers;
import java.util.List;
import java.util.Optional;

/** Refusals that are judged by what they say of a hello. */
final class HelloRefusals {
  private HelloRefusals() {}

  /**
   * Going on conforms, and a refusal for what the server lacks; one that objects to the hello
   * itself does not.
   */
  static Expectation anyBut(AlertDescription... objections) {
    return exchange -> {
      boolean answered = HelloAnswers.serverHello(exchange).isPresent();
      Optional<AlertDescription> alert =
          exchange.reaction() instanceof Reaction.Refused refused
                  && refused.how() instanceof Refusal.ByAlert byAlert
              ? Optional.of(byAlert.description())
              : Optional.empty();
      if (answered) {
        return Expectations.finding(Verdict.PASS, "It answers with a ServerHello.", exchange);
      }
      if (alert.isEmpty()) {
        Finding untold = Expectations.refuses().judge(exchange);
        return untold.verdict() == Verdict.FAIL ? Expectations.goesOn().judge(exchange) : untold;
      }
      return List.of(objections).contains(alert.get())
          ? Expectations.finding(
              Verdict.FAIL,
              "It objects to a hello that is well-formed, by " + alert.get() + ".",
              exchange)
          : Expectations.finding(
              Verdict.PASS, "It refuses for what it lacks, by " + alert.get() + ".", exchange);
    };
  }
}
