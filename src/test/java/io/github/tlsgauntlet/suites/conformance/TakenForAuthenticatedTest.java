package io.github.tlsgauntlet.suites.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tlsgauntlet.suite.Result;
import io.github.tlsgauntlet.suite.Verdict;
import io.github.tlsgauntlet.suites.ScriptedServer;
import io.github.tlsgauntlet.target.ServerTarget;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a server's answer says of a client without a certificate. */
class TakenForAuthenticatedTest {
  @ParameterizedTest
  @CsvSource({"client not authenticated, PASS", "client authenticated as CN=somebody, FAIL"})
  void a_client_without_a_certificate_is_nobody(String says, Verdict verdict) {
    byte[] page =
        ("HTTP/1.1 200 OK\r\nContent-Length: " + says.length() + "\r\n\r\n" + says)
            .getBytes(StandardCharsets.US_ASCII);
    ServerTarget server = new ScriptedServer((setup, settings) -> settings, (setup, shown) -> page);

    assertThat(
            Verdicts.on(
                server, ClientCertificateServerTest.class, "a_wanted_certificate_may_be_missing"))
        .hasSize(2)
        .extracting(Result::verdict)
        .containsOnly(verdict);
  }
}
