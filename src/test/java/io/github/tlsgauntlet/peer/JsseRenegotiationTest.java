package io.github.tlsgauntlet.peer;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tlsgauntlet.crypto.Signatures;
import io.github.tlsgauntlet.protocol.ProtocolVersion;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A second handshake inside the first, ours against the JDK's own stack. */
class JsseRenegotiationTest {
  private static final byte[] PING = Loopback.PING.getBytes(StandardCharsets.US_ASCII);

  @Test
  void it_lets_our_client_renegotiate() throws IOException {
    try (SSLServerSocket listener = listen();
        TlsClient client = connect(listener, settings().build())) {
      JsseEndpoint.serve(listener);
      assertThat(client.handshake().completed()).isTrue();
      HandshakeOutcome again = client.renegotiate(Renegotiation.secure());

      assertThat(again.completed()).as("%s", client.ending()).isTrue();
      client.write(PING);
      assertThat(client.read()).contains(PING);
    }
  }

  @Test
  void it_refuses_a_hello_that_is_not_bound() throws IOException {
    try (SSLServerSocket listener = listen();
        TlsClient client = connect(listener, settings().build())) {
      JsseEndpoint.serve(listener);
      assertThat(client.handshake().completed()).isTrue();
      HandshakeOutcome again = client.renegotiate(Renegotiation.of(Renegotiation.Info.WRONG));

      assertThat(again.completed()).isFalse();
      assertThat(client.ending()).isInstanceOf(Ending.Alert.class);
    }
  }

  @Test
  void it_has_our_client_begin_again_with_a_certificate() throws IOException {
    ClientSettings settings =
        settings()
            .credential(Optional.of(TestCredentials.of("RSA")))
            .answersHelloRequest(Renegotiation.secure())
            .build();
    try (SSLServerSocket listener = listen();
        TlsClient client = connect(listener, settings)) {
      CompletableFuture<Void> side = Background.run(() -> begin(listener));
      assertThat(client.handshake().completed()).isTrue();
      client.write(PING);

      assertThat(client.read()).as("%s", client.ending()).contains(PING);
      assertThat(client.renegotiations()).singleElement().matches(HandshakeOutcome::completed);
      assertThat(client.renegotiations().get(0).ask()).isPresent();
      client.close();
      side.join();
    }
  }

  private static void begin(SSLServerSocket listener) {
    try (SSLSocket socket = (SSLSocket) listener.accept()) {
      socket.startHandshake();
      byte[] read = socket.getInputStream().readNBytes(PING.length);
      socket.setNeedClientAuth(true);
      socket.startHandshake();
      socket.getOutputStream().write(read);
      socket.getInputStream().read();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void it_renegotiates_with_our_server(boolean asks) throws IOException {
    RenegotiationPolicy policy =
        asks
            ? RenegotiationPolicy.SECURE.asking(
                CertificateAsk.of(true, List.of(), Signatures.all()))
            : RenegotiationPolicy.SECURE;
    try (ServerSocket listener = Loopback.listen()) {
      CompletableFuture<List<HandshakeOutcome>> side =
          Background.supply(() -> serveOnce(listener, policy));

      assertThat(again(listener)).isEqualTo(Loopback.PING);
      assertThat(side.join()).singleElement().matches(HandshakeOutcome::completed);
      assertThat(side.join().get(0).peerSentCertificate()).isEqualTo(asks);
    }
  }

  private static String again(ServerSocket listener) {
    return JsseEndpoint.connect(
        JsseEndpoint.context(Optional.of(TestCredentials.of("RSA"))),
        listener,
        socket -> {
          socket.setEnabledProtocols(new String[] {"TLSv1.2"});
          try {
            // A second one follows, with data at its heels.
            socket.startHandshake();
          } catch (IOException e) {
            throw new AssertionError(e);
          }
        });
  }

  private static List<HandshakeOutcome> serveOnce(
      ServerSocket listener, RenegotiationPolicy policy) {
    ServerSettings settings =
        ServerSettings.builder(TestCredentials.of("RSA"))
            .versions(ProtocolVersion.TLS12)
            .renegotiation(policy)
            .build();
    try (Socket socket = listener.accept();
        TlsServer server = TlsServer.over(socket, settings, Deadline.in(Loopback.PATIENCE))) {
      server.handshake();
      Optional<byte[]> read = server.read();
      List<HandshakeOutcome> first = server.renegotiations().subList(0, 1);
      while (read.isPresent()) {
        server.write(read.get());
        read = server.read();
      }
      return first;
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static SSLServerSocket listen() throws IOException {
    return JsseEndpoint.listen(
        JsseEndpoint.context(Optional.of(TestCredentials.of("RSA"))), listener -> {});
  }

  private static ClientSettings.Builder settings() {
    return ClientSettings.builder().versions(ProtocolVersion.TLS12);
  }

  private static TlsClient connect(SSLServerSocket listener, ClientSettings settings)
      throws IOException {
    return TlsClient.connect(
        (InetSocketAddress) listener.getLocalSocketAddress(),
        settings,
        Deadline.in(Loopback.PATIENCE));
  }
}
