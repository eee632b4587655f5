package io.github.tlsgauntlet.suite.conformance;

import io.github.tlsgauntlet.peer.Script;
import io.github.tlsgauntlet.peer.Scripts;

/** How our handshake messages are laid out in records (RFC 9846, Section 5.1). */
public enum RecordLayout {
  /** Each message in a record of its own. */
  WHOLE("a record for each message", Script.NONE),
  /** Each message in records of 57 bytes. */
  SMALL("records of 57 bytes", Scripts.smallRecords(57)),
  /** The messages of a flight in one record. */
  SHARED("one record for all messages of a flight", Scripts.sharedRecords());

  private final String words;
  private final Script script;

  RecordLayout(String words, Script script) {
    this.words = words;
    this.script = script;
  }

  /** Lays out so. */
  Script script() {
    return script;
  }

  @Override
  public String toString() {
    return words;
  }
}
