package io.github.tlsgauntlet.peer;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tlsgauntlet.crypto.Signatures;
import io.github.tlsgauntlet.protocol.AlertDescription;
import io.github.tlsgauntlet.protocol.CipherSuite;
import io.github.tlsgauntlet.protocol.ProtocolVersion;
import io.github.tlsgauntlet.protocol.SignatureScheme;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** DSA in TLS 1.2, where a signature names its hash. */
class DsaTest {
  private static final CipherSuite SUITE =
      CipherSuite.named("TLS_DHE_DSS_WITH_AES_128_CBC_SHA256").orElseThrow();

  @TempDir private Path folder;

  static Stream<SignatureScheme> schemes() {
    return Stream.of(
        SignatureScheme.DSA_SHA1, SignatureScheme.DSA_SHA224, SignatureScheme.DSA_SHA256);
  }

  @ParameterizedTest
  @MethodSource("schemes")
  void a_server_proves_itself_by_each(SignatureScheme scheme) {
    Loopback.Both both =
        Loopback.run(client().schemes(List.of(scheme)).build(), server("DSA").build());

    assertThat(both.client().completed()).as("%s", both.clientEnding()).isTrue();
    assertThat(both.client().scheme()).contains(scheme);
    assertThat(both.client().proof()).isEqualTo(HandshakeOutcome.Proof.VERIFIED);
  }

  @ParameterizedTest
  @MethodSource("schemes")
  void a_client_proves_itself_by_each(SignatureScheme scheme) {
    Loopback.Both both =
        Loopback.run(
            client().credential(Optional.of(TestCredentials.of("DSA"))).build(),
            server("DSA")
                .ask(Optional.of(CertificateAsk.of(true, List.of(), List.of(scheme))))
                .build());

    assertThat(both.client().completed()).as("%s", both.clientEnding()).isTrue();
    assertThat(both.server().scheme()).contains(scheme);
    assertThat(both.server().proof()).isEqualTo(HandshakeOutcome.Proof.VERIFIED);
  }

  @Test
  void a_signature_with_a_bit_flipped_is_refused() {
    Loopback.Both both =
        Loopback.run(
            client().build(), server("DSA").deviations(new Deviation.CorruptProof()).build());

    assertThat(both.serverEnding())
        .isEqualTo(new Ending.Alert(AlertDescription.DECRYPT_ERROR, true));
  }

  @Test
  void it_is_never_offered_where_no_suite_asks_for_it() {
    assertThat(ClientSettings.builder().build().schemes()).noneMatch(Signatures::isDsa);
    assertThat(Signatures.forKey(TestCredentials.of("DSA").privateKey(), ProtocolVersion.TLS13))
        .isEmpty();
  }

  @Test
  @Tag("foreign")
  void our_client_and_openssls_server_agree_on_it() throws IOException {
    ForeignStack.OPENSSL.require();
    try (ForeignProgram.Running server =
            ForeignStack.OPENSSL.serve(folder, "DSA", false, "-sigalgs", "DSA+SHA256:DSA+SHA1");
        TlsClient client =
            TlsClient.connect(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), server.port()),
                client().build(),
                Deadline.in(Loopback.PATIENCE))) {
      HandshakeOutcome outcome = client.handshake();

      assertThat(outcome.completed()).as("%s", client.ending()).isTrue();
      assertThat(outcome.suite()).contains(SUITE);
      assertThat(outcome.scheme()).contains(SignatureScheme.DSA_SHA256);
    }
  }

  @Test
  @Tag("foreign")
  void our_server_and_openssls_client_agree_on_it() throws IOException {
    ForeignStack.OPENSSL.require();
    try (ServerSocket listener = Loopback.listen()) {
      CompletableFuture<Loopback.ServerSide> side =
          Background.supply(() -> Loopback.serveOnce(listener, server("DSA").build()));
      List<String> command =
          new java.util.ArrayList<>(
              ForeignStack.OPENSSL.client(folder, listener.getLocalPort(), Optional.empty()));
      command.addAll(List.of("-sigalgs", "DSA+SHA256:DSA+SHA1"));
      String output = ForeignProgram.run("ping\n", command);

      assertThat(side.join().outcome().completed()).as(output).isTrue();
      assertThat(side.join().outcome().suite()).contains(SUITE);
    }
  }

  private static ClientSettings.Builder client() {
    return ClientSettings.builder().versions(ProtocolVersion.TLS12).cipherSuites(List.of(SUITE));
  }

  private static ServerSettings.Builder server(String kind) {
    return ServerSettings.builder(TestCredentials.of(kind))
        .versions(ProtocolVersion.TLS12)
        .cipherSuites(List.of(SUITE));
  }
}
