package io.github.tlsgauntlet.suite;

import io.github.tlsgauntlet.target.TargetException;
import java.util.Optional;

/** What a test method is given, where it is more than a {@link Trial}. */
public interface Tried {
  /** The trial that has to be concluded. */
  Trial trial();

  /**
   * Why the requirement can't be tried on this target; asked before the test runs.
   *
   * @return empty where it can be tried
   * @throws TargetException if the target cannot be reached
   */
  Optional<Finding> obstacle() throws TargetException;
}
