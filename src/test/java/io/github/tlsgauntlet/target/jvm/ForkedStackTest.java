package io.github.tlsgauntlet.target.jvm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.tlsgauntlet.protocol.ProtocolVersion;
import io.github.tlsgauntlet.target.ClientAttempt;
import io.github.tlsgauntlet.target.ClientAuthentication;
import io.github.tlsgauntlet.target.ClientSetup;
import io.github.tlsgauntlet.target.ClientTarget;
import io.github.tlsgauntlet.target.RunningServer;
import io.github.tlsgauntlet.target.ServerSetup;
import io.github.tlsgauntlet.target.ServerTarget;
import io.github.tlsgauntlet.target.TargetException;
import io.github.tlsgauntlet.target.TargetSpec;
import io.github.tlsgauntlet.target.TestAuthority;
import io.github.tlsgauntlet.target.choice.Targets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ForkedStackTest {
  private static final Duration TIMEOUT = Duration.ofSeconds(30);
  private static final TestAuthority AUTHORITY = TestAuthority.named("Authority");

  private static void requireJdk(int feature) {
    boolean present =
        JdkFinder.ofThisMachine().all().stream().anyMatch(jdk -> jdk.feature() == feature);
    assumeTrue(present, "no JDK " + feature + " on this machine");
  }

  private static ServerSetup serverSetup(ClientAuthentication asks, ProtocolVersion... versions) {
    return new ServerSetup(AUTHORITY.server(), AUTHORITY.anchors(), asks, Set.of(versions));
  }

  private static ClientSetup clientSetup(boolean credential, ProtocolVersion... versions) {
    return new ClientSetup(
        AUTHORITY.anchors(),
        "localhost",
        credential ? Optional.of(AUTHORITY.client()) : Optional.empty(),
        Set.of(versions));
  }

  @Test
  void a_server_and_a_client_on_another_jdk_complete_two_way() throws TargetException {
    requireJdk(25);
    TargetSpec spec = TargetSpec.parse("jvm:SunJSSE?jdk=25");
    try (ServerTarget server = Targets.servers(spec).get(0);
        ClientTarget client = Targets.clients(spec).get(0);
        RunningServer running = server.start(serverSetup(ClientAuthentication.REQUIRED), TIMEOUT)) {
      assertThat(server.name()).isEqualTo("jvm:SunJSSE?jdk=25");
      assertThat(client.connect(running.address(), clientSetup(true), TIMEOUT))
          .isEqualTo(new ClientAttempt(true, "HTTP/1.1 200 OK"));
      assertThat(client.connect(running.address(), clientSetup(false), TIMEOUT).completed())
          .isFalse();
      assertThat(running.lastComplaint())
          .hasValueSatisfying(said -> assertThat(said).contains("certificate"));
    }
  }

  @Test
  void one_forked_jvm_serves_many_setups() throws TargetException {
    requireJdk(25);
    try (ServerTarget server = Targets.servers(TargetSpec.parse("jvm:SunJSSE?jdk=25")).get(0);
        ClientTarget client = JvmStack.SUN_JSSE.client().orElseThrow();
        RunningServer old =
            server.start(serverSetup(ClientAuthentication.NONE, ProtocolVersion.TLS12), TIMEOUT);
        RunningServer other = server.start(serverSetup(ClientAuthentication.REQUIRED), TIMEOUT)) {
      assertThat(client.connect(old.address(), clientSetup(false), TIMEOUT).completed()).isTrue();
      assertThat(client.connect(other.address(), clientSetup(false), TIMEOUT).completed())
          .isFalse();
    }
  }

  @Test
  void a_closed_target_has_stopped_its_servers() throws TargetException {
    ClientAttempt attempt;
    try (ClientTarget client = JvmStack.SUN_JSSE.client().orElseThrow()) {
      ServerTarget server = Targets.servers(TargetSpec.parse("jvm:SunJSSE?tls=legacy")).get(0);
      RunningServer running = server.start(serverSetup(ClientAuthentication.NONE), TIMEOUT);
      assertThat(running.hasEnded()).isFalse();
      server.close();
      assertThat(running.hasEnded()).isTrue();
      attempt = client.connect(running.address(), clientSetup(false), TIMEOUT);
      assertThat(running.lastComplaint())
          .hasValueSatisfying(said -> assertThat(said).contains("ended"));
    }
    assertThat(attempt.completed()).isFalse();
    assertThat(attempt.message()).contains("ConnectException");
  }

  @Test
  void legacy_lifts_the_disabled_algorithms_of_the_forked_jvm_only() throws TargetException {
    TargetSpec spec = TargetSpec.parse("jvm:SunJSSE?tls=legacy");
    try (ServerTarget server = Targets.servers(spec).get(0);
        ClientTarget lifted = Targets.clients(spec).get(0);
        ClientTarget ordinary = JvmStack.SUN_JSSE.client().orElseThrow();
        RunningServer running =
            server.start(serverSetup(ClientAuthentication.NONE, ProtocolVersion.TLS10), TIMEOUT)) {
      ClientSetup old = clientSetup(false, ProtocolVersion.TLS10);
      assertThat(lifted.connect(running.address(), old, TIMEOUT).message())
          .isEqualTo("HTTP/1.1 200 OK");
      assertThat(ordinary.connect(running.address(), old, TIMEOUT).completed()).isFalse();
    }
  }

  @Test
  void a_jdk_that_is_not_there_is_the_user_s_input() {
    assertThatThrownBy(() -> Targets.servers(TargetSpec.parse("jvm:SunJSSE?jdk=99")))
        .isInstanceOfSatisfying(
            TargetException.class,
            refused -> assertThat(refused.kind()).isEqualTo(TargetException.Kind.INPUT))
        .hasMessageContaining("no JDK \"99\"")
        .hasMessageContaining(System.getProperty("java.version").split("\\+")[0]);
  }

  @Test
  void a_jvm_that_cannot_start_is_told_apart_and_says_why(@TempDir Path home) throws Exception {
    Path launcher = java.nio.file.Files.createDirectories(home.resolve("bin")).resolve("java");
    java.nio.file.Files.writeString(launcher, "#!/bin/sh\necho out of luck >&2\nexit 1\n");
    assumeTrue(launcher.toFile().setExecutable(true), "no executable files here");
    try (ForkedStack stack =
        new ForkedStack("jvm:SunJSSE", JvmStack.SUN_JSSE, new Jdk(home, "25"), false)) {
      assertThatThrownBy(() -> stack.start(serverSetup(ClientAuthentication.NONE), TIMEOUT))
          .isInstanceOfSatisfying(
              TargetException.class,
              refused -> assertThat(refused.kind()).isEqualTo(TargetException.Kind.UNAVAILABLE))
          .hasMessageContaining("it has ended");
    }
  }

  @Test
  void versions_of_java_are_read_as_users_write_them() {
    Jdk jdk = new Jdk(Path.of("/jdk"), "25.0.1");
    assertThat(jdk.feature()).isEqualTo(25);
    assertThat(List.of("25", "25.0", "25.0.1")).allMatch(jdk::isMeantBy);
    assertThat(List.of("2", "25.1", "17", "")).noneMatch(jdk::isMeantBy);
    assertThat(new Jdk(Path.of("/jdk"), "1.8.0_402").feature()).isEqualTo(8);
  }
}
