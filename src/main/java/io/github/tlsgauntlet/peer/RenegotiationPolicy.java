package io.github.tlsgauntlet.peer;

import java.util.Optional;

/**
 * What a server of ours does with a second ClientHello inside a connection, before TLS 1.3.
 *
 * @param taken which it takes
 * @param ask its request for a client certificate in that handshake; empty for the first one's
 */
public record RenegotiationPolicy(Taken taken, Optional<CertificateAsk> ask) {
  /** None is taken: the answer is a warning, no_renegotiation. */
  public static final RenegotiationPolicy REFUSE =
      new RenegotiationPolicy(Taken.NONE, Optional.empty());

  /** Those that are bound to the handshake before (RFC 5746, Section 3.7). */
  public static final RenegotiationPolicy SECURE =
      new RenegotiationPolicy(Taken.BOUND, Optional.empty());

  /** Any, which is the fault that RFC 5746 mends (CVE-2009-3555). */
  public static final RenegotiationPolicy ANY =
      new RenegotiationPolicy(Taken.ANY, Optional.empty());

  /** Which second ClientHellos are taken. */
  public enum Taken {
    /** None. */
    NONE,
    /** Those bound to the handshake before. */
    BOUND,
    /** All, whatever their renegotiation_info says. */
    ANY
  }

  /**
   * The same, asking for a certificate in the second handshake.
   *
   * @param request as in a first one
   */
  public RenegotiationPolicy asking(CertificateAsk request) {
    return new RenegotiationPolicy(taken, Optional.of(request));
  }
}
