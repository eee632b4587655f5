package io.github.tlsgauntlet.suites;

import io.github.tlsgauntlet.peer.Ending;
import io.github.tlsgauntlet.peer.Recording;
import io.github.tlsgauntlet.peer.Transcript;
import io.github.tlsgauntlet.probe.Answer;
import io.github.tlsgauntlet.probe.ServerProbe;
import io.github.tlsgauntlet.probe.VersionFacts;
import io.github.tlsgauntlet.probe.Witness;
import io.github.tlsgauntlet.protocol.ProtocolVersion;
import io.github.tlsgauntlet.suite.Finding;
import io.github.tlsgauntlet.suite.ServerScan;
import io.github.tlsgauntlet.suite.ServerUnderTest;
import io.github.tlsgauntlet.suite.Verdict;
import io.github.tlsgauntlet.target.TargetException;
import java.util.Objects;
import java.util.Optional;

/**
 * What a scan found when it offered a server one version alone.
 *
 * @param facts of the version
 * @param witness the connection that decided
 */
record VersionAnswer(VersionFacts facts, Witness witness) {
  static VersionAnswer of(ServerUnderTest server, ProtocolVersion version) throws TargetException {
    ServerProbe.Begun scan = ServerScan.begun(server);
    return new VersionAnswer(
        scan.version(version), Objects.requireNonNull(scan.evidence().answers().get(version)));
  }

  boolean speaks() {
    return facts.offered() == Answer.YES;
  }

  boolean untold() {
    return facts.offered() == Answer.UNTOLD;
  }

  /** The version of the ServerHello, also where it is another than the one offered. */
  Optional<ProtocolVersion> chosen() {
    return witness.version();
  }

  Ending ending() {
    return witness.ending();
  }

  String inWords() {
    if (witness.recording().isEmpty()) {
      return "no connection came about";
    }
    return chosen()
        .map(version -> "it answered with a ServerHello of " + version)
        .orElseGet(() -> ServerMeeting.inWords(ending()));
  }

  /** One, or none where no connection came about. */
  Transcript[] transcripts() {
    return transcripts(witness);
  }

  static Transcript[] transcripts(Witness witness) {
    return witness.recording().map(Recording::transcript).stream().toArray(Transcript[]::new);
  }

  /** Why nothing is to be judged in a version that is not known to be spoken. */
  Finding notSpoken() {
    return untold()
        ? untoldFinding()
        : Finding.of(
            Verdict.NOT_APPLICABLE,
            "The server does not speak " + facts.version() + ": " + inWords() + ".",
            transcripts());
  }

  Finding untoldFinding() {
    return Finding.of(
        Verdict.INCONCLUSIVE, "No ServerHello came: " + inWords() + ".", transcripts());
  }
}
