package io.github.tlsgauntlet.crypto;

/** Opens the records of one direction; keeps the sequence number. For one thread. */
public interface RecordOpener {
  /**
   * What was inside.
   *
   * @param contentType of the plaintext
   * @param plaintext without padding
   * @param padding how many zeros stood behind it in TLS 1.3; 0 before
   */
  record Opened(int contentType, byte[] plaintext, int padding) {
    /**
     * Without padding.
     *
     * @param contentType of the plaintext
     * @param plaintext what was inside
     */
    public Opened(int contentType, byte[] plaintext) {
      this(contentType, plaintext, 0);
    }
  }

  /**
   * Opens one record, however long; one that does not open does not count.
   *
   * @param contentType of the record's header
   * @param version of the record's header
   * @param fragment what follows the header
   * @throws CryptoException BAD_RECORD_MAC, whatever is wrong with tag, MAC or padding
   */
  Opened open(int contentType, int version, byte[] fragment) throws CryptoException;

  /** Counts a record that is passed over. */
  void skip();
}
