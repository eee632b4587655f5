package io.github.tlsgauntlet.suite.conformance;

import io.github.tlsgauntlet.protocol.CipherSuite;
import io.github.tlsgauntlet.protocol.NamedGroup;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Values that are tried together.
 *
 * @param suite the one cipher suite that is offered; empty leaves it open
 * @param group the one group that is offered; empty leaves it open
 * @param records how our messages are laid out
 */
public record Combination(
    Optional<CipherSuite> suite, Optional<NamedGroup> group, RecordLayout records) {
  /** Leaves all open. */
  public static final Combination OPEN =
      new Combination(Optional.empty(), Optional.empty(), RecordLayout.WHOLE);

  /** The values by their dimension, for words. */
  Map<Dimension, String> values() {
    Map<Dimension, String> values = new LinkedHashMap<>();
    suite.ifPresent(one -> values.put(Dimension.SUITE, one.toString()));
    group.ifPresent(one -> values.put(Dimension.GROUP, one.toString()));
    values.put(Dimension.RECORDS, records.toString());
    return values;
  }

  /** The dimensions in which both have the same value. */
  Set<Dimension> sharedWith(Combination other) {
    Map<Dimension, String> mine = values();
    Map<Dimension, String> theirs = other.values();
    Set<Dimension> shared = EnumSet.noneOf(Dimension.class);
    mine.forEach(
        (dimension, value) -> {
          if (value.equals(theirs.get(dimension))) {
            shared.add(dimension);
          }
        });
    return shared;
  }

  /** In how many dimensions two differ. */
  int differences(Combination other) {
    return (suite.equals(other.suite) ? 0 : 1)
        + (group.equals(other.group) ? 0 : 1)
        + (records == other.records ? 0 : 1);
  }
}
