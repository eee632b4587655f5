package io.github.tlsgauntlet.probe;

import java.util.Locale;

/** What a scan asks for beside the versions and their cipher suites. */
public enum Part {
  /** Groups of key exchange. */
  GROUPS,
  /** Signature schemes. */
  SIGNATURES,
  /** Certificate chains, and what else tells of them. */
  CHAIN,
  /** Whether it asks for a client certificate. */
  CLIENT,
  /** What it says over HTTP. */
  HTTP,
  /** What else it does. */
  FEATURES,
  /** Known weaknesses. */
  WEAKNESSES;

  /** As the user names it. */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }
}
