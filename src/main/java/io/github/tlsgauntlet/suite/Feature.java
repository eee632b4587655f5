package io.github.tlsgauntlet.suite;

/** What a target has to do by itself before some requirements can be tried on it. */
public enum Feature {
  TLS12("it speaks TLS 1.2"),
  TLS13("it speaks TLS 1.3"),
  BOTH_VERSIONS("it speaks TLS 1.2 and TLS 1.3"),
  NO_CLIENT_CERTIFICATE("it asks for no client certificate"),
  HELLO_RETRY("it answers a ClientHello without a share by a HelloRetryRequest"),
  TICKETS_13("it resumes TLS 1.3 sessions by tickets"),
  SESSIONS_12("it resumes TLS 1.2 sessions, by ID or by ticket"),
  TICKETS_12("it resumes TLS 1.2 sessions by tickets"),
  EARLY_DATA("it takes 0-RTT data"),
  NO_EARLY_DATA("it resumes TLS 1.3 sessions and takes no 0-RTT data"),
  RENEGOTIATION("it lets a client renegotiate"),
  NO_RENEGOTIATION("it speaks TLS 1.2 and lets no client renegotiate"),
  POST_HANDSHAKE_AUTHENTICATION("it asks for a client certificate after the handshake"),
  RSA_KEY_TRANSPORT("it takes a cipher suite with RSA key transport"),
  CBC_SUITE("it takes a cipher suite in CBC"),
  DHE_SUITE("it takes a cipher suite with DHE"),
  ANONYMOUS_SUITE("it takes a cipher suite without certificates"),
  ECDHE_SUITE("it takes a cipher suite with ECDHE"),
  FFDHE_13("it takes a finite-field group in TLS 1.3"),
  NIST_CURVE("it takes the group secp256r1"),
  MONTGOMERY_CURVE("it takes the group x25519 or x448"),
  ALPN("it selects a protocol by ALPN"),
  EXTENDED_MASTER_SECRET("it takes part in extended master secret"),
  ENCRYPT_THEN_MAC("it takes part in encrypt-then-MAC"),
  RECORD_SIZE_LIMIT("it knows record_size_limit"),
  MAX_FRAGMENT_LENGTH("it knows max_fragment_length"),
  CERTIFICATE_COMPRESSION("it asks for or sends compressed certificates"),
  COMPRESSED_CLIENT_CERTIFICATE("it asks for client certificates compressed by zlib"),
  OCSP_STAPLING("it staples OCSP responses, or asks for them"),
  SERVER_NAME_ACKNOWLEDGED("it acknowledges server_name in its ServerHello"),
  SERVER_NAME("it refuses, or tells apart, names that it does not serve"),
  RSA_CERTIFICATE("it presents an RSA certificate"),
  ECDSA_CERTIFICATE("it presents an ECDSA certificate");

  private final String sentence;

  Feature(String sentence) {
    this.sentence = sentence;
  }

  /** Ends "This can be tried only where …". */
  public String sentence() {
    return sentence;
  }
}
