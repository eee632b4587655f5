package io.github.tlsgauntlet.suite;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class FiguresTest {
  @Test
  void what_is_no_work_is_waiting() {
    Figures figures =
        new Figures(200, Duration.ofSeconds(4), Duration.ofSeconds(10), Duration.ofSeconds(3));

    assertThat(figures.inWords())
        .isEqualTo("200 connections, 50.0 a second, 70 % of their time waiting");
  }

  @Test
  void every_lap_is_counted() {
    Stopwatch stopwatch = new Stopwatch();
    for (int i = 0; i < 3; i++) {
      try (Stopwatch.Lap lap = stopwatch.lap()) {
        assertThat(stopwatch.figures().connections()).isEqualTo(i);
        assertThat(lap).isNotNull();
      }
    }

    assertThat(stopwatch.figures().connections()).isEqualTo(3);
  }

  @Test
  void a_run_without_connections_has_figures_too() {
    assertThat(new Figures(0, Duration.ZERO, Duration.ZERO, Duration.ZERO).inWords())
        .isEqualTo("0 connections, 0.0 a second, 0 % of their time waiting");
  }
}
