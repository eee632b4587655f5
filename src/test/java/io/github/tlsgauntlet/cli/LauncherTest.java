package io.github.tlsgauntlet.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The launcher, with a java that notes what it is told, and makes the archive it is to make. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "The launcher is a script for POSIX shells.")
class LauncherTest {
  private static final String JAVA =
      """
      #!/bin/sh
      for word in "$@"; do
        echo "$word"
        case $word in
          -XX:ArchiveClassesAtExit=*) echo classes > "${word#*=}" ;;
        esac
      done > "$NOTES"
      exit "${CODE:-0}"
      """;

  @TempDir private Path folder;
  private Path launcher;
  private Path cache;

  @BeforeEach
  void the_launcher_stands_beside_a_jar() throws IOException {
    Path beside = Files.createDirectory(folder.resolve("a place"));
    launcher = beside.resolve("tls-gauntlet");
    Files.copy(Path.of("src/main/launcher/tls-gauntlet"), launcher);
    Files.createFile(beside.resolve("tls-gauntlet.jar"));
    Path java = Files.createDirectories(folder.resolve("jdk/bin")).resolve("java");
    Files.writeString(java, JAVA);
    Files.setPosixFilePermissions(java, PosixFilePermissions.fromString("rwx------"));
    cache = folder.resolve("a cache");
  }

  private int launched(Path script, int code, String... words)
      throws IOException, InterruptedException {
    ProcessBuilder builder =
        new ProcessBuilder(
            Stream.concat(Stream.of("sh", script.toString()), Stream.of(words)).toList());
    builder.environment().put("JAVA_HOME", folder.resolve("jdk").toString());
    builder.environment().put("XDG_CACHE_HOME", cache.toString());
    builder.environment().put("NOTES", folder.resolve("notes").toString());
    builder.environment().put("CODE", Integer.toString(code));
    Process process = builder.redirectErrorStream(true).start();
    process.getOutputStream().close();
    assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
    return process.exitValue();
  }

  private List<String> told(String... words) throws IOException, InterruptedException {
    assertThat(launched(launcher, 0, words)).isZero();
    return Files.readAllLines(folder.resolve("notes"));
  }

  private List<Path> archives() throws IOException {
    try (Stream<Path> files = Files.list(cache.resolve("tls-gauntlet"))) {
      return files.toList();
    }
  }

  private Path onlyArchive() throws IOException {
    List<Path> all = archives();
    assertThat(all).hasSize(1);
    return all.get(0);
  }

  @Test
  void the_first_scan_makes_the_archive_and_the_next_loads_it() throws Exception {
    assertThat(told("scan", "a host", "*")).anyMatch(word -> word.contains("ArchiveClassesAtExit"));
    assertThat(told("scan", "a host", "*"))
        .contains("-XX:SharedArchiveFile=" + onlyArchive())
        .endsWith(
            "-jar",
            launcher.toRealPath().resolveSibling("tls-gauntlet.jar").toString(),
            "scan",
            "a host",
            "*");
    assertThat(Files.getPosixFilePermissions(cache.resolve("tls-gauntlet")))
        .isEqualTo(PosixFilePermissions.fromString("rwx------"));
  }

  @Test
  void each_command_that_takes_time_has_an_archive_of_its_own() throws Exception {
    for (String command : List.of("scan", "run", "fixtures")) {
      assertThat(told(command, "x")).anyMatch(word -> word.contains("ArchiveClassesAtExit"));
      assertThat(told(command, "x"))
          .anyMatch(word -> word.startsWith("-XX:SharedArchiveFile=") && word.contains(command));
    }
    assertThat(archives()).hasSize(3);
  }

  @Test
  void signed_libraries_are_loaded_as_the_jvms_own() throws Exception {
    Path lib = Files.createDirectory(launcher.resolveSibling("lib"));
    Path provider = Files.createFile(lib.resolve("bcprov-1.jar"));
    Path codecs = Files.createFile(lib.resolve("bcpkix-1.jar"));
    assertThat(told("run", "host"))
        .contains("-Xbootclasspath/a:" + provider.toRealPath() + ":" + codecs.toRealPath());
  }

  @Test
  void an_archive_for_another_jar_is_not_loaded() throws Exception {
    told("scan", "host");
    Files.writeString(launcher.resolveSibling("tls-gauntlet.jar"), "newer");
    assertThat(told("scan", "host")).anyMatch(word -> word.contains("ArchiveClassesAtExit"));
    assertThat(archives()).hasSize(2);
  }

  @Test
  void an_archive_that_others_may_write_is_not_loaded() throws Exception {
    told("scan", "host");
    Files.setPosixFilePermissions(onlyArchive(), PosixFilePermissions.fromString("rw-rw-rw-"));
    assertThat(told("scan", "host")).noneMatch(word -> word.contains("SharedArchiveFile"));
    Files.setPosixFilePermissions(
        cache.resolve("tls-gauntlet"), PosixFilePermissions.fromString("rwxrwxrwx"));
    assertThat(told("scan", "host")).noneMatch(word -> word.contains("Archive"));
  }

  @Test
  void without_a_place_for_the_archive_it_scans_all_the_same() throws Exception {
    cache = Files.createFile(folder.resolve("no folder"));
    assertThat(told("scan", "host"))
        .noneMatch(word -> word.contains("Archive"))
        .endsWith("scan", "host");
  }

  @Test
  void a_scan_that_failed_leaves_no_archive_and_its_exit_code() throws Exception {
    assertThat(launched(launcher, 3, "scan", "host")).isEqualTo(3);
    assertThat(archives()).isEmpty();
    assertThat(launched(launcher, 1, "scan", "host")).isEqualTo(1);
    assertThat(archives()).hasSize(1);
  }

  @Test
  void other_commands_and_help_are_started_plainly() throws Exception {
    String jar = launcher.toRealPath().resolveSibling("tls-gauntlet.jar").toString();
    assertThat(told("list", "suites")).containsExactly("-jar", jar, "list", "suites");
    assertThat(told("run", "-h")).containsExactly("-jar", jar, "run", "-h");
    assertThat(told("scan", "--help")).containsExactly("-jar", jar, "scan", "--help");
    assertThat(told()).containsExactly("-jar", jar);
  }

  @Test
  void it_finds_the_jar_by_way_of_a_link() throws Exception {
    Path link = Files.createSymbolicLink(folder.resolve("link"), Path.of("a place/tls-gauntlet"));
    assertThat(launched(link, 0, "list")).isZero();
    assertThat(Files.readAllLines(folder.resolve("notes")))
        .contains(launcher.toRealPath().resolveSibling("tls-gauntlet.jar").toString());
  }
}
