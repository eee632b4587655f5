package io.github.tlsgauntlet.suite.conformance;

import static io.github.tlsgauntlet.protocol.NamedGroup.SECP256R1;
import static io.github.tlsgauntlet.protocol.NamedGroup.X25519;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.tlsgauntlet.peer.Ending;
import io.github.tlsgauntlet.peer.Transcript;
import io.github.tlsgauntlet.protocol.AlertDescription;
import io.github.tlsgauntlet.protocol.CipherSuite;
import io.github.tlsgauntlet.protocol.NamedGroup;
import io.github.tlsgauntlet.suite.AlertGrade;
import io.github.tlsgauntlet.suite.Attempts;
import io.github.tlsgauntlet.suite.Finding;
import io.github.tlsgauntlet.suite.Verdict;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FindingsTest {
  private static final Finding PASSED = Finding.of(Verdict.PASS, "It refuses.");
  private static final Finding TAKEN = Finding.of(Verdict.FAIL, "It goes on.");
  private static final Finding OTHER_ALERT =
      new Finding(
          Verdict.FAIL,
          "It refuses by internal_error.",
          AlertGrade.OTHER_ALERT,
          Optional.of("internal_error"),
          List.of(),
          List.of());

  private static final CipherSuite AES = CipherSuite.named("TLS_AES_128_GCM_SHA256").orElseThrow();
  private static final CipherSuite CHACHA =
      CipherSuite.named("TLS_CHACHA20_POLY1305_SHA256").orElseThrow();
  private static final List<Combination> ALL =
      new Combinations(List.of(AES, CHACHA), List.of(X25519, SECP256R1), false).all();

  private final Findings findings = new Findings();

  @Test
  void what_was_taken_comes_before_what_was_refused_by_another_alert() {
    findings.add("empty", Combination.OPEN, OTHER_ALERT);
    findings.add("short", Combination.OPEN, TAKEN);
    findings.add("long", Combination.OPEN, TAKEN);
    findings.add("good", Combination.OPEN, PASSED);

    Finding together = findings.together();

    assertThat(together.alertGrade()).isEqualTo(AlertGrade.NONE);
    assertThat(together.reason())
        .isEqualTo("short, long: It goes on. empty: It refuses by internal_error. (3 of 4 tries)");
    assertThat(together.attempts())
        .containsExactly(
            new Attempts(List.of("short", "long"), "It goes on."),
            new Attempts(List.of("empty"), "It refuses by internal_error."));
  }

  @Test
  void the_sentence_names_a_few_tries_and_the_attempts_name_all() {
    for (int i = 0; i < 20; i++) {
      findings.add("at byte " + i, Combination.OPEN, TAKEN);
    }
    findings.add("good", Combination.OPEN, PASSED);

    Finding together = findings.together();

    assertThat(together.reason())
        .startsWith("at byte 0, ")
        .endsWith("at byte 5 and 14 more: It goes on. (20 of 21 tries)");
    assertThat(together.attempts())
        .singleElement()
        .satisfies(alike -> assertThat(alike.what()).hasSize(20));
  }

  @Test
  void one_try_speaks_for_itself() {
    findings.add("empty", Combination.OPEN, TAKEN);

    assertThat(findings.together()).isEqualTo(TAKEN);
  }

  @Test
  void where_every_try_ends_alike_none_is_named() {
    findings.add("empty", Combination.OPEN, TAKEN);
    findings.add("short", Combination.OPEN, TAKEN);

    assertThat(findings.together().reason()).isEqualTo("It goes on. (2 tries)");
  }

  @Test
  void where_each_try_stands_for_itself_each_that_failed_has_its_transcript() {
    Findings each = Findings.ofEach();
    each.add("without Certificate", Combination.OPEN, failed("1"));
    each.add("without Finished", Combination.OPEN, failed("2"));
    each.add("without both", Combination.OPEN, PASSED);

    Finding together = each.together();

    assertThat(together.reason())
        .isEqualTo("without Certificate, without Finished: It goes on. (2 of 3 tries)");
    assertThat(together.attempts())
        .containsExactly(
            new Attempts(List.of("without Certificate"), "It goes on."),
            new Attempts(List.of("without Finished"), "It goes on."));
    assertThat(together.evidence())
        .extracting(transcript -> transcript.ending().toString())
        .containsExactly(
            new Ending.Broken("1", AlertDescription.INTERNAL_ERROR).toString(),
            new Ending.Broken("2", AlertDescription.INTERNAL_ERROR).toString());
  }

  @Test
  void a_fault_that_fails_everywhere_hides_no_cause_of_another() {
    findings.add("first", in(AES, X25519), TAKEN);
    findings.add("first", in(AES, SECP256R1), TAKEN);
    findings.add("second", in(CHACHA, X25519), TAKEN);
    findings.add("second", in(AES, X25519), PASSED);
    findings.add("second", in(CHACHA, SECP256R1), TAKEN);

    assertThat(findings.together().reason()).endsWith("It goes with " + CHACHA + ".");
  }

  @Test
  void a_combination_in_which_a_fault_was_not_tried_says_nothing_of_it() {
    findings.add("first", in(AES, X25519), TAKEN);
    findings.add("second", in(CHACHA, X25519), PASSED);

    assertThat(findings.together().reason()).isEqualTo("first: It goes on. (1 of 2 tries)");
  }

  @Test
  void faults_that_go_with_the_same_value_have_one_cause() {
    findings.add("first", in(CHACHA, X25519), TAKEN);
    findings.add("first", in(AES, SECP256R1), PASSED);
    findings.add("second", in(CHACHA, SECP256R1), TAKEN);
    findings.add("second", in(AES, X25519), PASSED);

    assertThat(findings.together().reason()).endsWith("It goes with " + CHACHA + ".");
  }

  @Test
  void to_know_the_cause_the_fault_that_failed_is_tried_with_other_values() {
    Combination failing = in(CHACHA, X25519);
    findings.add("first", failing, TAKEN);
    findings.add("first", in(AES, SECP256R1), PASSED);
    findings.add("second", in(AES, X25519), PASSED);

    Findings.Telling telling = findings.telling(ALL).orElseThrow();

    assertThat(telling.fault()).isEqualTo("first");
    assertThat(telling.combinations())
        .containsExactlyInAnyOrder(in(AES, X25519), in(CHACHA, SECP256R1));
  }

  private static Combination in(CipherSuite suite, NamedGroup group) {
    return new Combination(Optional.of(suite), Optional.of(group), RecordLayout.WHOLE);
  }

  private static Finding failed(String how) {
    return new Finding(
        Verdict.FAIL,
        "It goes on.",
        AlertGrade.NONE,
        Optional.empty(),
        List.of(),
        List.of(
            new Transcript(List.of(), new Ending.Broken(how, AlertDescription.INTERNAL_ERROR))));
  }
}
