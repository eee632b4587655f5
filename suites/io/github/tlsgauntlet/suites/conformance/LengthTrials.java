package io.github.tlsgauntlet.suites.conformance;

import io.github.tlsgauntlet.peer.Scripts;
import io.github.tlsgauntlet.peer.TranscriptEntry;
import io.github.tlsgauntlet.protocol.ExtensionType;
import io.github.tlsgauntlet.protocol.HandshakeType;
import io.github.tlsgauntlet.protocol.ProtocolVersion;
import io.github.tlsgauntlet.suite.Verdict;
import io.github.tlsgauntlet.suite.conformance.Exchange;
import io.github.tlsgauntlet.suite.conformance.Expectations;
import io.github.tlsgauntlet.suite.conformance.ServerCase;
import io.github.tlsgauntlet.suite.conformance.ServerStimulus;
import io.github.tlsgauntlet.target.TargetException;
import io.github.tlsgauntlet.wire.WireException;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Tries malformed messages on a server: it must refuse each, and go on serving others. */
final class LengthTrials {
  static final String WRONG =
      "each length in it one too small, one too large, zero and maximal, one at a time";
  static final String CUT = "it, cut at each boundary of its structure";
  static final String REFUSED =
      "a refusal each time, and an ordinary handshake succeeds afterwards";

  /** A server of any kind has to look into these; others it may pass over unread. */
  private static final Set<ExtensionType> READ_BY_ALL =
      Set.of(
          ExtensionType.SUPPORTED_GROUPS,
          ExtensionType.SIGNATURE_ALGORITHMS,
          ExtensionType.SUPPORTED_VERSIONS,
          ExtensionType.KEY_SHARE);

  private LengthTrials() {}

  /** Makes malformed messages of a right one. */
  @FunctionalInterface
  private interface Maker {
    List<Malformed> of(byte[] sample, ProtocolVersion version) throws WireException;
  }

  static void lengths(ServerCase server, HandshakeType type) throws TargetException {
    tried(
        server,
        type,
        (sample, version) -> Malformed.lengths(sample, version, READ_BY_ALL::contains));
  }

  static void cuts(ServerCase server, HandshakeType type) throws TargetException {
    tried(server, type, Malformed::cuts);
  }

  private static void tried(ServerCase server, HandshakeType type, Maker maker)
      throws TargetException {
    Exchange ordinary = server.ordinary();
    Optional<byte[]> sample =
        ordinary.sent(type.toString()).stream().map(TranscriptEntry::bytes).findFirst();
    if (sample.isEmpty()) {
      server.concludes(
          Expectations.finding(
              Verdict.NOT_APPLICABLE, "An ordinary client sends no " + type + " here.", ordinary));
      return;
    }
    ServerStimulus stimulus = server.asItIs().surviving();
    for (Malformed one : malformed(maker, sample.get(), server.version().orElseThrow())) {
      stimulus = stimulus.or(one.name(), Scripts.edit(type, one.edit()));
    }
    stimulus.expecting(
        type.equals(HandshakeType.CLIENT_KEY_EXCHANGE)
            ? BeforeFinished.unlessEncrypted(Expectations.refuses())
            : Expectations.refuses());
  }

  private static List<Malformed> malformed(Maker maker, byte[] sample, ProtocolVersion version) {
    try {
      return maker.of(sample, version);
    } catch (WireException e) {
      throw new IllegalStateException("Our own message does not decode", e);
    }
  }
}
