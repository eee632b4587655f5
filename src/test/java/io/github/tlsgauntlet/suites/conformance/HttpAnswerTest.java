package io.github.tlsgauntlet.suites.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tlsgauntlet.crypto.Signatures;
import io.github.tlsgauntlet.peer.CertificateAsk;
import io.github.tlsgauntlet.suite.AlertGrade;
import io.github.tlsgauntlet.suite.Result;
import io.github.tlsgauntlet.suite.Verdict;
import io.github.tlsgauntlet.suites.ClientTrust;
import io.github.tlsgauntlet.suites.ScriptedServer;
import io.github.tlsgauntlet.target.ServerSetup;
import io.github.tlsgauntlet.target.ServerTarget;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a status is worth that a server sends after a finished handshake, as nginx does. */
class HttpAnswerTest {
  private static final int OK = 200;

  private static List<Result> found(
      Class<?> suite, String test, BiFunction<ServerSetup, List<byte[]>, Integer> status) {
    ServerTarget server =
        new ScriptedServer(
            (setup, settings) ->
                settings.ask(Optional.of(CertificateAsk.of(false, List.of(), Signatures.all()))),
            (setup, certificates) ->
                ("HTTP/1.1 "
                        + status.apply(setup, certificates)
                        + " X\r\nContent-Length: 0\r\n\r\n")
                    .getBytes(StandardCharsets.US_ASCII));
    return Verdicts.on(server, suite, test);
  }

  private static int refusing(ServerSetup setup, List<byte[]> certificates) {
    return ClientTrust.vouches(setup.clientTrust(), certificates) ? OK : 400;
  }

  @ParameterizedTest
  @CsvSource({
    "tls_1_3_without_the_required_certificate_is_refused, certificate_required",
    "tls_1_2_without_the_required_certificate_is_refused, handshake_failure"
  })
  void a_status_is_not_the_alert_that_the_specification_names(String test, String alert)
      throws Exception {
    assertThat(found(ClientCertificateServerTest.class, test, HttpAnswerTest::refusing))
        .singleElement()
        .satisfies(
            result -> {
              assertThat(result.verdict()).as(result.reason()).isEqualTo(Verdict.WARN);
              assertThat(result.alertGrade()).isEqualTo(AlertGrade.HTTP_STATUS);
              assertThat(result.reason()).contains(alert, "HTTP 400");
            });
  }

  @ParameterizedTest
  @CsvSource({
    "a_client_certificate_of_an_unknown_authority_is_refused",
    "an_expired_client_certificate_is_refused"
  })
  void a_client_may_be_refused_after_the_handshake(String test) throws Exception {
    assertThat(
            found(
                ClientValidationServerTest.class,
                test,
                (setup, certificates) ->
                    ClientTrust.vouches(setup.clientTrust(), certificates)
                            && ClientTrust.isInDate(certificates)
                        ? OK
                        : 403))
        .hasSize(2)
        .allSatisfy(
            result -> {
              assertThat(result.verdict()).as(result.reason()).isEqualTo(Verdict.PASS);
              assertThat(result.alertGrade()).isEqualTo(AlertGrade.HTTP_STATUS);
            });
  }

  @Test
  void a_page_that_is_for_nobody_says_nothing_of_a_missing_certificate() throws Exception {
    assertThat(
            found(
                ClientCertificateServerTest.class,
                "a_wanted_certificate_may_be_missing",
                (setup, certificates) -> 403))
        .hasSize(2)
        .allSatisfy(
            result ->
                assertThat(result.verdict()).as(result.reason()).isEqualTo(Verdict.INCONCLUSIVE));
  }
}
