package io.github.tlsgauntlet.suites.conformance;

import io.github.tlsgauntlet.crypto.CipherSuiteParameters;
import io.github.tlsgauntlet.crypto.CipherSuiteParameters.KeyExchangeMethod;
import io.github.tlsgauntlet.protocol.AlertDescription;
import io.github.tlsgauntlet.suite.Finding;
import io.github.tlsgauntlet.suite.Reaction;
import io.github.tlsgauntlet.suite.Refusal;
import io.github.tlsgauntlet.suite.Verdict;
import io.github.tlsgauntlet.suite.conformance.Expectation;
import io.github.tlsgauntlet.suite.conformance.Expectations;
import java.util.Set;

/** What is wrong with a ClientKeyExchange is refused before Finished is read. */
final class BeforeFinished {
  private static final Set<AlertDescription> OF_FINISHED =
      Set.of(AlertDescription.BAD_RECORD_MAC, AlertDescription.DECRYPT_ERROR);

  private BeforeFinished() {}

  /** Whoever objects to Finished has gone on with what it was sent before. */
  static Expectation of(Expectation otherwise) {
    return exchange ->
        exchange.reaction() instanceof Reaction.Refused refused
                && refused.how() instanceof Refusal.ByAlert alert
                && OF_FINISHED.contains(alert.description())
            ? Expectations.finding(
                Verdict.FAIL, "It takes it, and objects to Finished alone.", exchange)
            : otherwise.judge(exchange);
  }

  /**
   * The same, where objecting to Finished proves nothing: our client goes on with the secret that a
   * careless server comes to, or there is none that it could know. Who objects may hide its refusal
   * so: some put a random secret in the place of a bad one.
   */
  static Expectation orHidden(Expectation otherwise) {
    Expectation before = of(otherwise);
    return exchange -> {
      Finding finding = before.judge(exchange);
      return finding.verdict() == Verdict.FAIL && exchange.reaction() instanceof Reaction.Refused
          ? Expectations.finding(
              Verdict.WARN,
              "It objects to Finished alone; a refusal is due where the share is read.",
              exchange)
          : finding;
    };
  }

  /**
   * The same, but for an encrypted premaster secret: what is wrong with that a server must not let
   * show before Finished (RFC 5246, Section 7.4.7.1).
   */
  static Expectation unlessEncrypted(Expectation otherwise) {
    Expectation before = of(otherwise);
    return exchange ->
        exchange
                .outcome()
                .suite()
                .flatMap(CipherSuiteParameters::of)
                .filter(suite -> suite.keyExchange() == KeyExchangeMethod.RSA)
                .isPresent()
            ? otherwise.judge(exchange)
            : before.judge(exchange);
  }
}
