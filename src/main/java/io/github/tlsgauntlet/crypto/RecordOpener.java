package io.github.tlsgauntlet.crypto;

/** Opens the records of one direction; keeps the sequence number. For one thread. */
public interface RecordOpener {
  /**
   * What was inside.
   *
   * @param contentType of the plaintext
   * @param plaintext without padding
   */
  record Opened(int contentType, byte[] plaintext) {}

  /**
   * Opens one record.
   *
   * @param contentType of the record's header
   * @param version of the record's header
   * @param fragment what follows the header
   * @throws CryptoException BAD_RECORD_MAC, whatever is wrong with tag, MAC or padding
   */
  Opened open(int contentType, int version, byte[] fragment) throws CryptoException;
}
