package io.github.tlsgauntlet.probe;

import io.github.tlsgauntlet.crypto.Signatures;
import io.github.tlsgauntlet.peer.ClientSettings;
import io.github.tlsgauntlet.peer.FirstFlight;
import io.github.tlsgauntlet.peer.HandshakeOutcome;
import io.github.tlsgauntlet.peer.TlsClient;
import io.github.tlsgauntlet.protocol.CipherSuite;
import io.github.tlsgauntlet.protocol.ProtocolVersion;
import io.github.tlsgauntlet.protocol.SignatureScheme;
import io.github.tlsgauntlet.protocol.SuiteTraits;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Finds the signature schemes that a server proves its key with. */
final class SchemeProbe {
  private final Line line;
  private final Optional<String> serverName;

  SchemeProbe(Line line, Optional<String> serverName) {
    this.line = line;
    this.serverName = serverName;
  }

  /** In TLS 1.2, by the signature of the ServerKeyExchange. */
  Optional<SchemeFacts> tls12(VersionProbe.Result version) {
    List<CipherSuite> suites =
        version.facts().suites().stream()
            .map(SuiteFacts::suite)
            .filter(
                suite ->
                    SuiteTraits.of(suite)
                        .filter(traits -> traits.forwardSecret() && !traits.anonymous())
                        .isPresent())
            .toList();
    if (suites.isEmpty()) {
      return Optional.empty();
    }
    Hello hello = Hello.all(ProtocolVersion.TLS12, serverName).suites(suites);
    Elimination<SignatureScheme> found =
        Elimination.run(
            Schemes.all(),
            version.answerTo(suites),
            schemes -> line.ask(hello.schemes(schemes)),
            SchemeProbe::scheme);
    return found.values().isEmpty()
        ? Optional.empty()
        : Optional.of(new SchemeFacts(version.facts().version(), found.values()));
  }

  private static Optional<SignatureScheme> scheme(FirstFlight flight) {
    return flight
        .hello()
        .flatMap(
            hello ->
                flight
                    .serverKeyExchange()
                    .flatMap(body -> KeyExchangeParameters.read(body, hello.cipherSuite(), true))
                    .flatMap(KeyExchangeParameters::scheme));
  }

  /**
   * In TLS 1.3, by its CertificateVerify: one handshake for each.
   *
   * @param met a handshake of that client, which tells the first where it offered the same schemes
   * @param witness sees every handshake, and with it the chain that goes with the scheme
   */
  Optional<SchemeFacts> tls13(
      VersionFacts version,
      ClientSettings base,
      Optional<HandshakeOutcome> met,
      Consumer<HandshakeOutcome> witness) {
    List<SignatureScheme> left = new ArrayList<>(Signatures.all());
    List<SignatureScheme> found = new ArrayList<>();
    if (base.schemes().equals(left)) {
      met.filter(outcome -> outcome.version().filter(ProtocolVersion.TLS13::equals).isPresent())
          .flatMap(HandshakeOutcome::scheme)
          .filter(left::remove)
          .ifPresent(found::add);
    }
    while (!left.isEmpty()) {
      Optional<SignatureScheme> scheme =
          proof(base.toBuilder().versions(ProtocolVersion.TLS13).schemes(left).build(), witness);
      if (scheme.isEmpty() || !left.remove(scheme.get())) {
        break;
      }
      found.add(scheme.get());
    }
    return found.isEmpty()
        ? Optional.empty()
        : Optional.of(new SchemeFacts(version.version(), found));
  }

  private Optional<SignatureScheme> proof(
      ClientSettings settings, Consumer<HandshakeOutcome> witness) {
    try (TlsClient client = line.client(settings)) {
      HandshakeOutcome outcome = client.handshake();
      witness.accept(outcome);
      return outcome.scheme();
    } catch (IOException e) {
      return Optional.empty();
    }
  }
}
