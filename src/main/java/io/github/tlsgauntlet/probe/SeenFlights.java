package io.github.tlsgauntlet.probe;

import io.github.tlsgauntlet.peer.FirstFlight;
import io.github.tlsgauntlet.peer.HandshakeOutcome;
import io.github.tlsgauntlet.probe.KeyExchangeParameters.DiffieHellman;
import io.github.tlsgauntlet.protocol.ProtocolVersion;
import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What is told by answers that other probes got: it costs no connection.
 *
 * @param found the answers to hellos
 * @param proofs the handshakes that got as far as a proof, or were meant to
 */
record SeenFlights(VersionSurvey.Found found, List<HandshakeOutcome> proofs) {
  SeenFlights {
    proofs = List.copyOf(proofs);
  }

  /**
   * The chains.
   *
   * @param now what they are judged by
   * @param unnamed answers to a client that names no server
   */
  List<ChainFacts> chains(ProbeSettings settings, Instant now, UnnamedProbe.Seen unnamed) {
    ChainProbe probe = new ChainProbe(settings, now);
    for (FirstFlight flight : found.flights()) {
      probe.saw(flight, true);
    }
    proofs.forEach(outcome -> probe.saw(outcome, true));
    for (FirstFlight flight : unnamed.flights()) {
      probe.saw(flight, false);
    }
    unnamed.handshakes().forEach(outcome -> probe.saw(outcome, false));
    return probe.facts();
  }

  Fact stapling(List<ChainFacts> chains) {
    Optional<String> staple =
        chains.stream().map(ChainFacts::staple).filter(text -> !text.isEmpty()).findFirst();
    return new Fact(
        "ocsp-stapling",
        "stapled OCSP response (RFC 6066, RFC 9846)",
        staple.isPresent() ? Answer.YES : proofs.isEmpty() ? Answer.UNTOLD : Answer.NO,
        staple.orElse(proofs.isEmpty() ? "It was not asked." : "It sent none."));
  }

  SeenHellos hellos() {
    return SeenHellos.of(
        found.flights(),
        proofs.stream().flatMap(outcome -> outcome.serverHello().stream()).toList());
  }

  /**
   * All parameters.
   *
   * @param more further values, taken note of where their fields are what the server usually takes:
   *     of one that it took only when nothing else was left, one value tells nothing
   */
  List<DiffieHellman> diffieHellman(List<DiffieHellman> more) {
    List<DiffieHellman> seen = new ArrayList<>();
    found
        .results()
        .forEach(
            (version, result) -> {
              for (FirstFlight flight : result.flights()) {
                diffieHellman(version, flight).ifPresent(seen::add);
              }
            });
    Set<BigInteger> usual =
        seen.stream().map(DiffieHellman::prime).collect(Collectors.toUnmodifiableSet());
    more.stream().filter(one -> usual.contains(one.prime())).forEach(seen::add);
    return seen;
  }

  /** The parameters of one answer. */
  static Optional<DiffieHellman> diffieHellman(ProtocolVersion version, FirstFlight flight) {
    return flight
        .hello()
        .flatMap(
            hello ->
                flight
                    .serverKeyExchange()
                    .flatMap(
                        body ->
                            KeyExchangeParameters.read(
                                body, hello.cipherSuite(), version.equals(ProtocolVersion.TLS12))))
        .flatMap(KeyExchangeParameters::dh);
  }

  /** The mark in the random of a server that was made to speak less than it could. */
  List<Fact> downgradeMark() {
    return found
        .newestBefore13()
        .filter(version -> found.speaks(ProtocolVersion.TLS13))
        .flatMap(version -> found.result(version).flights().get(0).hello())
        .map(hello -> List.of(DowngradeMark.fact(hello)))
        .orElse(List.of());
  }

  /**
   * The connections that decided.
   *
   * @param meetings those of an ordinary client, in their order
   */
  ServerEvidence evidence(List<Witness> meetings) {
    Map<ProtocolVersion, Witness> answers = new LinkedHashMap<>();
    Map<ProtocolVersion, Witness> chains = new LinkedHashMap<>();
    found
        .results()
        .forEach(
            (version, result) -> {
              result.deciding().map(Witness::of).ifPresent(one -> answers.put(version, one));
              result.flights().stream()
                  .filter(flight -> !flight.certificates().isEmpty())
                  .findFirst()
                  .map(Witness::of)
                  .ifPresent(one -> chains.put(version, one));
            });
    for (Witness meeting : meetings) {
      if (!meeting.certificates().isEmpty()) {
        meeting.version().ifPresent(version -> chains.putIfAbsent(version, meeting));
      }
    }
    boolean both = found.speaks(ProtocolVersion.TLS12) && found.speaks(ProtocolVersion.TLS13);
    Optional<Witness> answered =
        meetings.stream().filter(meeting -> meeting.version().isPresent()).findFirst();
    return new ServerEvidence(
        answers,
        chains,
        both ? answered.or(() -> meetings.stream().findFirst()) : Optional.empty());
  }
}
