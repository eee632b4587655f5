package io.github.tlsgauntlet.pki;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tlsgauntlet.pki.PathFinding.Outcome;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.security.GeneralSecurityException;
import java.security.cert.CertPathBuilder;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertStore;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.CollectionCertStoreParameters;
import java.security.cert.PKIXBuilderParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509CertSelector;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Date;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** The judge against every fixture of the catalogue, and against the JDK's opinion of them. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CatalogueJudgementTest {
  /**
   * What the JDK's path builder does not look at: names, purposes, order, and what TLS signs with.
   */
  private static final Set<ChainRule> NOT_OF_THE_PATH =
      EnumSet.of(
          ChainRule.CERTIFICATE_NAMES_THE_HOST,
          ChainRule.EXTENDED_KEY_USAGE_FITS,
          ChainRule.KEY_USAGE_FITS,
          ChainRule.END_ENTITY_CERTIFICATE_COMES_FIRST,
          ChainRule.KEY_SUITS_TLS);

  private static final String ANCHORS_DATE = "the JDK looks at the anchor's own dates";
  private static final String TIMES = "the JDK reads times in forms that RFC 5280 forbids";
  private static final String EMPTY = "the JDK takes an extension with an empty list";
  private static final String STRENGTH =
      "the JDK's path builder leaves this strength to TLS, or allows it";
  private static final String BER = "the JDK reads BER where DER is due";

  /** Where the JDK and we differ, and why. */
  private static final Map<String, String> DIFFERENCES =
      Map.ofEntries(
          Map.entry("expired-root", ANCHORS_DATE),
          Map.entry("time-fraction-or-offset", TIMES),
          Map.entry("time-with-offset", TIMES),
          Map.entry("time-without-seconds", TIMES),
          Map.entry("san-empty", EMPTY),
          Map.entry("eku-empty-sequence", EMPTY),
          Map.entry(
              "subject-empty-san-noncritical",
              "the JDK can't read it, though the fault binds issuers and not verifiers"),
          Map.entry(
              "nc-wildcard-san-hits-excluded",
              "the JDK takes a wildcard for a name outside the excluded subtree (CVE-2025-61727)"),
          Map.entry("sig-sha1-rsa", STRENGTH),
          Map.entry("sig-sha1-ecdsa", STRENGTH),
          Map.entry("sig-sha1-ecdsa-intermediate", STRENGTH),
          Map.entry("key-p224", STRENGTH),
          Map.entry("key-rsa1024", STRENGTH),
          Map.entry("key-rsa1024-intermediate", STRENGTH),
          Map.entry("key-mldsa-chain", "ML-DSA came with JDK 24"),
          Map.entry("der-trailing-data", BER),
          Map.entry("der-nonminimal-length", BER),
          Map.entry("der-indefinite-length", BER),
          Map.entry("der-nonminimal-boolean", BER),
          Map.entry("serial-nonminimal", BER));

  /** Controls that break a rule, one that merely advises, and which. */
  private static final Map<String, ChainRule> CONTROLS_THAT_BREAK =
      Map.of("ok-leaf-pinned", ChainRule.NOTHING_IS_SUPERFLUOUS);

  /** What is wrong with these no certificate list tells. */
  private static final Map<String, String> NOT_IN_THE_LIST =
      Map.of("ku-no-keyEncipherment-rsakx", "it matters where the suite exchanges keys by RSA");

  private record Judged(Fixture fixture, Judgement judgement) {
    String id() {
      return fixture.scenario().id();
    }

    @Override
    public String toString() {
      return id() + " of a " + fixture.role() + ": " + judgement.broken();
    }
  }

  private final Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
  private final List<Judged> all = new ArrayList<>();

  @BeforeAll
  void judgeAll() throws RecipeException {
    Catalogue catalogue = Catalogue.load();
    Mint mint = new Mint(catalogue, 1, now);
    for (Scenario scenario : catalogue.scenarios()) {
      for (Role role : new TreeSet<>(scenario.roles())) {
        Fixture fixture = mint.fixture(scenario.id(), role);
        all.add(new Judged(fixture, judge(fixture)));
      }
    }
  }

  private Judgement judge(Fixture fixture) {
    return ChainJudge.judge(
        fixture.credential().certificates(),
        new Question(
            fixture.trustAnchors(),
            Optional.of(fixture.referenceName()),
            now,
            fixture.role() == Role.SERVER ? Purpose.SERVER : Purpose.CLIENT));
  }

  @Test
  void every_fixture_whose_certificates_tell_is_judged_as_the_rfcs_expect() {
    assertThat(all)
        .filteredOn(
            judged -> judged.fixture().scenario().presentation() == Presentation.CERTIFICATES)
        .filteredOn(judged -> !NOT_IN_THE_LIST.containsKey(judged.id()))
        .allSatisfy(
            judged -> {
              Expectation expected = judged.fixture().scenario().expectation(Profile.RFC5280);
              if (expected != Expectation.EITHER) {
                assertThat(judged.judgement().acceptable())
                    .as("%s", judged)
                    .isEqualTo(expected == Expectation.ACCEPT);
              }
            });
  }

  @Test
  void every_rule_is_seen_broken_by_a_fixture() {
    Set<ChainRule> broken = EnumSet.noneOf(ChainRule.class);
    all.forEach(judged -> broken.addAll(judged.judgement().broken()));
    assertThat(EnumSet.complementOf(EnumSet.copyOf(broken))).isEmpty();
  }

  @Test
  void every_rule_is_seen_to_hold_on_a_control() {
    Set<ChainRule> held = EnumSet.noneOf(ChainRule.class);
    for (Judged judged : all) {
      judged.judgement().findings().values().stream()
          .filter(finding -> finding.outcome() == Outcome.HOLDS)
          .forEach(finding -> held.add(finding.rule()));
    }
    assertThat(EnumSet.complementOf(EnumSet.copyOf(held)))
        .as("No root of the catalogue has constraints that are kept; ConstraintsTest has one")
        .containsExactly(ChainRule.TRUST_ANCHOR_CONSTRAINTS_ARE_KEPT);
  }

  @Test
  void the_controls_break_no_rule() {
    List<String> controls =
        all.stream()
            .flatMap(judged -> judged.fixture().scenario().control().stream())
            .distinct()
            .toList();
    assertThat(all)
        .filteredOn(judged -> judged.id().startsWith("ok-") || controls.contains(judged.id()))
        .filteredOn(
            judged -> judged.fixture().scenario().presentation() == Presentation.CERTIFICATES)
        .hasSizeGreaterThan(10)
        .allSatisfy(
            judged ->
                assertThat(judged.judgement().broken())
                    .as("%s", judged)
                    .isSubsetOf(
                        Optional.ofNullable(CONTROLS_THAT_BREAK.get(judged.id()))
                            .map(List::of)
                            .orElse(List.of())));
  }

  @Test
  void a_finding_names_the_certificate_at_fault() {
    assertThat(judgement("expired-intermediate").of(ChainRule.CERTIFICATES_ARE_IN_DATE))
        .satisfies(
            finding -> {
              assertThat(finding.certificate()).hasValue(1);
              assertThat(finding.reason()).contains("expired 1 day ago");
            });
    assertThat(judgement("not-yet-valid-leaf").of(ChainRule.CERTIFICATES_ARE_IN_DATE).reason())
        .contains("not yet valid: it begins in 1 day");
  }

  @Test
  void a_missing_intermediate_is_told_apart_from_an_unknown_root() {
    Judgement missing = judgement("missing-intermediate");
    assertThat(missing.of(ChainRule.CHAIN_IS_COMPLETE).outcome()).isEqualTo(Outcome.BROKEN);
    assertThat(missing.of(ChainRule.PATH_ENDS_AT_A_TRUST_ANCHOR).outcome())
        .isEqualTo(Outcome.UNTOLD);
    Judgement unknown = judgement("wrong-ca-root-included");
    assertThat(unknown.of(ChainRule.CHAIN_IS_COMPLETE).outcome()).isEqualTo(Outcome.HOLDS);
    assertThat(unknown.of(ChainRule.PATH_ENDS_AT_A_TRUST_ANCHOR).outcome())
        .isEqualTo(Outcome.BROKEN);
  }

  @Test
  void a_fault_of_one_kind_breaks_its_rule_alone() {
    Map<String, ChainRule> only =
        Map.of(
            "expired-leaf", ChainRule.CERTIFICATES_ARE_IN_DATE,
            "san-mismatch", ChainRule.CERTIFICATE_NAMES_THE_HOST,
            "sig-corrupt", ChainRule.SIGNATURES_VERIFY,
            "ca-no-keyCertSign", ChainRule.ISSUERS_MAY_SIGN_CERTIFICATES,
            "pathlen-exceeded", ChainRule.PATH_LENGTH_IS_KEPT,
            "nc-excluded", ChainRule.NAME_CONSTRAINTS_ARE_KEPT,
            "issuer-name-mismatch", ChainRule.ISSUER_NAMES_CHAIN,
            "policy-required-missing", ChainRule.POLICIES_ARE_KEPT,
            "ct-poison", ChainRule.NO_PRECERTIFICATE_IS_SENT,
            "key-rsa-e3", ChainRule.RSA_EXPONENTS_ARE_LARGE);
    only.forEach((id, rule) -> assertThat(judgement(id).broken()).as(id).containsExactly(rule));
  }

  private Judgement judgement(String id) {
    return all.stream()
        .filter(judged -> judged.id().equals(id))
        .findFirst()
        .orElseThrow()
        .judgement();
  }

  @Test
  void the_jdk_agrees_about_every_path_but_for_what_is_listed() {
    Set<String> differ = new TreeSet<>();
    for (Judged judged : all) {
      if (acceptablePath(judged.judgement()) != jdkTakes(judged.fixture())) {
        differ.add(judged.id());
      }
    }
    assertThat(DIFFERENCES.keySet()).containsAll(differ);
    assertThat(differ).as("The list is not stale").hasSizeGreaterThan(DIFFERENCES.size() - 3);
  }

  private static boolean acceptablePath(Judgement judgement) {
    return judgement.findings().values().stream()
        .filter(finding -> finding.rule().decides() && !NOT_OF_THE_PATH.contains(finding.rule()))
        .noneMatch(
            finding -> finding.outcome() == Outcome.BROKEN || finding.outcome() == Outcome.UNTOLD);
  }

  private boolean jdkTakes(Fixture fixture) {
    if (fixture.trustAnchors().isEmpty()) {
      return false;
    }
    try {
      List<X509Certificate> list = new ArrayList<>();
      CertificateFactory factory = CertificateFactory.getInstance("X.509");
      for (byte[] encoded : fixture.credential().certificates()) {
        InputStream stream = new ByteArrayInputStream(encoded);
        list.add((X509Certificate) factory.generateCertificate(stream));
      }
      X509CertSelector target = new X509CertSelector();
      target.setCertificate(list.get(0));
      PKIXBuilderParameters parameters =
          new PKIXBuilderParameters(
              fixture.trustAnchors().stream()
                  .map(anchor -> new TrustAnchor(anchor, null))
                  .collect(Collectors.toSet()),
              target);
      parameters.setRevocationEnabled(false);
      parameters.setDate(Date.from(now));
      parameters.setMaxPathLength(-1);
      parameters.addCertStore(
          CertStore.getInstance("Collection", new CollectionCertStoreParameters(list)));
      CertPathBuilder.getInstance("PKIX").build(parameters);
      return true;
    } catch (CertPathBuilderException | CertificateException e) {
      return false;
    } catch (GeneralSecurityException e) {
      throw new AssertionError("This Java can't build paths", e);
    }
  }
}
