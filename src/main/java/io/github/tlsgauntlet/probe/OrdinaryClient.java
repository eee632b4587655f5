package io.github.tlsgauntlet.probe;

import io.github.tlsgauntlet.crypto.CipherSuiteParameters;
import io.github.tlsgauntlet.peer.ClientSettings;
import io.github.tlsgauntlet.peer.Ending;
import io.github.tlsgauntlet.peer.FirstFlight;
import io.github.tlsgauntlet.peer.HandshakeOutcome;
import io.github.tlsgauntlet.peer.TlsClient;
import io.github.tlsgauntlet.protocol.CipherSuite;
import io.github.tlsgauntlet.protocol.Extension;
import io.github.tlsgauntlet.protocol.ExtensionType;
import io.github.tlsgauntlet.protocol.ProtocolVersion;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** How a client of ours that offers the newest versions meets the server. */
final class OrdinaryClient {
  private final Line line;
  private final ProbeSettings settings;
  private final Consumer<HandshakeOutcome> proofs;
  private final List<Witness> witnesses = new ArrayList<>();
  private Optional<HandshakeOutcome> met = Optional.empty();

  /**
   * A client.
   *
   * @param proofs sees every handshake
   */
  OrdinaryClient(Line line, ProbeSettings settings, Consumer<HandshakeOutcome> proofs) {
    this.line = line;
    this.settings = settings;
    this.proofs = proofs;
  }

  /**
   * Settles what it offers.
   *
   * @param spoken the server's versions, oldest first
   * @param suites what the server takes in the newest of them, where that is older than TLS 1.2
   * @param tls12 the server's first answer in TLS 1.2
   */
  ClientSettings settle(
      List<ProtocolVersion> spoken, List<CipherSuite> suites, Optional<FirstFlight> tls12) {
    ClientSettings.Builder builder =
        ClientSettings.builder()
            .serverName(settings.askedName())
            .credential(settings.credential())
            .stapling(true)
            .extensions(List.of(Extension.empty(ExtensionType.SIGNED_CERTIFICATE_TIMESTAMP)));
    if (spoken.isEmpty()) {
      return builder.build();
    }
    List<ProtocolVersion> offered = new ArrayList<>();
    for (ProtocolVersion version : List.of(ProtocolVersion.TLS13, ProtocolVersion.TLS12)) {
      if (spoken.contains(version)) {
        offered.add(version);
      }
    }
    if (offered.isEmpty()) {
      offered.add(spoken.get(spoken.size() - 1));
      builder.cipherSuites(
          suites.stream().filter(suite -> CipherSuiteParameters.of(suite).isPresent()).toList());
    }
    ClientSettings usual = builder.versions(offered.toArray(new ProtocolVersion[0])).build();
    // A handshake shows what the newest version needs, and nothing of the other.
    boolean wide =
        offered.size() > 1 && tls12.filter(answer -> WideOffer.shows(usual, answer)).isPresent();
    ClientSettings settled = wide ? WideOffer.of(usual) : usual;
    Optional<HandshakeOutcome> outcome = handshake(settled);
    if (!wide && outcome.filter(OrdinaryClient::isRefusal).isPresent()) {
      ClientSettings wider = WideOffer.of(usual);
      Optional<HandshakeOutcome> second = handshake(wider);
      if (second.flatMap(HandshakeOutcome::serverHello).isPresent()) {
        settled = wider;
        outcome = second;
      }
    }
    if (outcome.filter(OrdinaryClient::reachedCertificate).isEmpty()) {
      // A server may be set up so that it fails whoever asks it for a stapled response.
      settled = settled.toBuilder().stapling(false).build();
      if (outcome.filter(one -> !(one.ending() instanceof Ending.Silence)).isPresent()) {
        outcome = handshake(settled);
      }
    }
    met = outcome;
    boolean other =
        offered.contains(ProtocolVersion.TLS13)
            && outcome
                .flatMap(HandshakeOutcome::version)
                .filter(version -> !version.equals(ProtocolVersion.TLS13))
                .isPresent();
    if (other) {
      // What it shows in TLS 1.3 is seen by those alone who offer nothing else.
      handshake(settled.toBuilder().versions(ProtocolVersion.TLS13).build());
    }
    return settled;
  }

  /**
   * The handshake with what was settled; empty where none came about. To be called once it is
   * settled.
   */
  Optional<HandshakeOutcome> met() {
    return met;
  }

  /** Its connections, in their order. */
  List<Witness> witnesses() {
    return List.copyOf(witnesses);
  }

  private static boolean reachedCertificate(HandshakeOutcome outcome) {
    return outcome.completed() || outcome.ask().isPresent();
  }

  private static boolean isRefusal(HandshakeOutcome outcome) {
    return outcome.serverHello().isEmpty() && Line.isRefusal(outcome.ending());
  }

  private Optional<HandshakeOutcome> handshake(ClientSettings client) {
    try (TlsClient connection = line.client(client)) {
      HandshakeOutcome outcome = connection.handshake();
      proofs.accept(outcome);
      witnesses.add(Witness.of(outcome, line.recording(connection)));
      return Optional.of(outcome);
    } catch (IOException e) {
      return Optional.empty();
    }
  }
}
