package io.github.tlsgauntlet.peer;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tlsgauntlet.crypto.Hpke;
import io.github.tlsgauntlet.protocol.AlertDescription;
import io.github.tlsgauntlet.protocol.EchConfig;
import io.github.tlsgauntlet.protocol.Extension;
import io.github.tlsgauntlet.protocol.ExtensionType;
import io.github.tlsgauntlet.protocol.Extensions;
import io.github.tlsgauntlet.protocol.HandshakeMessage.ClientHello;
import io.github.tlsgauntlet.protocol.NamedGroup;
import io.github.tlsgauntlet.protocol.ProtocolVersion;
import io.github.tlsgauntlet.wire.WireException;
import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Encrypted Client Hello (RFC 9849), ours against ours. */
class EchTest {
  private static final String PUBLIC = "public.gauntlet.test";
  private static final String HIDDEN = "hidden.gauntlet.test";

  @ParameterizedTest
  @CsvSource({"1, true", "2, true", "3, true", "1, false", "2, false", "3, false"})
  void a_server_takes_the_hello_inside(int aead, boolean compressed) throws WireException {
    EchKey key = key(7, aead);
    Loopback.Both both =
        Loopback.run(
            client(new EchOffer(key.config(), suite(aead), compressed)).build(),
            server(key).build());

    accepted(both, 7);
    assertThat(name(both.server().clientHello().orElseThrow())).isEqualTo(HIDDEN);
    assertThat(sentName(both)).isEqualTo(PUBLIC);
  }

  private static void accepted(Loopback.Both both, int id) {
    assertThat(both.client().completed())
        .as("%s %s", both.clientEnding(), both.serverEnding())
        .isTrue();
    assertThat(both.answer()).contains(Loopback.PING);
    assertThat(both.client().ech()).contains(new EchOutcome(true, id, Optional.empty()));
    assertThat(both.server().ech()).contains(new EchOutcome(true, id, Optional.empty()));
  }

  @ParameterizedTest
  @CsvSource({"true", "false"})
  void it_takes_the_second_one_too_after_a_retry_request(boolean compressed) {
    EchKey key = key(8, Hpke.AES_128_GCM);
    Loopback.Both both =
        Loopback.run(
            client(new EchOffer(key.config(), suite(Hpke.AES_128_GCM), compressed))
                .shares(List.of(NamedGroup.X25519))
                .build(),
            server(key).groups(List.of(NamedGroup.SECP384R1)).cookie(new byte[] {1, 2}).build());

    accepted(both, 8);
    assertThat(both.client().group()).contains(NamedGroup.SECP384R1);
  }

  @Test
  void what_is_encrypted_for_another_key_is_rejected_with_configurations_that_work()
      throws WireException {
    EchKey other = key(7, Hpke.AES_128_GCM);
    EchKey key = key(7, Hpke.AES_128_GCM);
    Loopback.Both first = Loopback.run(client(offer(other)).build(), server(key).build());

    assertThat(first.client().ech().orElseThrow().accepted()).isFalse();
    assertThat(first.client().ending()).isEqualTo(required());
    assertThat(first.serverEnding())
        .isEqualTo(new Ending.Alert(AlertDescription.ECH_REQUIRED, true));
    byte[] configs = first.client().ech().get().retryConfigs().orElseThrow();
    EchOffer again = EchOffer.of(EchConfig.readList(configs)).orElseThrow();
    accepted(Loopback.run(client(again).build(), server(key).build()), 7);
  }

  private static Ending required() {
    return new Ending.Broken(
        "The server did not take the Encrypted Client Hello", AlertDescription.ECH_REQUIRED);
  }

  @Test
  void another_configuration_is_rejected_after_a_retry_request_too() {
    EchKey key = key(1, Hpke.AES_128_GCM);
    Loopback.Both both =
        Loopback.run(
            client(offer(key(2, Hpke.AES_128_GCM))).build(),
            server(key).groups(List.of(NamedGroup.SECP384R1)).build());

    assertThat(both.client().ending()).isEqualTo(required());
    assertThat(both.client().ech().orElseThrow().retryConfigs()).isPresent();
    assertThat(both.client().group()).contains(NamedGroup.SECP384R1);
  }

