package io.github.tlsgauntlet.report;

import io.github.tlsgauntlet.peer.Ending;
import io.github.tlsgauntlet.protocol.AlertDescription;
import java.util.Optional;

/** The names of endings in files. */
final class Endings {
  private Endings() {}

  static String kind(Ending ending) {
    if (ending instanceof Ending.Alert) {
      return "ALERT";
    } else if (ending instanceof Ending.CloseNotify) {
      return "CLOSE_NOTIFY";
    } else if (ending instanceof Ending.Fin) {
      return "FIN";
    } else if (ending instanceof Ending.Reset) {
      return "RESET";
    } else if (ending instanceof Ending.Silence) {
      return "SILENCE";
    } else if (ending instanceof Ending.Broken) {
      return "BROKEN";
    }
    return "OPEN";
  }

  /** The ending of a name; empty if there is none of that name. */
  static Optional<Ending> of(String kind, int code, boolean fatal, String reason) {
    return switch (kind) {
      case "ALERT" -> Optional.of(new Ending.Alert(new AlertDescription(code), fatal));
      case "CLOSE_NOTIFY" -> Optional.of(new Ending.CloseNotify());
      case "FIN" -> Optional.of(new Ending.Fin());
      case "RESET" -> Optional.of(new Ending.Reset());
      case "SILENCE" -> Optional.of(new Ending.Silence());
      case "BROKEN" -> Optional.of(new Ending.Broken(reason, new AlertDescription(code)));
      case "OPEN" -> Optional.of(new Ending.Open());
      default -> Optional.empty();
    };
  }
}
