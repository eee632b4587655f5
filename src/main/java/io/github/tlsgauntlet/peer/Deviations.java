package io.github.tlsgauntlet.peer;

import io.github.tlsgauntlet.protocol.HandshakeMessage.ClientHello;
import java.util.List;
import java.util.Optional;

/** Looks deviations up by their type. */
final class Deviations {
  private Deviations() {}

  static boolean has(List<Deviation> deviations, Class<? extends Deviation> type) {
    return find(deviations, type).isPresent();
  }

  /** The ClientHello that a server goes by. */
  static ClientHello misread(List<Deviation> deviations, ClientHello hello) {
    return find(deviations, Deviation.MisreadHello.class)
        .map(misreading -> misreading.reading().apply(hello))
        .orElse(hello);
  }

  static <T extends Deviation> Optional<T> find(List<Deviation> deviations, Class<T> type) {
    for (Deviation deviation : deviations) {
      if (type.isInstance(deviation)) {
        return Optional.of(type.cast(deviation));
      }
    }
    return Optional.empty();
  }
}
