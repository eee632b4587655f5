package io.github.tlsgauntlet.suite;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** The time at which fixtures are to be made, as users write it. */
public final class ClockOption {
  /**
   * Before and after these, a fixture's own dates would need more digits than certificates have.
   */
  private static final Instant FIRST = Instant.parse("1952-01-01T00:00:00Z");

  private static final Instant LAST = Instant.parse("9989-12-31T23:59:59Z");

  private ClockOption() {}

  /**
   * Reads a time.
   *
   * @param text an instant as ISO 8601 writes it
   * @return to the second
   * @throws SettingsException if it is none that certificates can be made at
   */
  public static Instant read(String text) throws SettingsException {
    Instant instant;
    try {
      instant = Instant.parse(text.strip()).truncatedTo(ChronoUnit.SECONDS);
    } catch (DateTimeException e) {
      throw new SettingsException(
          "clock: \"" + text + "\" is not a time such as 2026-11-26T12:00:00Z", e);
    }
    if (instant.isBefore(FIRST) || instant.isAfter(LAST)) {
      throw new SettingsException("clock: " + text + " is not from " + FIRST + " to " + LAST);
    }
    return instant;
  }
}