  @Test
  void a_server_without_keys_rejects_it_and_sends_no_configuration() {
    Loopback.Both both =
        Loopback.run(
            client(offer(key(1, Hpke.AES_128_GCM))).build(),
            ServerSettings.builder(TestCredentials.of("RSA")).build());

    assertThat(both.client().ending()).isEqualTo(required());
    assertThat(both.client().ech().orElseThrow().retryConfigs()).isEmpty();
  }

  @Test
  void the_key_is_found_among_several_with_the_same_id() {
    EchKey first = key(7, Hpke.AES_128_GCM);
    EchKey second = key(7, Hpke.AES_128_GCM);

    accepted(
        Loopback.run(
            client(offer(second)).build(),
            ServerSettings.builder(TestCredentials.of("RSA")).ech(List.of(first, second)).build()),
        7);
  }

  @Test
  void a_server_of_tls_1_2_alone_is_refused() {
    Loopback.Both both =
        Loopback.run(
            client(offer(key(1, Hpke.AES_128_GCM))).build(),
            ServerSettings.builder(TestCredentials.of("RSA"))
                .versions(ProtocolVersion.TLS12)
                .build());

    assertThat(both.client().completed()).isFalse();
  }

  @Test
  void a_hello_inner_in_the_clear_is_refused() {
    Loopback.Both both =
        Loopback.run(
            ClientSettings.builder()
                .extensions(List.of(io.github.tlsgauntlet.protocol.EchHello.inner()))
                .build(),
            server(key(1, Hpke.AES_128_GCM)).build());

    assertThat(both.clientEnding())
        .isEqualTo(new Ending.Alert(AlertDescription.ILLEGAL_PARAMETER, true));
  }

  @Test
  void the_length_does_not_tell_the_name() {
    EchKey key = key(1, Hpke.AES_128_GCM);

    assertThat(length(key, "a.test")).isEqualTo(length(key, "a-much-longer-name.gauntlet.test"));
  }

  private static int length(EchKey key, String name) {
    ClientSettings settings = client(offer(key)).serverName(Optional.of(name)).build();
    return Loopback.run(settings, server(key).build())
        .clientTranscript()
        .entries()
        .get(0)
        .bytes()
        .length;
  }

  private static String name(ClientHello hello) throws WireException {
    return Extensions.readServerName(hello.extension(ExtensionType.SERVER_NAME).orElseThrow());
  }

  /** As it went over the wire. */
  private static String sentName(Loopback.Both both) throws WireException {
    byte[] sent = both.clientTranscript().entries().get(0).bytes();
    ClientHello hello =
        (ClientHello)
            io.github.tlsgauntlet.protocol.HandshakeDecoder.decode(
                io.github.tlsgauntlet.protocol.HandshakeType.CLIENT_HELLO,
                java.util.Arrays.copyOfRange(sent, Reassembly.HEADER, sent.length),
                ProtocolVersion.TLS13);
    assertThat(hello.extensions())
        .extracting(Extension::type)
        .contains(ExtensionType.ENCRYPTED_CLIENT_HELLO);
    return name(hello);
  }

  private static EchOffer offer(EchKey key) {
    return EchOffer.of(List.of(key.config())).orElseThrow();
  }

  private static ClientSettings.Builder client(EchOffer offer) {
    return ClientSettings.builder().serverName(Optional.of(HIDDEN)).ech(offer);
  }

  private static ServerSettings.Builder server(EchKey key) {
    return ServerSettings.builder(TestCredentials.of("RSA")).ech(List.of(key));
  }

  private static EchConfig.Suite suite(int aead) {
    return new EchConfig.Suite(Hpke.HKDF_SHA256, aead);
  }

  private static EchKey key(int id, int aead) {
    Hpke.KeyPair pair = Hpke.KeyPair.draw(new SecureRandom());
    return new EchKey(EchConfig.of(id, pair.publicKey(), List.of(suite(aead)), 64, PUBLIC), pair);
  }
}
