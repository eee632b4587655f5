package io.github.tlsgauntlet.suites;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tlsgauntlet.crypto.Signatures;
import io.github.tlsgauntlet.peer.CertificateAsk;
import io.github.tlsgauntlet.peer.Deviation;
import io.github.tlsgauntlet.peer.ServerSettings;
import io.github.tlsgauntlet.pki.KeyStores;
import io.github.tlsgauntlet.protocol.AlertDescription;
import io.github.tlsgauntlet.protocol.ProtocolVersion;
import io.github.tlsgauntlet.suite.Finding;
import io.github.tlsgauntlet.suite.ServerUnderTest;
import io.github.tlsgauntlet.suite.Verdict;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A live server that refuses a bad client certificate may refuse every other as well. */
class NothingLentTest {
  @TempDir private Path folder;

  private static LiveServer requiring(UnaryOperator<ServerSettings.Builder> change) {
    return new LiveServer(
        new ScriptedServer(
            (setup, settings) ->
                change.apply(
                    settings.ask(
                        Optional.of(CertificateAsk.of(true, List.of(), Signatures.all()))))));
  }

  private static LiveServer strict() {
    return requiring(settings -> settings.judge(chain -> Optional.of(AlertDescription.UNKNOWN_CA)));
  }

  private static Finding presented(ServerUnderTest server, String id, ProtocolVersion version)
      throws Exception {
    return ClientFixtures.presentedTo(
        server, version, server.run().catalogue().find(id).orElseThrow());
  }

  @ParameterizedTest
  @ValueSource(strings = {"wrong-ca", "self-signed-leaf", "client-wrong-ca"})
  void a_refusal_proves_nothing_where_no_good_certificate_was_seen_taken(String id)
      throws Exception {
    Finding finding = presented(Runs.against(strict()), id, ProtocolVersion.TLS13);

    assertThat(finding.verdict()).as(finding.reason()).isEqualTo(Verdict.INCONCLUSIVE);
    assertThat(finding.reason())
        .contains("refused by the alert unknown_ca")
        .contains("-Dclient.keystore=FILE");
    assertThat(finding.evidence()).isNotEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"wrong-ca", "self-signed-leaf", "client-wrong-ca"})
  void what_is_taken_fails_whatever_is_lent(String id) throws Exception {
    LiveServer trusting = requiring(settings -> settings.deviations(new Deviation.TakeAnyProof()));

    assertThat(presented(Runs.against(trusting), id, ProtocolVersion.TLS13).verdict())
        .isEqualTo(Verdict.FAIL);
  }

  @ParameterizedTest
  @CsvSource({"1.3, PASS", "1.2, INCONCLUSIVE"})
  void certificate_required_alone_says_that_it_is_the_certificate_that_is_missing(
      String version, Verdict verdict) throws Exception {
    Finding finding =
        presented(
            Runs.against(strict()),
            "client-no-cert-required",
            version.equals("1.3") ? ProtocolVersion.TLS13 : ProtocolVersion.TLS12);

    assertThat(finding.verdict()).as(finding.reason()).isEqualTo(verdict);
  }

  @Test
  void a_server_that_refuses_nobody_else_by_name_is_not_believed_where_it_refuses_the_lent_one()
      throws Exception {
    Finding finding =
        presented(
            Runs.against(strict(), LentFiles.credential(folder)),
            "client-no-cert-required",
            ProtocolVersion.TLS13);

    assertThat(finding.verdict()).as(finding.reason()).isEqualTo(Verdict.INCONCLUSIVE);
    assertThat(finding.reason()).contains("ok-chain was not taken either");
  }

  @ParameterizedTest
  @ValueSource(strings = {"wrong-ca", "self-signed-leaf", "client-wrong-ca"})
  void a_lent_certificate_that_is_taken_proves_a_refusal(String id) throws Exception {
    Map<String, String> lent = LentFiles.credential(folder);
    List<X509Certificate> trusted =
        KeyStores.trustAnchors(folder.resolve("fixtures/client/trust.pem"), Optional.empty());
    LiveServer choosy =
        requiring(
            settings ->
                settings.judge(
                    chain ->
                        ClientTrust.vouches(trusted, chain)
                            ? Optional.empty()
                            : Optional.of(AlertDescription.UNKNOWN_CA)));

    Finding finding = presented(Runs.against(choosy, lent), id, ProtocolVersion.TLS13);

    assertThat(finding.verdict()).as(finding.reason()).isEqualTo(Verdict.PASS);
  }

  @ParameterizedTest
  @ValueSource(strings = {"same-dn-two-roots", "sig-sha1-root"})
  void what_takes_another_anchor_than_the_lent_authority_is_left_out(String id) throws Exception {
    Finding finding =
        presented(Runs.against(strict(), LentFiles.issuer(folder)), id, ProtocolVersion.TLS13);

    assertThat(finding.verdict()).as(finding.reason()).isEqualTo(Verdict.NOT_APPLICABLE);
    assertThat(finding.reason()).contains("beside the lent CA");
  }

  @ParameterizedTest
  @ValueSource(strings = {"1.2", "1.3"})
  void a_certificate_that_nobody_asked_for_is_compared_with_none(String version) throws Exception {
    ProtocolVersion tls = version.equals("1.3") ? ProtocolVersion.TLS13 : ProtocolVersion.TLS12;
    UnaryOperator<ServerSettings.Builder> unasking = settings -> settings.ask(Optional.empty());
    LiveServer deaf =
        requiring(
            settings ->
                unasking
                    .apply(settings)
                    .deviations(new Deviation.Overlook(AlertDescription.UNEXPECTED_MESSAGE)));
    LiveServer closed = requiring(settings -> unasking.apply(settings).cipherSuites(List.of()));

    Finding refused = presented(Runs.against(requiring(unasking)), "client-cert-unrequested", tls);
    Finding taken = presented(Runs.against(deaf), "client-cert-unrequested", tls);
    Finding unspoken = presented(Runs.against(closed), "client-cert-unrequested", tls);

    assertThat(refused.verdict()).as(refused.reason()).isEqualTo(Verdict.PASS);
    assertThat(taken.verdict()).as(taken.reason()).isEqualTo(Verdict.FAIL);
    assertThat(unspoken.verdict()).as(unspoken.reason()).isEqualTo(Verdict.NOT_APPLICABLE);
  }
}
