package io.github.tlsgauntlet.policy;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.github.tlsgauntlet.policy.PolicyFinding.Verdict;
import io.github.tlsgauntlet.probe.Answer;
import io.github.tlsgauntlet.probe.Preference;
import io.github.tlsgauntlet.probe.ServerFacts;
import io.github.tlsgauntlet.protocol.CipherSuite;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class BuiltInPoliciesTest {
  static Stream<String> names() {
    return Policies.names().stream();
  }

  @ParameterizedTest
  @MethodSource("names")
  void every_built_in_policy_loads_and_names_its_source(String name) throws PolicyException {
    Policy policy = Policies.load(name);
    assertThat(policy.name()).isEqualTo(name);
    assertThat(policy.source().url()).startsWith("https://");
    assertThat(policy.source().leftOut()).isNotEmpty();
    assertThat(policy.rules()).hasSizeGreaterThan(5);
    assertThat(policy.rules())
        .allSatisfy(rule -> assertThat(rule.reference()).containsPattern("[0-9]"));
  }

  @ParameterizedTest
  @MethodSource("names")
  void every_built_in_policy_fits_the_schema(String name) {
    assertThat(schema().validate(Resources.text(name + ".yaml"), InputFormat.YAML)).isEmpty();
  }

  @Test
  void the_schema_knows_every_kind_of_rule_and_no_other() {
    String head = "name: p\ntitle: P\nsource: {name: n, version: v, date: d, url: u}\nrules:\n";
    String rule = "- {id: r, title: R, level: must, reference: Section 1, %s}\n";
    assertThat(schema().validate(head + rule.formatted("least-dh-bits: 2048"), InputFormat.YAML))
        .isEmpty();
    for (String bad :
        List.of(
            "least-dh-bits: many",
            "of: leaf, least-dh-bits: 2048",
            "least-dh-bits: 1, most-days: 1",
            "colour: red",
            "in: TLS 1.2")) {
      assertThat(schema().validate(head + rule.formatted(bad), InputFormat.YAML))
          .as(bad)
          .isNotEmpty();
    }
    String text = Resources.text("policy.schema.json");
    assertThat(Kind.names()).allSatisfy(kind -> assertThat(text).contains("\"" + kind + "\""));
    assertThat(Kind.names())
        .allSatisfy(kind -> assertThat(Resources.text("README.md")).contains("| `" + kind + "` |"));
  }

  private static Schema schema() {
    return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
        .getSchema(Resources.text("policy.schema.json"));
  }

  @ParameterizedTest
  @CsvSource({"mozilla-intermediate", "bcp195", "nist-800-52r2", "pci-dss-4"})
  void a_good_server_of_today_breaks_no_rule(String name) throws PolicyException {
    assertThat(failures(name, SampleFacts.good().facts())).isEmpty();
  }

  @Test
  void the_letter_grade_is_a_policy_that_a_c_breaks() throws PolicyException {
    assertThat(failures("ssllabs", SampleFacts.good().facts())).isEmpty();
    assertThat(failures("ssllabs", SampleFacts.good().noHttp().facts())).isEmpty();
    assertThat(
            failures(
                "ssllabs",
                SampleFacts.good().speaks("TLS 1.0", "TLS_RSA_WITH_AES_128_CBC_SHA").facts()))
        .contains("grade-advised", "versions-old")
        .doesNotContain("grade");
    assertThat(
            failures(
                "ssllabs",
                SampleFacts.good().speaks("TLS 1.2", "TLS_RSA_WITH_RC4_128_SHA").facts()))
        .contains("grade", "suites-old");
  }

  @Test
  void the_weaknesses_that_make_an_f_are_those_of_the_policy() throws PolicyException {
    Demand demand = Policies.load("ssllabs").rule("weaknesses").orElseThrow().demand();

    assertThat(((ForbiddenWeaknesses) demand).ids())
        .containsExactlyElementsOf(GradeWeaknesses.fatal());
  }

  @Test
  void a_server_with_tls_1_3_alone_keeps_the_modern_policy() throws PolicyException {
    SampleFacts modern = SampleFacts.good().offers("TLS 1.2", Answer.NO);
    assertThat(Policies.load("mozilla-modern").judge(modern.facts()))
        .extracting(PolicyFinding::verdict)
        .containsOnly(Verdict.PASS);
    assertThat(failures("mozilla-modern", SampleFacts.good().facts())).contains("versions");
  }

  @Test
  void the_german_guideline_does_not_recommend_x25519() throws PolicyException {
    assertThat(failures("bsi-tr-02102-2", SampleFacts.good().facts()))
        .containsExactly("groups-1.2", "groups-1.3");
    SampleFacts kept =
        SampleFacts.good().groups("TLS 1.2", "secp256r1").groups("TLS 1.3", "secp384r1");
    assertThat(failures("bsi-tr-02102-2", kept.facts())).isEmpty();
  }

  @Test
  void an_old_server_breaks_the_rules_that_it_should() throws PolicyException {
    ServerFacts old =
        SampleFacts.good()
            .version(
                "TLS 1.0",
                Preference.SERVER,
                "TLS_RSA_WITH_RC4_128_SHA",
                "TLS_RSA_WITH_AES_128_CBC_SHA")
            .certificate("RSA", 1024, "", "SHA1withRSA", 1000)
            .speaks("TLS 1.2", "TLS_DHE_RSA_WITH_AES_128_CBC_SHA")
            .dh(1024)
            .hsts(-1)
            .facts();
    assertThat(failures("bcp195", old))
        .contains(
            "versions-forbidden",
            "suites-rc4",
            "suites-forward-secrecy",
            "suites-dhe",
            "rsa-bits",
            "dh-bits",
            "signatures");
    assertThat(failures("mozilla-old", old))
        .containsExactlyInAnyOrder(
            "versions-all",
            "suites-old",
            "signatures",
            "rsa-bits",
            "dh-bits",
            "lifetime",
            "lifetime-advised",
            "hsts");
    assertThat(failures("nist-800-52r2", old))
        .contains("versions-forbidden", "rsa-bits", "signatures", "suites-1.2");
    assertThat(failures("pci-dss-4", old)).contains("versions", "suites", "rsa-bits", "dh-bits");
  }

  @ParameterizedTest
  @MethodSource("names")
  void what_fails_can_be_mended_in_every_product(String name) throws PolicyException {
    ServerFacts bad =
        SampleFacts.good()
            .speaks("SSL 3.0", "TLS_RSA_WITH_RC4_128_MD5", "TLS_RSA_WITH_NULL_MD5")
            .speaks("TLS 1.3", "TLS_AES_128_CCM_8_SHA256")
            .groups("TLS 1.2", "secp192r1")
            .certificate("RSA", 512, "", "MD5withRSA", 9000)
            .dh(512)
            .hsts(0)
            .feature("compression", Answer.YES)
            .feature("heartbeat", Answer.YES)
            .feature("early-data", Answer.YES)
            .feature("ocsp-stapling", Answer.NO)
            .facts();
    List<PolicyFinding> failed =
        Policies.load(name).judge(bad).stream()
            .filter(one -> one.verdict() == Verdict.FAIL)
            .toList();
    assertThat(failed).hasSizeGreaterThan(4);
    assertThat(failed)
        .allSatisfy(
            one -> {
              assertThat(one.mends().keySet()).containsExactlyElementsOf(MendTexts.PRODUCTS);
              assertThat(one.mends().values())
                  .allSatisfy(text -> assertThat(text).doesNotContainPattern("\\{[a-z0-9-]+}"));
            });
  }

  @Test
  void suites_have_the_names_that_openssl_gives_them() {
    assertThat(
            Arrays.asList(
                "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256=ECDHE-ECDSA-AES128-GCM-SHA256",
                "TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256=ECDHE-RSA-CHACHA20-POLY1305",
                "TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA384=ECDHE-RSA-AES256-SHA384",
                "TLS_RSA_WITH_AES_128_CBC_SHA=AES128-SHA",
                "TLS_RSA_WITH_3DES_EDE_CBC_SHA=DES-CBC3-SHA",
                "TLS_DHE_RSA_WITH_AES_256_CCM_8=DHE-RSA-AES256-CCM8",
                "TLS_DHE_PSK_WITH_AES_128_CBC_SHA256=DHE-PSK-AES128-CBC-SHA256"))
        .allSatisfy(
            pair -> {
              String[] names = pair.split("=");
              assertThat(CipherSuite.named(names[0]).flatMap(OpenSslNames::suite))
                  .contains(names[1]);
            });
  }

  private static List<String> failures(String name, ServerFacts facts) throws PolicyException {
    return Policies.load(name).judge(facts).stream()
        .filter(one -> one.verdict() == Verdict.FAIL)
        .map(PolicyFinding::rule)
        .toList();
  }
}
