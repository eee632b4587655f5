package io.github.tlsgauntlet.peer;

import java.time.Duration;
import java.util.Optional;

/**
 * How a client of ours begins a second handshake inside the first (RFC 5246, Section 7.4.1.2; RFC
 * 5746, Section 3.5): before TLS 1.3 alone.
 *
 * @param info what its ClientHello says of the handshake before
 * @param signals whether its ClientHello has TLS_EMPTY_RENEGOTIATION_INFO_SCSV too, which only a
 *     first one may have
 * @param settings what it offers and does this time; empty for the first time's
 * @param patience how long the server has to begin its answer
 */
public record Renegotiation(
    Info info, boolean signals, Optional<ClientSettings> settings, Duration patience) {
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  /** What renegotiation_info holds. */
  public enum Info {
    /**
     * What is due: the client's last verify_data where the server knows RFC 5746, nothing where it
     * does not.
     */
    RIGHT,
    /** The client's last verify_data with one bit flipped. */
    WRONG,
    /** Nothing, as in a first handshake. */
    EMPTY,
    /** The extension is not there. */
    ABSENT
  }

  /** As RFC 5746 wants it. */
  public static Renegotiation secure() {
    return of(Info.RIGHT);
  }

  /**
   * With that extension.
   *
   * @param info what it holds
   */
  public static Renegotiation of(Info info) {
    return new Renegotiation(info, false, Optional.empty(), PATIENCE);
  }

  /** The same, with TLS_EMPTY_RENEGOTIATION_INFO_SCSV among the suites. */
  public Renegotiation signalling() {
    return new Renegotiation(info, true, settings, patience);
  }

  /**
   * The same, offering something else than the first time.
   *
   * @param others only the version that was negotiated is offered, whatever they name
   */
  public Renegotiation with(ClientSettings others) {
    return new Renegotiation(info, signals, Optional.of(others), patience);
  }

  /**
   * The same, with another wait for the server's answer.
   *
   * @param wait after which the handshake is not under way, and the connection goes on; zero not to
   *     wait at all
   */
  public Renegotiation within(Duration wait) {
    return new Renegotiation(info, signals, settings, wait);
  }
}
