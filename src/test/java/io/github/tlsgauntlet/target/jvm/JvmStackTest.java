package io.github.tlsgauntlet.target.jvm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.tlsgauntlet.pki.Credential;
import io.github.tlsgauntlet.protocol.ProtocolVersion;
import io.github.tlsgauntlet.target.ClientAttempt;
import io.github.tlsgauntlet.target.ClientAuthentication;
import io.github.tlsgauntlet.target.ClientSetup;
import io.github.tlsgauntlet.target.ClientTarget;
import io.github.tlsgauntlet.target.RunningServer;
import io.github.tlsgauntlet.target.ServerSetup;
import io.github.tlsgauntlet.target.TargetException;
import io.github.tlsgauntlet.target.TestAuthority;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class JvmStackTest {
  private static final Duration TIMEOUT = Duration.ofSeconds(10);
  private static final TestAuthority AUTHORITY = TestAuthority.named("Authority");
  private static final TestAuthority STRANGER = TestAuthority.named("Stranger");
  private static final Credential SERVER = AUTHORITY.server();
  private static final Credential CLIENT = AUTHORITY.client();

  static Stream<Arguments> pairs() {
    Stream.Builder<Arguments> pairs = Stream.builder();
    for (JvmStack server : JvmStack.values()) {
      for (JvmStack client : JvmStack.values()) {
        if (server.isServer() && client.isClient()) {
          for (ProtocolVersion version : List.of(ProtocolVersion.TLS12, ProtocolVersion.TLS13)) {
            pairs.add(Arguments.of(server, client, version));
          }
        }
      }
    }
    return pairs.build();
  }

  @ParameterizedTest
  @MethodSource("pairs")
  void each_client_completes_with_each_server_one_way(
      JvmStack server, JvmStack client, ProtocolVersion version) throws TargetException {
    ClientAttempt attempt =
        attempt(
            server,
            client,
            serverSetup(SERVER, ClientAuthentication.NONE, Set.of(version)),
            clientSetup(AUTHORITY, "localhost", Optional.empty()));
    assertThat(attempt.message()).matches("HTTP/1.1 200 OK|H2 200 ?");
    assertThat(attempt.completed()).isTrue();
  }

  @ParameterizedTest
  @MethodSource("pairs")
  void each_client_completes_with_each_server_two_way(
      JvmStack server, JvmStack client, ProtocolVersion version) throws TargetException {
    ClientAttempt attempt =
        attempt(
            server,
            client,
            serverSetup(SERVER, ClientAuthentication.REQUIRED, Set.of(version)),
            clientSetup(AUTHORITY, "server.test", Optional.of(CLIENT)));
    assertThat(attempt.message()).matches("HTTP/1.1 200 OK|H2 200 ?");
    assertThat(attempt.completed()).isTrue();
  }

  @ParameterizedTest
  @MethodSource("pairs")
  void a_server_that_requires_a_client_certificate_refuses_none_and_says_why(
      JvmStack server, JvmStack client, ProtocolVersion version) throws TargetException {
    ServerSetup setup = serverSetup(SERVER, ClientAuthentication.REQUIRED, Set.of(version));
    refusesAndComplains(
        server, client, setup, clientSetup(AUTHORITY, "localhost", Optional.empty()));
  }

  @ParameterizedTest
  @MethodSource("pairs")
  void a_server_refuses_a_strangers_client_certificate(
      JvmStack server, JvmStack client, ProtocolVersion version) throws TargetException {
    ServerSetup setup = serverSetup(SERVER, ClientAuthentication.REQUIRED, Set.of(version));
    refusesAndComplains(
        server, client, setup, clientSetup(AUTHORITY, "localhost", Optional.of(STRANGER.client())));
  }

  @ParameterizedTest
  @MethodSource("pairs")
  void a_server_that_only_asks_goes_on_without(
      JvmStack server, JvmStack client, ProtocolVersion version) throws TargetException {
    ClientAttempt attempt =
        attempt(
            server,
            client,
            serverSetup(SERVER, ClientAuthentication.OPTIONAL, Set.of(version)),
            clientSetup(AUTHORITY, "localhost", Optional.empty()));
    assertThat(attempt.message()).matches("HTTP/1.1 200 OK|H2 200 ?");
  }

  static Stream<JvmStack> clients() {
    return Stream.of(JvmStack.values()).filter(JvmStack::isClient);
  }

  static Stream<JvmStack> servers() {
    return Stream.of(JvmStack.values()).filter(JvmStack::isServer);
  }

  @ParameterizedTest
  @MethodSource("clients")
  void a_client_accepts_the_name_and_the_address_of_the_certificate(JvmStack client)
      throws TargetException {
    assertThat(judge(client, SERVER, "server.test").completed()).isTrue();
    assertThat(judge(client, SERVER, "127.0.0.1").completed()).isTrue();
  }

  @ParameterizedTest
  @MethodSource("clients")
  void a_client_refuses_a_strangers_server(JvmStack client) throws TargetException {
    refuses(judge(client, STRANGER.server(), "localhost"), "path|anchor|chain");
  }

  @ParameterizedTest
  @MethodSource("clients")
  void a_client_refuses_an_expired_server(JvmStack client) throws TargetException {
    Credential expired = AUTHORITY.issue("EC", "CN=server.test", KeyPurposeId.id_kp_serverAuth, -1);
    refuses(judge(client, expired, "localhost"), "NotAfter|expired");
  }

  @ParameterizedTest
  @MethodSource("clients")
  void a_client_refuses_another_name(JvmStack client) throws TargetException {
    refuses(judge(client, SERVER, "other.test"), "subject ?alt|not verified");
  }

  @ParameterizedTest
  @MethodSource("clients")
  void a_client_refuses_another_address(JvmStack client) throws TargetException {
    refuses(judge(client, SERVER, "127.0.0.2"), "subject ?alt|not verified");
  }

  @ParameterizedTest
  @MethodSource("clients")
  void a_client_that_trusts_nobody_refuses_everybody(JvmStack client) throws TargetException {
    ClientAttempt attempt =
        attempt(
            JvmStack.SUN_JSSE,
            client,
            serverSetup(SERVER, ClientAuthentication.NONE, Set.of()),
            new ClientSetup(List.of(), "localhost", Optional.empty(), Set.of()));
    refuses(attempt, "no trust anchors");
  }

  @ParameterizedTest
  @MethodSource("clients")
  void a_client_that_finds_nobody_says_so(JvmStack client) throws Exception {
    int port;
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    InetSocketAddress nobody = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    try (ClientTarget target = client.client().orElseThrow()) {
      refuses(
          target.connect(nobody, clientSetup(AUTHORITY, "localhost", Optional.empty()), TIMEOUT),
          "ConnectException");
    }
  }

  @ParameterizedTest
  @MethodSource("clients")
  void a_client_gives_a_silent_server_up_in_time(JvmStack client) throws Exception {
    try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        ClientTarget target = client.client().orElseThrow()) {
      long began = System.nanoTime();
      ClientAttempt attempt =
          target.connect(
              (InetSocketAddress) silent.getLocalSocketAddress(),
              clientSetup(AUTHORITY, "localhost", Optional.empty()),
              Duration.ofMillis(300));
      assertThat(attempt.completed()).isFalse();
      assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(5));
    }
  }

  @ParameterizedTest
  @MethodSource("servers")
  void a_server_says_whom_it_has_before_it(JvmStack server) throws Exception {
    ServerSetup setup = serverSetup(SERVER, ClientAuthentication.OPTIONAL, Set.of());
    try (RunningServer running = server.server().orElseThrow().start(setup, TIMEOUT)) {
      assertThat(answer(running, Optional.of(CLIENT)))
          .startsWith("HTTP/1.1 200 OK")
          .endsWith("client authenticated as CN=client\n");
      assertThat(answer(running, Optional.empty())).endsWith("client not authenticated\n");
      assertThat(running.lastComplaint()).isEmpty();
    }
  }

  private static String answer(RunningServer running, Optional<Credential> credential)
      throws Exception {
    JsseStack stack = JvmStack.sunJsse();
    SSLContext context = stack.forClient(credential, stack.trustManagers(AUTHORITY.anchors()));
    try (SSLSocket socket =
        (SSLSocket)
            context
                .getSocketFactory()
                .createSocket(running.address().getAddress(), running.address().getPort())) {
      socket.setSoTimeout((int) TIMEOUT.toMillis());
      socket.getOutputStream().write(Http.request("localhost"));
      // Read to the end: a connection cut short instead of closed in order would throw here.
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  @ParameterizedTest
  @MethodSource("servers")
  void a_server_trusting_nobody_refuses_every_client_certificate(JvmStack server)
      throws TargetException {
    ServerSetup setup = new ServerSetup(SERVER, List.of(), ClientAuthentication.REQUIRED, Set.of());
    refusesAndComplains(
        server, JvmStack.SUN_JSSE, setup, clientSetup(AUTHORITY, "localhost", Optional.of(CLIENT)));
  }

  @ParameterizedTest
  @MethodSource("servers")
  void a_server_refuses_an_expired_client(JvmStack server) throws TargetException {
    Credential expired = AUTHORITY.issue("EC", "CN=client", KeyPurposeId.id_kp_clientAuth, -1);
    ServerSetup setup = serverSetup(SERVER, ClientAuthentication.REQUIRED, Set.of());
    try (RunningServer running = server.server().orElseThrow().start(setup, TIMEOUT);
        ClientTarget client = JvmStack.SUN_JSSE.client().orElseThrow()) {
      ClientSetup clientSetup = clientSetup(AUTHORITY, "localhost", Optional.of(expired));
      assertThat(client.connect(running.address(), clientSetup, TIMEOUT).completed()).isFalse();
      assertThat(running.lastComplaint().orElse("")).containsPattern("NotAfter|expired");
    }
  }

  @ParameterizedTest
  @MethodSource("servers")
  void a_server_presents_an_rsa_key_too(JvmStack server) throws TargetException {
    Credential rsa = AUTHORITY.issue("RSA", "CN=server.test", KeyPurposeId.id_kp_serverAuth, 1);
    for (ProtocolVersion version : List.of(ProtocolVersion.TLS12, ProtocolVersion.TLS13)) {
      ClientAttempt attempt =
          attempt(
              server,
              JvmStack.SUN_JSSE,
              serverSetup(rsa, ClientAuthentication.NONE, Set.of(version)),
              clientSetup(AUTHORITY, "localhost", Optional.empty()));
      assertThat(attempt.message()).isEqualTo("HTTP/1.1 200 OK");
    }
  }

  @Test
  void bytes_that_are_no_certificate_go_out_as_they_are() throws TargetException {
    byte[] cut = Arrays.copyOf(SERVER.certificates().get(0), 100);
    Credential broken = new Credential(List.of(cut), SERVER.privateKey());
    refuses(judge(JvmStack.SUN_JSSE, broken, "localhost"), "parse");
  }

  @Test
  void a_key_that_does_not_belong_to_the_certificate_signs_all_the_same() throws TargetException {
    Credential mixed = new Credential(SERVER.certificates(), CLIENT.privateKey());
    refuses(judge(JvmStack.SUN_JSSE, mixed, "localhost"), "CertificateVerify");
  }

  @ParameterizedTest
  @MethodSource("servers")
  void a_server_answers_many_at_once_and_leaves_no_thread(JvmStack server) throws Exception {
    ServerSetup setup = serverSetup(SERVER, ClientAuthentication.NONE, Set.of());
    ClientSetup clientSetup = clientSetup(AUTHORITY, "localhost", Optional.empty());
    ExecutorService threads = Executors.newFixedThreadPool(16);
    String port;
    try (RunningServer running = server.server().orElseThrow().start(setup, TIMEOUT);
        ClientTarget client = JvmStack.SUN_JSSE.client().orElseThrow()) {
      port = "-" + running.address().getPort() + "-";
      List<Future<ClientAttempt>> attempts = new ArrayList<>();
      for (int i = 0; i < 64; i++) {
        attempts.add(threads.submit(() -> client.connect(running.address(), clientSetup, TIMEOUT)));
      }
      for (Future<ClientAttempt> attempt : attempts) {
        assertThat(attempt.get().message()).isEqualTo("HTTP/1.1 200 OK");
      }
    } finally {
      threads.shutdownNow();
    }
    for (Thread thread : Thread.getAllStackTraces().keySet()) {
      if (thread.getName().contains(port)) {
        thread.join(1000);
        assertThat(thread.isAlive()).as(thread.getName()).isFalse();
      }
    }
  }

  @ParameterizedTest
  @MethodSource("servers")
  void a_server_closes_long_before_whoever_holds_it_times_out(JvmStack server) throws Exception {
    ServerSetup setup = serverSetup(SERVER, ClientAuthentication.NONE, Set.of());
    RunningServer running = server.server().orElseThrow().start(setup, TIMEOUT);
    InetSocketAddress address = running.address();
    try (Socket silent = new Socket(address.getAddress(), address.getPort());
        Socket halfway = new Socket(address.getAddress(), address.getPort())) {
      halfway.getOutputStream().write(new byte[] {22, 3, 1});
      // Served after the two: now they are surely being waited for.
      assertThat(answer(running, Optional.empty())).startsWith("HTTP/1.1 200");
      long began = System.nanoTime();
      running.close();
      assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(5));
      assertThat(ended(silent)).isTrue();
      assertThat(ended(halfway)).isTrue();
    }
    assertThatThrownBy(() -> new Socket(address.getAddress(), address.getPort()).close())
        .isInstanceOf(ConnectException.class);
  }

  private static boolean ended(Socket socket) throws IOException {
    socket.setSoTimeout((int) TIMEOUT.toMillis());
    try {
      // An alert may come first.
      socket.getInputStream().readNBytes(1000);
      return true;
    } catch (SocketTimeoutException stillOpen) {
      return false;
    } catch (SocketException reset) {
      return true;
    }
  }

  @ParameterizedTest
  @MethodSource("servers")
  void a_version_that_the_stack_does_not_have_is_refused_at_the_start(JvmStack server) {
    ServerSetup setup =
        serverSetup(SERVER, ClientAuthentication.NONE, Set.of(new ProtocolVersion(0x7f7f)));
    assertThatThrownBy(() -> server.server().orElseThrow().start(setup, TIMEOUT).close())
        .isInstanceOfSatisfying(
            TargetException.class,
            refused -> assertThat(refused.kind()).isEqualTo(TargetException.Kind.UNAVAILABLE))
        .hasMessageContaining("cannot be set up like this");
  }

  private static void refuses(ClientAttempt attempt, String why) {
    assertThat(attempt.completed()).isFalse();
    assertThat(attempt.message()).containsPattern("(?i)" + why).doesNotContain("\n");
  }

  private static ServerSetup serverSetup(
      Credential credential, ClientAuthentication asks, Set<ProtocolVersion> versions) {
    return new ServerSetup(credential, AUTHORITY.anchors(), asks, versions);
  }

  private static ClientSetup clientSetup(
      TestAuthority trusted, String name, Optional<Credential> credential) {
    return new ClientSetup(trusted.anchors(), name, credential, Set.of());
  }

  private static ClientAttempt attempt(
      JvmStack server, JvmStack client, ServerSetup serverSetup, ClientSetup clientSetup)
      throws TargetException {
    try (RunningServer running = server.server().orElseThrow().start(serverSetup, TIMEOUT);
        ClientTarget target = client.client().orElseThrow()) {
      ClientAttempt attempt = target.connect(running.address(), clientSetup, TIMEOUT);
      String serverSays = running.lastComplaint().map(said -> "; server: " + said).orElse("");
      return attempt.completed()
          ? attempt
          : new ClientAttempt(false, attempt.message() + serverSays);
    }
  }

  private static void refusesAndComplains(
      JvmStack server, JvmStack client, ServerSetup serverSetup, ClientSetup clientSetup)
      throws TargetException {
    try (RunningServer running = server.server().orElseThrow().start(serverSetup, TIMEOUT);
        ClientTarget target = client.client().orElseThrow()) {
      assertThat(target.connect(running.address(), clientSetup, TIMEOUT).completed()).isFalse();
      assertThat(running.lastComplaint()).isPresent();
    }
  }

  private static ClientAttempt judge(JvmStack client, Credential presented, String name)
      throws TargetException {
    return attempt(
        JvmStack.SUN_JSSE,
        client,
        serverSetup(presented, ClientAuthentication.NONE, Set.of()),
        clientSetup(AUTHORITY, name, Optional.empty()));
  }
}
