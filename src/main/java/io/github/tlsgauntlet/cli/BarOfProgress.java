package io.github.tlsgauntlet.cli;

import java.util.concurrent.atomic.AtomicBoolean;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** A progress bar on the terminal. */
final class BarOfProgress implements Progress {
  private static final int WIDTH = 79;
  private static final int REDRAW_MILLIS = 200;

  private final ProgressBar bar;
  private final AtomicBoolean closed = new AtomicBoolean();

  BarOfProgress(String task) {
    this.bar =
        new ProgressBarBuilder()
            .setTaskName(task)
            .setInitialMax(0)
            .setStyle(ProgressBarStyle.ASCII)
            .setUpdateIntervalMillis(REDRAW_MILLIS)
            .setMaxRenderedLength(WIDTH)
            .clearDisplayOnFinish()
            .build();
  }

  @Override
  public void more(int count) {
    bar.maxHint(bar.getMax() + count);
  }

  @Override
  public void oneDone() {
    bar.step();
  }

  @Override
  public void says(String words) {
    bar.setExtraMessage(" " + words);
  }

  @Override
  public void close() {
    if (closed.compareAndSet(false, true)) {
      bar.close();
    }
  }
}
