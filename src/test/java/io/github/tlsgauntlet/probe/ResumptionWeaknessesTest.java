package io.github.tlsgauntlet.probe;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tlsgauntlet.probe.Weakness.Exposure;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Facts of resumption that an RFC judges. */
class ResumptionWeaknessesTest {
  @ParameterizedTest
  @CsvSource({
    "YES,    YES,    EXPOSED",
    "YES,    NO,     SAFE",
    "YES,    UNTOLD, UNTOLD",
    "NO,     YES,    SAFE",
    "UNTOLD, YES,    UNTOLD",
  })
  void who_acknowledges_names_may_not_resume_under_another(
      Answer other, Answer acknowledged, Exposure exposure) {
    assertThat(
            of(
                "session-across-names",
                new Fact("session-other-name", "", other, "seen"),
                new Fact("server-name-acknowledged", "", acknowledged, "")))
        .isEqualTo(exposure);
  }

  @ParameterizedTest
  @CsvSource({"YES, EXPOSED", "NO, SAFE", "UNTOLD, UNTOLD"})
  void a_pre_shared_key_alone_gives_forward_secrecy_up(Answer answer, Exposure exposure) {
    assertThat(of("psk-without-dh", new Fact("psk-without-dh", "", answer, "seen")))
        .isEqualTo(exposure);
  }

  @Test
  void who_resumes_nothing_is_safe_and_who_was_not_asked_is_untold() {
    Fact tickets = new Fact("session-tickets", "", Answer.NO, "");
    Fact keys = new Fact("psk-resumption", "", Answer.NO, "");

    assertThat(of("session-across-names", tickets)).isEqualTo(Exposure.SAFE);
    assertThat(of("psk-without-dh", keys)).isEqualTo(Exposure.SAFE);
    assertThat(of("session-across-names")).isEqualTo(Exposure.UNTOLD);
    assertThat(of("psk-without-dh")).isEqualTo(Exposure.UNTOLD);
  }

  private static Exposure of(String id, Fact... facts) {
    return new ResumptionWeaknesses(new ArrayList<>(List.of(facts)))
        .all().stream().filter(one -> one.id().equals(id)).findFirst().orElseThrow().exposure();
  }
}
