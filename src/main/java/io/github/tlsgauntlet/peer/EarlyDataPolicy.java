package io.github.tlsgauntlet.peer;

/** What a server of ours does with early data (RFC 9846, Sections 4.3.10 and 8). */
public enum EarlyDataPolicy {
  /** Its tickets don't allow it. */
  NONE,
  /** Its tickets allow it, and it passes over what comes. */
  REJECTS,
  /** It takes what comes, each ClientHello once (Section 8.2). */
  ONCE,
  /** It takes what comes, replayed or not. */
  ALWAYS
}
