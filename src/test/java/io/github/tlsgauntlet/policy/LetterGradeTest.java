package io.github.tlsgauntlet.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.tlsgauntlet.probe.Answer;
import io.github.tlsgauntlet.probe.Preference;
import io.github.tlsgauntlet.probe.Weakness;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class LetterGradeTest {
  private static final String CBC = "TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA";
  private static final String GCM = "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256";
  private static final String RSA = "TLS_RSA_WITH_AES_128_GCM_SHA256";
  private static final String RC4 = "TLS_RSA_WITH_RC4_128_SHA";
  private static final String DHE = "TLS_DHE_RSA_WITH_AES_128_GCM_SHA256";

  private static SampleFacts good() {
    return SampleFacts.good();
  }

  private static SampleFacts rsa(int bits, String signature) {
    return good().certificate("RSA", bits, "", signature, 90);
  }

  private static SampleFacts only(String version, String... suites) {
    return good().offers("TLS 1.2", Answer.NO).offers("TLS 1.3", Answer.NO).speaks(version, suites);
  }

  static Stream<Arguments> grades() {
    return Stream.of(
        Arguments.of("A+", "", good()),
        Arguments.of("A+", "", good().offers("TLS 1.2", Answer.NO)),
        Arguments.of("A", "", good().hsts(300)),
        Arguments.of("A-", "Strict-Transport-Security", good().hsts(-1)),
        Arguments.of("A-", "no TLS 1.3", good().offers("TLS 1.3", Answer.NO)),
        Arguments.of(
            "A-", "secure renegotiation", good().feature("secure-renegotiation", Answer.NO)),
        Arguments.of("B", "TLS 1.1", good().speaks("TLS 1.1", CBC)),
        Arguments.of("B", "TLS 1.0", good().speaks("TLS 1.0", CBC)),
        Arguments.of("B", "SSL 3.0", good().speaks("SSL 3.0", RC4)),
        Arguments.of("B", "RC4", good().speaks("TLS 1.0", RC4)),
        Arguments.of("B", "2048", rsa(1024, "SHA256withRSA")),
        Arguments.of("B", "1024 bits", good().speaks("TLS 1.2", DHE).dh(1024)),
        Arguments.of("B", "forward secrecy", good().speaks("TLS 1.2", RSA)),
        Arguments.of(
            "B", "forward secrecy", good().version("TLS 1.2", Preference.SERVER, RSA, GCM)),
        Arguments.of("B", "AEAD", good().version("TLS 1.2", Preference.SERVER, CBC, GCM)),
        Arguments.of("B", "incomplete", good().chainAnswers(Answer.YES, Answer.YES, Answer.NO)),
        Arguments.of("C", "RC4 with TLS 1.1", good().speaks("TLS 1.2", RC4, GCM)),
        Arguments.of(
            "C", "64 bits", good().speaks("TLS 1.2", "TLS_RSA_WITH_3DES_EDE_CBC_SHA", GCM)),
        Arguments.of("C", "POODLE", good().speaks("SSL 3.0", CBC)),
        Arguments.of("C", "CRIME", good().feature("compression", Answer.YES)),
        Arguments.of("C", "no TLS 1.2", only("TLS 1.1", CBC)),
        Arguments.of("F", "SSL 2.0", good().offers("SSL 2.0", Answer.YES)),
        Arguments.of("F", "better than SSL 3.0", only("SSL 3.0", CBC)),
        Arguments.of("F", "RC4 alone", only("TLS 1.2", RC4)),
        Arguments.of("F", "112 bits", good().speaks("TLS 1.2", "TLS_RSA_WITH_DES_CBC_SHA", GCM)),
        Arguments.of("F", "112 bits", good().speaks("TLS 1.2", "TLS_RSA_WITH_NULL_SHA256", GCM)),
        Arguments.of(
            "F", "score is 0", good().speaks("TLS 1.2", "TLS_DH_anon_WITH_AES_128_CBC_SHA", GCM)),
        Arguments.of("F", "MD5", rsa(2048, "MD5withRSA")),
        Arguments.of("F", "1024", rsa(1000, "SHA256withRSA")),
        Arguments.of(
            "F",
            "renegotiate",
            good()
                .feature("secure-renegotiation", Answer.NO)
                .feature("client-renegotiation", Answer.YES)),
        Arguments.of(
            "F", "heartbleed", good().weakness("heartbleed", Weakness.Exposure.VULNERABLE)),
        Arguments.of("F", "robot", good().weakness("robot", Weakness.Exposure.VULNERABLE)),
        Arguments.of(
            "F", "score is 0", good().weakness("debian-weak-key", Weakness.Exposure.VULNERABLE)),
        Arguments.of("M", "another name", good().chainAnswers(Answer.YES, Answer.NO, Answer.YES)),
        Arguments.of("M", "another name", good().chainAnswers(Answer.NO, Answer.NO, Answer.YES)),
        Arguments.of("T", "not trusted", good().chainAnswers(Answer.NO, Answer.YES, Answer.YES)),
        Arguments.of("T", "in date", good().certificate("RSA", 2048, "", "SHA256withRSA", 3)),
        Arguments.of("T", "revoked", good().staple("revoked since 2026-11-02")),
        Arguments.of("A+", "", good().staple("good (not revoked)")),
        Arguments.of("T", "SHA-1", rsa(2048, "SHA1withRSA")),
        Arguments.of("T", "self-signed", good().selfSigned()));
  }

  @ParameterizedTest
  @MethodSource("grades")
  void a_server_gets_the_letter_that_it_should(String letter, String reason, SampleFacts facts) {
    LetterGrade grade = LetterGrade.of(facts.facts());
    assertThat(grade.letter()).contains(letter);
    assertThat(grade.caps().stream().map(LetterGrade.Cap::reason).toList().toString())
        .contains(reason);
    assertThat(grade.reason()).isEmpty();
  }

  static Stream<String> fatal() {
    return GradeWeaknesses.fatal().stream();
  }

  @ParameterizedTest
  @MethodSource("fatal")
  void each_weakness_that_is_fatal_makes_an_f_and_untold_keeps_the_plus_away(String id) {
    LetterGrade grade = LetterGrade.of(good().weakness(id, Weakness.Exposure.VULNERABLE).facts());
    assertThat(grade.letter()).contains("F");
    assertThat(grade.caps()).contains(new LetterGrade.Cap("F", "it is vulnerable to " + id));

    // With a suite and a version for each, so that none is out of the question.
    SampleFacts all =
        good()
            .speaks("TLS 1.2", GCM, CBC, RSA)
            .speaks("SSL 2.0")
            .weakness(id, Weakness.Exposure.UNTOLD);
    assertThat(LetterGrade.of(all.facts()).inconclusive()).contains(id);
    assertThat(LetterGrade.of(all.weakness(id, Weakness.Exposure.SAFE).facts()).inconclusive())
        .doesNotContain(id);
  }

  @ParameterizedTest
  @MethodSource("fatal")
  void a_weakness_that_the_server_cannot_have_need_not_be_told(String id) {
    assertThat(
            LetterGrade.of(
                    good()
                        .offers("TLS 1.2", Answer.NO)
                        .weakness(id, Weakness.Exposure.UNTOLD)
                        .facts())
                .letter())
        .contains("A+");
  }

  @Test
  void the_score_is_made_of_its_three_parts() {
    LetterGrade.Score score =
        LetterGrade.of(good().speaks("TLS 1.0", CBC).facts()).score().orElseThrow();
    assertThat(score.protocol()).isEqualTo(95);
    assertThat(score.keyExchange()).isEqualTo(90);
    assertThat(score.cipher()).isEqualTo(90);
    assertThat(score.total()).isCloseTo(91.5, within(1e-9));
    assertThat(new LetterGrade.Score(100, 0, 100).total()).isZero();
  }

  @Test
  void the_weaker_of_key_and_group_decides_the_key_exchange() {
    assertThat(keyExchange(rsa(4096, "SHA256withRSA"))).isEqualTo(100);
    assertThat(keyExchange(rsa(2048, "SHA256withRSA"))).isEqualTo(90);
    assertThat(keyExchange(rsa(4096, "SHA256withRSA").speaks("TLS 1.2", DHE).dh(1024)))
        .isEqualTo(80);
    assertThat(keyExchange(rsa(4096, "SHA256withRSA").speaks("TLS 1.2", DHE).dh(768)))
        .isEqualTo(40);
    assertThat(keyExchange(rsa(500, "SHA256withRSA"))).isEqualTo(20);
    assertThat(keyExchange(good().speaks("TLS 1.2", "TLS_RSA_EXPORT_WITH_DES40_CBC_SHA", GCM)))
        .isEqualTo(40);
  }

  private static double keyExchange(SampleFacts facts) {
    return LetterGrade.of(facts.facts()).score().orElseThrow().keyExchange();
  }

  @Test
  void what_is_wrong_with_trust_leaves_the_rest_of_the_grade() {
    LetterGrade grade =
        LetterGrade.of(good().chainAnswers(Answer.NO, Answer.YES, Answer.YES).facts());
    assertThat(grade.letter()).contains("T");
    assertThat(grade.besidesTrust()).contains("A+");
  }

  @Test
  void without_versions_suites_or_key_there_is_no_letter_but_the_reason() {
    assertNone(good().offers("TLS 1.0", Answer.UNTOLD), "whether the server speaks TLS 1.0");
    assertNone(good().offers("TLS 1.2", Answer.YES), "The suites of TLS 1.2 could not be told");
    assertNone(good().unregisteredSuite("TLS 1.2"), "The suites of TLS 1.2 could not be told");
    assertNone(good().noChains(), "The size of the server's key");
    SampleFacts nothing = good();
    Versions.ALL.forEach(version -> nothing.offers(version, Answer.NO));
    assertNone(nothing, "speaks no version");
  }

  private static void assertNone(SampleFacts facts, String reason) {
    LetterGrade grade = LetterGrade.of(facts.facts());
    assertThat(grade.letter()).isEmpty();
    assertThat(grade.score()).isEmpty();
    assertThat(grade.reason()).contains(reason);
  }

  @Test
  void what_could_not_be_told_is_listed_and_keeps_an_a_from_its_plus() {
    LetterGrade grade =
        LetterGrade.of(
            good()
                .weakness("heartbleed", Weakness.Exposure.UNTOLD)
                .weakness("poodle-tls", Weakness.Exposure.UNTOLD)
                .feature("compression", Answer.UNTOLD)
                .facts());
    assertThat(grade.letter()).contains("A");
    // Without CBC suites there is no padding to ask.
    assertThat(grade.inconclusive())
        .containsExactlyInAnyOrder("heartbleed", "compression in TLS (CRIME)");
    assertThat(LetterGrade.of(good().noHttp().facts()).letter()).contains("A");
    assertThat(LetterGrade.of(good().noHttp().facts()).inconclusive())
        .containsExactly("Strict-Transport-Security");
    assertThat(
            LetterGrade.of(good().chainAnswers(Answer.UNTOLD, Answer.YES, Answer.YES).facts())
                .inconclusive())
        .containsExactly("whether its certificate is trusted");
  }

  @Test
  void the_grade_has_a_name_of_its_own() {
    assertThat(LetterGrade.TITLE).doesNotContain("SSL Labs");
    assertThat(LetterGrade.RULES).contains("2009r");
  }
}
