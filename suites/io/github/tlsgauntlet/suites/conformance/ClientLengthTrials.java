package io.github.tlsgauntlet.suites.conformance;

import io.github.tlsgauntlet.peer.Scripts;
import io.github.tlsgauntlet.peer.TranscriptEntry;
import io.github.tlsgauntlet.protocol.ExtensionType;
import io.github.tlsgauntlet.protocol.HandshakeType;
import io.github.tlsgauntlet.protocol.ProtocolVersion;
import io.github.tlsgauntlet.suite.Verdict;
import io.github.tlsgauntlet.suite.conformance.ClientCase;
import io.github.tlsgauntlet.suite.conformance.ClientStimulus;
import io.github.tlsgauntlet.suite.conformance.Exchange;
import io.github.tlsgauntlet.suite.conformance.Expectations;
import io.github.tlsgauntlet.target.TargetException;
import io.github.tlsgauntlet.wire.WireException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Tries malformed messages on a client: it must refuse each. */
final class ClientLengthTrials {
  static final String MALFORMED =
      "each length in it one too small, one too large, zero and maximal, and cuts at each boundary";
  static final String REFUSED = "a refusal each time";

  /** A client of any kind has to look into these; others it may pass over unread. */
  private static final Set<ExtensionType> READ_BY_ALL =
      Set.of(
          ExtensionType.SUPPORTED_VERSIONS,
          ExtensionType.KEY_SHARE,
          ExtensionType.SIGNATURE_ALGORITHMS);

  private ClientLengthTrials() {}

  /** Each length wrong in each way, and a cut at each boundary. */
  static void malformed(ClientCase client, HandshakeType... types) throws TargetException {
    Exchange ordinary = client.ordinary();
    ClientStimulus stimulus = client.asItIs();
    boolean any = false;
    for (HandshakeType type : types) {
      Optional<byte[]> sample =
          ordinary.sent(type.toString()).stream().map(TranscriptEntry::bytes).findFirst();
      if (sample.isEmpty()) {
        continue;
      }
      any = true;
      for (Malformed one : of(sample.get(), client.version().orElseThrow())) {
        stimulus = stimulus.or(type + " " + one.name(), Scripts.edit(type, one.edit()));
      }
    }
    if (any) {
      stimulus.expecting(Expectations.refuses());
    } else {
      client.concludes(
          Expectations.finding(
              Verdict.NOT_APPLICABLE, "An ordinary server sends no such message here.", ordinary));
    }
  }

  private static List<Malformed> of(byte[] sample, ProtocolVersion version) {
    try {
      List<Malformed> all =
          new ArrayList<>(Malformed.lengths(sample, version, READ_BY_ALL::contains));
      all.addAll(Malformed.cuts(sample, version));
      return all;
    } catch (WireException e) {
      throw new IllegalStateException("Our own message does not decode", e);
    }
  }
}
