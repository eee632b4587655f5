package io.github.tlsgauntlet.probe;

/** Whose order decides when both sides have several values in common. */
public enum Preference {
  SERVER,
  CLIENT,
  /** One value only, or the server's choices follow no order that we could see. */
  UNTOLD
}
