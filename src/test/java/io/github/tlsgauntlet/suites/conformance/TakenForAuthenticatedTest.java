package io.github.tlsgauntlet.suites.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tlsgauntlet.suite.GauntletRun;
import io.github.tlsgauntlet.suite.Result;
import io.github.tlsgauntlet.suite.Verdict;
import io.github.tlsgauntlet.suite.conformance.OnServerArguments;
import io.github.tlsgauntlet.suite.conformance.ServerCase;
import io.github.tlsgauntlet.suites.Runs;
import io.github.tlsgauntlet.suites.ScriptedServer;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a server's answer says of a client without a certificate. */
class TakenForAuthenticatedTest {
  @ParameterizedTest
  @CsvSource({"client not authenticated, PASS", "client authenticated as CN=somebody, FAIL"})
  void a_client_without_a_certificate_is_nobody(String says, Verdict verdict) throws Exception {
    Verdicts listener = new Verdicts();
    byte[] page =
        ("HTTP/1.1 200 OK\r\nContent-Length: " + says.length() + "\r\n\r\n" + says)
            .getBytes(StandardCharsets.US_ASCII);
    GauntletRun run =
        Runs.open(
            List.of(new ScriptedServer((setup, settings) -> settings, (setup, shown) -> page)),
            List.of(),
            Map.of("timeout", "60"),
            List.of(listener));
    Method method =
        ClientCertificateServerTest.class.getDeclaredMethod(
            "a_wanted_certificate_may_be_missing", ServerCase.class);

    for (ServerCase one : OnServerArguments.cases(run, method).toList()) {
      listener.of(ClientCertificateServerTest.class, method, one);
    }

    assertThat(listener.all()).hasSize(2).extracting(Result::verdict).containsOnly(verdict);
  }
}
