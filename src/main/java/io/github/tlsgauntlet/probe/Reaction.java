package io.github.tlsgauntlet.probe;

import io.github.tlsgauntlet.peer.Ending;
import io.github.tlsgauntlet.protocol.AlertDescription;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * All that a server did after a record, in its order.
 *
 * @param events at least one
 */
record Reaction(List<Event> events) {
  /** One thing that a server did. */
  sealed interface Event {
    /** It sent application data. */
    record Data() implements Event {}

    /** It went on with the handshake. */
    record WentOn() implements Event {}

    /** It sent no alert, and whatever it did instead is not looked at. */
    record NoAlert() implements Event {}

    /**
     * It sent a record that is neither data nor an alert.
     *
     * @param contentType of its header
     */
    record Other(int contentType) implements Event {}

    /**
     * It sent an alert, ended the stream, or did nothing more.
     *
     * @param how which of these
     */
    record Ended(Ending how) implements Event {}
  }

  Reaction {
    events = List.copyOf(events);
  }

  private Event first() {
    return events.get(0);
  }

  /** Whether it took the record for a good one, as far as its first doing tells. */
  boolean isTaking() {
    return first() instanceof Event.Data || first() instanceof Event.WentOn;
  }

  boolean isSilence() {
    return first() instanceof Event.Ended ended && ended.how() instanceof Ending.Silence;
  }

  boolean beginsLike(Reaction other) {
    return first().equals(other.first());
  }

  boolean hasAlert(AlertDescription description) {
    return events.stream()
        .anyMatch(
            event ->
                event instanceof Event.Ended ended
                    && ended.how() instanceof Ending.Alert alert
                    && alert.description().equals(description));
  }

  /** Without how the stream ended, which may depend on the moment. */
  Reaction untilStreamEnd() {
    List<Event> kept =
        events.stream()
            .filter(
                event ->
                    !(event instanceof Event.Ended ended)
                        || ended.how() instanceof Ending.Alert
                        || ended.how() instanceof Ending.CloseNotify)
            .toList();
    return new Reaction(kept.isEmpty() ? List.of(new Event.NoAlert()) : kept);
  }

  /** What a listener on the line sees of it, where alerts are encrypted. */
  List<Object> onTheLine() {
    List<Object> seen = new ArrayList<>();
    for (Event event : events) {
      boolean alert =
          event instanceof Event.Ended ended
              && (ended.how() instanceof Ending.Alert || ended.how() instanceof Ending.CloseNotify);
      seen.add(alert ? "alert" : event);
    }
    return seen;
  }

  /** In words that follow the server's name. */
  String words() {
    return events.stream().map(Reaction::words).collect(Collectors.joining(" and "));
  }

  private static String words(Event event) {
    if (event instanceof Event.Data) {
      return "answered with data";
    }
    if (event instanceof Event.WentOn) {
      return "went on with the handshake";
    }
    if (event instanceof Event.NoAlert) {
      return "sent no alert";
    }
    if (event instanceof Event.Other other) {
      return "sent a record of type " + other.contentType();
    }
    Ending how = ((Event.Ended) event).how();
    return how instanceof Ending.Fin ? "closed the connection" : Words.of(how);
  }
}
