package io.github.tlsgauntlet.suites;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tlsgauntlet.crypto.Signatures;
import io.github.tlsgauntlet.peer.CertificateAsk;
import io.github.tlsgauntlet.peer.ServerSettings;
import io.github.tlsgauntlet.protocol.AlertDescription;
import io.github.tlsgauntlet.protocol.ProtocolVersion;
import io.github.tlsgauntlet.suite.AlertGrade;
import io.github.tlsgauntlet.suite.Finding;
import io.github.tlsgauntlet.suite.ServerUnderTest;
import io.github.tlsgauntlet.suite.Verdict;
import io.github.tlsgauntlet.target.ServerSetup;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A server that completes the handshake with anybody and refuses by an HTTP status is believed only
 * where the status is about the certificate.
 */
class HttpRefusalTest {
  private static final int OK = 200;

  @TempDir private Path folder;

  /** A server that asks, takes in the handshake whatever comes, and lets its page tell. */
  private static ScriptedServer answering(BiFunction<ServerSetup, List<byte[]>, Integer> status) {
    return new ScriptedServer(
        HttpRefusalTest::asking,
        (setup, certificates) ->
            ("HTTP/1.1 " + status.apply(setup, certificates) + " X\r\nContent-Length: 0\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII));
  }

  private static ServerSettings.Builder asking(ServerSetup setup, ServerSettings.Builder settings) {
    return settings.ask(Optional.of(CertificateAsk.of(false, List.of(), Signatures.all())));
  }

  private static ScriptedServer refusingBy(int status) {
    return answering(
        (setup, certificates) ->
            ClientTrust.vouches(setup.clientTrust(), certificates) ? OK : status);
  }

  private static Finding presented(ServerUnderTest server, String id) throws Exception {
    return ClientFixtures.presentedTo(
        server, ProtocolVersion.TLS13, server.run().catalogue().find(id).orElseThrow());
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 401, 403, 495, 496})
  void a_status_that_bad_ones_alone_get_refuses_them(int status) throws Exception {
    ServerUnderTest server = Runs.against(refusingBy(status));

    for (String bad : List.of("wrong-ca", "self-signed-leaf", "client-no-cert-required")) {
      Finding finding = presented(server, bad);

      assertThat(finding.verdict()).as(finding.reason()).isEqualTo(Verdict.PASS);
      assertThat(finding.alertGrade()).isEqualTo(AlertGrade.HTTP_STATUS);
      assertThat(finding.alert()).contains("HTTP " + status);
    }
    assertThat(presented(server, "ok-chain").verdict()).isEqualTo(Verdict.PASS);
  }

  @ParameterizedTest
  @ValueSource(ints = {200, 301, 404, 500})
  void any_other_status_takes_them(int status) throws Exception {
    assertThat(presented(Runs.against(refusingBy(status)), "wrong-ca").verdict())
        .isEqualTo(Verdict.FAIL);
  }

  @Test
  void a_good_one_that_gets_less_than_nobody_is_refused() throws Exception {
    ServerUnderTest server =
        Runs.against(answering((setup, certificates) -> certificates.isEmpty() ? OK : 403));

    Finding finding = presented(server, "ok-chain");

    assertThat(finding.verdict()).as(finding.reason()).isEqualTo(Verdict.FAIL);
  }

  @ParameterizedTest
  @CsvSource({
    "ok-chain, 400",
    "ok-chain, 403",
    "ok-rsa, 403",
    "wrong-ca, 403",
    "client-no-cert-required, 403",
    "client-no-cert-optional, 403"
  })
  void a_status_that_everyone_gets_tells_nothing(String id, int status) throws Exception {
    Finding finding = presented(Runs.against(answering((setup, certificates) -> status)), id);

    assertThat(finding.verdict()).as(finding.reason()).isEqualTo(Verdict.INCONCLUSIVE);
    assertThat(finding.reason()).contains("page answers " + status + " to everyone");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"ok-chain", "wrong-ca", "client-no-cert-required", "client-no-cert-optional"})
  void a_live_server_whose_page_is_for_nobody_is_not_said_to_require_a_certificate(String id)
      throws Exception {
    ServerUnderTest server =
        Runs.against(
            new LiveServer(answering((setup, certificates) -> 403)), LentFiles.issuer(folder));

    Finding finding = presented(server, id);

    assertThat(finding.verdict()).as(finding.reason()).isEqualTo(Verdict.INCONCLUSIVE);
    assertThat(finding.reason()).contains("page answers 403 to everyone");
  }

  @Test
  void where_nothing_is_lent_a_status_tells_nothing() throws Exception {
    Finding finding =
        presented(
            Runs.against(new LiveServer(answering((setup, certificates) -> 403))),
            "client-no-cert-optional");

    assertThat(finding.verdict()).as(finding.reason()).isEqualTo(Verdict.INCONCLUSIVE);
    assertThat(finding.reason()).contains("-Dclient.keystore=FILE");
  }

  @Test
  void a_page_that_is_for_nobody_hides_no_refusal_in_the_handshake() throws Exception {
    ServerUnderTest server =
        Runs.against(
            new ScriptedServer(
                (setup, settings) ->
                    asking(setup, settings)
                        .judge(
                            chain ->
                                chain.isEmpty() || ClientTrust.vouches(setup.clientTrust(), chain)
                                    ? Optional.empty()
                                    : Optional.of(AlertDescription.UNKNOWN_CA)),
                (setup, certificates) ->
                    "HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n"
                        .getBytes(StandardCharsets.US_ASCII)));

    Finding refused = presented(server, "wrong-ca");
    Finding taken = presented(server, "ok-chain");

    assertThat(refused.verdict()).as(refused.reason()).isEqualTo(Verdict.PASS);
    assertThat(taken.verdict()).as(taken.reason()).isEqualTo(Verdict.INCONCLUSIVE);
  }

  @Test
  void a_page_that_is_for_nobody_may_answer_bad_ones_otherwise() throws Exception {
    ServerUnderTest server =
        Runs.against(
            answering(
                (setup, certificates) ->
                    certificates.isEmpty() || ClientTrust.vouches(setup.clientTrust(), certificates)
                        ? 403
                        : 400));

    Finding refused = presented(server, "wrong-ca");
    Finding taken = presented(server, "ok-chain");

    assertThat(refused.verdict()).as(refused.reason()).isEqualTo(Verdict.PASS);
    assertThat(refused.alert()).contains("HTTP 400");
    assertThat(taken.verdict()).as(taken.reason()).isEqualTo(Verdict.INCONCLUSIVE);
  }

  @Test
  void a_page_that_turns_away_strangers_and_the_known_for_different_reasons_tells_nothing()
      throws Exception {
    ServerUnderTest server =
        Runs.against(answering((setup, certificates) -> certificates.isEmpty() ? 401 : 403));

    for (String id : List.of("ok-chain", "wrong-ca", "client-no-cert-required")) {
      Finding finding = presented(server, id);

      assertThat(finding.verdict()).as(finding.reason()).isEqualTo(Verdict.INCONCLUSIVE);
    }
  }
}
