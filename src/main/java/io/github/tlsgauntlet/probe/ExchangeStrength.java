package io.github.tlsgauntlet.probe;

import io.github.tlsgauntlet.peer.FirstFlight;
import io.github.tlsgauntlet.protocol.CipherSuite;
import io.github.tlsgauntlet.protocol.NamedGroup;
import io.github.tlsgauntlet.protocol.ProtocolVersion;
import io.github.tlsgauntlet.protocol.SuiteTraits;
import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.util.Optional;

/**
 * What the key exchange of an answer rests on: the parameters that the server sent, the group that
 * it chose (TLS 1.3), or the key of its certificate where that is all there is.
 */
final class ExchangeStrength {
  private ExchangeStrength() {}

  static SuiteFacts of(CipherSuite suite, FirstFlight flight, ProtocolVersion version) {
    Optional<KeyExchangeParameters> parameters =
        flight
            .serverKeyExchange()
            .flatMap(
                body ->
                    KeyExchangeParameters.read(body, suite, version.equals(ProtocolVersion.TLS12)));
    if (parameters.filter(one -> one.bits() > 0 || !one.inWords().isEmpty()).isPresent()) {
      return new SuiteFacts(suite, parameters.get().inWords(), parameters.get().bits());
    }
    Optional<NamedGroup> group = GroupProbe.negotiated(flight);
    if (group.isPresent()) {
      return new SuiteFacts(suite, group.get().toString(), Groups.bits(group.get()));
    }
    boolean fixed = SuiteTraits.of(suite).filter(ExchangeStrength::isOfCertificate).isPresent();
    Optional<PublicKey> key =
        fixed
            ? flight.certificates().stream()
                .findFirst()
                .flatMap(Certificates::x509)
                .map(X509Certificate::getPublicKey)
            : Optional.empty();
    int bits = key.map(Certificates::bits).orElse(0);
    return new SuiteFacts(
        suite,
        bits > 0 ? key.map(PublicKey::getAlgorithm).orElse("") + " " + bits + " bits" : "",
        bits);
  }

  private static boolean isOfCertificate(SuiteTraits traits) {
    return !traits.export()
        && switch (traits.keyExchange()) {
          case "RSA", "DH", "ECDH" -> !traits.anonymous();
          default -> false;
        };
  }
}
