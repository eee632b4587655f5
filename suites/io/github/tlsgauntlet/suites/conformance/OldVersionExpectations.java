package io.github.tlsgauntlet.suites.conformance;

import io.github.tlsgauntlet.peer.Ending;
import io.github.tlsgauntlet.protocol.ExtensionType;
import io.github.tlsgauntlet.protocol.HandshakeMessage.ServerHello;
import io.github.tlsgauntlet.suite.Verdict;
import io.github.tlsgauntlet.suite.conformance.Expectation;
import io.github.tlsgauntlet.suite.conformance.Expectations;
import io.github.tlsgauntlet.suite.conformance.HelloAnswers;
import java.util.Optional;

/** What conforms where a hello is older than its claim. */
final class OldVersionExpectations {
  private OldVersionExpectations() {}

  /** No answer in TLS 1.3; a connection that is still open says nothing. */
  static Expectation never13() {
    return exchange -> {
      Optional<ServerHello> answer =
          HelloAnswers.serverHello(exchange).or(() -> HelloAnswers.retry(exchange));
      if (answer.filter(OldVersionExpectations::isOf13).isPresent()) {
        return Expectations.finding(Verdict.FAIL, "It answers in TLS 1.3.", exchange);
      }
      Ending ending = exchange.outcome().ending();
      if (answer.isPresent()) {
        return Expectations.finding(
            Verdict.PASS, "It answers in " + answer.get().legacyVersion() + ".", exchange);
      }
      return ending instanceof Ending.Silence || ending instanceof Ending.Open
          ? Expectations.finding(
              Verdict.INCONCLUSIVE, "It stayed silent, and kept the connection open.", exchange)
          : Expectations.finding(Verdict.PASS, "It does not answer by a ServerHello.", exchange);
    };
  }

  private static boolean isOf13(ServerHello hello) {
    return hello.isHelloRetryRequest()
        || hello.extension(ExtensionType.SUPPORTED_VERSIONS).isPresent();
  }
}
