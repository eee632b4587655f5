package io.github.tlsgauntlet.suites;

import io.github.tlsgauntlet.target.RunningServer;
import io.github.tlsgauntlet.target.ServerSetup;
import io.github.tlsgauntlet.target.ServerTarget;
import io.github.tlsgauntlet.target.TargetException;
import java.time.Duration;

/**
 * A server that was there before the run, and stands as it stands.
 *
 * @param ours which in truth a test has set up
 */
record LiveServer(ServerTarget ours) implements ServerTarget {
  @Override
  public String name() {
    return "live server";
  }

  @Override
  public boolean takesSetup() {
    return false;
  }

  @Override
  public RunningServer start(ServerSetup setup, Duration timeout) throws TargetException {
    return ours.start(setup, timeout);
  }
}
