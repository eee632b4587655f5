package io.github.tlsgauntlet.suite;

import java.util.List;

/**
 * Tries of one check that ended alike.
 *
 * @param what each in a few words, {@code an empty list}; in the order in which they were made
 * @param seen one sentence that holds for each
 */
public record Attempts(List<String> what, String seen) {
  public Attempts {
    what = List.copyOf(what);
  }
}
