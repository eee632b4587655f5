package io.github.tlsgauntlet.peer;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tlsgauntlet.crypto.Signatures;
import io.github.tlsgauntlet.protocol.AlertDescription;
import io.github.tlsgauntlet.protocol.CipherSuite;
import io.github.tlsgauntlet.protocol.ExtensionType;
import io.github.tlsgauntlet.protocol.ProtocolVersion;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** A second handshake inside the first, ours against ours. */
class RenegotiationTest {
  private static final CipherSuite CBC =
      CipherSuite.named("TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA").orElseThrow();
  private static final byte[] PING = Loopback.PING.getBytes(StandardCharsets.US_ASCII);

  /** What one of our clients saw of its second handshake, and of the ping after it. */
  private record Again(HandshakeOutcome outcome, Optional<String> answer, Ending ending) {}

  static Stream<ProtocolVersion> versions() {
    return Stream.of(
        ProtocolVersion.SSL30, ProtocolVersion.TLS10, ProtocolVersion.TLS11, ProtocolVersion.TLS12);
  }

  @ParameterizedTest
  @MethodSource("versions")
  void a_second_handshake_is_carried_through_inside_the_first(ProtocolVersion version) {
    // A ClientHello of SSL 3.0 has no extensions to bind it.
    Again again =
        again(
            client(version),
            server(version)
                .renegotiation(
                    version.equals(ProtocolVersion.SSL30)
                        ? RenegotiationPolicy.ANY
                        : RenegotiationPolicy.SECURE),
            Renegotiation.secure());

    assertThat(again.outcome().completed()).as("%s", again.ending()).isTrue();
    assertThat(again.answer()).contains(Loopback.PING);
    assertThat(again.outcome().version()).contains(version);
    assertThat(again.outcome().proof()).isEqualTo(HandshakeOutcome.Proof.VERIFIED);
  }

  @Test
  void many_follow_one_another() {
    Again again =
        again(
            client(ProtocolVersion.TLS12),
            server(ProtocolVersion.TLS12).renegotiation(RenegotiationPolicy.SECURE),
            Renegotiation.secure(),
            client -> {
              for (int i = 0; i < 5; i++) {
                assertThat(client.renegotiate(Renegotiation.secure()).completed()).isTrue();
              }
            });

    assertThat(again.answer()).contains(Loopback.PING);
  }

  @Test
  void a_server_refuses_by_a_warning_and_goes_on_where_nothing_else_is_set() {
    Again again =
        again(client(ProtocolVersion.TLS12), server(ProtocolVersion.TLS12), Renegotiation.secure());

    assertThat(again.outcome().completed()).isFalse();
    assertThat(again.outcome().serverHello()).isEmpty();
    assertThat(again.ending()).isInstanceOf(Ending.Open.class);
    assertThat(again.answer()).contains(Loopback.PING);
  }

  @ParameterizedTest
  @EnumSource(
      value = Renegotiation.Info.class,
      names = {"WRONG", "EMPTY", "ABSENT"})
  void a_hello_that_is_not_bound_to_the_handshake_before_is_refused(Renegotiation.Info info) {
    refused(
        again(
            client(ProtocolVersion.TLS12),
            server(ProtocolVersion.TLS12).renegotiation(RenegotiationPolicy.SECURE),
            Renegotiation.of(info)));
  }

  @ParameterizedTest
  @EnumSource(
      value = Renegotiation.Info.class,
      names = {"WRONG", "EMPTY", "ABSENT"})
  void a_server_with_the_fault_takes_a_hello_that_is_not_bound(Renegotiation.Info info) {
    Again again =
        again(
            client(ProtocolVersion.TLS12),
            server(ProtocolVersion.TLS12).renegotiation(RenegotiationPolicy.ANY),
            Renegotiation.of(info));

    assertThat(again.outcome().completed()).as("%s", again.ending()).isTrue();
    assertThat(again.answer()).contains(Loopback.PING);
  }

  @Test
  void a_second_hello_that_signals_as_a_first_one_is_refused() {
    refused(
        again(
            client(ProtocolVersion.TLS12),
            server(ProtocolVersion.TLS12).renegotiation(RenegotiationPolicy.SECURE),
            Renegotiation.secure().signalling()));
  }

