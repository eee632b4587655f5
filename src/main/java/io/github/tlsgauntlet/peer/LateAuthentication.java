package io.github.tlsgauntlet.peer;

import io.github.tlsgauntlet.protocol.ExtensionType;
import io.github.tlsgauntlet.protocol.HandshakeMessage.CertificateRequest13;
import java.util.Optional;

/**
 * A server's request for a certificate after the handshake, and the client's answer (RFC 9846,
 * Section 4.7.2). For one thread.
 */
final class LateAuthentication {
  private static final int CONTEXT = 16;

  private final HandshakeState state;
  private final ServerSettings settings;
  private boolean asked;
  private Optional<Pending> pending = Optional.empty();

  /** A request that has no answer yet. */
  private record Pending(CertificateAsk ask, byte[] context, byte[] counted) {}

  LateAuthentication(HandshakeState state, ServerSettings settings) {
    this.state = state;
    this.settings = settings;
  }

  /** Whether the server is to ask now. */
  boolean isDue() {
    boolean offered =
        state
            .clientHello
            .flatMap(hello -> hello.extension(ExtensionType.POST_HANDSHAKE_AUTH))
            .isPresent();
    return settings.lateAsk().isPresent()
        && !asked
        && (offered || Deviations.has(settings.deviations(), Deviation.AskLateUnoffered.class));
  }

  void ask() {
    asked = true;
    byte[] context = new byte[CONTEXT];
    if (!Deviations.has(settings.deviations(), Deviation.SameLateContext.class)) {
      settings.random().nextBytes(context);
    }
    CertificateAsk ask = settings.lateAsk().orElseThrow();
    byte[] counted =
        state.connection.send(
            new CertificateRequest13(context, Server13.requestExtensions(ask, settings)));
    state.connection.flush();
    pending = Optional.of(new Pending(ask, context, counted));
  }

  /** Whether the answer has not come yet. */
  boolean isPending() {
    return pending.isPresent();
  }

  /** Takes the whole answer, which nothing may interrupt. */
  void take(Incoming.Handshake first, TrafficKeys keys) throws Aborted {
    if (pending.isEmpty() && state.overlooksOrder()) {
      return;
    }
    Pending request =
        pending.orElseThrow(
            () -> state.unexpected(first.message().type() + " came after the handshake"));
    byte[] handshake = state.hash.messages();
    state.hash.add(request.counted());
    new ReceivedProof13(state, settings, request.ask(), keys.parameters().hash())
        .take(first, request.context());
    state.expectFinished(() -> keys.verifyPeerData(state.hash.hash(keys.parameters().hash())));
    // Each request is answered over the handshake alone (RFC 9846, Section 4.5).
    state.hash.reset(handshake);
    pending = Optional.empty();
  }
}
