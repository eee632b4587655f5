package io.github.tlsgauntlet.suite.conformance;

import io.github.tlsgauntlet.crypto.CipherSuiteParameters;
import io.github.tlsgauntlet.protocol.Extension;
import io.github.tlsgauntlet.protocol.ExtensionType;
import io.github.tlsgauntlet.protocol.Extensions;
import io.github.tlsgauntlet.protocol.HandshakeMessage.ClientHello;
import io.github.tlsgauntlet.protocol.NamedGroup;
import io.github.tlsgauntlet.protocol.ProtocolVersion;
import io.github.tlsgauntlet.suite.Feature;
import io.github.tlsgauntlet.suite.Finding;
import io.github.tlsgauntlet.suite.Verdict;
import io.github.tlsgauntlet.target.TargetException;
import io.github.tlsgauntlet.wire.WireException;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** Whether a client offers by itself what a requirement needs: its ClientHello says so. */
final class ClientNeeds {
  private final ClientCase client;

  ClientNeeds(ClientCase client) {
    this.client = client;
  }

  /**
   * A client whose ClientHello names the version speaks it, and one whose hello does not speaks it
   * not; where it ends a handshake in it all the same, nothing can be told.
   */
  Optional<Finding> version() throws TargetException {
    Optional<ProtocolVersion> wanted = client.version();
    if (wanted.isEmpty()) {
      return Optional.empty();
    }
    Exchange ordinary = client.ordinary();
    if (ordinary.outcome().version().equals(wanted)) {
      return Optional.empty();
    }
    boolean offered =
        ordinary.outcome().clientHello().map(ClientNeeds::versions).stream()
            .anyMatch(versions -> versions.contains(wanted.get()));
    return Optional.of(
        offered
            ? Expectations.finding(
                Verdict.INCONCLUSIVE,
                "The client offers this version, and no handshake in it came about. "
                    + Expectations.goesOn().judge(ordinary).reason(),
                ordinary)
            : Expectations.finding(
                Verdict.NOT_APPLICABLE, "The client does not speak this version.", ordinary));
  }

  /** The first thing that is missing; empty where nothing is. */
  Optional<Finding> unmet(List<Feature> features) throws TargetException {
    if (features.isEmpty()) {
      return Optional.empty();
    }
    Exchange ordinary = client.ordinary();
    ClientHello hello = ordinary.outcome().clientHello().orElseThrow();
    for (Feature feature : features) {
      if (!offers(hello, feature)) {
        return Optional.of(
            Expectations.finding(
                Verdict.NOT_APPLICABLE,
                "This can be tried only where " + feature.sentence() + ".",
                ordinary));
      }
    }
    return Optional.empty();
  }

  private boolean offers(ClientHello hello, Feature feature) {
    return switch (feature) {
      case TLS12 -> versions(hello).contains(ProtocolVersion.TLS12);
      case TLS13 -> versions(hello).contains(ProtocolVersion.TLS13);
      case BOTH_VERSIONS ->
          versions(hello).containsAll(List.of(ProtocolVersion.TLS12, ProtocolVersion.TLS13));
      case HELLO_RETRY -> groups(hello).size() > 1;
      case TICKETS_13 -> has(hello, ExtensionType.PSK_KEY_EXCHANGE_MODES);
      case TICKETS_12 -> has(hello, ExtensionType.SESSION_TICKET);
      case RENEGOTIATION -> true;
      case POST_HANDSHAKE_AUTHENTICATION -> has(hello, ExtensionType.POST_HANDSHAKE_AUTH);
      case RSA_KEY_TRANSPORT ->
          suite(hello, one -> one.keyExchange() == CipherSuiteParameters.KeyExchangeMethod.RSA);
      case CBC_SUITE -> suite(hello, one -> !one.bulk().isAead());
      case DHE_SUITE -> suite(hello, one -> one.keyExchange().isField());
      case ECDHE_SUITE ->
          client.version().filter(ProtocolVersion.TLS13::equals).isPresent()
              || suite(hello, one -> one.keyExchange().isCurve());
      case ANONYMOUS_SUITE ->
          suite(
              hello, one -> one.authentication() == CipherSuiteParameters.Authentication.ANONYMOUS);
      case FFDHE_13 -> group(hello, name -> name.startsWith("ffdhe"));
      case NIST_CURVE -> group(hello, "secp256r1"::equals);
      case MONTGOMERY_CURVE -> group(hello, name -> name.equals("x25519") || name.equals("x448"));
      case ALPN -> has(hello, ExtensionType.ALPN);
      case EXTENDED_MASTER_SECRET -> has(hello, ExtensionType.EXTENDED_MASTER_SECRET);
      case ENCRYPT_THEN_MAC -> has(hello, ExtensionType.ENCRYPT_THEN_MAC);
      case RECORD_SIZE_LIMIT -> has(hello, ExtensionType.RECORD_SIZE_LIMIT);
      case MAX_FRAGMENT_LENGTH -> has(hello, ExtensionType.MAX_FRAGMENT_LENGTH);
      case CERTIFICATE_COMPRESSION -> has(hello, ExtensionType.COMPRESS_CERTIFICATE);
      case OCSP_STAPLING -> has(hello, ExtensionType.STATUS_REQUEST);
      case SERVER_NAME -> has(hello, ExtensionType.SERVER_NAME);
      default -> false;
    };
  }

  private static boolean has(ClientHello hello, ExtensionType type) {
    return hello.extension(type).isPresent();
  }

  private static boolean suite(ClientHello hello, Predicate<CipherSuiteParameters> which) {
    return hello.cipherSuites().stream()
        .flatMap(suite -> CipherSuiteParameters.of(suite).stream())
        .anyMatch(which);
  }

  private static boolean group(ClientHello hello, Predicate<String> which) {
    return groups(hello).stream().anyMatch(group -> which.test(group.toString()));
  }

  static List<NamedGroup> groups(ClientHello hello) {
    Optional<Extension> extension = hello.extension(ExtensionType.SUPPORTED_GROUPS);
    try {
      return extension.isPresent()
          ? Extensions.readCodes16(extension.get(), NamedGroup::new)
          : List.of();
    } catch (WireException e) {
      return List.of();
    }
  }

  private static List<ProtocolVersion> versions(ClientHello hello) {
    Optional<Extension> extension = hello.extension(ExtensionType.SUPPORTED_VERSIONS);
    try {
      return extension.isPresent()
          ? Extensions.readSupportedVersions(extension.get())
          : List.of(hello.legacyVersion());
    } catch (WireException e) {
      return List.of();
    }
  }
}
