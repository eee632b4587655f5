package io.github.tlsgauntlet.peer;

import io.github.tlsgauntlet.protocol.CipherSuite;
import io.github.tlsgauntlet.protocol.ProtocolVersion;

/**
 * What it takes to resume a session.
 *
 * @param version TLS 1.2 or 1.3
 * @param suite of the session
 * @param secret the master secret (1.2) or the pre-shared key (1.3)
 * @param sessionId TLS 1.2's session ID; empty where there is a ticket alone
 * @param ticket empty where there is a session ID alone
 * @param extendedMasterSecret whether the master secret is an extended one (RFC 7627)
 * @param ageAdd TLS 1.3's mask for the ticket's age
 * @param received when the ticket came, on the clock of {@link System#nanoTime()}
 * @param mostEarlyData how many bytes of early data the ticket allows (TLS 1.3); 0 for none
 */
public record Session(
    ProtocolVersion version,
    CipherSuite suite,
    byte[] secret,
    byte[] sessionId,
    byte[] ticket,
    boolean extendedMasterSecret,
    long ageAdd,
    long received,
    long mostEarlyData) {
  /** Without early data. */
  public Session(
      ProtocolVersion version,
      CipherSuite suite,
      byte[] secret,
      byte[] sessionId,
      byte[] ticket,
      boolean extendedMasterSecret,
      long ageAdd,
      long received) {
    this(version, suite, secret, sessionId, ticket, extendedMasterSecret, ageAdd, received, 0);
  }
}
