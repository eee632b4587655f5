package io.github.tlsgauntlet.peer;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tlsgauntlet.crypto.Hpke;
import io.github.tlsgauntlet.protocol.AlertDescription;
import io.github.tlsgauntlet.protocol.EchConfig;
import io.github.tlsgauntlet.protocol.Extension;
import io.github.tlsgauntlet.protocol.ExtensionType;
import io.github.tlsgauntlet.protocol.HandshakeMessage;
import io.github.tlsgauntlet.protocol.HandshakeMessage.EncryptedExtensions;
import io.github.tlsgauntlet.protocol.HandshakeMessage.ServerHello;
import io.github.tlsgauntlet.protocol.NamedGroup;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Our client refuses a server that contradicts itself about Encrypted Client Hello (RFC 9849). */
class EchRefusalTest {
  private static final EchConfig.Suite SUITE =
      new EchConfig.Suite(Hpke.HKDF_SHA256, Hpke.AES_128_GCM);

  private static EchKey key() {
    Hpke.KeyPair pair = Hpke.KeyPair.draw(new SecureRandom());
    return new EchKey(
        EchConfig.of(1, pair.publicKey(), List.of(SUITE), 64, "public.gauntlet.test"), pair);
  }

  /** A server that would take what this client encrypts, were it not for the edit. */
  private static Loopback.Both meet(
      EchKey offered, EchKey had, List<NamedGroup> groups, UnaryOperator<HandshakeMessage> edit) {
    Script script =
        new Script() {
          @Override
          public List<Sending> message(HandshakeMessage message, int ordinal) {
            return List.of(Sending.of(edit.apply(message)));
          }
        };
    return Loopback.run(
        ClientSettings.builder()
            .serverName(Optional.of("hidden.gauntlet.test"))
            .shares(List.of(NamedGroup.X25519))
            .ech(EchOffer.of(List.of(offered.config())).orElseThrow())
            .build(),
        ServerSettings.builder(TestCredentials.of("RSA"))
            .ech(List.of(had))
            .groups(groups)
            .script(script)
            .build());
  }

  private static void refused(Loopback.Both both, AlertDescription alert, String reason) {
    assertThat(both.client().completed()).isFalse();
    assertThat(both.clientEnding())
        .isInstanceOfSatisfying(
            Ending.Broken.class,
            broken -> {
              assertThat(broken.answered()).isEqualTo(alert);
              assertThat(broken.reason()).contains(reason);
            });
    assertThat(both.serverEnding()).isEqualTo(new Ending.Alert(alert, true));
  }

  private static HandshakeMessage withoutConfirmation(HandshakeMessage message) {
    if (!(message instanceof ServerHello hello) || hello.isHelloRetryRequest()) {
      return message;
    }
    byte[] random = hello.random().clone();
    random[random.length - 1] ^= 1;
    return new ServerHello(
        hello.legacyVersion(),
        random,
        hello.sessionId(),
        hello.cipherSuite(),
        hello.compressionMethod(),
        hello.extensions());
  }

  @Test
  void acceptance_that_is_dropped_after_a_retry_request_is_refused() {
    EchKey key = key();

    refused(
        meet(key, key, List.of(NamedGroup.SECP384R1), EchRefusalTest::withoutConfirmation),
        AlertDescription.ILLEGAL_PARAMETER,
        "not in its ServerHello");
  }

  @Test
  void acceptance_that_was_never_told_is_rejection() {
    EchKey key = key();
    Loopback.Both both =
        meet(key, key, List.of(NamedGroup.X25519), EchRefusalTest::withoutConfirmation);

    assertThat(both.client().completed()).isFalse();
    assertThat(both.client().ech().orElseThrow().accepted()).isFalse();
  }

  private static UnaryOperator<HandshakeMessage> withConfigs(byte[] configs) {
    return message -> {
      if (!(message instanceof EncryptedExtensions sent)) {
        return message;
      }
      List<Extension> extensions = new ArrayList<>(sent.extensions());
      extensions.removeIf(one -> one.type().equals(ExtensionType.ENCRYPTED_CLIENT_HELLO));
      extensions.add(new Extension(ExtensionType.ENCRYPTED_CLIENT_HELLO, configs));
      return new EncryptedExtensions(extensions);
    };
  }

  @Test
  void configurations_for_another_try_after_acceptance_are_refused() {
    EchKey key = key();

    refused(
        meet(
            key,
            key,
            List.of(NamedGroup.X25519),
            withConfigs(EchConfig.writeList(List.of(key.config())))),
        AlertDescription.UNSUPPORTED_EXTENSION,
        "sends configurations");
  }

  @Test
  void configurations_that_cannot_be_read_are_refused() {
    refused(
        meet(key(), key(), List.of(NamedGroup.X25519), withConfigs(new byte[] {0, 9, 1})),
        AlertDescription.DECODE_ERROR,
        "");
  }

  private static UnaryOperator<HandshakeMessage> retryConfirmedBy(byte[] confirmation) {
    return message ->
        message instanceof ServerHello hello && hello.isHelloRetryRequest()
            ? ClientEch.withConfirmation(hello, confirmation)
            : message;
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 7, 9})
  void a_retry_request_whose_confirmation_has_a_wrong_length_is_refused(int length) {
    EchKey key = key();

    refused(
        meet(key, key, List.of(NamedGroup.SECP384R1), retryConfirmedBy(new byte[length])),
        AlertDescription.DECODE_ERROR,
        "confirms ECH by " + length + " bytes");
  }

  @Test
  void a_retry_request_with_a_wrong_confirmation_is_rejection() {
    EchKey key = key();
    Loopback.Both both =
        meet(key, key, List.of(NamedGroup.SECP384R1), retryConfirmedBy(new byte[8]));

    assertThat(both.client().completed()).isFalse();
    assertThat(both.client().ech().orElseThrow().accepted()).isFalse();
  }
}
