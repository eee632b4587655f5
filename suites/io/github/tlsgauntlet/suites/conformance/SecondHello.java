package io.github.tlsgauntlet.suites.conformance;

import io.github.tlsgauntlet.peer.TranscriptEntry;
import io.github.tlsgauntlet.protocol.Extension;
import io.github.tlsgauntlet.protocol.ExtensionType;
import io.github.tlsgauntlet.protocol.HandshakeDecoder;
import io.github.tlsgauntlet.protocol.HandshakeMessage.ClientHello;
import io.github.tlsgauntlet.protocol.HandshakeType;
import io.github.tlsgauntlet.protocol.NamedGroup;
import io.github.tlsgauntlet.protocol.ProtocolVersion;
import io.github.tlsgauntlet.suite.Finding;
import io.github.tlsgauntlet.suite.Verdict;
import io.github.tlsgauntlet.suite.conformance.Exchange;
import io.github.tlsgauntlet.suite.conformance.Expectations;
import io.github.tlsgauntlet.wire.WireException;
import io.github.tlsgauntlet.wire.WireReader;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A client's two ClientHellos around a HelloRetryRequest.
 *
 * @param exchange in which they came
 * @param hellos those that came, as far as they decode
 */
record SecondHello(Exchange exchange, List<ClientHello> hellos) {
  /** What may be otherwise in the second (RFC 9846, Section 4.2.2). */
  private static final Set<ExtensionType> MAY_CHANGE =
      Set.of(
          ExtensionType.KEY_SHARE,
          ExtensionType.COOKIE,
          ExtensionType.EARLY_DATA,
          ExtensionType.PRE_SHARED_KEY,
          new ExtensionType(21),
          new ExtensionType(0xfe0d));

  static SecondHello of(Exchange exchange) {
    List<ClientHello> hellos = new ArrayList<>();
    for (TranscriptEntry entry : exchange.received("ClientHello")) {
      hello(entry).ifPresent(hellos::add);
    }
    return new SecondHello(exchange, hellos);
  }

  static Optional<ClientHello> hello(TranscriptEntry entry) {
    try {
      byte[] body = Arrays.copyOfRange(entry.bytes(), 4, entry.bytes().length);
      return Optional.of(
          (ClientHello)
              HandshakeDecoder.decode(HandshakeType.CLIENT_HELLO, body, ProtocolVersion.TLS13));
    } catch (WireException e) {
      return Optional.empty();
    }
  }

  private Optional<Finding> unfit() {
    return hellos.size() > 1
        ? Optional.empty()
        : Optional.of(
            Expectations.finding(Verdict.INCONCLUSIVE, "No second ClientHello came.", exchange));
  }

  private Finding finding(boolean right, String reason) {
    return Expectations.finding(right ? Verdict.PASS : Verdict.FAIL, reason, exchange);
  }

  Finding echoes(byte[] cookie) {
    return unfit()
        .orElseGet(
            () -> {
              Optional<byte[]> sent = cookie();
              return finding(
                  sent.filter(bytes -> Arrays.equals(bytes, cookie)).isPresent(),
                  sent.isEmpty()
                      ? "Its second ClientHello has no cookie."
                      : "Its second ClientHello has a cookie of " + sent.get().length + " bytes.");
            });
  }

  private Optional<byte[]> cookie() {
    Optional<Extension> extension = hellos.get(1).extension(ExtensionType.COOKIE);
    try {
      return extension.isPresent()
          ? Optional.of(WireReader.of(extension.get().data()).vector16().rest())
          : Optional.empty();
    } catch (WireException e) {
      return Optional.empty();
    }
  }

  Finding sharesAlone(NamedGroup group) {
    return unfit()
        .orElseGet(
            () -> {
              List<NamedGroup> shares = Offered.shares(hellos.get(1));
              return finding(
                  shares.equals(List.of(group)),
                  "Asked for " + group + ", it sent shares for " + shares + ".");
            });
  }

  Finding changesNothingElse() {
    return unfit()
        .orElseGet(
            () -> {
              List<String> changes = changes(hellos.get(0), hellos.get(1));
              return finding(
                  changes.isEmpty(),
                  changes.isEmpty()
                      ? "Its second ClientHello differs in nothing else."
                      : "Its second ClientHello differs in " + String.join(", ", changes) + ".");
            });
  }

  private static List<String> changes(ClientHello first, ClientHello second) {
    List<String> changes = new ArrayList<>();
    if (!Arrays.equals(first.random(), second.random())) {
      changes.add("its random");
    }
    if (!Arrays.equals(first.sessionId(), second.sessionId())) {
      changes.add("its session ID");
    }
    if (!first.cipherSuites().equals(second.cipherSuites())) {
      changes.add("its cipher suites");
    }
    if (!first.legacyVersion().equals(second.legacyVersion())) {
      changes.add("its legacy_version");
    }
    if (!Arrays.equals(first.compressionMethods(), second.compressionMethods())) {
      changes.add("its compression methods");
    }
    if (!kept(first).equals(kept(second))) {
      changes.add("its extensions");
    }
    return changes;
  }

  private static List<String> kept(ClientHello hello) {
    return hello.extensions().stream()
        .filter(extension -> !MAY_CHANGE.contains(extension.type()))
        .map(extension -> extension.type() + " " + Arrays.toString(extension.data()))
        .toList();
  }
}
