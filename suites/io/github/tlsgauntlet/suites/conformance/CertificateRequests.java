package io.github.tlsgauntlet.suites.conformance;

import io.github.tlsgauntlet.peer.TranscriptEntry;
import io.github.tlsgauntlet.protocol.Extension;
import io.github.tlsgauntlet.protocol.ExtensionType;
import io.github.tlsgauntlet.protocol.HandshakeDecoder;
import io.github.tlsgauntlet.protocol.HandshakeMessage;
import io.github.tlsgauntlet.protocol.HandshakeMessage.CertificateRequest12;
import io.github.tlsgauntlet.protocol.HandshakeMessage.CertificateRequest13;
import io.github.tlsgauntlet.protocol.HandshakeType;
import io.github.tlsgauntlet.protocol.ProtocolVersion;
import io.github.tlsgauntlet.suite.Finding;
import io.github.tlsgauntlet.suite.Verdict;
import io.github.tlsgauntlet.suite.conformance.Exchange;
import io.github.tlsgauntlet.suite.conformance.Expectations;
import io.github.tlsgauntlet.wire.WireException;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Judges the CertificateRequest messages that were seen on a connection. */
final class CertificateRequests {
  static final String REQUEST = "CertificateRequest";
  private static final int HEADER = 4;

  /** The registry's entries that TLS 1.3 knows, and not in a CertificateRequest. */
  private static final Set<Integer> ELSEWHERE =
      Set.of(0, 1, 10, 14, 15, 16, 19, 20, 21, 28, 41, 42, 43, 44, 45, 49, 51);

  private CertificateRequests() {}

  /** What is judged of a request of TLS 1.3: the first complaint, or none. */
  interface Rule extends Function<CertificateRequest13, Optional<String>> {}

  /**
   * Judges the request that came last.
   *
   * @param exchange in TLS 1.3
   * @param rule of requests
   * @param kept what is said where the rule is kept
   */
  static Finding judged(Exchange exchange, Rule rule, String kept) {
    List<TranscriptEntry> requests = exchange.received(REQUEST);
    if (requests.isEmpty()) {
      return none(exchange);
    }
    try {
      HandshakeMessage message = decoded(requests.get(requests.size() - 1), ProtocolVersion.TLS13);
      Optional<String> complaint =
          message instanceof CertificateRequest13 request
              ? rule.apply(request)
              : Optional.of("It is no CertificateRequest of TLS 1.3.");
      return told(exchange, complaint, kept);
    } catch (WireException e) {
      return told(exchange, Optional.of("It does not decode: " + e.getMessage()), kept);
    }
  }

  /** The context of the request that came last, in TLS 1.3. */
  static Optional<byte[]> context(Exchange exchange) {
    List<TranscriptEntry> requests = exchange.received(REQUEST);
    try {
      return !requests.isEmpty()
              && decoded(requests.get(requests.size() - 1), ProtocolVersion.TLS13)
                  instanceof CertificateRequest13 request
          ? Optional.of(request.context())
          : Optional.empty();
    } catch (WireException e) {
      return Optional.empty();
    }
  }

  /** The same in TLS 1.2. */
  static Finding judged12(
      Exchange exchange, Function<CertificateRequest12, Optional<String>> rule, String kept) {
    List<TranscriptEntry> requests = exchange.received(REQUEST);
    if (requests.isEmpty()) {
      return none(exchange);
    }
    try {
      Optional<String> complaint =
          decoded(requests.get(0), ProtocolVersion.TLS12) instanceof CertificateRequest12 request
              ? rule.apply(request)
              : Optional.of("It is no CertificateRequest of TLS 1.2.");
      return told(exchange, complaint, kept);
    } catch (WireException e) {
      return told(exchange, Optional.of("It does not decode: " + e.getMessage()), kept);
    }
  }

  private static HandshakeMessage decoded(TranscriptEntry entry, ProtocolVersion version)
      throws WireException {
    return HandshakeDecoder.decode(
        HandshakeType.CERTIFICATE_REQUEST,
        Arrays.copyOfRange(
            entry.bytes(), Math.min(HEADER, entry.bytes().length), entry.bytes().length),
        version);
  }

  /** In TLS 1.3 right behind EncryptedExtensions, in TLS 1.2 right before ServerHelloDone. */
  static Finding placed(Exchange exchange) {
    List<String> order = exchange.receivedInOrder();
    int at = order.indexOf(REQUEST);
    if (at < 0) {
      return none(exchange);
    }
    boolean tls13 = exchange.version().filter(ProtocolVersion.TLS13::equals).isPresent();
    String neighbour = tls13 ? at > 0 ? order.get(at - 1) : "" : next(order, at);
    boolean right = neighbour.equals(tls13 ? "EncryptedExtensions" : "ServerHelloDone");
    return Expectations.finding(
        right ? Verdict.PASS : Verdict.FAIL,
        "It comes "
            + (tls13 ? "after " : "before ")
            + (neighbour.isEmpty() ? "nothing" : neighbour)
            + ".",
        exchange);
  }

  private static String next(List<String> order, int at) {
    return at + 1 < order.size() ? order.get(at + 1) : "";
  }

  /** No extension twice, none that belongs elsewhere, and signature_algorithms among them. */
  static Optional<String> extensionsOf(CertificateRequest13 request) {
    Set<ExtensionType> seen = new HashSet<>();
    for (Extension extension : request.extensions()) {
      if (!seen.add(extension.type())) {
        return Optional.of(extension.type() + " stands there twice.");
      }
    }
    Set<String> elsewhere =
        seen.stream()
            .filter(type -> ELSEWHERE.contains(type.code()))
            .map(ExtensionType::toString)
            .collect(Collectors.toSet());
    if (!elsewhere.isEmpty()) {
      return Optional.of("It carries what belongs elsewhere: " + elsewhere + ".");
    }
    return seen.contains(ExtensionType.SIGNATURE_ALGORITHMS)
        ? Optional.empty()
        : Optional.of("It lacks signature_algorithms.");
  }

  /** No request came. */
  static Finding none(Exchange exchange) {
    return Expectations.finding(
        Verdict.NOT_APPLICABLE, "The server asks for no client certificate.", exchange);
  }

  private static Finding told(Exchange exchange, Optional<String> complaint, String kept) {
    return Expectations.finding(
        complaint.isPresent() ? Verdict.FAIL : Verdict.PASS, complaint.orElse(kept), exchange);
  }
}
