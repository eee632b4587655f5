package io.github.tlsgauntlet.suite.conformance;

import io.github.tlsgauntlet.peer.Ending;
import io.github.tlsgauntlet.protocol.Extension;
import io.github.tlsgauntlet.protocol.HandshakeMessage.ServerHello;
import io.github.tlsgauntlet.suite.Finding;
import io.github.tlsgauntlet.suite.Reaction;
import io.github.tlsgauntlet.suite.Verdict;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Expectations of what answers a ClientHello. */
public final class HelloExpectations {
  private HelloExpectations() {}

  /**
   * A refusal that is due before a ServerHello: one that comes is told as a hello that was taken,
   * also where our client could not go on from there.
   *
   * @param refusal which refusals conform
   */
  public static Expectation atOnce(Expectation refusal) {
    return exchange -> {
      Finding finding = refusal.judge(exchange);
      boolean answered =
          !exchange.received("ServerHello").isEmpty()
              || (exchange.outcome().ending() instanceof Ending.Broken
                  && !exchange.received("HelloRetryRequest").isEmpty());
      return finding.verdict() == Verdict.INCONCLUSIVE && answered
          ? Expectations.finding(
              Verdict.FAIL, "It should refuse, and answers with a ServerHello.", exchange)
          : finding;
    };
  }

  /**
   * Any refusal, by an alert or without one; going on, or answering with anything else, is none.
   */
  public static Expectation refusesInAnyWay() {
    return exchange -> {
      boolean answered =
          exchange.taken()
              || exchange.outcome().ending() instanceof Ending.Broken
              || !exchange.received("ServerHello").isEmpty();
      if (answered) {
        return Expectations.finding(
            Verdict.FAIL, "It should refuse, and answers as if it went on.", exchange);
      }
      return exchange.reaction() instanceof Reaction.Refused refused
          ? Expectations.finding(
              Verdict.PASS, "It refuses by " + refused.how().inWords() + ".", exchange)
          : Expectations.finding(
              Verdict.INCONCLUSIVE, "It stayed silent, and kept the connection open.", exchange);
    };
  }

  /**
   * Judged by the ServerHello, however far the handshake came.
   *
   * @param flaw what is wrong with it, in words; empty where nothing is
   */
  public static Expectation serverHello(Function<ServerHello, Optional<String>> flaw) {
    return exchange -> judged(exchange, HelloAnswers.serverHello(exchange), flaw, "ServerHello");
  }

  /**
   * The same, where a server that refuses has only shown that there is nothing to judge.
   *
   * @param judgement of an answer
   */
  public static Expectation ifItAnswers(Expectation judgement) {
    return exchange ->
        exchange.reaction() instanceof Reaction.Refused refused
                && exchange.received("ServerHello").isEmpty()
            ? Expectations.finding(
                Verdict.INCONCLUSIVE,
                "It refuses by " + refused.how().inWords() + ", so there is no answer to judge.",
                exchange)
            : judgement.judge(exchange);
  }

  /**
   * Judged by the HelloRetryRequest, however far the handshake came.
   *
   * @param flaw what is wrong with it, in words; empty where nothing is
   */
  public static Expectation retry(Function<ServerHello, Optional<String>> flaw) {
    return exchange -> judged(exchange, HelloAnswers.retry(exchange), flaw, "HelloRetryRequest");
  }

  /**
   * Judged by the extensions that answer the client's, however far the handshake came.
   *
   * @param flaw what is wrong with them, in words; empty where nothing is
   */
  public static Expectation extensions(Function<List<Extension>, Optional<String>> flaw) {
    return exchange -> judged(exchange, HelloAnswers.extensions(exchange), flaw, "answer");
  }

  private static <T> Finding judged(
      Exchange exchange, Optional<T> answer, Function<T, Optional<String>> flaw, String what) {
    if (answer.isEmpty()) {
      Finding wentOn = Expectations.goesOn().judge(exchange);
      return wentOn.verdict() == Verdict.PASS
          ? Expectations.finding(
              Verdict.INCONCLUSIVE, "No " + what + " of it is to be read.", exchange)
          : wentOn;
    }
    return flaw.apply(answer.get())
        .map(reason -> Expectations.finding(Verdict.FAIL, reason, exchange))
        .orElseGet(
            () ->
                Expectations.finding(
                    Verdict.PASS, "Its " + what + " is as it has to be.", exchange));
  }
}
