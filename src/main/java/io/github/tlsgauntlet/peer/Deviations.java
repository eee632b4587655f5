package io.github.tlsgauntlet.peer;

import java.util.List;
import java.util.Optional;

/** Looks deviations up by their type. */
final class Deviations {
  private Deviations() {}

  static boolean has(List<Deviation> deviations, Class<? extends Deviation> type) {
    return deviations.stream().anyMatch(type::isInstance);
  }

  static <T extends Deviation> Optional<T> find(List<Deviation> deviations, Class<T> type) {
    return deviations.stream().filter(type::isInstance).map(type::cast).findFirst();
  }
}
