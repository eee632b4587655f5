package io.github.tlsgauntlet.probe;

import io.github.tlsgauntlet.peer.ClientSettings;
import io.github.tlsgauntlet.peer.FirstFlight;
import io.github.tlsgauntlet.peer.HandshakeOutcome;
import io.github.tlsgauntlet.peer.TlsClient;
import io.github.tlsgauntlet.protocol.CipherSuite;
import io.github.tlsgauntlet.protocol.HandshakeMessage.ServerHello;
import io.github.tlsgauntlet.protocol.ProtocolVersion;
import io.github.tlsgauntlet.protocol.SuiteTraits;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What a server shows to a client that names none: often another certificate, of another kind of
 * key, so that the suites that it takes with a name say nothing here.
 */
final class UnnamedProbe {
  private static final Set<String> KINDS = Set.of("RSA", "ECDSA");

  private final Line line;

  /**
   * Its answers.
   *
   * @param flights in the clear, of TLS 1.2 and before
   * @param handshakes of TLS 1.3
   */
  record Seen(List<FirstFlight> flights, List<HandshakeOutcome> handshakes) {
    Seen {
      flights = List.copyOf(flights);
      handshakes = List.copyOf(handshakes);
    }
  }

  UnnamedProbe(Line line) {
    this.line = line;
  }

  /**
   * Asks once in the newest version before TLS 1.3 and once in TLS 1.3, and once more where a
   * server with two kinds of certificates may have two here as well.
   *
   * @param client as it meets the server with a name
   */
  Seen run(VersionSurvey.Found found, ClientSettings client) {
    List<FirstFlight> flights = new ArrayList<>();
    found.newestBefore13().ifPresent(version -> flights.addAll(before13(found, version)));
    List<HandshakeOutcome> handshakes = new ArrayList<>();
    if (found.speaks(ProtocolVersion.TLS13)) {
      handshake(
              client.toBuilder()
                  .versions(ProtocolVersion.TLS13)
                  .serverName(Optional.empty())
                  .build())
          .ifPresent(handshakes::add);
    }
    return new Seen(flights, handshakes);
  }

  private List<FirstFlight> before13(VersionSurvey.Found found, ProtocolVersion version) {
    Hello all = Hello.all(version, Optional.empty());
    List<FirstFlight> flights = new ArrayList<>();
    FirstFlight first = line.askOnce(all);
    // A server that breaks off at a long list, or at a suite that it is not set up for.
    FirstFlight told =
        first.hello().isPresent() ? first : line.ask(found.hello(version, Optional.empty()));
    flights.add(told);
    Optional<String> kind = told.hello().map(ServerHello::cipherSuite).map(UnnamedProbe::kind);
    if (kind.filter(KINDS::contains).isPresent() && kinds(found.suites(version)).size() > 1) {
      flights.add(
          line.askOnce(
              all.suites(
                  all.suites().stream()
                      .filter(suite -> KINDS.contains(kind(suite)))
                      .filter(suite -> !kind(suite).equals(kind.get()))
                      .toList())));
    }
    return flights;
  }

  private static Set<String> kinds(List<CipherSuite> suites) {
    return suites.stream()
        .map(UnnamedProbe::kind)
        .filter(KINDS::contains)
        .collect(Collectors.toSet());
  }

  private static String kind(CipherSuite suite) {
    return SuiteTraits.of(suite).map(SuiteTraits::authentication).orElse("");
  }

  private Optional<HandshakeOutcome> handshake(ClientSettings client) {
    try (TlsClient connection = line.client(client)) {
      return Optional.of(connection.handshake());
    } catch (IOException e) {
      return Optional.empty();
    }
  }
}
