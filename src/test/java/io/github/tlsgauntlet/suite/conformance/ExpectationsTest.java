package io.github.tlsgauntlet.suite.conformance;

import static io.github.tlsgauntlet.protocol.AlertDescription.DECODE_ERROR;
import static io.github.tlsgauntlet.protocol.AlertDescription.ILLEGAL_PARAMETER;
import static io.github.tlsgauntlet.protocol.ProtocolVersion.TLS12;
import static io.github.tlsgauntlet.protocol.ProtocolVersion.TLS13;
import static io.github.tlsgauntlet.suite.conformance.Expectations.aborts;
import static io.github.tlsgauntlet.suite.conformance.Expectations.refuses;
import static io.github.tlsgauntlet.suite.conformance.Expectations.sends;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.tlsgauntlet.protocol.ProtocolVersion;
import io.github.tlsgauntlet.suite.AlertGrade;
import io.github.tlsgauntlet.suite.Finding;
import io.github.tlsgauntlet.suite.Reaction;
import io.github.tlsgauntlet.suite.Refusal;
import io.github.tlsgauntlet.suite.Verdict;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ExpectationsTest {
  private static final Refusal NAMED = new Refusal.ByAlert(ILLEGAL_PARAMETER);
  private static final Refusal OTHER = new Refusal.ByAlert(DECODE_ERROR);
  private static final Refusal CLOSED = new Refusal.ByClosing();

  @Test
  void going_on_breaks_every_one() {
    all()
        .forEach(
            one ->
                assertThat(
                        one.judge(Exchanges.of(TLS13, new Reaction.Taken("it answers.", List.of())))
                            .verdict())
                    .isEqualTo(Verdict.FAIL));
  }

  @Test
  void the_alert_that_is_named_passes_every_one() {
    all().forEach(one -> assertThat(judged(one, TLS13, NAMED).verdict()).isEqualTo(Verdict.PASS));
  }

  @Test
  void another_alert_is_a_warning_that_says_how_far_the_specification_goes() {
    all()
        .forEach(
            one -> {
              Finding found = judged(one, TLS13, OTHER);
              assertThat(found.verdict()).isEqualTo(Verdict.WARN);
              assertThat(found.alertGrade()).isEqualTo(AlertGrade.OTHER_ALERT);
            });
    assertThat(judged(aborts(ILLEGAL_PARAMETER), TLS13, OTHER).reason())
        .endsWith("; the specification names illegal_parameter.");
    assertThat(judged(refuses(ILLEGAL_PARAMETER), TLS13, OTHER).reason())
        .endsWith("; what fits is illegal_parameter.");
  }

  @Test
  void closing_without_an_alert_is_as_tls_1_3_allows_unless_one_is_to_be_sent() {
    Finding aborted = judged(aborts(ILLEGAL_PARAMETER), TLS13, CLOSED);
    Finding owed = judged(sends(ILLEGAL_PARAMETER), TLS13, CLOSED);

    assertThat(aborted.verdict()).isEqualTo(Verdict.PASS);
    assertThat(aborted.reason()).endsWith(", as TLS 1.3 allows.");
    assertThat(owed.verdict()).isEqualTo(Verdict.WARN);
    assertThat(owed.reason())
        .endsWith(", where the specification wants the alert illegal_parameter sent.");
    assertThat(owed.alertGrade()).isEqualTo(AlertGrade.SILENT_CLOSE);
  }

  @Test
  void before_tls_1_3_an_alert_is_always_to_be_sent() {
    Finding aborted = judged(aborts(ILLEGAL_PARAMETER), TLS12, CLOSED);
    Finding refused = judged(refuses(ILLEGAL_PARAMETER), TLS12, CLOSED);

    assertThat(List.of(aborted.verdict(), refused.verdict()))
        .containsExactly(Verdict.WARN, Verdict.WARN);
    assertThat(aborted.reason()).endsWith(", where TLS 1.2 wants the alert illegal_parameter.");
    assertThat(refused.reason()).endsWith(", where TLS 1.2 wants an alert.");
  }

  private static Stream<Expectation> all() {
    return Stream.of(
        sends(ILLEGAL_PARAMETER), aborts(ILLEGAL_PARAMETER), refuses(ILLEGAL_PARAMETER));
  }

  private static Finding judged(Expectation expectation, ProtocolVersion version, Refusal how) {
    return expectation.judge(Exchanges.of(version, new Reaction.Refused(how, List.of())));
  }
}
