package io.github.tlsgauntlet.cli;

import java.util.Optional;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** A progress bar while something long goes on; nothing where nobody watches. */
final class Progress implements AutoCloseable {
  private static final int WIDTH = 79;
  private static final int REDRAW_MILLIS = 200;

  private final Optional<ProgressBar> bar;

  private Progress(Optional<ProgressBar> bar) {
    this.bar = bar;
  }

  /** For somebody who watches: not where there is no terminal, nor in CI. */
  static Progress watched(String task) {
    return on(Terminal.present() && System.getenv("CI") == null, task);
  }

  /** For nobody. */
  static Progress unseen() {
    return on(false, "");
  }

  private static Progress on(boolean terminal, String task) {
    return new Progress(
        terminal
            ? Optional.of(
                new ProgressBarBuilder()
                    .setTaskName(task)
                    .setInitialMax(0)
                    .setStyle(ProgressBarStyle.ASCII)
                    .setUpdateIntervalMillis(REDRAW_MILLIS)
                    .setMaxRenderedLength(WIDTH)
                    .clearDisplayOnFinish()
                    .build())
            : Optional.empty());
  }

  void more(int count) {
    bar.ifPresent(b -> b.maxHint(b.getMax() + count));
  }

  void oneMore() {
    more(1);
  }

  void oneDone() {
    bar.ifPresent(ProgressBar::step);
  }

  @Override
  public void close() {
    bar.ifPresent(ProgressBar::close);
  }
}
