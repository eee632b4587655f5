package io.github.tlsgauntlet.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tlsgauntlet.policy.PolicyFinding.Verdict;
import io.github.tlsgauntlet.probe.Answer;
import io.github.tlsgauntlet.probe.Preference;
import io.github.tlsgauntlet.probe.Weakness;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RuleKindsTest {
  private static final String CBC = "TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA";
  private static final String DHE = "TLS_DHE_RSA_WITH_AES_128_GCM_SHA256";
  private static final String GOOD_SUITES =
      "[TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256, TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384,"
          + " TLS_AES_128_GCM_SHA256, TLS_AES_256_GCM_SHA384]";

  /** A rule with facts that keep it, that break it, and that don't tell. */
  private record Trio(
      Kind kind, String yaml, SampleFacts keeping, SampleFacts breaking, SampleFacts untold) {
    @Override
    public String toString() {
      return kind.field() + ": " + yaml;
    }
  }

  private static Trio trio(
      Kind kind, String yaml, SampleFacts keeping, SampleFacts breaking, SampleFacts untold) {
    return new Trio(kind, yaml, keeping, breaking, untold);
  }

  private static SampleFacts good() {
    return SampleFacts.good();
  }

  private static SampleFacts rsa(int bits, String signature, int days) {
    return good().certificate("RSA", bits, "", signature, days);
  }

  static Stream<Trio> trios() {
    return Stream.of(
        trio(
            Kind.REQUIRE_VERSIONS,
            "[TLS 1.2, TLS 1.3]",
            good(),
            good().offers("TLS 1.3", Answer.NO),
            good().offers("TLS 1.3", Answer.UNTOLD)),
        trio(
            Kind.ALLOW_VERSIONS,
            "[TLS 1.2, TLS 1.3]",
            good(),
            good().speaks("TLS 1.1", CBC),
            good().offers("TLS 1.1", Answer.UNTOLD)),
        trio(
            Kind.FORBID_VERSIONS,
            "SSL 3.0",
            good(),
            good().speaks("SSL 3.0", CBC),
            good().offers("SSL 3.0", Answer.UNTOLD)),
        trio(
            Kind.ALLOW_SUITES,
            GOOD_SUITES,
            good(),
            good().speaks("TLS 1.2", CBC),
            good().offers("TLS 1.2", Answer.YES)),
        trio(
            Kind.FORBID_SUITES,
            "[cbc, below-128-bits]",
            good(),
            good().speaks("TLS 1.2", CBC),
            good().unregisteredSuite("TLS 1.2")),
        trio(
            Kind.LEAST_GRADE,
            "B",
            good().speaks("TLS 1.0", CBC),
            good().speaks("SSL 3.0", CBC),
            good().weakness("heartbleed", Weakness.Exposure.UNTOLD)),
        trio(Kind.LEAST_GRADE, "A", good().hsts(300), good().hsts(-1), good().noHttp()),
        trio(
            Kind.LEAST_GRADE,
            "F",
            good().offers("SSL 2.0", Answer.YES),
            good().chainAnswers(Answer.NO, Answer.YES, Answer.YES),
            good().noChains()),
        trio(
            Kind.ALLOW_GROUPS,
            "[X25519MLKEM768, x25519, prime256v1]",
            good(),
            good().groups("TLS 1.2", "secp521r1"),
            good().untoldGroups("TLS 1.2", "secp521r1")),
        trio(
            Kind.REQUIRE_GROUPS,
            "[x25519, secp256r1]",
            good(),
            good().groups("TLS 1.2", "x25519").groups("TLS 1.3", "x25519"),
            good()
                .groups("TLS 1.2", "x25519")
                .groups("TLS 1.3", "x25519")
                .untoldGroups("TLS 1.3", "secp256r1")),
        trio(
            Kind.LEAST_RSA_BITS,
            "2048",
            rsa(2048, "SHA256withRSA", 90),
            rsa(1024, "SHA256withRSA", 90),
            good().noChains()),
        trio(
            Kind.LEAST_EC_BITS,
            "224",
            good(),
            good().groups("TLS 1.2", "secp192r1"),
            good().noGroups()),
        trio(
            Kind.LEAST_DH_BITS,
            "2048",
            good().speaks("TLS 1.2", DHE).dh(2048),
            good().speaks("TLS 1.2", DHE).dh(1024),
            good().speaks("TLS 1.2", DHE)),
        trio(
            Kind.ALLOW_KEYS,
            "ecdsa",
            good(),
            rsa(4096, "SHA256withRSA", 90),
            good().certificate("", 0, "", "SHA256withECDSA", 90)),
        trio(
            Kind.ALLOW_CURVES,
            "[P-256, secp384r1]",
            good(),
            good().certificate("EC", 521, "secp521r1", "SHA256withECDSA", 90),
            good().certificate("EC", 256, "", "SHA256withECDSA", 90)),
        trio(
            Kind.ALLOW_SIGNATURES,
            "[ecdsa-with-SHA256, SHA384withECDSA]",
            good(),
            rsa(2048, "SHA256withRSA", 90),
            good().certificate("EC", 256, "secp256r1", "", 90)),
        trio(
            Kind.FORBID_SIGNATURES,
            "[sha1, md5]",
            good(),
            rsa(2048, "SHA1withRSA", 90),
            rsa(2048, "RSASSA-PSS", 90)),
        trio(
            Kind.MOST_DAYS,
            "90",
            good(),
            good().certificate("EC", 256, "secp256r1", "SHA256withECDSA", 91),
            good().noChains()),
        trio(
            Kind.SERVER_ORDER,
            "true",
            ordered(Preference.SERVER),
            ordered(Preference.CLIENT),
            ordered(Preference.UNTOLD)),
        trio(
            Kind.SERVER_ORDER,
            "false",
            ordered(Preference.CLIENT),
            ordered(Preference.SERVER),
            ordered(Preference.UNTOLD)),
        trio(Kind.LEAST_HSTS_SECONDS, "63072000", good(), good().hsts(-1), good().noHttp()),
        trio(Kind.LEAST_HSTS_SECONDS, "63072000", good(), good().hsts(300), good().noHttp()),
        trio(
            Kind.REQUIRE_FEATURES,
            "[extended-master-secret, ocsp-stapling]",
            good(),
            good().feature("ocsp-stapling", Answer.NO),
            good().feature("ocsp-stapling", Answer.UNTOLD)),
        trio(
            Kind.FORBID_FEATURES,
            "[compression, early-data]",
            good(),
            good().feature("early-data", Answer.YES),
            good().withoutFeature("early-data")),
        trio(
            Kind.FORBID_WEAKNESSES,
            "[heartbleed, robot]",
            good().weakness("robot", Weakness.Exposure.EXPOSED),
            good().weakness("robot", Weakness.Exposure.VULNERABLE),
            good().weakness("robot", Weakness.Exposure.UNTOLD)),
        trio(
            Kind.FORBID_WEAKNESSES,
            "all, exposed: true",
            good(),
            good().weakness("crime", Weakness.Exposure.EXPOSED),
            good().noWeaknesses()),
        trio(
            Kind.REQUIRE_CHAIN,
            "[trusted, matches-name, in-date, complete, in-order]",
            good(),
            good().chainAnswers(Answer.YES, Answer.NO, Answer.YES),
            good().chainAnswers(Answer.YES, Answer.UNTOLD, Answer.YES)));
  }

  private static SampleFacts ordered(Preference preference) {
    return good()
        .version(
            "TLS 1.2",
            preference,
            "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256",
            "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384")
        .speaks("TLS 1.3", "TLS_AES_128_GCM_SHA256");
  }

  @ParameterizedTest
  @MethodSource("trios")
  void facts_that_keep_a_rule_pass(Trio trio) throws PolicyException {
    assertThat(judge(trio, trio.keeping()).verdict()).isEqualTo(Verdict.PASS);
  }

  @ParameterizedTest
  @MethodSource("trios")
  void facts_that_break_a_rule_fail_and_say_how_to_mend_it(Trio trio) throws PolicyException {
    PolicyFinding finding = judge(trio, trio.breaking());
    assertThat(finding.verdict()).isEqualTo(Verdict.FAIL);
    assertThat(finding.seen()).isNotBlank();
    assertThat(finding.wants()).isNotBlank();
    assertThat(finding.mends().keySet()).containsExactlyElementsOf(MendTexts.PRODUCTS);
    assertThat(finding.mends().values())
        .allSatisfy(text -> assertThat(text).isNotBlank().doesNotContainPattern("\\{[a-z0-9-]+}"));
  }

  @ParameterizedTest
  @MethodSource("trios")
  void facts_that_tell_nothing_are_inconclusive(Trio trio) throws PolicyException {
    PolicyFinding finding = judge(trio, trio.untold());
    assertThat(finding.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
    assertThat(finding.mends()).isEmpty();
  }

  @Test
  void every_kind_of_rule_is_seen_to_pass_to_fail_and_to_be_inconclusive() {
    assertThat(trios().map(Trio::kind).distinct()).containsExactlyInAnyOrder(Kind.values());
  }

  @ParameterizedTest
  @MethodSource("trios")
  void a_rule_of_untold_versions_never_passes(Trio trio) throws PolicyException {
    SampleFacts nothing = good().noChains().noGroups().noHttp().noWeaknesses();
    Versions.ALL.forEach(version -> nothing.offers(version, Answer.UNTOLD));
    Features.IDS.forEach(nothing::withoutFeature);
    assertThat(judge(trio, nothing).verdict()).isEqualTo(Verdict.INCONCLUSIVE);
  }

  @Test
  void a_rule_about_what_a_server_does_not_have_is_not_applicable() throws PolicyException {
    SampleFacts modern = good().offers("TLS 1.2", Answer.NO);
    for (String rule :
        List.of(
            "least-rsa-bits: 2048",
            "least-dh-bits: 2048",
            "in: TLS 1.2\n    allow-suites: TLS_RSA_WITH_AES_128_CBC_SHA",
            "in: TLS 1.2\n    allow-groups: x25519",
            "in: TLS 1.2\n    server-order: true",
            "require-features: [secure-renegotiation, encrypt-then-mac]")) {
      assertThat(judge(rule, modern.feature("secure-renegotiation", Answer.NO)).verdict())
          .as(rule)
          .isEqualTo(Verdict.NOT_APPLICABLE);
    }
  }

  @Test
  void what_breaks_a_rule_outweighs_what_could_not_be_told() throws PolicyException {
    SampleFacts both = good().offers("SSL 3.0", Answer.UNTOLD).speaks("TLS 1.0", CBC);
    PolicyFinding finding = judge("forbid-versions: [SSL 3.0, TLS 1.0]", both);
    assertThat(finding.verdict()).isEqualTo(Verdict.FAIL);
    assertThat(finding.seen()).isEqualTo("speaks TLS 1.0");
  }

  @Test
  void a_rule_of_the_chain_judges_intermediates_and_one_of_the_leaf_does_not()
      throws PolicyException {
    SampleFacts old = good().intermediate("RSA", 1024, "SHA1withRSA");
    assertThat(judge("forbid-signatures: sha1", old).verdict()).isEqualTo(Verdict.PASS);
    PolicyFinding chain = judge("of: chain\n    forbid-signatures: sha1", old);
    assertThat(chain.verdict()).isEqualTo(Verdict.FAIL);
    assertThat(chain.seen()).isEqualTo("SHA1withRSA on certificate 2");
    assertThat(judge("of: chain\n    least-rsa-bits: 2048", old).verdict()).isEqualTo(Verdict.FAIL);
  }

  @Test
  void every_trait_of_suites_finds_its_own() throws PolicyException {
    List<List<String>> pairs =
        List.of(
            List.of("anonymous", "TLS_DH_anon_WITH_AES_128_CBC_SHA"),
            List.of("'null'", "TLS_RSA_WITH_NULL_SHA256"),
            List.of("export", "TLS_RSA_EXPORT_WITH_RC4_40_MD5"),
            List.of("rc4", "TLS_RSA_WITH_RC4_128_SHA"),
            List.of("small-blocks", "TLS_RSA_WITH_3DES_EDE_CBC_SHA"),
            List.of("cbc", CBC),
            List.of("no-forward-secrecy", "TLS_RSA_WITH_AES_128_GCM_SHA256"),
            List.of("dhe", DHE),
            List.of("below-112-bits", "TLS_RSA_WITH_DES_CBC_SHA"));
    for (List<String> pair : pairs) {
      String rule = "forbid-suites: " + pair.get(0);
      PolicyFinding finding = judge(rule, good().speaks("TLS 1.2", pair.get(1)));
      assertThat(finding.verdict()).as(rule).isEqualTo(Verdict.FAIL);
      assertThat(finding.seen()).contains(pair.get(1));
      assertThat(judge(rule, good()).verdict()).as(rule).isEqualTo(Verdict.PASS);
    }
  }

  @Test
  void every_feature_can_be_mended_both_ways() {
    assertThat(MendTexts.topics().keySet())
        .containsAll(Features.IDS.stream().map(id -> "with-" + id).toList())
        .containsAll(Features.IDS.stream().map(id -> "without-" + id).toList());
    assertThat(MendTexts.topics().values())
        .allSatisfy(
            texts -> assertThat(texts.keySet()).containsExactlyElementsOf(MendTexts.PRODUCTS));
  }

  @Test
  void mends_hold_the_values_of_the_whole_policy() throws PolicyException {
    Policy policy =
        policy(
            "allow-versions: [TLS 1.2, TLS 1.3]",
            "in: TLS 1.2\n    allow-suites: TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256",
            "allow-groups: [x25519, secp256r1]");
    List<PolicyFinding> findings =
        policy.judge(
            good()
                .speaks("TLS 1.0", CBC)
                .speaks("TLS 1.2", CBC)
                .groups("TLS 1.2", "secp521r1")
                .facts());
    assertThat(findings.get(0).mends())
        .containsEntry("nginx", "ssl_protocols TLSv1.2 TLSv1.3;")
        .containsEntry("Apache", "SSLProtocol -all +TLSv1.2 +TLSv1.3")
        .containsEntry("Tomcat", "<SSLHostConfig protocols=\"TLSv1.2+TLSv1.3\">")
        .containsEntry("Spring Boot", "server.ssl.enabled-protocols=TLSv1.2,TLSv1.3");
    assertThat(findings.get(0).mends().get("HAProxy"))
        .contains("ssl-min-ver TLSv1.2 ssl-max-ver TLSv1.3");
    assertThat(findings.get(0).mends().get("Envoy"))
        .contains("tls_minimum_protocol_version: TLSv1_2");
    assertThat(findings.get(0).mends().get("JSSE"))
        .contains("jdk.tls.disabledAlgorithms=SSLv2Hello, SSLv3, TLSv1, TLSv1.1")
        .contains("new String[] {\"TLSv1.2\", \"TLSv1.3\"}");
    assertThat(findings.get(1).mends())
        .containsEntry("nginx", "ssl_ciphers ECDHE-RSA-AES128-GCM-SHA256;");
    assertThat(findings.get(2).mends()).containsEntry("nginx", "ssl_ecdh_curve X25519:prime256v1;");
  }

  @Test
  void mends_of_suites_speak_of_the_versions_at_fault_alone() throws PolicyException {
    String rule = "allow-suites: " + GOOD_SUITES;
    assertThat(judge(rule, good().speaks("TLS 1.2", CBC)).mends().get("nginx"))
        .startsWith("ssl_ciphers ")
        .doesNotContain("Ciphersuites");
    assertThat(judge(rule, good().speaks("TLS 1.3", "TLS_AES_128_CCM_SHA256")).mends())
        .containsEntry(
            "nginx",
            "ssl_conf_command Ciphersuites TLS_AES_128_GCM_SHA256:TLS_AES_256_GCM_SHA384;");
  }

  @Test
  void mends_name_only_what_the_product_knows() throws PolicyException {
    Policy policy =
        policy(
            "in: TLS 1.2\n    allow-suites: [TLS_DHE_RSA_WITH_AES_128_CBC_SHA256,"
                + " TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256, TLS_ECDHE_ECDSA_WITH_AES_128_CCM]",
            "allow-groups: [secp256r1, ffdhe3072]",
            "least-dh-bits: 3000",
            "require-features: encrypt-then-mac");
    List<PolicyFinding> findings = policy.judge(good().speaks("TLS 1.2", CBC).dh(1024).facts());
    assertThat(findings.get(0).mends().get("Envoy"))
        .endsWith("cipher_suites: [\"ECDHE-RSA-AES128-GCM-SHA256\"]");
    assertThat(findings.get(0).mends().get("Tomcat")).contains("DHE_RSA").doesNotContain("CCM");
    assertThat(findings.get(1).mends().get("Envoy")).endsWith("ecdh_curves: [\"P-256\"]");
    assertThat(findings.get(2).mends().get("nginx"))
        .endsWith("ssl_ciphers ECDHE-RSA-AES128-GCM-SHA256:ECDHE-ECDSA-AES128-CCM;");
    assertThat(findings.get(3).mends().get("nginx"))
        .endsWith("ssl_ciphers ECDHE-RSA-AES128-GCM-SHA256:ECDHE-ECDSA-AES128-CCM;");
  }

  private static PolicyFinding judge(Trio trio, SampleFacts facts) throws PolicyException {
    return judge(
        trio.kind().field() + ": " + trio.yaml().replace(", exposed:", "\n    exposed:"), facts);
  }

  private static PolicyFinding judge(String rule, SampleFacts facts) throws PolicyException {
    return policy(rule).judge(facts.facts()).get(0);
  }

  private static Policy policy(String... rules) throws PolicyException {
    StringBuilder text =
        new StringBuilder(
            "name: p\ntitle: P\nsource: {name: n, version: v, date: d, url: u}\nrules:\n");
    Arrays.stream(rules)
        .forEach(
            rule ->
                text.append("  - id: r")
                    .append(text.length())
                    .append("\n    title: R\n")
                    .append("    level: must\n    reference: Section 1\n    ")
                    .append(rule)
                    .append('\n'));
    return PolicyReader.read("p.yaml", text.toString());
  }
}
