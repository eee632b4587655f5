package io.github.tlsgauntlet.probe;

import io.github.tlsgauntlet.peer.Ending;
import io.github.tlsgauntlet.peer.FirstFlight;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;

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
      if (flight.ending() instanceof Ending.Silence) {
        // It chose and then fell silent: it would again, each time for as long as it is waited for.
        return new Elimination<>(chosen, flight.ending());
      }
    }
    return new Elimination<>(chosen, new Ending.Open());
  }

  /**
   * The same, where it is known already what the server answers to an offer of all.
   *
   * @param known that answer; it is asked for where this one chose none of the candidates
   */
  static <T> Elimination<T> run(
      List<T> candidates,
      Optional<FirstFlight> known,
      Function<List<T>, FirstFlight> ask,
      Function<FirstFlight, Optional<T>> choice) {
    Iterator<FirstFlight> answers =
        known
            .filter(flight -> choice.apply(flight).filter(candidates::contains).isPresent())
            .stream()
            .iterator();
    return run(candidates, left -> answers.hasNext() ? answers.next() : ask.apply(left), choice);
  }

  List<T> values() {
    return chosen.stream().map(Chosen::value).toList();
  }

  /** Whether the last answer was a refusal, so that nothing is missing. */
  boolean isExhausted() {
    return last instanceof Ending.Open || Line.isRefusal(last);
  }

  /**
   * Whose order decides: asked once more, with one of its later choices first.
   *
   * @param telling whether a server's answer to a client that names this value first tells its
   *     usual order
   */
  static <T> Preference preference(
      List<T> values,
      Predicate<T> telling,
      Function<List<T>, FirstFlight> ask,
      Function<FirstFlight, Optional<T>> choice) {
    if (values.isEmpty()) {
      return Preference.UNTOLD;
    }
    T top = values.get(0);
    Optional<T> later = values.stream().skip(1).filter(telling).reduce((earlier, latest) -> latest);
    if (later.isEmpty()) {
      return Preference.UNTOLD;
    }
    List<T> offered = new ArrayList<>(List.of(later.get()));
    values.stream().filter(value -> !value.equals(later.get())).forEach(offered::add);
    Optional<T> value = choice.apply(ask.apply(offered));
    if (value.equals(Optional.of(top))) {
      return Preference.SERVER;
    }
    return value.equals(later) ? Preference.CLIENT : Preference.UNTOLD;
  }
}
