package io.github.tlsgauntlet.target.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

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
import java.io.File;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisabledOnOs(value = OS.WINDOWS, disabledReason = "it runs the commands of a POSIX system")
class CommandClientTargetTest {
  private static final Duration TIMEOUT = Duration.ofSeconds(10);
  private static final TestAuthority AUTHORITY = TestAuthority.named("Authority");
  private static final InetSocketAddress NOWHERE =
      new InetSocketAddress(InetAddress.getLoopbackAddress(), 4433);

  private static ClientSetup setup(boolean credential) {
    return new ClientSetup(
        AUTHORITY.anchors(),
        "server.test",
        credential ? Optional.of(AUTHORITY.client()) : Optional.empty(),
        Set.of());
  }

  private static ClientAttempt run(String command, boolean credential) throws TargetException {
    try (ClientTarget client = Targets.clients(TargetSpec.parse("client:" + command)).get(0)) {
      return client.connect(NOWHERE, setup(credential), TIMEOUT);
    }
  }

  @Test
  void words_are_split_as_a_shell_splits_them() throws TargetException {
    assertThat(CommandWords.split("a  'b c' \"d \\\"e\\\" \\n\" f\\ g '' h\"i\"'j'"))
        .containsExactly("a", "b c", "d \"e\" \\n", "f g", "", "hij");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a 'b", "a \"b", "a \\", "", "  ", "'' {url}"})
  void a_line_that_no_shell_takes_is_the_users_input(String line) {
    assertThatThrownBy(() -> CommandWords.split(line))
        .isInstanceOfSatisfying(
            TargetException.class,
            refused -> assertThat(refused.kind()).isEqualTo(TargetException.Kind.INPUT));
  }

  @Test
  void placeholders_are_filled_in() throws TargetException {
    assertThat(run("echo {host} {port} {url} {address} %{other}", false))
        .isEqualTo(
            new ClientAttempt(
                true,
                "exit code 0; it said: server.test 4433 https://server.test:4433/ 127.0.0.1"
                    + " %{other}"));
  }

  @Test
  void without_a_credential_its_options_are_left_out() throws TargetException {
    assertThat(run("echo -v --cert {cert} --key={key} {port}", false).message())
        .endsWith("said: -v 4433");
  }

  @Test
  void the_files_are_private_and_gone_afterwards() throws TargetException {
    String listing = "sh -c 'stat -c %a {ca} {cert} {key}; dirname {ca}; exit {port}'";
    ClientAttempt attempt = run(listing, true);
    assertThat(attempt.completed()).isFalse();
    assertThat(attempt.message()).contains("600 / 600 / 600 / ");
    String folder = attempt.message().substring(attempt.message().lastIndexOf(' ') + 1);
    assertThat(folder).contains("tlsgauntlet-client-");
    assertThat(Path.of(folder)).doesNotExist();
  }

  @Test
  void a_command_that_does_not_end_is_killed_with_its_children() throws TargetException {
    try (ClientTarget client =
        Targets.clients(TargetSpec.parse("client:sh -c 'echo $$; sleep 600; true' {url}")).get(0)) {
      ClientAttempt attempt = client.connect(NOWHERE, setup(false), Duration.ofMillis(1500));
      assertThat(attempt.completed()).isFalse();
      assertThat(attempt.message()).startsWith("no end within 1500 ms; it said: ");
      // A shell may still say that its child was killed before it goes itself.
      long shell = Long.parseLong(attempt.message().replaceAll(".* said: (\\d+).*", "$1"));
      assertThat(ProcessHandle.of(shell).map(ProcessHandle::isAlive).orElse(false)).isFalse();
    }
  }

  @Test
  void endless_output_is_bounded() throws TargetException {
    ClientAttempt attempt = run("sh -c 'head -c 30000000 /dev/zero; seq 100000' {url}", false);
    assertThat(attempt.message()).endsWith("100000").hasSizeLessThan(10_000);
  }

  @Test
  void a_missing_program_is_the_users_input() {
    assertThatThrownBy(() -> run("no-such-program {url}", false))
        .isInstanceOfSatisfying(
            TargetException.class,
            refused -> assertThat(refused.kind()).isEqualTo(TargetException.Kind.INPUT))
        .hasMessageContaining("no-such-program");
  }

  @Test
  void a_command_that_connects_nowhere_is_the_users_input() {
    assertThatThrownBy(() -> run("curl https://example.com", false)).hasMessageContaining("{url}");
  }

  @Test
  @Tag("foreign")
  void curl_completes_two_way_and_is_refused_without_its_certificate() throws TargetException {
    boolean present =
        Stream.of(Optional.ofNullable(System.getenv("PATH")).orElse("").split(File.pathSeparator))
            .anyMatch(folder -> Files.isExecutable(Path.of(folder, "curl")));
    if (!"true".equals(System.getenv("CI"))) {
      assumeTrue(present, "curl is not installed");
    }
    String curl =
        "client:curl -sS --resolve {host}:{port}:{address} --cacert {ca} --cert {cert} --key {key}"
            + " {url}";
    ServerSetup server =
        new ServerSetup(
            AUTHORITY.server(), AUTHORITY.anchors(), ClientAuthentication.REQUIRED, Set.of());
    try (ServerTarget target = Targets.servers(TargetSpec.parse("jvm:SunJSSE")).get(0);
        RunningServer running = target.start(server, TIMEOUT);
        ClientTarget client = Targets.clients(TargetSpec.parse(curl)).get(0)) {
      ClientAttempt good = client.connect(running.address(), setup(true), TIMEOUT);
      assertThat(good.message())
          .isEqualTo("exit code 0; it said: client authenticated as CN=client");
      assertThat(client.connect(running.address(), setup(false), TIMEOUT).completed()).isFalse();
      TestAuthority stranger = TestAuthority.named("Stranger");
      ClientSetup distrustful =
          new ClientSetup(
              stranger.anchors(), "server.test", Optional.of(AUTHORITY.client()), Set.of());
      assertThat(client.connect(running.address(), distrustful, TIMEOUT).completed()).isFalse();
    }
  }
}
