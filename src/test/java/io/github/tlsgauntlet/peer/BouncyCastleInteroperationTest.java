package io.github.tlsgauntlet.peer;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tlsgauntlet.pki.Credential;
import io.github.tlsgauntlet.protocol.NamedGroup;
import io.github.tlsgauntlet.protocol.ProtocolVersion;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.security.Provider;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.jsse.BCSSLParameters;
import org.bouncycastle.jsse.BCSSLSocket;
import org.bouncycastle.jsse.provider.BouncyCastleJsseProvider;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Our client and server against Bouncy Castle's, in the groups that no other stack here has. */
class BouncyCastleInteroperationTest {
  /** Held, since the log manager forgets loggers, and their levels, that nobody holds. */
  private static final Logger LOG = Logger.getLogger("org.bouncycastle.jsse.provider");

  private static final Provider JSSE =
      new BouncyCastleJsseProvider(false, new BouncyCastleProvider());
  private static final Credential RSA = TestCredentials.of("RSA");

  @BeforeAll
  static void its_log_of_each_connection_is_off() {
    LOG.setLevel(Level.OFF);
  }

  static Stream<NamedGroup> groups() {
    return Stream.of(
            "X25519MLKEM768",
            "SecP256r1MLKEM768",
            "SecP384r1MLKEM1024",
            "MLKEM512",
            "MLKEM768",
            "MLKEM1024",
            "brainpoolP256r1tls13",
            "brainpoolP384r1tls13",
            "brainpoolP512r1tls13")
        .map(name -> NamedGroup.named(name).orElseThrow());
  }

  @ParameterizedTest
  @MethodSource("groups")
  void our_client_agrees_with_it_in_every_group(NamedGroup group) throws IOException {
    try (SSLServerSocket listener =
        JsseEndpoint.listen(JsseEndpoint.context(Optional.of(RSA), JSSE), l -> {})) {
      CompletableFuture<String> server =
          JsseEndpoint.serve(listener, socket -> agreesOnlyIn(socket, group));
      try (TlsClient client =
          Loopback.connect(
              listener,
              ClientSettings.builder()
                  .versions(ProtocolVersion.TLS13)
                  .groups(List.of(group))
                  .shares(List.of(group))
                  .build())) {
        HandshakeOutcome outcome = client.handshake();

        assertThat(outcome.completed()).as("%s", client.ending()).isTrue();
        assertThat(outcome.group()).contains(group);
        client.write(Loopback.PING.getBytes(StandardCharsets.US_ASCII));
        assertThat(client.read().map(read -> new String(read, StandardCharsets.US_ASCII)))
            .contains(Loopback.PING);
      }
      assertThat(server.join()).startsWith("TLS_");
    }
  }

  @ParameterizedTest
  @MethodSource("groups")
  void our_server_agrees_with_it_in_every_group(NamedGroup group) throws IOException {
    try (ServerSocket listener = Loopback.listen()) {
      CompletableFuture<Loopback.ServerSide> side =
          Background.supply(
              () ->
                  Loopback.serveOnce(
                      listener,
                      ServerSettings.builder(RSA)
                          .versions(ProtocolVersion.TLS13)
                          .groups(List.of(group))
                          .build()));
      String echo =
          JsseEndpoint.connect(
              JsseEndpoint.context(Optional.empty(), JSSE),
              listener,
              socket -> agreesOnlyIn(socket, group));

      assertThat(echo).as("%s", side.join().ending()).isEqualTo(Loopback.PING);
      assertThat(side.join().outcome().group()).contains(group);
    }
  }

  private static void agreesOnlyIn(SSLSocket socket, NamedGroup group) {
    BCSSLSocket own = (BCSSLSocket) socket;
    BCSSLParameters parameters = own.getParameters();
    parameters.setNamedGroups(new String[] {group.toString()});
    own.setParameters(parameters);
  }
}
