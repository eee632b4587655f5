package io.github.tlsgauntlet.suite.conformance;

import io.github.tlsgauntlet.protocol.CipherSuite;
import io.github.tlsgauntlet.protocol.NamedGroup;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

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
}
