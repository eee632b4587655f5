package io.github.tlsgauntlet.crypto;

/** Protects the records of one direction; keeps the sequence number. For one thread. */
public interface RecordSealer {
  /**
   * Protects one record.
   *
   * @param contentType of the plaintext
   * @param plaintext at most 2^14 bytes where the peer is to take it; not checked here
   * @return the whole record, header included
   */
  byte[] seal(int contentType, byte[] plaintext);
}
