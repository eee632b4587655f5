package io.github.tlsgauntlet.target.jvm;

import static org.assertj.core.api.Assertions.assertThat;

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
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class JvmStackTest {
  private static final Duration TIMEOUT = Duration.ofSeconds(10);
  private static final TestAuthority AUTHORITY = TestAuthority.named("Authority");
  private static final TestAuthority STRANGER = TestAuthority.named("Stranger");
  private static final Credential SERVER = AUTHORITY.server();
  private static final Credential CLIENT = AUTHORITY.client();

  static Stream<Arguments> pairs() throws TargetException {
    Stream.Builder<Arguments> pairs = Stream.builder();
    for (JvmStack server : JvmStack.values()) {
      for (JvmStack client : JvmStack.values()) {
        if (hasServer(server) && hasClient(client)) {
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
  void a_server_refuses_a_stranger_s_client_certificate(
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

  @ParameterizedTest
  @EnumSource(JvmStack.class)
  void a_client_refuses_a_stranger_s_server(JvmStack client) throws TargetException {
    assertThat(judge(client, STRANGER.server(), "localhost").completed()).isFalse();
  }

  @ParameterizedTest
  @EnumSource(JvmStack.class)
  void a_client_refuses_another_name(JvmStack client) throws TargetException {
    assertThat(judge(client, SERVER, "other.test").completed()).isFalse();
  }

  @ParameterizedTest
  @EnumSource(JvmStack.class)
  void a_client_refuses_another_address(JvmStack client) throws TargetException {
    assertThat(judge(client, SERVER, "127.0.0.2").completed()).isFalse();
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
    org.junit.jupiter.api.Assumptions.assumeTrue(hasClient(client), "it is only a server");
    return attempt(
        JvmStack.SUN_JSSE,
        client,
        serverSetup(presented, ClientAuthentication.NONE, Set.of()),
        clientSetup(AUTHORITY, name, Optional.empty()));
  }

  private static boolean hasServer(JvmStack stack) throws TargetException {
    return stack.server().isPresent();
  }

  private static boolean hasClient(JvmStack stack) throws TargetException {
    Optional<ClientTarget> client = stack.client();
    client.ifPresent(ClientTarget::close);
    return client.isPresent();
  }
}
