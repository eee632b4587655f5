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

  /**
   * Protects one record whose contents the caller lays out. Only a suite in CBC whose MAC comes
   * first has such contents; any other seals as it always does.
   *
   * @param contentType of the plaintext
   * @param plaintext what the MAC is over
   * @param contents the layout
   * @return the whole record, header included
   */
  default byte[] seal(int contentType, byte[] plaintext, BlockContents contents) {
    return seal(contentType, plaintext);
  }
}
