package io.github.tlsgauntlet.peer;

import io.github.tlsgauntlet.protocol.AlertDescription;
import java.util.List;
import java.util.Optional;

/** What an endpoint of ours does wrong where the peer does wrong, by its {@link Deviation}s. */
final class Faults {
  private final List<Deviation> deviations;

  Faults(List<Deviation> deviations) {
    this.deviations = deviations;
  }

  /** Whether it goes on where it would have to end with this alert. */
  boolean overlooks(AlertDescription alert) {
    return deviations.stream()
        .anyMatch(one -> one instanceof Deviation.Overlook over && over.alert().equals(alert));
  }

  /** Whether it takes no message that is spread over several records. */
  boolean refusesFragments() {
    return Deviations.has(deviations, Deviation.RefuseFragments.class);
  }

  /** Whether it objects to the version on a record that is in the clear. */
  boolean insistsOnRecordVersion(int said, int due) {
    return said != due && Deviations.has(deviations, Deviation.InsistOnRecordVersion.class);
  }

  /** The alert that it sends where this one is due; empty for none. */
  Optional<AlertDescription> told(AlertDescription due) {
    if (Deviations.has(deviations, Deviation.EndWithoutAlert.class)) {
      return Optional.empty();
    }
    return Optional.of(
        Deviations.find(deviations, Deviation.OtherAlert.class)
            .map(Deviation.OtherAlert::alert)
            .orElse(due));
  }
}
