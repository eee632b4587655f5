package io.github.tlsgauntlet.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.tlsgauntlet.suites.Runs;
import io.github.tlsgauntlet.suites.ScriptedServer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A run whose server is gone must not end as if all were well. */
class TargetLostTest {
  private final List<Boolean> complete = new ArrayList<>();

  private GauntletRun run() {
    RunObserver observer =
        new RunObserver() {
          @Override
          public void started(RunInfo run, Settings settings) {}

          @Override
          public void recorded(Result result) {}

          @Override
          public void finished(boolean whole) {
            complete.add(whole);
          }
        };
    return Runs.open(
        List.of(new ScriptedServer((setup, settings) -> settings)),
        List.of(),
        Map.of(),
        List.of(observer));
  }

  @Test
  void a_server_that_is_gone_at_the_end_is_told_and_the_report_is_not_whole() throws Exception {
    GauntletRun run = run();
    run.servers().get(0).standing().close();
    run.missed("it refuses");

    assertThatThrownBy(run::close)
        .isInstanceOf(TargetLost.class)
        .hasMessage("The target went away during the run: it refuses");
    assertThat(complete).containsExactly(false);
  }

  @Test
  void one_that_was_missed_once_and_answers_again_is_not_lost() throws Exception {
    GauntletRun run = run();
    run.servers().get(0).standing();
    run.missed("it refused");

    assertThatCode(run::close).doesNotThrowAnyException();
    assertThat(complete).containsExactly(true);
  }

  @Test
  void one_that_nobody_missed_is_not_asked_for() throws Exception {
    GauntletRun run = run();
    run.servers().get(0).standing().close();

    assertThatCode(run::close).doesNotThrowAnyException();
    assertThat(complete).containsExactly(true);
  }
}
