package io.github.tlsgauntlet.suites;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tlsgauntlet.peer.ServerSettings;
import io.github.tlsgauntlet.pki.Catalogue;
import io.github.tlsgauntlet.pki.Credential;
import io.github.tlsgauntlet.pki.Mint;
import io.github.tlsgauntlet.pki.RecipeException;
import io.github.tlsgauntlet.pki.Role;
import io.github.tlsgauntlet.probe.Answer;
import io.github.tlsgauntlet.probe.Preference;
import io.github.tlsgauntlet.probe.SuiteFacts;
import io.github.tlsgauntlet.probe.VersionFacts;
import io.github.tlsgauntlet.protocol.CipherSuite;
import io.github.tlsgauntlet.protocol.ProtocolVersion;
import io.github.tlsgauntlet.suite.Finding;
import io.github.tlsgauntlet.suite.ServerUnderTest;
import io.github.tlsgauntlet.suite.Verdict;
import io.github.tlsgauntlet.target.TargetException;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the suites say of cipher suites: on a server with good ones, and on one with bad ones. */
class SuiteVerdictsTest {
  private static final int GCM_128 = 0xc02f;
  private static final int GCM_256 = 0xc030;
  private static final int CBC = 0xc013;
  private static final int STATIC_RSA = 0x009c;
  private static final int DHE = 0x009e;
  private static final int NULL = 0x003b;

  private static ServerUnderTest taking(int... codes) throws RecipeException {
    Credential rsa =
        new Mint(Catalogue.load(), 1, Instant.now(Clock.systemUTC()))
            .fixture("ok-rsa", Role.SERVER)
            .credential();
    return Runs.against(
        new ScriptedServer(
            (setup, settings) ->
                ServerSettings.builder(rsa)
                    .versions(ProtocolVersion.TLS12)
                    .cipherSuites(suites(codes))));
  }

  private static List<CipherSuite> suites(int... codes) {
    return Arrays.stream(codes).mapToObj(CipherSuite::new).toList();
  }

  @Test
  void a_server_of_today_breaks_nothing() throws RecipeException, TargetException {
    ServerUnderTest good = taking(GCM_128, GCM_256);

    for (String rule :
        List.of(
            "suites-weak",
            "suites-strong",
            "suites-forward-secrecy",
            "suites-dhe",
            "ec-bits",
            "groups")) {
      assertThat(ScanVerdicts.bestPractice(good, rule).verdict()).as(rule).isEqualTo(Verdict.PASS);
    }
    assertThat(SuiteVerdicts.supportsForwardSecrecy(good).verdict()).isEqualTo(Verdict.PASS);
    assertThat(SuiteVerdicts.takesRecommended(good).verdict()).isEqualTo(Verdict.PASS);
  }

  @Test
  @SeenToFail({
    "no-cipher-suite-is-without-forward-secrecy",
    "no-cipher-suite-uses-finite-fields",
    "a-recommended-cipher-suite-is-taken"
  })
  void static_keys_and_finite_fields_are_warned_of() throws RecipeException, TargetException {
    ServerUnderTest bad = taking(DHE, STATIC_RSA);

    assertThat(ScanVerdicts.bestPractice(bad, "suites-forward-secrecy").verdict())
        .isEqualTo(Verdict.WARN);
    assertThat(ScanVerdicts.bestPractice(bad, "suites-dhe").verdict()).isEqualTo(Verdict.WARN);
    assertThat(SuiteVerdicts.takesRecommended(bad).verdict()).isEqualTo(Verdict.WARN);
    assertThat(SuiteVerdicts.supportsForwardSecrecy(bad).verdict()).isEqualTo(Verdict.PASS);
  }

  @Test
  @SeenToFail("no-cipher-suite-has-less-than-112-bits")
  void a_suite_without_encryption_fails() throws RecipeException, TargetException {
    assertThat(ScanVerdicts.bestPractice(taking(GCM_128, NULL), "suites-weak").verdict())
        .isEqualTo(Verdict.FAIL);
  }

  @Test
  @SeenToFail("forward-secrecy-is-supported")
  void a_server_without_forward_secrecy_fails() throws RecipeException, TargetException {
    assertThat(SuiteVerdicts.supportsForwardSecrecy(taking(STATIC_RSA)).verdict())
        .isEqualTo(Verdict.FAIL);
  }

  @Test
  @SeenToFail("the-key-exchange-is-not-signed-with-sha-1")
  void a_signature_with_sha_1_is_seen() throws RecipeException, TargetException {
    Finding bad = SuiteVerdicts.signsStrongly(taking(GCM_128));
    Finding none = SuiteVerdicts.signsStrongly(taking(STATIC_RSA));

    assertThat(bad.verdict()).as(bad.reason()).isEqualTo(Verdict.FAIL);
    assertThat(bad.reason()).contains("rsa_pkcs1_sha1");
    assertThat(none.verdict()).isEqualTo(Verdict.NOT_APPLICABLE);
  }

  private static Verdict order(Preference preference, int... codes) {
    return SuiteVerdicts.prefersStrong(
            new VersionFacts(
                "TLS 1.2",
                Answer.YES,
                "",
                suites(codes).stream().map(suite -> new SuiteFacts(suite, "", 0)).toList(),
                preference,
                false))
        .verdict();
  }

  @Test
  @SeenToFail("weaker-cipher-suites-come-last")
  void a_weaker_suite_has_to_come_after_the_named_one() {
    assertThat(order(Preference.SERVER, GCM_256, GCM_128, CBC)).isEqualTo(Verdict.PASS);
    assertThat(order(Preference.SERVER, GCM_256, CBC, GCM_128)).isEqualTo(Verdict.FAIL);
    assertThat(order(Preference.SERVER, GCM_128, CBC, DHE)).isEqualTo(Verdict.PASS);
  }

  @ParameterizedTest
  @CsvSource({"CLIENT, FAIL", "UNTOLD, INCONCLUSIVE"})
  void whose_order_decides_matters_where_there_is_a_weaker_suite(
      Preference preference, Verdict verdict) {
    assertThat(order(preference, GCM_128, CBC)).isEqualTo(verdict);
    assertThat(order(preference, GCM_128, GCM_256)).isEqualTo(Verdict.NOT_APPLICABLE);
    assertThat(order(preference, GCM_256, CBC)).isEqualTo(Verdict.NOT_APPLICABLE);
  }
}
