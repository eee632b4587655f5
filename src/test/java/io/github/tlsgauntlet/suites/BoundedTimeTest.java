package io.github.tlsgauntlet.suites;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tlsgauntlet.peer.Ending;
import io.github.tlsgauntlet.peer.Transcript;
import io.github.tlsgauntlet.pki.Catalogue;
import io.github.tlsgauntlet.pki.Expectation;
import io.github.tlsgauntlet.pki.RecipeException;
import io.github.tlsgauntlet.pki.Scenario;
import io.github.tlsgauntlet.suite.FixtureJudgement;
import io.github.tlsgauntlet.suite.Reaction;
import io.github.tlsgauntlet.suite.Verdict;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where a verdict has to come in time, silence is one. */
class BoundedTimeTest {
  private static final Reaction TAKEN = new Reaction.Taken("an answer came.", List.of());

  private static Reaction untold(Ending ending) {
    return new Reaction.Untold("Nothing to tell.", List.of(new Transcript(List.of(), ending)));
  }

  private static Scenario scenario(String id) throws RecipeException {
    return Catalogue.load().find(id).orElseThrow();
  }

  private static Verdict verdict(String id, Reaction reaction, Reaction twin)
      throws RecipeException {
    return FixtureJudgement.judge(scenario(id), Expectation.EITHER, reaction, Optional.of(twin))
        .verdict();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "chain-100-pathological",
        "chain-8-pathological",
        "ca-cycle",
        "nc-quadratic-dos",
        "cert-huge"
      })
  void silence_fails_where_an_answer_is_due_in_time(String id) throws RecipeException {
    assertThat(verdict(id, untold(new Ending.Silence()), TAKEN)).isEqualTo(Verdict.FAIL);
    assertThat(verdict(id, TAKEN, TAKEN)).isEqualTo(Verdict.PASS);
  }

  @ParameterizedTest
  @ValueSource(strings = {"nc-quadratic-dos", "cert-huge"})
  void silence_tells_nothing_of_a_peer_that_is_silent_for_the_good_twin_too(String id)
      throws RecipeException {
    Reaction silent = untold(new Ending.Silence());

    assertThat(verdict(id, silent, silent)).isEqualTo(Verdict.INCONCLUSIVE);
    assertThat(verdict(id, untold(new Ending.Fin()), TAKEN)).isEqualTo(Verdict.INCONCLUSIVE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"expired-leaf", "ok-chain"})
  void silence_elsewhere_tells_nothing(String id) throws RecipeException {
    assertThat(verdict(id, untold(new Ending.Silence()), TAKEN)).isEqualTo(Verdict.INCONCLUSIVE);
  }
}
