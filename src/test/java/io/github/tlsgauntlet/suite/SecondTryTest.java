package io.github.tlsgauntlet.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.tlsgauntlet.suites.Runs;
import io.github.tlsgauntlet.target.TargetException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.opentest4j.TestAbortedException;

class SecondTryTest {
  private static final Finding UNTOLD = Finding.of(Verdict.INCONCLUSIVE, "It stayed silent.");
  private static final Finding PASSED = Finding.of(Verdict.PASS, "It goes on.");

  private final AtomicInteger runs = new AtomicInteger();
  private final Trial trial =
      Runs.againstOurServer()
          .run()
          .trial(
              new Check(
                  Quarter.ONE_WAY_SERVER,
                  "Test",
                  "a server",
                  "a-check",
                  "Test",
                  Optional.empty(),
                  "It goes on.",
                  Optional.empty(),
                  "It goes on.",
                  Optional.empty(),
                  Optional.empty()));

  @Test
  void what_has_a_verdict_is_not_run_again() throws Throwable {
    run(() -> trial.concludes(PASSED));

    assertThat(runs).hasValue(1);
    trial.requireVerdict();
  }

  @Test
  void what_could_not_be_told_is_run_once_more() throws Throwable {
    run(() -> trial.concludes(runs.get() == 1 ? UNTOLD : PASSED));

    assertThat(runs).hasValue(2);
    trial.requireVerdict();
  }

  @Test
  void what_cannot_be_told_twice_is_inconclusive() {
    assertThatThrownBy(() -> run(() -> trial.concludes(UNTOLD)))
        .isExactlyInstanceOf(TestAbortedException.class)
        .hasMessage("It stayed silent.");
    assertThat(runs).hasValue(2);
  }

  @Test
  void what_was_tried_again_already_is_not_run_again() {
    assertThatThrownBy(() -> run(() -> trial.settles(UNTOLD)))
        .isExactlyInstanceOf(TestAbortedException.class);
    assertThat(runs).hasValue(1);
  }

  @Test
  void a_target_that_could_not_be_reached_is_tried_once_more() throws Throwable {
    run(
        () -> {
          if (runs.get() == 1) {
            throw new TargetException(TargetException.Kind.UNREACHABLE, "It is busy");
          }
          trial.concludes(PASSED);
        });

    assertThat(runs).hasValue(2);
  }

  @Test
  void a_target_that_is_not_there_is_not_looked_for_again() {
    assertThatThrownBy(
            () ->
                run(
                    () -> {
                      throw new TargetException(
                          TargetException.Kind.UNAVAILABLE, "There is no such JDK");
                    }))
        .isInstanceOf(TargetException.class);
    assertThat(runs).hasValue(1);
  }

  @Test
  void only_the_second_run_is_told_that_it_is_one() throws Throwable {
    List<Boolean> repeated = new ArrayList<>();
    run(
        () -> {
          repeated.add(trial.isRepeated());
          trial.concludes(runs.get() == 1 ? UNTOLD : PASSED);
        });

    assertThat(repeated).containsExactly(false, true);
  }

  private void run(SecondTry.Test test) throws Throwable {
    SecondTry.Test counted =
        () -> {
          runs.incrementAndGet();
          test.run();
        };
    SecondTry.run(trial, counted, counted);
  }
}
