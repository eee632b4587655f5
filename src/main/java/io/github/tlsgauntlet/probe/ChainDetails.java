package io.github.tlsgauntlet.probe;

import io.github.tlsgauntlet.pki.RevocationFinding;
import io.github.tlsgauntlet.pki.TimestampFinding;
import io.github.tlsgauntlet.protocol.ProtocolVersion;
import java.util.List;
import java.util.Optional;

/**
 * What is known of a chain beyond its certificates.
 *
 * @param versions those in which it was sent, the oldest first
 * @param trust the answer of each store that was asked
 * @param list what it holds besides what is needed
 * @param timestamps of the server's own certificate, from wherever they came
 * @param staple the judgement of the stapled response; empty where none came
 * @param mustStaple whether a response came that can be believed, whatever it says, where the
 *     certificate demands one (RFC 7633); empty where it demands none
 * @param revocation what was found on the network; empty where nothing was asked for
 */
public record ChainDetails(
    List<ProtocolVersion> versions,
    List<TrustFacts> trust,
    ListFacts list,
    List<TimestampFinding> timestamps,
    Optional<RevocationFinding> staple,
    Optional<Answer> mustStaple,
    List<RevocationFacts> revocation) {
  /** Nothing was asked. */
  public static final ChainDetails NONE =
      new ChainDetails(
          List.of(),
          List.of(),
          ListFacts.TIDY,
          List.of(),
          Optional.empty(),
          Optional.empty(),
          List.of());

  public ChainDetails {
    versions = List.copyOf(versions);
    trust = List.copyOf(trust);
    timestamps = List.copyOf(timestamps);
    revocation = List.copyOf(revocation);
  }
}
