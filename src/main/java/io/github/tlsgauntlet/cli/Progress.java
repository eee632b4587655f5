package io.github.tlsgauntlet.cli;

import java.util.Optional;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** A progress bar while a run goes on; nothing where there is no terminal. */
final class Progress implements AutoCloseable {
  private static final int WIDTH = 79;
  private static final int REDRAW_MILLIS = 200;

  private final Optional<ProgressBar> bar;

  private Progress(Optional<ProgressBar> bar) {
    this.bar = bar;
  }

  static Progress on(boolean terminal) {
    return new Progress(
        terminal
            ? Optional.of(
                new ProgressBarBuilder()
                    .setTaskName("Checks")
                    .setInitialMax(0)
                    .setStyle(ProgressBarStyle.ASCII)
                    .setUpdateIntervalMillis(REDRAW_MILLIS)
                    .setMaxRenderedLength(WIDTH)
                    .clearDisplayOnFinish()
                    .build())
            : Optional.empty());
  }

  void oneMore() {
    bar.ifPresent(b -> b.maxHint(b.getMax() + 1));
  }

  void oneDone() {
    bar.ifPresent(ProgressBar::step);
  }

  @Override
  public void close() {
    bar.ifPresent(ProgressBar::close);
  }
}
