package io.github.tlsgauntlet.probe;

import io.github.tlsgauntlet.peer.Ending;

/** How a connection ended, in words that follow the server's name. */
final class Words {
  private Words() {}

  static String of(Ending ending) {
    if (ending instanceof Ending.Alert alert) {
      return "sent the alert " + alert.description();
    }
    if (ending instanceof Ending.CloseNotify) {
      return "sent close_notify";
    }
    if (ending instanceof Ending.Fin) {
      return "closed the connection without an alert";
    }
    if (ending instanceof Ending.Reset) {
      return "reset the connection";
    }
    if (ending instanceof Ending.Silence) {
      return "said nothing within the time limit";
    }
    if (ending instanceof Ending.Broken broken) {
      return "could not be understood: " + broken.reason();
    }
    return "left the connection open";
  }
}
