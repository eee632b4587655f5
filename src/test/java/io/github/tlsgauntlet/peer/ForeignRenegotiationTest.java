package io.github.tlsgauntlet.peer;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tlsgauntlet.crypto.Signatures;
import io.github.tlsgauntlet.protocol.ExtensionType;
import io.github.tlsgauntlet.protocol.ProtocolVersion;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A second handshake inside the first, ours against OpenSSL's. */
@Tag("foreign")
class ForeignRenegotiationTest {
  private static final String LINE = "ping\n";

  @TempDir private Path folder;

  @Test
  void openssl_lets_our_client_renegotiate_where_it_is_told_to() throws IOException {
    try (ForeignProgram.Running server = serve("-rev", "-client_renegotiation");
        TlsClient client = connect(server, client().build())) {
      assertThat(client.handshake().completed()).isTrue();
      HandshakeOutcome again = client.renegotiate(Renegotiation.secure());

      assertThat(again.completed()).as("%s", client.ending()).isTrue();
      assertThat(again.serverHello().orElseThrow().extension(ExtensionType.RENEGOTIATION_INFO))
          .isPresent();
      client.write(LINE.getBytes(StandardCharsets.US_ASCII));
      assertThat(text(client.read())).contains("gnip\n");
    }
  }

  @Test
  void openssl_refuses_our_client_where_it_is_not() throws IOException {
    try (ForeignProgram.Running server = serve("-rev");
        TlsClient client = connect(server, client().build())) {
      assertThat(client.handshake().completed()).isTrue();

      assertThat(client.renegotiate(Renegotiation.secure()).serverHello()).isEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = Renegotiation.Info.class,
      names = {"WRONG", "EMPTY", "ABSENT"})
  void openssl_refuses_what_is_not_bound_to_the_handshake_before(Renegotiation.Info info)
      throws IOException {
    try (ForeignProgram.Running server = serve("-rev", "-client_renegotiation");
        TlsClient client = connect(server, client().build())) {
      assertThat(client.handshake().completed()).isTrue();
      HandshakeOutcome again = client.renegotiate(Renegotiation.of(info));

      assertThat(again.completed()).isFalse();
      assertThat(client.ending()).isInstanceOf(Ending.Alert.class);
    }
  }

  @Test
  void openssl_renegotiates_without_rfc_5746_where_it_is_told_to() throws IOException {
    try (ForeignProgram.Running server =
            serve("-rev", "-client_renegotiation", "-legacy_renegotiation");
        TlsClient client = connect(server, client().secureRenegotiation(false).build())) {
      assertThat(client.handshake().completed()).isTrue();
      HandshakeOutcome again = client.renegotiate(Renegotiation.of(Renegotiation.Info.ABSENT));

      assertThat(again.completed()).as("%s", client.ending()).isTrue();
      assertThat(again.serverHello().orElseThrow().extension(ExtensionType.RENEGOTIATION_INFO))
          .isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"r", "R"})
  void openssl_has_our_client_begin_again(String letter) throws IOException {
    ClientSettings settings =
        client()
            .credential(Optional.of(TestCredentials.of("RSA")))
            .answersHelloRequest(Renegotiation.secure())
            .build();
    try (ForeignProgram.Running server = serve();
        TlsClient client = connect(server, settings)) {
      assertThat(client.handshake().completed()).isTrue();
      say(server.process(), letter + "\n");
      // What it says next goes out after the handshake.
      client.read(java.time.Duration.ofMillis(500));
      say(server.process(), LINE);

      assertThat(text(client.read())).as("%s", client.ending()).contains(LINE);
      assertThat(client.renegotiations()).singleElement().matches(HandshakeOutcome::completed);
      assertThat(client.renegotiations().get(0).ask().isPresent()).isEqualTo(letter.equals("R"));
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void openssl_renegotiates_with_our_server(boolean asks) throws IOException {
    RenegotiationPolicy policy =
        asks
            ? RenegotiationPolicy.SECURE.asking(
                CertificateAsk.of(true, List.of(), Signatures.all()))
            : RenegotiationPolicy.SECURE;
    Served served = served(policy, false);

    assertThat(served.again()).singleElement().matches(HandshakeOutcome::completed);
    assertThat(served.again().get(0).proof())
        .isEqualTo(asks ? HandshakeOutcome.Proof.VERIFIED : HandshakeOutcome.Proof.NONE);
    assertThat(served.said()).contains(LINE);
  }

  @Test
  void openssl_begins_again_where_our_server_asks() throws IOException {
    Served served = served(RenegotiationPolicy.SECURE, true);

    assertThat(served.again()).singleElement().matches(HandshakeOutcome::completed);
    assertThat(served.said()).contains(LINE);
  }

  /** What a server of ours saw. */
  private record Served(List<HandshakeOutcome> again, Optional<String> said) {}

  private Served served(RenegotiationPolicy policy, boolean requests) throws IOException {
    ForeignStack.OPENSSL.require();
    try (ServerSocket listener = Loopback.listen()) {
      CompletableFuture<Served> side =
          Background.supply(() -> serveOnce(listener, policy, requests));
      Process client =
          new ProcessBuilder(
                  ForeignStack.OPENSSL.client(folder, listener.getLocalPort(), Optional.of("RSA")))
              .redirectErrorStream(true)
              .start();
      try (BufferedReader output = client.inputReader(StandardCharsets.UTF_8)) {
        await(output, "Verify return code");
        if (!requests) {
          say(client, "R\n");
          await(output, "RENEGOTIATING");
        }
        say(client, LINE);
        return side.join();
      } finally {
        client.destroyForcibly();
      }
    }
  }

  private static Served serveOnce(
      ServerSocket listener, RenegotiationPolicy policy, boolean requests) {
    ServerSettings settings =
        ServerSettings.builder(TestCredentials.of("RSA"))
            .versions(ProtocolVersion.TLS12)
            .renegotiation(policy)
            .build();
    try (Socket socket = listener.accept();
        TlsServer server = TlsServer.over(socket, settings, Deadline.in(Loopback.PATIENCE))) {
      server.handshake();
      if (requests) {
        server.renegotiate(policy, Loopback.PATIENCE);
      }
      Optional<String> said = text(server.read());
      return new Served(server.renegotiations(), said);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static void await(BufferedReader output, String text) throws IOException {
    for (String line = output.readLine(); line != null; line = output.readLine()) {
      if (line.contains(text)) {
        return;
      }
    }
    throw new AssertionError("it never said " + text);
  }

  private static void say(Process process, String text) throws IOException {
    process.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
    process.getOutputStream().flush();
  }

  private ForeignProgram.Running serve(String... more) {
    ForeignStack.OPENSSL.require();
    int port = ForeignProgram.freePort();
    ForeignProgram.Pem pem = ForeignProgram.pem(folder, TestCredentials.of("RSA"));
    List<String> command =
        new ArrayList<>(
            List.of(
                "openssl",
                "s_server",
                "-accept",
                "127.0.0.1:" + port,
                "-cert",
                pem.certificate(),
                "-key",
                pem.key()));
    command.addAll(Arrays.asList(more));
    return ForeignProgram.serve(port, "ACCEPT", command);
  }

  private static ClientSettings.Builder client() {
    return ClientSettings.builder().versions(ProtocolVersion.TLS12);
  }

  private static TlsClient connect(ForeignProgram.Running server, ClientSettings settings)
      throws IOException {
    return TlsClient.connect(
        new InetSocketAddress(InetAddress.getLoopbackAddress(), server.port()),
        settings,
        Deadline.in(Loopback.PATIENCE));
  }

  private static Optional<String> text(Optional<byte[]> bytes) {
    return bytes.map(read -> new String(read, StandardCharsets.US_ASCII));
  }
}
