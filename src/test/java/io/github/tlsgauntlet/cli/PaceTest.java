package io.github.tlsgauntlet.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How often something may happen. */
class PaceTest {
  private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

  @ParameterizedTest
  @ValueSource(longs = {0, -5, Long.MAX_VALUE - 100})
  void all_who_come_at_once_go_evenly_spaced_whatever_the_clock_says(long now) {
    Pace pace = new Pace(4, now);

    assertThat(pace.turn(now)).isEqualTo(now);
    assertThat(pace.turn(now)).isEqualTo(now + SECOND / 4);
    assertThat(pace.turn(now)).isEqualTo(now + SECOND / 2);
  }

  @Test
  void who_comes_late_does_not_wait_and_brings_no_burst() {
    Pace pace = new Pace(4, 0);

    assertThat(pace.turn(0)).isZero();
    assertThat(pace.turn(10 * SECOND)).isEqualTo(10 * SECOND);
    assertThat(pace.turn(10 * SECOND)).isEqualTo(10 * SECOND + SECOND / 4);
  }

  @Test
  void without_a_limit_nobody_waits() {
    Pace pace = new Pace(0, 0);

    assertThat(pace.turn(7)).isEqualTo(7);
    assertThat(pace.turn(7)).isEqualTo(7);
  }

  @Test
  void who_waits_is_not_let_through_early() {
    Pace pace = new Pace(50);
    long began = System.nanoTime();
    for (int i = 0; i < 6; i++) {
      pace.await();
    }

    assertThat(System.nanoTime() - began).isGreaterThanOrEqualTo(SECOND / 10);
  }
}
