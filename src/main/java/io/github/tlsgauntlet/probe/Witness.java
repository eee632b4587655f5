package io.github.tlsgauntlet.probe;

import io.github.tlsgauntlet.peer.Ending;
import io.github.tlsgauntlet.peer.FirstFlight;
import io.github.tlsgauntlet.peer.HandshakeOutcome;
import io.github.tlsgauntlet.peer.Recording;
import io.github.tlsgauntlet.protocol.ProtocolVersion;
import java.util.List;
import java.util.Optional;

/**
 * One connection of a scan that facts rest on.
 *
 * @param version that of the ServerHello; empty where none came
 * @param ending how the connection stood when reading ended
 * @param certificates the list, as it came; empty where none came
 * @param recording all that went over it; empty where no connection came about
 */
public record Witness(
    Optional<ProtocolVersion> version,
    Ending ending,
    List<byte[]> certificates,
    Optional<Recording> recording) {
  public Witness {
    certificates = List.copyOf(certificates);
  }

  static Witness of(FirstFlight flight) {
    return new Witness(
        flight.version(), flight.ending(), flight.certificates(), flight.recording());
  }

  static Witness of(HandshakeOutcome outcome, Optional<Recording> recording) {
    return new Witness(
        outcome.serverHello().flatMap(hello -> outcome.version()),
        outcome.ending(),
        outcome.peerCertificates(),
        recording);
  }
}
