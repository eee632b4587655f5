package io.github.tlsgauntlet.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.tlsgauntlet.pki.Catalogue;
import io.github.tlsgauntlet.pki.Credential;
import io.github.tlsgauntlet.pki.CredentialFiles;
import io.github.tlsgauntlet.pki.Fixture;
import io.github.tlsgauntlet.pki.KeyStores;
import io.github.tlsgauntlet.pki.Mint;
import io.github.tlsgauntlet.pki.Role;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Fixtures on disk. */
class FixturesWriterTest {
  private static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");

  @TempDir private Path temporary;

  private Path write(Path folder, String... ids) throws Exception {
    Mint mint = new Mint(Catalogue.load(), 1, NOW);
    List<Fixture> fixtures = Stream.of(ids).map(id -> mint.fixture(id, Role.SERVER)).toList();
    new FixturesWriter().write(fixtures, mint, NOW, folder, () -> {});
    return folder;
  }

  @ParameterizedTest
  @ValueSource(strings = {"key.pem", "credential.p12", "credential.jks"})
  void nobody_else_may_read_a_key(String name) throws Exception {
    Path file = write(temporary.resolve("new"), "ok-chain").resolve("server/ok-chain/" + name);

    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
  }

  @ParameterizedTest
  @ValueSource(strings = {"credential.p12", "credential.jks"})
  void a_key_store_holds_the_chain_and_its_key(String name) throws Exception {
    Path folder = write(temporary.resolve("new"), "ok-chain").resolve("server/ok-chain");

    Credential read =
        KeyStores.credential(
            folder.resolve(name), Optional.of(FixturesWriter.PASSWORD.toCharArray()));

    assertThat(read.certificates()).hasSize(2);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "wrong-order",
        "extra-unrelated-cert",
        "issuer-name-mismatch",
        "duplicate-intermediate"
      })
  void a_chain_that_java_s_own_store_refuses_is_in_a_pkcs12_file(String id) throws Exception {
    Path folder = write(temporary.resolve("new"), id).resolve("server/" + id);

    Credential read =
        KeyStores.credential(
            folder.resolve("credential.p12"), Optional.of(FixturesWriter.PASSWORD.toCharArray()));

    assertThat(read.privateKey().getEncoded()).isNotEmpty();
    assertThat(folder.resolve("chain.pem"))
        .content()
        .startsWith(CredentialFiles.pem(read.certificates().subList(0, 1)));
  }

  @Tag("foreign")
  @ParameterizedTest
  @ValueSource(
      strings = {"ok-chain", "wrong-order", "extra-unrelated-cert", "issuer-name-mismatch"})
  void openssl_reads_every_certificate_of_a_pkcs12_file_in_order(String id) throws Exception {
    Path folder = write(temporary.resolve("new"), id).resolve("server/" + id);

    String said =
        run(
            folder,
            "openssl",
            "pkcs12",
            "-in",
            "credential.p12",
            "-nodes",
            "-passin",
            "pass:" + FixturesWriter.PASSWORD);

    assertThat(said).contains("-----BEGIN PRIVATE KEY-----");
    assertThat(blocks(said)).isEqualTo(blocks(Files.readString(folder.resolve("chain.pem"))));
  }

  private static List<String> blocks(String pem) {
    return Pattern.compile("-----BEGIN CERTIFICATE-----[^-]+-----END")
        .matcher(pem)
        .results()
        .map(MatchResult::group)
        .toList();
  }

  @Test
  void what_no_key_store_takes_is_told_and_still_written_as_pem() throws Exception {
    Path folder = write(temporary.resolve("new"), "der-trailing-data");

    assertThat(folder.resolve("server/der-trailing-data/chain.pem")).exists();
    assertThat(folder.resolve("index.html")).content().contains("der-trailing-data");
  }

  @Test
  void a_folder_of_ours_is_written_again_and_another_s_is_left_alone() throws Exception {
    Path folder = write(temporary.resolve("new"), "ok-chain");
    write(folder, "expired-leaf");
    assertThat(folder.resolve("server/expired-leaf/chain.pem")).exists();

    assertThat(folder.resolve("server/ok-chain")).doesNotExist();
  }

  @Test
  void a_role_without_a_fixture_keeps_none_of_an_earlier_run() throws Exception {
    Mint mint = new Mint(Catalogue.load(), 1, NOW);
    Path folder = temporary.resolve("new");
    new FixturesWriter()
        .write(List.of(mint.fixture("ok-chain", Role.CLIENT)), mint, NOW, folder, () -> {});

    write(folder, "expired-leaf");

    assertThat(folder.resolve("client")).doesNotExist();
  }

  @Test
  void what_the_index_does_not_list_stays() throws Exception {
    Path folder = write(temporary.resolve("new"), "ok-chain");
    Path beside = Files.writeString(folder.resolve("mine.txt"), "mine");
    Path within = Files.writeString(folder.resolve("server/ok-chain/mine.txt"), "mine");

    write(folder, "expired-leaf");

    assertThat(beside).content().isEqualTo("mine");
    assertThat(within).content().isEqualTo("mine");
    assertThat(folder.resolve("server/ok-chain/chain.pem")).doesNotExist();
  }

  @Test
  void a_file_of_another_is_never_written_over() throws Exception {
    Path folder = write(temporary.resolve("new"), "ok-chain");
    Path mine = Files.createDirectory(folder.resolve("server/expired-leaf")).resolve("chain.pem");
    Files.writeString(mine, "mine");

    assertThatThrownBy(() -> write(folder, "expired-leaf"))
        .isInstanceOf(ReportException.class)
        .hasMessage(mine + " is none of our files; move it, or name another folder");
    assertThat(mine).content().isEqualTo("mine");
    assertThat(folder.resolve("server/ok-chain/chain.pem")).exists();
  }

  @ParameterizedTest
  @CsvSource({"server, ../mine, chain.pem", "server, ok-chain, ../../mine.txt", "., ., mine.txt"})
  void an_index_leads_to_no_file_outside(String role, String id, String file) throws Exception {
    Path folder = write(temporary.resolve("new"), "ok-chain");
    Path mine = Files.writeString(folder.resolve("mine.txt"), "mine");
    Path outside = Files.createDirectory(temporary.resolve("mine"));
    Path kept = Files.writeString(outside.resolve("chain.pem"), "mine");
    Files.writeString(
        folder.resolve("index.json"),
        ("{\"madeBy\": \"TLS Gauntlet fixtures\", \"form\": 1, \"fixtures\":"
                + " [{\"role\": \"%s\", \"id\": \"%s\", \"files\": [\"%s\"]},"
                + " {\"role\": \"server\", \"id\": \"ok-chain\", \"files\":"
                + " [\"chain.pem\", \"ca.pem\", \"key.pem\", \"credential.p12\","
                + " \"credential.jks\", \"openssl.sh\", \"keytool.sh\"]}]}")
            .formatted(role, id, file));

    write(folder, "ok-chain");

    assertThat(mine).exists();
    assertThat(kept).exists();
  }

  @Test
  void a_link_leads_to_no_file_outside() throws Exception {
    Path folder = write(temporary.resolve("new"), "ok-chain");
    Path outside = Files.createDirectory(temporary.resolve("mine"));
    Files.move(folder.resolve("server/ok-chain"), outside.resolve("ok-chain"));
    Files.createSymbolicLink(folder.resolve("server/ok-chain"), outside.resolve("ok-chain"));

    write(folder, "expired-leaf");

    assertThat(outside.resolve("ok-chain/chain.pem")).exists();
  }

  @ParameterizedTest
  @CsvSource({
    "mine.txt, mine",
    "index.json, []",
    "index.json, not JSON",
    "index.json, {}",
    "index.json, {\"madeBy\": \"TLS Gauntlet fixtures\"}"
  })
  void a_folder_of_another_is_left_alone(String file, String content) throws Exception {
    Path other = Files.createDirectory(temporary.resolve("other"));
    Files.writeString(other.resolve(file), content);

    assertThatThrownBy(() -> write(other, "ok-chain"))
        .isInstanceOf(ReportException.class)
        .hasMessageContaining("holds other files");
    assertThat(other.resolve("index.html")).doesNotExist();
  }

  @Test
  void the_page_names_what_each_is_and_how_it_is_made() throws Exception {
    assertThat(write(temporary.resolve("new"), "expired-leaf").resolve("index.html"))
        .content()
        .contains("expired-leaf", "RFC 5280", "openssl ca", "keytool -genkeypair")
        .doesNotContain("{{");
  }

  @ParameterizedTest
  @CsvSource({
    "ok-chain,             OK",
    "expired-leaf,         certificate has expired",
    "pathlen-exceeded,     path length constraint exceeded",
    "eku-codesigning-only, unsuitable certificate purpose",
  })
  @Tag("foreign")
  void the_openssl_commands_make_what_openssl_judges_alike(String id, String said)
      throws Exception {
    Path folder = write(temporary.resolve("new"), id).resolve("server/" + id);
    Path made = Files.createDirectory(temporary.resolve("made"));
    run(made, "sh", folder.resolve("openssl.sh").toString());
    long certificates;
    try (Stream<Path> files = Files.list(made)) {
      certificates = files.filter(file -> file.toString().matches(".*/\\d+\\.pem")).count();
    }
    assertThat(
            run(
                made,
                "sh",
                "-c",
                "cat $(seq 2 %d | sed 's/$/.pem/') > others.pem; openssl verify -purpose sslserver"
                        .formatted(certificates - 1)
                    + " -CAfile 1.pem -untrusted others.pem %d.pem 2>&1 || true"
                        .formatted(certificates)))
        .contains(said);
  }

  @ParameterizedTest
  @CsvSource({
    "key-brainpool, it knows no such curve",
    "issuer-empty, it takes no empty subject",
    "eku-empty-sequence, it takes no extended key usage in octets",
    "cert-huge, an extension is longer than an argument may be",
  })
  void what_keytool_cannot_make_its_script_says(String id, String why) throws Exception {
    Path script = write(temporary.resolve("new"), id).resolve("server/" + id + "/keytool.sh");

    assertThat(script)
        .content()
        .endsWith("echo 'keytool cannot make this one: " + why + "; openssl.sh can' >&2\nexit 2\n");
  }

  @Test
  void a_name_that_keytool_takes_for_none_goes_to_it_in_octets() throws Exception {
    Path folder = write(temporary.resolve("new"), "san-trailing-dot");

    assertThat(folder.resolve("server/san-trailing-dot/keytool.sh"))
        .content()
        .contains("-ext '2.5.29.17=30:")
        .doesNotContain("exit 2");
  }

  private static String run(Path folder, String... command)
      throws IOException, InterruptedException {
    Process process;
    try {
      process =
          new ProcessBuilder(command)
              .directory(folder.toFile())
              .redirectErrorStream(true)
              .redirectOutput(folder.resolve("log").toFile())
              .start();
    } catch (IOException e) {
      Assumptions.abort("no " + command[0] + " here");
      throw e;
    }
    assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
    String log = Files.readString(folder.resolve("log"));
    assertThat(process.exitValue()).as(log).isZero();
    return log;
  }
}
