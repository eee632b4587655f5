package io.github.tlsgauntlet.peer;

import io.github.tlsgauntlet.crypto.PublicKeys;
import io.github.tlsgauntlet.protocol.AlertDescription;
import java.util.List;
import java.util.Optional;

/** Decides on the peer's certificate list: the engine itself takes any. */
@FunctionalInterface
public interface PeerJudge {
  /** Takes any list, the empty one included. */
  PeerJudge TAKES_ANY = certificates -> Optional.empty();

  /** Takes any list whose first entry, the peer's own, has the form of a certificate. */
  PeerJudge TAKES_CERTIFICATES =
      certificates ->
          certificates.isEmpty() || PublicKeys.isCertificate(certificates.get(0))
              ? Optional.empty()
              : Optional.of(AlertDescription.BAD_CERTIFICATE);

  /**
   * Judges a list.
   *
   * @param certificates as they came, not parsed
   * @return the alert to refuse with; empty to go on
   */
  Optional<AlertDescription> objection(List<byte[]> certificates);

  /**
   * Judges a list and what is stapled to it; by default the list alone.
   *
   * @param certificates as they came, not parsed
   * @param stapled the OCSP response that came with them, not parsed
   * @return the alert to refuse with; empty to go on
   */
  default Optional<AlertDescription> objection(
      List<byte[]> certificates, Optional<byte[]> stapled) {
    return objection(certificates);
  }
}
