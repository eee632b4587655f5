package io.github.tlsgauntlet.peer;

import io.github.tlsgauntlet.crypto.CipherSuiteParameters;
import io.github.tlsgauntlet.crypto.HashAlgorithm;
import io.github.tlsgauntlet.crypto.Tls13KeySchedule;
import io.github.tlsgauntlet.protocol.AlertDescription;
import io.github.tlsgauntlet.protocol.Extension;
import io.github.tlsgauntlet.protocol.ExtensionStructure;
import io.github.tlsgauntlet.protocol.ExtensionType;
import io.github.tlsgauntlet.protocol.Extensions;
import io.github.tlsgauntlet.protocol.HandshakeMessage.ClientHello;
import io.github.tlsgauntlet.protocol.HandshakeType;
import io.github.tlsgauntlet.wire.WireException;
import io.github.tlsgauntlet.wire.WireReader;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * A server's choice of a pre-shared key (RFC 9846, Section 4.3.11); only the first is looked at.
 */
final class ServerPsk {
  private ServerPsk() {}

  static Optional<Session> select(
      HandshakeState state,
      SessionStore sessions,
      List<Integer> pskModes,
      List<Deviation> deviations,
      ClientHello hello,
      CipherSuiteParameters parameters)
      throws Aborted, WireException {
    Optional<Extension> extension = hello.extension(ExtensionType.PRE_SHARED_KEY);
    if (extension.isEmpty()) {
      return Optional.empty();
    }
    Optional<Extension> modes = hello.extension(ExtensionType.PSK_KEY_EXCHANGE_MODES);
    if (modes.isEmpty()) {
      state.connection.object(
          AlertDescription.MISSING_EXTENSION, "pre_shared_key came without its modes");
    }
    byte[] data = extension.get().data();
    ExtensionStructure.walk(
        HandshakeType.CLIENT_HELLO, ExtensionType.PRE_SHARED_KEY, state.reader(data));
    WireReader reader = state.reader(data);
    WireReader identities = reader.vector16();
    byte[] identity = identities.vector16().rest();
    identities.uint32();
    int bindersLength = reader.remaining();
    byte[] binder = reader.vector16().vector8().rest();
    Optional<Session> session =
        sessions
            .find(identity, ServerChoice.serverName(hello))
            .filter(
                s ->
                    sameHash(s, parameters)
                        || Deviations.has(deviations, Deviation.ResumeWithAnyHash.class))
            .filter(
                s ->
                    modes.isEmpty()
                        || forced(deviations).or(() -> mode(modes.get(), pskModes)).isPresent());
    if (session.isEmpty()) {
      if (Deviations.has(deviations, Deviation.RefuseUnknownTicket.class)) {
        throw state.connection.fail(
            AlertDescription.HANDSHAKE_FAILURE, "The client's ticket is none of ours");
      }
      return Optional.empty();
    }
    byte[] messages = state.hash.messages();
    byte[] truncated = Arrays.copyOf(messages, messages.length - bindersLength);
    HashAlgorithm hash = CipherSuiteParameters.of(session.get().suite()).orElseThrow().hash();
    Tls13KeySchedule schedule = new Tls13KeySchedule(hash, session.get().secret());
    byte[] expected =
        schedule.verifyData(schedule.resumptionBinderKey(), hash.digest().digest(truncated));
    if (!MessageDigest.isEqual(expected, binder)) {
      state.connection.object(
          AlertDescription.DECRYPT_ERROR, "The binder of the PSK does not verify");
    }
    state.proof = HandshakeOutcome.Proof.IMPLICIT;
    return session;
  }

  private static boolean sameHash(Session session, CipherSuiteParameters parameters) {
    return CipherSuiteParameters.of(session.suite())
        .filter(p -> p.hash() == parameters.hash())
        .isPresent();
  }

  /** Whether the mode that both take is psk_ke, which has no key exchange. */
  static boolean withoutDh(ClientHello hello, List<Integer> ours, List<Deviation> deviations) {
    return forced(deviations)
        .or(
            () ->
                hello
                    .extension(ExtensionType.PSK_KEY_EXCHANGE_MODES)
                    .flatMap(modes -> mode(modes, ours)))
        .filter(mode -> mode == 0)
        .isPresent();
  }

  private static Optional<Integer> forced(List<Deviation> deviations) {
    return Deviations.find(deviations, Deviation.ResumeInMode.class)
        .map(Deviation.ResumeInMode::mode);
  }

  /** The first of ours that the client offers; empty where there is none. */
  static Optional<Integer> mode(Extension modes, List<Integer> ours) {
    try {
      List<Integer> offered = Extensions.readPskModes(modes);
      return ours.stream().filter(offered::contains).findFirst();
    } catch (WireException e) {
      return Optional.empty();
    }
  }
}
