package io.github.tlsgauntlet.probe;

import io.github.tlsgauntlet.crypto.CipherSuiteParameters;
import io.github.tlsgauntlet.crypto.KeyExchangeGroup;
import io.github.tlsgauntlet.crypto.Signatures;
import io.github.tlsgauntlet.peer.ClientSettings;
import io.github.tlsgauntlet.peer.FirstFlight;
import io.github.tlsgauntlet.protocol.CipherSuite;
import io.github.tlsgauntlet.protocol.HandshakeMessage.ServerHello;
import io.github.tlsgauntlet.protocol.NamedGroup;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * What a client of ours can speak, and not only what it offers by default: some servers take
 * nothing but ARIA, suites without a certificate, or a curve that few know.
 */
final class WideOffer {
  private WideOffer() {}

  /** The same client with all suites and groups of ours, its own first. */
  static ClientSettings of(ClientSettings usual) {
    return usual.toBuilder()
        .cipherSuites(
            joined(
                usual.cipherSuites(),
                CipherSuite.registered().stream().filter(WideOffer::isSpoken).toList()))
        .groups(
            joined(
                usual.groups(),
                NamedGroup.registered().stream()
                    .filter(group -> KeyExchangeGroup.of(group).isPresent())
                    .toList()))
        .schemes(Signatures.withDsa())
        .build();
  }

  /** Nobody has shared a key with us beforehand. */
  private static boolean isSpoken(CipherSuite suite) {
    return CipherSuiteParameters.of(suite)
        .filter(parameters -> !parameters.keyExchange().isPsk())
        .isPresent();
  }

  private static <T> List<T> joined(List<T> first, List<T> then) {
    Set<T> all = new LinkedHashSet<>(first);
    all.addAll(then);
    return new ArrayList<>(all);
  }

  /** Whether an answer took what the client does not offer, so that it may take nothing else. */
  static boolean shows(ClientSettings usual, FirstFlight answer) {
    return answer
            .hello()
            .map(ServerHello::cipherSuite)
            .filter(suite -> !usual.cipherSuites().contains(suite))
            .isPresent()
        || GroupProbe.signed(answer).filter(group -> !usual.groups().contains(group)).isPresent();
  }
}
