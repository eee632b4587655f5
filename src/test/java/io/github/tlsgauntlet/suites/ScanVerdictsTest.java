package io.github.tlsgauntlet.suites;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tlsgauntlet.peer.ServerSettings;
import io.github.tlsgauntlet.pki.Credential;
import io.github.tlsgauntlet.pki.KeyBlocklist;
import io.github.tlsgauntlet.pki.Role;
import io.github.tlsgauntlet.policy.Level;
import io.github.tlsgauntlet.policy.PolicyFinding;
import io.github.tlsgauntlet.probe.ServerFacts;
import io.github.tlsgauntlet.probe.Weakness;
import io.github.tlsgauntlet.probe.Weakness.Exposure;
import io.github.tlsgauntlet.protocol.ProtocolVersion;
import io.github.tlsgauntlet.suite.Finding;
import io.github.tlsgauntlet.suite.ServerUnderTest;
import io.github.tlsgauntlet.suite.Verdict;
import io.github.tlsgauntlet.target.TargetException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.interfaces.RSAPrivateKey;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the suites say of a scan's facts; the probes' own tests see each weakness. */
class ScanVerdictsTest {
  private static final Credential RSA =
      Runs.againstOurServer().run().mint().fixture("ok-rsa", Role.SERVER).credential();

  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource({"VULNERABLE, FAIL", "EXPOSED, WARN", "SAFE, PASS", "UNTOLD, INCONCLUSIVE"})
  void a_weakness_decides_the_verdict(Exposure exposure, Verdict verdict) {
    assertThat(ScanVerdicts.judged(new Weakness("x", "X", "CVE-1", exposure, "Seen.")).verdict())
        .isEqualTo(verdict);
  }

  @ParameterizedTest
  @CsvSource({
    "PASS,           MUST,   PASS",
    "FAIL,           MUST,   FAIL",
    "FAIL,           SHOULD, WARN",
    "INCONCLUSIVE,   MUST,   INCONCLUSIVE",
    "NOT_APPLICABLE, MUST,   NOT_APPLICABLE",
  })
  void a_rule_s_level_decides_what_breaking_it_means(
      PolicyFinding.Verdict found, Level level, Verdict verdict) {
    PolicyFinding finding =
        new PolicyFinding("r", "R", found, "this", "that", "X 1", Map.of("nginx", "y on;"));

    assertThat(ScanVerdicts.judged(finding, level).verdict()).isEqualTo(verdict);
    assertThat(ScanVerdicts.judged(finding, level).mend()).hasSize(1);
  }

  @Test
  void every_weakness_of_a_scan_is_asked_for() throws TargetException {
    ServerUnderTest server = Runs.against(new ScriptedServer((setup, settings) -> settings));
    ServerFacts facts = ScanVerdicts.facts(server);

    assertThat(facts.weaknesses())
        .extracting(Weakness::id)
        .containsExactlyInAnyOrderElementsOf(
            Arrays.stream(KnownWeakness.values())
                .filter(which -> which != KnownWeakness.STARTTLS_INJECTION)
                .map(KnownWeakness::id)
                .toList());
  }

  @Test
  void a_server_that_begins_with_tls_is_not_asked_for_what_comes_before_it()
      throws TargetException {
    Finding finding =
        ScanVerdicts.of(
            Runs.against(new ScriptedServer((setup, settings) -> settings)),
            KnownWeakness.STARTTLS_INJECTION);

    assertThat(finding.verdict()).isEqualTo(Verdict.NOT_APPLICABLE);
    assertThat(finding.reason()).contains("begins with TLS");
  }

  @Test
  void our_own_server_fails_on_none() throws Exception {
    ServerUnderTest server = servedWith(RSA, List.of("0000d80c186767f2473a"));

    for (KnownWeakness which : KnownWeakness.values()) {
      assertThat(ScanVerdicts.of(server, which).verdict())
          .as(which.id())
          .isIn(
              which == KnownWeakness.STARTTLS_INJECTION
                  ? List.of(Verdict.NOT_APPLICABLE)
                  : List.of(Verdict.PASS, Verdict.WARN));
    }
  }

  @Test
  void a_key_of_a_list_that_was_given_fails() throws Exception {
    String own = KeyBlocklist.fingerprint(((RSAPrivateKey) RSA.privateKey()).getModulus());

    Finding finding = ScanVerdicts.of(servedWith(RSA, List.of(own)), KnownWeakness.DEBIAN_WEAK_KEY);

    assertThat(finding.verdict()).as(finding.reason()).isEqualTo(Verdict.FAIL);
  }

  @Test
  void without_a_list_no_key_is_judged() throws TargetException {
    Finding finding =
        ScanVerdicts.of(
            Runs.against(new ScriptedServer((setup, settings) -> settings)),
            KnownWeakness.DEBIAN_WEAK_KEY);

    assertThat(finding.verdict()).isEqualTo(Verdict.NOT_APPLICABLE);
    assertThat(finding.reason()).contains("-Dweak.keys=FILE");
  }

  @Test
  void a_server_without_tls_1_3_is_not_asked_for_its_pre_shared_keys() throws TargetException {
    ServerUnderTest server =
        Runs.against(
            new ScriptedServer((setup, settings) -> settings.versions(ProtocolVersion.TLS12)));

    assertThat(ScanVerdicts.of(server, KnownWeakness.PSK_WITHOUT_DH).verdict())
        .isEqualTo(Verdict.NOT_APPLICABLE);
  }

  private ServerUnderTest servedWith(Credential credential, List<String> known) throws Exception {
    Path list = Files.write(folder.resolve("known.list"), known);
    return Runs.against(
        new ScriptedServer((setup, settings) -> ServerSettings.builder(credential)),
        Map.of("weak.keys", list.toString()));
  }
}
