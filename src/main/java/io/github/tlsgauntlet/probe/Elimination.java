package io.github.tlsgauntlet.probe;

import io.github.tlsgauntlet.peer.Ending;
import io.github.tlsgauntlet.peer.FirstFlight;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Finds all values that a server takes in as many connections as there are, and one: it is offered
 * all, then all but those that it has chosen, until it refuses.
 *
 * @param chosen the values in the order in which it chose them, with its answers
 * @param last how the last connection ended
 */
record Elimination<T>(List<Chosen<T>> chosen, Ending last) {
  /** A value that the server chose, and the flight in which it did. */
  record Chosen<T>(T value, FirstFlight flight) {}

  static <T> Elimination<T> run(
      List<T> candidates,
      Function<List<T>, FirstFlight> ask,
      Function<FirstFlight, Optional<T>> choice) {
    List<T> left = new ArrayList<>(candidates);
    List<Chosen<T>> chosen = new ArrayList<>();
    while (!left.isEmpty()) {
      FirstFlight flight = ask.apply(left);
      Optional<T> value = choice.apply(flight);
      // A server that chooses what was not offered would be asked for ever.
      if (value.isEmpty() || !left.remove(value.get())) {
        return new Elimination<>(chosen, flight.ending());
      }
      chosen.add(new Chosen<>(value.get(), flight));
    }
    return new Elimination<>(chosen, new Ending.Open());
  }

  List<T> values() {
    return chosen.stream().map(Chosen::value).toList();
  }

  /** Whether the last answer was a refusal, so that nothing is missing. */
  boolean isExhausted() {
    return last instanceof Ending.Open || Line.isRefusal(last);
  }

  /** Whose order decides: asked once more, in the reverse of the order of its choices. */
  static <T> Preference preference(
      List<T> values,
      Function<List<T>, FirstFlight> ask,
      Function<FirstFlight, Optional<T>> choice) {
    if (values.size() < 2) {
      return Preference.UNTOLD;
    }
    List<T> reversed = new ArrayList<>(values);
    java.util.Collections.reverse(reversed);
    Optional<T> value = choice.apply(ask.apply(reversed));
    if (value.equals(Optional.of(values.get(0)))) {
      return Preference.SERVER;
    }
    return value.equals(Optional.of(reversed.get(0))) ? Preference.CLIENT : Preference.UNTOLD;
  }
}
