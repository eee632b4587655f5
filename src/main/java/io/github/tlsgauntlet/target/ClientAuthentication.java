package io.github.tlsgauntlet.target;

/** What a server does about client certificates. */
public enum ClientAuthentication {
  /** It asks for none. */
  NONE,
  /** It asks, and goes on without one. */
  OPTIONAL,
  /** It asks, and refuses a client that has none. */
  REQUIRED
}
