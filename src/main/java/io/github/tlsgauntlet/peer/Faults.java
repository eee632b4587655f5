package io.github.tlsgauntlet.peer;

import io.github.tlsgauntlet.protocol.AlertDescription;
import io.github.tlsgauntlet.protocol.ExtensionType;
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

  /** Whether it commits a fault that has no parameters. */
  boolean commit(Class<? extends Deviation> fault) {
    return Deviations.has(deviations, fault);
  }

  /** Whether it takes no record without content. */
  boolean refusesEmptyRecords() {
    return Deviations.has(deviations, Deviation.RefuseEmptyRecords.class);
  }

  /** Whether it takes no more than one ChangeCipherSpec in a handshake of TLS 1.3. */
  boolean takesOneChangeCipherSpec() {
    return Deviations.has(deviations, Deviation.TakeOneChangeCipherSpec.class);
  }

  /** Whether it takes no such extension. */
  boolean refuses(ExtensionType type) {
    return deviations.stream()
        .anyMatch(one -> one instanceof Deviation.RefuseExtension no && no.type().equals(type));
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