  @Test
  void a_second_hello_that_goes_back_from_encrypt_then_mac_is_refused() {
    ClientSettings.Builder client = client(ProtocolVersion.TLS12).cipherSuites(List.of(CBC));
    Renegotiation back =
        Renegotiation.secure()
            .with(
                ClientSettings.builder().cipherSuites(List.of(CBC)).encryptThenMac(false).build());

    refused(
        again(
            client,
            server(ProtocolVersion.TLS12)
                .cipherSuites(List.of(CBC))
                .renegotiation(RenegotiationPolicy.SECURE),
            back));
    assertThat(
            again(
                    client,
                    server(ProtocolVersion.TLS12)
                        .cipherSuites(List.of(CBC))
                        .renegotiation(RenegotiationPolicy.ANY),
                    back)
                .outcome()
                .completed())
        .isTrue();
  }

  @Test
  void without_rfc_5746_a_second_handshake_is_bound_to_nothing() {
    Again again =
        again(
            client(ProtocolVersion.TLS12).secureRenegotiation(false),
            server(ProtocolVersion.TLS12).renegotiation(RenegotiationPolicy.ANY),
            Renegotiation.of(Renegotiation.Info.ABSENT));

    assertThat(again.outcome().completed()).as("%s", again.ending()).isTrue();
    assertThat(
            again.outcome().serverHello().orElseThrow().extension(ExtensionType.RENEGOTIATION_INFO))
        .isEmpty();
  }

  @Test
  void a_server_that_takes_bound_ones_alone_refuses_a_client_without_rfc_5746() {
    Again again =
        again(
            client(ProtocolVersion.TLS12).secureRenegotiation(false),
            server(ProtocolVersion.TLS12).renegotiation(RenegotiationPolicy.SECURE),
            Renegotiation.of(Renegotiation.Info.ABSENT));

    assertThat(again.outcome().serverHello()).isEmpty();
    assertThat(again.answer()).contains(Loopback.PING);
  }

  @Test
  void a_client_goes_on_unbound_where_the_server_does_not_know_rfc_5746() {
    Again again =
        again(
            client(ProtocolVersion.TLS12),
            server(ProtocolVersion.TLS12)
                .secureRenegotiation(false)
                .renegotiation(RenegotiationPolicy.ANY),
            Renegotiation.secure());

    assertThat(again.outcome().completed()).as("%s", again.ending()).isTrue();
  }

  @Test
  void a_client_aborts_where_the_server_forgets_the_handshake_before() {
    HandshakeOutcome wrong = halfBound();
    assertThat(wrong.completed()).isFalse();
    assertThat(wrong.ending())
        .isEqualTo(
            new Ending.Broken(
                "The server's renegotiation_info does not bind it to the handshake before",
                AlertDescription.HANDSHAKE_FAILURE));
  }

