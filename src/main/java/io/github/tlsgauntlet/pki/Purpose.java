package io.github.tlsgauntlet.pki;

/** What an end-entity certificate is to be used for. */
public enum Purpose {
  /** It proves who a server is. */
  SERVER("1.3.6.1.5.5.7.3.1", "serverAuth"),
  /** It proves who a client is. */
  CLIENT("1.3.6.1.5.5.7.3.2", "clientAuth");

  private final String keyPurposeId;
  private final String inWords;

  Purpose(String keyPurposeId, String inWords) {
    this.keyPurposeId = keyPurposeId;
    this.inWords = inWords;
  }

  /** The object identifier in extendedKeyUsage (RFC 5280, Section 4.2.1.12). */
  public String keyPurposeId() {
    return keyPurposeId;
  }

  /** Its name without the prefix id-kp. */
  public String inWords() {
    return inWords;
  }
}
