package io.github.tlsgauntlet.pki;

/** What the server is to do about client certificates while a scenario runs. */
public enum Asks {
  NONE,
  OPTIONAL,
  REQUIRED
}
