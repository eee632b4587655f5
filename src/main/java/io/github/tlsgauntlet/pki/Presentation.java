package io.github.tlsgauntlet.pki;

/** How the presenter behaves with its certificates. */
public enum Presentation {
  /** Sends the list when it is asked to and proves that it holds the key. */
  CERTIFICATES,
  /** Is asked for a certificate and answers that it has none. */
  NO_CERTIFICATE,
  /** Sends a certificate that nobody asked for. */
  UNREQUESTED,
  /** Sends the list, and signs the proof with a key that is not the certificate's. */
  PROOF_BY_OTHER_KEY,
  /** Sends the list and leaves out the proof. */
  PROOF_MISSING,
  /** Sends a certificate message without a certificate where one is due. */
  EMPTY_LIST,
  /** Offers to be asked after the handshake, and has then what it is asked for. */
  AFTER_HANDSHAKE
}
