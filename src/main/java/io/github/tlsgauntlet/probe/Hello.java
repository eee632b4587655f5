package io.github.tlsgauntlet.probe;

import io.github.tlsgauntlet.protocol.CipherSuite;
import io.github.tlsgauntlet.protocol.Extension;
import io.github.tlsgauntlet.protocol.ExtensionType;
import io.github.tlsgauntlet.protocol.Extensions;
import io.github.tlsgauntlet.protocol.HandshakeMessage.ClientHello;
import io.github.tlsgauntlet.protocol.NamedGroup;
import io.github.tlsgauntlet.protocol.ProtocolVersion;
import io.github.tlsgauntlet.protocol.SignatureScheme;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a probe offers in one ClientHello.
 *
 * @param version the only one offered
 * @param suites the cipher suites
 * @param groups the groups; none for a hello without that extension
 * @param schemes the signature schemes; none for a hello without that extension
 * @param serverName to ask for
 * @param shares key shares (TLS 1.3); with none a server answers by a HelloRetryRequest, which
 *     names a suite and a group and costs it no computing (RFC 9846, Section 4.3.8)
 * @param more further extensions
 * @param compression the compression methods
 * @param sessionId as it is sent
 */
record Hello(
    ProtocolVersion version,
    List<CipherSuite> suites,
    List<NamedGroup> groups,
    List<SignatureScheme> schemes,
    Optional<String> serverName,
    List<Extensions.KeyShare> shares,
    List<Extension> more,
    byte[] compression,
    byte[] sessionId) {
  private static final int RANDOM = 32;
  private static final byte[] NO_COMPRESSION = {0};

  /** Some servers of TLS 1.3 take 32 octets or none (RFC 9846, Appendix E.4). */
  private static final byte[] COMPATIBILITY =
      "TLS Gauntlet asks, in 32 octets.".getBytes(StandardCharsets.US_ASCII);

  private static final int PADDING = 21;
  private static final int PAD_FROM = 256;
  private static final int PAD_TO = 512;
  private static final int HEADERS = 8;

  Hello {
    suites = List.copyOf(suites);
    groups = List.copyOf(groups);
    schemes = List.copyOf(schemes);
    shares = List.copyOf(shares);
    more = List.copyOf(more);
  }

  /** Everything that this version knows. */
  static Hello all(ProtocolVersion version, Optional<String> serverName) {
    boolean tls13 = version.equals(ProtocolVersion.TLS13);
    return new Hello(
        version,
        Suites.of(version),
        version.equals(Suites.SSL30) ? List.of() : Groups.of(version),
        version.code() >= ProtocolVersion.TLS12.code() ? Schemes.all() : List.of(),
        serverName,
        List.of(),
        List.of(),
        NO_COMPRESSION,
        tls13 ? COMPATIBILITY : new byte[0]);
  }

  Hello suites(List<CipherSuite> value) {
    return new Hello(
        version, value, groups, schemes, serverName, shares, more, compression, sessionId);
  }

  Hello groups(List<NamedGroup> value) {
    return new Hello(
        version, suites, value, schemes, serverName, shares, more, compression, sessionId);
  }

  Hello schemes(List<SignatureScheme> value) {
    return new Hello(
        version, suites, groups, value, serverName, shares, more, compression, sessionId);
  }

  Hello serverName(Optional<String> value) {
    return new Hello(version, suites, groups, schemes, value, shares, more, compression, sessionId);
  }

  Hello shares(List<Extensions.KeyShare> value) {
    return new Hello(
        version, suites, groups, schemes, serverName, value, more, compression, sessionId);
  }

  Hello more(List<Extension> value) {
    return new Hello(
        version, suites, groups, schemes, serverName, shares, value, compression, sessionId);
  }

  Hello compression(byte... methods) {
    return new Hello(
        version, suites, groups, schemes, serverName, shares, more, methods, sessionId);
  }

  Hello sessionId(byte[] value) {
    return new Hello(
        version, suites, groups, schemes, serverName, shares, more, compression, value);
  }

  /** What goes on the record's header: TLS 1.0 for all from there on (RFC 9846, Section 5.1). */
  ProtocolVersion recordVersion() {
    return version.equals(Suites.SSL30) ? version : ProtocolVersion.TLS10;
  }

  ClientHello message(SecureRandom randomness) {
    byte[] random = new byte[RANDOM];
    randomness.nextBytes(random);
    boolean old = version.equals(Suites.SSL30);
    List<CipherSuite> offered = new ArrayList<>(suites);
    if (old) {
      offered.add(Suites.RENEGOTIATION_INFO);
    }
    List<Extension> extensions = old ? List.of() : extensions();
    ClientHello hello = hello(random, offered, extensions);
    int length = hello.encoded().length;
    // Some load balancers drop hellos of these lengths (RFC 7685, Section 4).
    if (!old && length >= PAD_FROM && length < PAD_TO) {
      List<Extension> padded = new ArrayList<>(extensions);
      padded.add(
          new Extension(
              new ExtensionType(PADDING), new byte[Math.max(0, PAD_TO + HEADERS - length)]));
      hello = hello(random, offered, padded);
    }
    return hello;
  }

  private ClientHello hello(byte[] random, List<CipherSuite> offered, List<Extension> extensions) {
    ProtocolVersion legacy =
        version.equals(ProtocolVersion.TLS13) ? ProtocolVersion.TLS12 : version;
    return new ClientHello(legacy, random, sessionId, offered, compression, extensions);
  }

  private List<Extension> extensions() {
    List<Extension> list = new ArrayList<>();
    serverName.ifPresent(name -> list.add(Extensions.serverName(name)));
    if (!groups.isEmpty()) {
      list.add(Extensions.supportedGroups(groups));
    }
    if (!schemes.isEmpty()) {
      list.add(Extensions.signatureSchemes(ExtensionType.SIGNATURE_ALGORITHMS, schemes));
    }
    if (version.equals(ProtocolVersion.TLS13)) {
      list.add(Extensions.supportedVersions(List.of(version)));
      list.add(Extensions.keyShares(shares));
      list.add(Extensions.pskModes(List.of(1)));
    } else {
      list.add(Extensions.uncompressedPoints());
      list.add(Extensions.renegotiationInfo());
    }
    list.addAll(more);
    return list;
  }
}
