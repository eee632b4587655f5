package io.github.tlsgauntlet.probe;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tlsgauntlet.probe.Weakness.Exposure;
import io.github.tlsgauntlet.protocol.CipherSuite;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What follows from suites and parameters: seen where they are, and not where they are not. */
class OfferedWeaknessesTest {
  private static final List<String> VERSIONS =
      List.of("SSL 2.0", "SSL 3.0", "TLS 1.0", "TLS 1.1", "TLS 1.2", "TLS 1.3");

  private static VersionFacts version(String name, Answer offered, String... suites) {
    List<SuiteFacts> found = new ArrayList<>();
    for (String suite : suites) {
      found.add(new SuiteFacts(CipherSuite.named(suite).orElseThrow(), "", 0));
    }
    return new VersionFacts(name, offered, "", found, Preference.UNTOLD, false);
  }

  private static List<VersionFacts> good(String replaced, VersionFacts by) {
    return VERSIONS.stream()
        .map(
            name ->
                name.equals(replaced)
                    ? by
                    : name.equals("TLS 1.2")
                        ? version(name, Answer.YES, "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256")
                        : version(name, Answer.NO))
        .toList();
  }

  private static Exposure of(
      String id, List<VersionFacts> versions, List<DhFacts> dh, List<Fact> features) {
    return new OfferedWeaknesses(versions, dh, List.of(), features, Optional.empty())
        .all().stream().filter(one -> one.id().equals(id)).findFirst().orElseThrow().exposure();
  }

  private static Exposure of(String id, List<VersionFacts> versions) {
    return of(id, versions, List.of(), List.of());
  }

  @ParameterizedTest
  @CsvSource({
    "null-suites,      TLS 1.2, TLS_RSA_WITH_NULL_SHA256,                VULNERABLE",
    "anonymous-suites, TLS 1.0, TLS_DH_anon_WITH_AES_128_CBC_SHA,        VULNERABLE",
    "export-suites,    TLS 1.0, TLS_RSA_EXPORT_WITH_RC4_40_MD5,          VULNERABLE",
    "freak,            TLS 1.0, TLS_RSA_EXPORT_WITH_DES40_CBC_SHA,       VULNERABLE",
    "logjam,           TLS 1.0, TLS_DHE_RSA_EXPORT_WITH_DES40_CBC_SHA,   VULNERABLE",
    "rc4,              TLS 1.1, TLS_RSA_WITH_RC4_128_SHA,                VULNERABLE",
    "sweet32,          TLS 1.2, TLS_RSA_WITH_3DES_EDE_CBC_SHA,           EXPOSED",
    "poodle,           SSL 3.0, TLS_RSA_WITH_AES_128_CBC_SHA,            VULNERABLE",
    "beast,            TLS 1.0, TLS_RSA_WITH_AES_128_CBC_SHA,            EXPOSED",
    "lucky13,          TLS 1.2, TLS_RSA_WITH_AES_128_CBC_SHA,            EXPOSED",
    "drown,            SSL 2.0, SSL_CK_RC4_128_WITH_MD5,                 VULNERABLE",
  })
  void a_weak_suite_is_a_weakness_and_its_absence_none(
      String id, String version, String suite, Exposure exposure) {
    assertThat(of(id, good(version, version(version, Answer.YES, suite)))).isEqualTo(exposure);
    assertThat(of(id, good("", version("", Answer.NO)))).isEqualTo(Exposure.SAFE);
    assertThat(of(id, good(version, version(version, Answer.UNTOLD)))).isEqualTo(Exposure.UNTOLD);
  }

  private static DhFacts dh(int bits, String known, Answer reused) {
    return new DhFacts(
        BigInteger.ONE.shiftLeft(bits - 1), BigInteger.TWO, known, Answer.YES, reused);
  }

  @Test
  void a_short_or_shared_prime_is_a_weakness() {
    List<VersionFacts> versions = good("", version("", Answer.NO));

    assertThat(of("logjam", versions, List.of(dh(2048, "", Answer.NO)), List.of()))
        .isEqualTo(Exposure.SAFE);
    assertThat(of("logjam", versions, List.of(dh(1024, "", Answer.NO)), List.of()))
        .isEqualTo(Exposure.EXPOSED);
    assertThat(of("logjam", versions, List.of(dh(1024, "a known one", Answer.NO)), List.of()))
        .isEqualTo(Exposure.VULNERABLE);
    assertThat(of("logjam", versions, List.of(dh(768, "", Answer.NO)), List.of()))
        .isEqualTo(Exposure.VULNERABLE);
  }

  @ParameterizedTest
  @CsvSource({"YES, EXPOSED", "NO, SAFE", "UNTOLD, UNTOLD"})
  void a_key_that_is_used_again_exposes_a_server(Answer reused, Exposure exposure) {
    assertThat(
            of(
                "raccoon",
                good("", version("", Answer.NO)),
                List.of(dh(2048, "", reused)),
                List.of()))
        .isEqualTo(exposure);
  }

  @ParameterizedTest
  @CsvSource({
    "crime,                  compression,          YES,    VULNERABLE",
    "crime,                  compression,          NO,     SAFE",
    "crime,                  compression,          UNTOLD, UNTOLD",
    "insecure-renegotiation, secure-renegotiation, NO,     EXPOSED",
    "insecure-renegotiation, secure-renegotiation, YES,    SAFE",
    "insecure-renegotiation, secure-renegotiation, UNTOLD, UNTOLD",
    "insecure-renegotiation, unbound-renegotiation, YES,   VULNERABLE",
    "renegotiation-flood,    client-renegotiation, YES,    EXPOSED",
    "renegotiation-flood,    client-renegotiation, NO,     SAFE",
    "alpaca,                 alpn-strict,          NO,     EXPOSED",
    "alpaca,                 alpn-strict,          YES,    SAFE",
  })
  void a_feature_may_be_a_weakness(String id, String fact, Answer answer, Exposure exposure) {
    assertThat(
            of(
                id,
                good("", version("", Answer.NO)),
                List.of(),
                List.of(new Fact(fact, "", answer, ""))))
        .isEqualTo(exposure);
  }

  @Test
  void a_modulus_of_the_form_that_can_be_factored_is_known() {
    BigInteger product = BigInteger.ONE;
    for (int prime :
        new int[] {
          3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37, 41, 43, 47, 53, 59, 61, 67, 71, 73, 79, 83, 89,
          97, 101, 103, 107, 109, 113, 127, 131, 137, 139, 149, 151, 157, 163, 167
        }) {
      product = product.multiply(BigInteger.valueOf(prime));
    }
    BigInteger generator = BigInteger.valueOf(65_537);
    BigInteger first =
        product
            .multiply(BigInteger.valueOf(12_345))
            .add(generator.modPow(BigInteger.valueOf(77), product));
    BigInteger second =
        product
            .multiply(BigInteger.valueOf(54_321))
            .add(generator.modPow(BigInteger.valueOf(5), product));

    assertThat(OfferedWeaknesses.hasRocaForm(first.multiply(second))).isTrue();
    assertThat(OfferedWeaknesses.hasRocaForm(BigInteger.TWO.pow(2047).add(BigInteger.valueOf(9))))
        .isFalse();
  }
}
