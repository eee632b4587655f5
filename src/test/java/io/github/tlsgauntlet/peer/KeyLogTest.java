package io.github.tlsgauntlet.peer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.tlsgauntlet.protocol.ProtocolVersion;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The secrets that our endpoints log, as OpenSSL logs them. */
class KeyLogTest {
  @TempDir private Path folder;
  private final List<String> logged = new CopyOnWriteArrayList<>();

  static Stream<ProtocolVersion> versions() {
    return Stream.of(ProtocolVersion.TLS12, ProtocolVersion.TLS13);
  }

  private static String[] labels(ProtocolVersion version) {
    return version.equals(ProtocolVersion.TLS12)
        ? new String[] {"CLIENT_RANDOM"}
        : new String[] {
          "CLIENT_HANDSHAKE_TRAFFIC_SECRET",
          "SERVER_HANDSHAKE_TRAFFIC_SECRET",
          "CLIENT_TRAFFIC_SECRET_0",
          "SERVER_TRAFFIC_SECRET_0",
          "EXPORTER_SECRET"
        };
  }

  /** Without the comment that OpenSSL begins with. */
  private static List<String> lines(Path file) throws IOException {
    return Files.readAllLines(file).stream().filter(line -> !line.startsWith("#")).toList();
  }

  private void logsAsIn(Path theirs, ProtocolVersion version) throws IOException {
    assertThat(logged)
        .extracting(line -> line.substring(0, line.indexOf(' ')))
        .containsExactlyInAnyOrder(labels(version));
    assertThat(lines(theirs)).containsExactlyInAnyOrderElementsOf(logged);
  }

  @Tag("foreign")
  @ParameterizedTest
  @MethodSource("versions")
  void our_client_logs_what_openssls_server_does(ProtocolVersion version) throws IOException {
    ForeignStack.OPENSSL.require();
    Path theirs = folder.resolve("theirs");
    try (ForeignProgram.Running server =
        ForeignStack.OPENSSL.serve(folder, "RSA", false, "-keylogfile", theirs.toString())) {
      ForeignMeeting.speak(
              server.port(),
              ForeignStack.OPENSSL,
              ClientSettings.builder().versions(version).keyLog(logged::add).build())
          .completed(ForeignStack.OPENSSL);

      logsAsIn(theirs, version);
    }
  }

  @Tag("foreign")
  @ParameterizedTest
  @MethodSource("versions")
  void our_server_logs_what_openssls_client_does(ProtocolVersion version) throws IOException {
    ForeignStack.OPENSSL.require();
    Path theirs = folder.resolve("theirs");
    ForeignMeeting.serve(
        folder,
        ForeignStack.OPENSSL,
        ServerSettings.builder(TestCredentials.of("RSA"))
            .versions(version)
            .keyLog(logged::add)
            .build(),
        Optional.empty(),
        "-keylogfile",
        theirs.toString());

    logsAsIn(theirs, version);
  }

  @Test
  void both_sides_log_the_secret_of_early_data() {
    SessionStore sessions = new SessionStore();
    ServerSettings server =
        ServerSettings.builder(TestCredentials.of("RSA"))
            .sessions(sessions)
            .earlyData(EarlyDataPolicy.ALWAYS)
            .keyLog(line -> logged.add("server " + line))
            .build();
    ClientSettings client =
        ClientSettings.builder().keyLog(line -> logged.add("client " + line)).build();
    Loopback.Both first = Loopback.run(client, server);
    logged.clear();

    Loopback.run(
        client.toBuilder()
            .session(first.session())
            .earlyData(Optional.of("early".getBytes(StandardCharsets.US_ASCII)))
            .build(),
        server);

    assertThat(secrets("client")).anyMatch(line -> line.startsWith("CLIENT_EARLY_TRAFFIC_SECRET "));
    assertThat(secrets("server")).containsExactlyInAnyOrderElementsOf(secrets("client"));
  }

  private List<String> secrets(String side) {
    return logged.stream()
        .filter(line -> line.startsWith(side))
        .map(line -> line.substring(side.length() + 1))
        .toList();
  }

  @Test
  void a_file_keeps_what_it_held() throws IOException {
    Path file = Files.writeString(folder.resolve("keys"), "# from before\n");
    KeyLogFile.open(file).accept("CLIENT_RANDOM 00 01");
    KeyLogFile.open(file).accept("CLIENT_RANDOM 02 03");

    assertThat(file).hasContent("# from before\nCLIENT_RANDOM 00 01\nCLIENT_RANDOM 02 03\n");
  }

  @Test
  @DisabledOnOs(value = OS.WINDOWS, disabledReason = "It has no such modes.")
  void a_new_file_is_for_its_owner_alone() throws IOException {
    Path file = folder.resolve("keys");
    KeyLogFile.open(file).accept("CLIENT_RANDOM 00 01");

    assertThat(Files.getPosixFilePermissions(file))
        .isEqualTo(PosixFilePermissions.fromString("rw-------"));
  }

  @Test
  void a_file_that_cannot_be_written_is_not_opened() {
    assertThatThrownBy(() -> KeyLogFile.open(folder)).isInstanceOf(IOException.class);
    assertThatThrownBy(() -> KeyLogFile.open(folder.resolve("no/such/folder")))
        .isInstanceOf(IOException.class);
  }
}
