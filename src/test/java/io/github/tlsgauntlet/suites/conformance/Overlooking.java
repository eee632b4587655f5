package io.github.tlsgauntlet.suites.conformance;

import io.github.tlsgauntlet.peer.Deviation;
import io.github.tlsgauntlet.protocol.AlertDescription;

/** The most usual faults of peers: what should end the connection is overlooked. */
final class Overlooking {
  private Overlooking() {}

  /** A server that goes on where it should end with one of these alerts. */
  static ServerContract.Fault server(AlertDescription... alerts) {
    return settings -> settings.deviations(deviations(alerts));
  }

  /** A client that goes on where it should end with one of these alerts. */
  static ClientContract.Fault client(AlertDescription... alerts) {
    return settings -> settings.deviations(deviations(alerts));
  }

  private static Deviation[] deviations(AlertDescription... alerts) {
    Deviation[] deviations = new Deviation[alerts.length];
    for (int i = 0; i < alerts.length; i++) {
      deviations[i] = new Deviation.Overlook(alerts[i]);
    }
    return deviations;
  }
}
