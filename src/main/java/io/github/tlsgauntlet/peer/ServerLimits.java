package io.github.tlsgauntlet.peer;

import io.github.tlsgauntlet.protocol.AlertDescription;
import io.github.tlsgauntlet.protocol.Extension;
import io.github.tlsgauntlet.protocol.ExtensionType;
import io.github.tlsgauntlet.protocol.Extensions;
import io.github.tlsgauntlet.protocol.HandshakeMessage.ClientHello;
import io.github.tlsgauntlet.protocol.ProtocolVersion;
import io.github.tlsgauntlet.wire.WireException;
import java.util.List;
import java.util.Optional;

/**
 * How short a client wants a server's records: record_size_limit (RFC 8449), or before it
 * max_fragment_length (RFC 6066, Section 4).
 */
final class ServerLimits {
  private static final int LEAST = 64;
  private static final int MOST = 1 << 14;
  private static final int CODES = 4;
  private static final int FIRST_CODE_IS_TWO_TO_THE = 8;

  private final HandshakeState state;
  private final ServerSettings settings;
  private int atOnce = MOST;
  private int onceProtected = MOST;

  ServerLimits(HandshakeState state, ServerSettings settings) {
    this.state = state;
    this.settings = settings;
  }

  /** The server's answer, for its ServerHello or EncryptedExtensions. */
  List<Extension> answer(ClientHello hello) throws Aborted, WireException {
    if (!settings.recordLimits()) {
      return List.of();
    }
    boolean tls13 = state.version.filter(ProtocolVersion.TLS13::equals).isPresent();
    Optional<Extension> limit = hello.extension(ExtensionType.RECORD_SIZE_LIMIT);
    if (limit.isPresent()) {
      int wanted = Extensions.readUint16(limit.get());
      insist(wanted >= LEAST, "record_size_limit is " + wanted);
      onceProtected = Math.max(1, Math.min(MOST, wanted - (tls13 ? 1 : 0)));
      int most = tls13 ? MOST + 1 : MOST;
      return List.of(Extension.of(ExtensionType.RECORD_SIZE_LIMIT, w -> w.uint16(most)));
    }
    Optional<Extension> fragment = hello.extension(ExtensionType.MAX_FRAGMENT_LENGTH);
    if (fragment.isEmpty() || fragment.get().data().length == 0) {
      return List.of();
    }
    int code = fragment.get().data()[0] & 0xff;
    boolean known = code >= 1 && code <= CODES;
    insist(known, "max_fragment_length is the code " + code);
    atOnce = known ? 1 << (FIRST_CODE_IS_TWO_TO_THE + code) : MOST;
    onceProtected = atOnce;
    return List.of(fragment.get());
  }

  private void insist(boolean fits, String reason) throws Aborted {
    if (!fits) {
      state.connection.object(AlertDescription.ILLEGAL_PARAMETER, reason);
    }
  }

  /** From the message after the answer on. */
  void beginAtOnce() {
    limit(atOnce);
  }

  /** From the first protected record on. */
  void beginProtected() {
    limit(onceProtected);
  }

  private void limit(int bytes) {
    if (!Deviations.has(settings.deviations(), Deviation.ExceedRecordLimit.class)) {
      state.connection.limitFragments(bytes);
    }
  }
}