  /** A server whose second ServerHello has the renegotiation_info of a first one. */
  private static HandshakeOutcome halfBound() {
    try (ServerSocket listener = Loopback.listen()) {
      CompletableFuture<Void> side =
          Background.run(
              () -> {
                try (Socket socket = listener.accept();
                    TlsServer server =
                        TlsServer.over(
                            socket,
                            server(ProtocolVersion.TLS12)
                                .renegotiation(RenegotiationPolicy.ANY)
                                .deviations(new Deviation.ForgetHandshakeBefore())
                                .build(),
                            Deadline.in(Loopback.PATIENCE))) {
                  server.handshake();
                  server.read();
                } catch (IOException e) {
                  throw new AssertionError(e);
                }
              });
      try (TlsClient client = Loopback.connect(listener, client(ProtocolVersion.TLS12).build())) {
        client.handshake();
        HandshakeOutcome outcome = client.renegotiate(Renegotiation.secure());
        client.close();
        side.join();
        return outcome;
      }
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void a_certificate_is_asked_for_in_the_second_handshake_alone() {
    Again again =
        again(
            client(ProtocolVersion.TLS12).credential(Optional.of(TestCredentials.of("secp256r1"))),
            server(ProtocolVersion.TLS12)
                .renegotiation(
                    RenegotiationPolicy.SECURE.asking(
                        CertificateAsk.of(true, List.of(), Signatures.all()))),
            Renegotiation.secure());

    assertThat(again.outcome().completed()).as("%s", again.ending()).isTrue();
    assertThat(again.outcome().ask()).isPresent();
  }

  @Test
  void a_server_has_its_client_begin_again_and_prove_itself() throws IOException {
    try (ServerSocket listener = Loopback.listen()) {
      CompletableFuture<HandshakeOutcome> side =
          Background.supply(
              () ->
                  asked(
                      listener,
                      RenegotiationPolicy.SECURE.asking(
                          CertificateAsk.of(true, List.of(), Signatures.all()))));
      try (TlsClient client =
          Loopback.connect(
              listener,
              client(ProtocolVersion.TLS12)
                  .credential(Optional.of(TestCredentials.of("RSA")))
                  .answersHelloRequest(Renegotiation.secure())
                  .build())) {
        assertThat(client.handshake().completed()).isTrue();
        client.write(PING);
        assertThat(client.read()).as("%s", client.ending()).contains(PING);

        assertThat(client.renegotiations()).singleElement().matches(HandshakeOutcome::completed);
      }
      assertThat(side.join().completed()).isTrue();
      assertThat(side.join().proof()).isEqualTo(HandshakeOutcome.Proof.VERIFIED);
    }
  }

  @Test
  void a_client_refuses_to_begin_again_by_a_warning_where_nothing_else_is_set() throws IOException {
    try (ServerSocket listener = Loopback.listen()) {
      CompletableFuture<HandshakeOutcome> side =
          Background.supply(() -> asked(listener, RenegotiationPolicy.SECURE));
      try (TlsClient client = Loopback.connect(listener, client(ProtocolVersion.TLS12).build())) {
        assertThat(client.handshake().completed()).isTrue();
        client.write(PING);
        assertThat(client.read()).as("%s", client.ending()).contains(PING);
      }
      assertThat(side.join().completed()).isFalse();
      assertThat(side.join().clientHello()).isEmpty();
    }
  }

  /** A server that sends HelloRequest at once, and echoes what has come meanwhile. */
  private static HandshakeOutcome asked(ServerSocket listener, RenegotiationPolicy policy) {
    try (Socket socket = listener.accept();
        TlsServer server =
            TlsServer.over(
                socket, server(ProtocolVersion.TLS12).build(), Deadline.in(Loopback.PATIENCE))) {
      server.handshake();
      HandshakeOutcome outcome = server.renegotiate(policy, Duration.ofSeconds(10));
      server.read().ifPresent(server::write);
      return outcome;
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static void refused(Again again) {
    assertThat(again.outcome().completed()).isFalse();
    assertThat(again.ending())
        .isEqualTo(new Ending.Alert(AlertDescription.HANDSHAKE_FAILURE, true));
  }

  private static Again again(
      ClientSettings.Builder client, ServerSettings.Builder server, Renegotiation how) {
    return again(client, server, how, c -> {});
  }

  private static Again again(
      ClientSettings.Builder clientSettings,
      ServerSettings.Builder server,
      Renegotiation how,
      Consumer<TlsClient> then) {
    try (ServerSocket listener = Loopback.listen()) {
      CompletableFuture<Loopback.ServerSide> side =
          Background.supply(() -> Loopback.serveOnce(listener, server.build()));
      try (TlsClient client = Loopback.connect(listener, clientSettings.build())) {
        assertThat(client.handshake().completed()).isTrue();
        HandshakeOutcome outcome = client.renegotiate(how);
        then.accept(client);
        client.write(PING);
        Optional<String> answer =
            client.read().map(bytes -> new String(bytes, StandardCharsets.US_ASCII));
        Ending ending = client.ending();
        client.close();
        side.join();
        return new Again(outcome, answer, ending);
      }
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static ClientSettings.Builder client(ProtocolVersion version) {
    return ClientSettings.builder().versions(version).cipherSuites(suites());
  }

  private static ServerSettings.Builder server(ProtocolVersion version) {
    return ServerSettings.builder(TestCredentials.of("RSA"))
        .versions(version)
        .cipherSuites(suites());
  }

  private static List<CipherSuite> suites() {
    return List.of(
        CipherSuite.named("TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256").orElseThrow(),
        CipherSuite.named("TLS_DHE_RSA_WITH_AES_128_CBC_SHA").orElseThrow());
  }
}
