package io.github.tlsgauntlet.report;

import io.github.tlsgauntlet.pki.CertificateIssuer;
import io.github.tlsgauntlet.pki.Credential;
import io.github.tlsgauntlet.pki.CredentialFiles;
import io.github.tlsgauntlet.pki.Fixture;
import io.github.tlsgauntlet.pki.KeyMaterialException;
import io.github.tlsgauntlet.pki.MakingCommands;
import io.github.tlsgauntlet.pki.Mint;
import io.github.tlsgauntlet.pki.Role;
import io.github.tlsgauntlet.pki.Workers;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;

/**
 * Writes fixtures for other tools: for each a folder with its certificates, keys and key stores,
 * and the scripts that make the like; above them what a verifier is to trust, and a page that says
 * what each is.
 */
public final class FixturesWriter {
  /** The password of every key store; the same key lies beside it without one. */
  public static final String PASSWORD = "changeit";

  @FunctionalInterface
  private interface KeyStoreForm {
    byte[] of(Credential credential, char[] password) throws KeyMaterialException;
  }

  /**
   * Writes fixtures. All of them are made before the first reaches the folder.
   *
   * @param fixtures which
   * @param mint what made them
   * @param now the clock by which it made them
   * @param folder where to: made where it is missing, and otherwise empty or written by us. What an
   *     earlier run wrote goes; what else lies there stays
   * @param each run for each fixture that is ready, by any thread
   * @return the page
   * @throws ReportException one line for the user if the folder holds something else, or cannot be
   *     written
   */
  public Path write(List<Fixture> fixtures, Mint mint, Instant now, Path folder, Runnable each)
      throws ReportException {
    FixtureFolder.at(folder).replace(staging -> fill(staging, fixtures, mint, now, each));
    return folder.resolve(FixtureIndex.PAGE);
  }

  private static void fill(
      Path staging, List<Fixture> fixtures, Mint mint, Instant now, Runnable each)
      throws IOException {
    for (Role role : Role.values()) {
      if (fixtures.stream().anyMatch(fixture -> fixture.role() == role)) {
        Path folder = Files.createDirectory(staging.resolve(name(role)));
        Files.writeString(
            folder.resolve("trust.pem"), CredentialFiles.anchors(mint.trustAnchors(role)));
        CertificateIssuer issuer = mint.issuer(role);
        secret(
            folder.resolve("issuer.pem"),
            CredentialFiles.anchors(List.of(issuer.certificate()))
                + CredentialFiles.pem(issuer.privateKey()));
      }
    }
    List<FixtureEntry> entries = entries(staging, fixtures, now, each);
    FixtureIndex.write(entries, staging.resolve(FixtureIndex.NAME));
    try (Writer out =
        Files.newBufferedWriter(staging.resolve(FixtureIndex.PAGE), StandardCharsets.UTF_8)) {
      Page page = new Page();
      page.put("entries", entries);
      page.put("count", entries.size());
      page.put("made", Page.time(now));
      page.put("password", PASSWORD);
      page.write("fixtures.mustache", out);
    }
  }

  private static List<FixtureEntry> entries(
      Path staging, List<Fixture> fixtures, Instant now, Runnable each) throws IOException {
    List<Callable<FixtureEntry>> work = new ArrayList<>();
    for (Fixture fixture : fixtures) {
      Path folder =
          Files.createDirectory(
              staging.resolve(name(fixture.role())).resolve(fixture.scenario().id()));
      work.add(
          () -> {
            FixtureEntry entry = one(folder, fixture, now);
            each.run();
            return entry;
          });
    }
    try {
      return Workers.all(work);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof IOException reason) {
        throw reason;
      }
      throw new IllegalStateException(e.getCause());
    }
  }

  private static FixtureEntry one(Path folder, Fixture fixture, Instant now) throws IOException {
    List<String> files = new ArrayList<>();
    text(folder, "chain.pem", CredentialFiles.pem(fixture.credential().certificates()), files);
    text(folder, "ca.pem", CredentialFiles.anchors(fixture.trustAnchors()), files);
    secret(folder.resolve("key.pem"), CredentialFiles.pem(fixture.credential().privateKey()));
    files.add("key.pem");
    if (fixture.otherKey().isPresent()) {
      secret(folder.resolve("other-key.pem"), CredentialFiles.pem(fixture.otherKey().get()));
      files.add("other-key.pem");
    }
    List<String> notes = new ArrayList<>();
    store(folder, "credential.p12", CredentialFiles::pkcs12, fixture, files, notes);
    store(folder, "credential.jks", CredentialFiles::jks, fixture, files, notes);
    MakingCommands commands = new MakingCommands(fixture);
    String openssl = commands.openssl();
    String keytool = commands.keytool(now);
    text(folder, "openssl.sh", openssl, files);
    text(folder, "keytool.sh", keytool, files);
    return FixtureEntry.of(fixture, files, String.join(" ", notes), openssl, keytool);
  }

  private static void store(
      Path folder,
      String name,
      KeyStoreForm form,
      Fixture fixture,
      List<String> files,
      List<String> notes)
      throws IOException {
    try {
      byte[] store = form.of(fixture.credential(), PASSWORD.toCharArray());
      secret(folder.resolve(name), store);
      files.add(name);
    } catch (KeyMaterialException e) {
      notes.add("There is no " + name + ": " + e.getMessage() + ".");
    }
  }

  private static void text(Path folder, String name, String text, List<String> files)
      throws IOException {
    Files.writeString(folder.resolve(name), text);
    files.add(name);
  }

  private static void secret(Path file, String text) throws IOException {
    secret(file, text.getBytes(StandardCharsets.US_ASCII));
  }

  /** Nobody else may read it, not even between its making and its filling. */
  private static void secret(Path file, byte[] content) throws IOException {
    if (file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      Files.createFile(
          file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    }
    Files.write(file, content);
  }

  private static String name(Role role) {
    return role.name().toLowerCase(Locale.ROOT);
  }
}
