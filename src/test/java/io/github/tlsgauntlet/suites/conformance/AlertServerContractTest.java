package io.github.tlsgauntlet.suites.conformance;

import io.github.tlsgauntlet.peer.Deviation;
import io.github.tlsgauntlet.protocol.AlertDescription;
import java.util.List;
import java.util.Map;

/** A server that goes without goodbye, hears no alert, or sends those of yesterday. */
class AlertServerContractTest extends ServerContract {
  @Override
  Class<?> suite() {
    return AlertServerTest.class;
  }

  /** It is told over records alone, after the handshake. */
  @Override
  List<Map.Entry<String, Fault>> furtherFaults() {
    return List.of(
        Map.entry(
            "its-alerts-are-those-of-today",
            settings ->
                settings.deviations(
                    new Deviation.TellBrokenBlocks(AlertDescription.DECRYPTION_FAILED))));
  }

  @Override
  Map<String, Fault> faults() {
    Fault deaf = settings -> settings.deviations(new Deviation.PassOverAlerts());
    return Map.of(
        "close-notify-is-answered",
        settings -> settings.deviations(new Deviation.EndWithoutAlert()),
        "a-fatal-alert-ends-the-connection",
        deaf,
        "error-alerts-are-fatal-whatever-their-level",
        deaf,
        "its-alerts-are-those-of-today",
        settings ->
            settings.deviations(new Deviation.OtherAlert(AlertDescription.DECRYPTION_FAILED)));
  }
}
