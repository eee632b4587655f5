package io.github.tlsgauntlet.peer;

import io.github.tlsgauntlet.crypto.CipherSuiteParameters;
import io.github.tlsgauntlet.crypto.KeyExchangeGroup;
import io.github.tlsgauntlet.crypto.Signatures;
import io.github.tlsgauntlet.protocol.AlertDescription;
import io.github.tlsgauntlet.protocol.Extension;
import io.github.tlsgauntlet.protocol.ExtensionType;
import io.github.tlsgauntlet.protocol.Extensions;
import io.github.tlsgauntlet.protocol.HandshakeMessage.ClientHello;
import io.github.tlsgauntlet.protocol.NamedGroup;
import io.github.tlsgauntlet.protocol.ProtocolVersion;
import io.github.tlsgauntlet.protocol.SignatureScheme;
import io.github.tlsgauntlet.wire.WireException;
import java.util.List;
import java.util.Optional;

/** What a server of ours chooses from a ClientHello. */
final class ServerChoice {
  private static final int FIRST_FIELD_GROUP = 256;
  private static final int LAST_FIELD_GROUP = 511;

  private ServerChoice() {}

  /** The name that the client asks for; empty text for none. */
  static String serverName(ClientHello hello) throws WireException {
    Optional<Extension> name = hello.extension(ExtensionType.SERVER_NAME);
    return name.isPresent() ? Extensions.readServerName(name.get()) : "";
  }

  static CipherSuiteParameters suite(
      HandshakeState state, ServerSettings settings, ClientHello hello, ProtocolVersion version)
      throws Aborted, WireException {
    String kind = Signatures.keyKind(settings.credential().privateKey());
    boolean rsa = kind.equals("RSA") || kind.equals("RSASSA-PSS");
    boolean curve = curveGroup(settings, hello).isPresent();
    boolean field = takesField(state, settings, hello);
    return settings.cipherSuites().stream()
        .filter(hello.cipherSuites()::contains)
        .map(CipherSuiteParameters::of)
        .flatMap(Optional::stream)
        .filter(parameters -> parameters.fits(version))
        .filter(parameters -> fits(parameters, rsa, kind, curve))
        .filter(parameters -> field || !parameters.keyExchange().isField())
        .filter(
            parameters -> !parameters.keyExchange().isPsk() || settings.preSharedKey().isPresent())
        .findFirst()
        .orElseThrow(
            () ->
                state.connection.fail(
                    field
                        ? AlertDescription.HANDSHAKE_FAILURE
                        : AlertDescription.INSUFFICIENT_SECURITY,
                    "The client offers no cipher suite of " + version + " that fits the key"));
  }

  /**
   * Whether DHE is possible: a client that names finite-field groups wants one of these, and no
   * other (RFC 7919, Section 4).
   */
  private static boolean takesField(
      HandshakeState state, ServerSettings settings, ClientHello hello) throws WireException {
    List<NamedGroup> offered =
        groups(hello).stream()
            .filter(one -> one.code() >= FIRST_FIELD_GROUP && one.code() <= LAST_FIELD_GROUP)
            .toList();
    return offered.isEmpty()
        || offered.stream().anyMatch(settings.groups()::contains)
        || state.connection.faults().overlooks(AlertDescription.INSUFFICIENT_SECURITY);
  }

  private static boolean fits(
      CipherSuiteParameters parameters, boolean rsa, String kind, boolean curve) {
    boolean authentication =
        switch (parameters.authentication()) {
          case ANY, PSK, ANONYMOUS -> true;
          case RSA -> rsa;
          case DSS -> kind.equals("DSA");
          case ECDSA -> !rsa && !kind.equals("DSA");
        };
    boolean exchange =
        switch (parameters.keyExchange()) {
          case TLS13, DHE, PSK, DHE_PSK -> true;
          case RSA, RSA_PSK -> kind.equals("RSA");
          case ECDHE, ECDHE_PSK -> curve;
        };
    return authentication && exchange;
  }

  static List<NamedGroup> groups(ClientHello hello) throws WireException {
    Optional<Extension> extension = hello.extension(ExtensionType.SUPPORTED_GROUPS);
    return extension.isPresent()
        ? Extensions.readCodes16(extension.get(), NamedGroup::new)
        : List.of();
  }

  /** A client that names no groups takes any curve (RFC 8422, Section 4). */
  static Optional<NamedGroup> curveGroup(ServerSettings settings, ClientHello hello)
      throws WireException {
    List<NamedGroup> offered = groups(hello);
    if (offered.isEmpty()) {
      return Optional.of(NamedGroup.SECP256R1);
    }
    return settings.groups().stream()
        .filter(offered::contains)
        .filter(group -> group.code() < FIRST_FIELD_GROUP)
        .filter(group -> KeyExchangeGroup.of(group).isPresent())
        .findFirst();
  }

  /** The finite-field group that both name, else ffdhe2048 (RFC 7919, Section 4). */
  static NamedGroup fieldGroup(ServerSettings settings, ClientHello hello) throws WireException {
    List<NamedGroup> offered = groups(hello);
    return settings.groups().stream()
        .filter(group -> group.code() >= FIRST_FIELD_GROUP && group.code() <= LAST_FIELD_GROUP)
        .filter(offered::contains)
        .findFirst()
        .orElse(NamedGroup.FFDHE2048);
  }

  /**
   * The scheme for the server's proof: one that the client takes. A client that names none is given
   * what the key can do (RFC 5246, Section 7.4.1.4.1).
   */
  static SignatureScheme scheme(
      HandshakeState state, ServerSettings settings, ClientHello hello, ProtocolVersion version)
      throws Aborted, WireException {
    Optional<SignatureScheme> forced =
        Deviations.find(settings.deviations(), Deviation.ProofByScheme.class)
            .map(Deviation.ProofByScheme::scheme);
    if (forced.isPresent()) {
      return forced.get();
    }
    Optional<SignatureScheme> common =
        Proof.choose(settings.credential().privateKey(), ClientHellos.schemes(hello), version);
    boolean presents =
        Deviations.has(settings.deviations(), Deviation.CertificateWithoutScheme.class);
    if (common.isEmpty()
        && !presents
        && hello.extension(ExtensionType.SIGNATURE_ALGORITHMS).isPresent()) {
      state.connection.object(
          AlertDescription.HANDSHAKE_FAILURE,
          "The client takes no signature scheme of the server's key");
    }
    return common
        .or(() -> Proof.natural(settings.credential().privateKey(), version))
        .orElseThrow(
            () ->
                state.connection.fail(
                    AlertDescription.INTERNAL_ERROR, "The server's key fits no signature scheme"));
  }

  static boolean isEphemeral(CipherSuiteParameters parameters) {
    return parameters.keyExchange().isCurve() || parameters.keyExchange().isField();
  }
}
