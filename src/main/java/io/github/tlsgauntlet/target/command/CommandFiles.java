package io.github.tlsgauntlet.target.command;

import io.github.tlsgauntlet.pki.Credential;
import io.github.tlsgauntlet.pki.CredentialFiles;
import io.github.tlsgauntlet.target.ClientSetup;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The files that a command is lent: PEM, in a folder that only this user reads; removed on close.
 */
final class CommandFiles implements AutoCloseable {
  private final Path folder;
  private final Path authorities;
  private final Optional<Path> certificates;
  private final Optional<Path> key;

  private CommandFiles(
      Path folder, Path authorities, Optional<Path> certificates, Optional<Path> key) {
    this.folder = folder;
    this.authorities = authorities;
    this.certificates = certificates;
    this.key = key;
  }

  /**
   * Writes them.
   *
   * @throws IOException if the disk does not take them, or a key cannot leave its provider
   */
  static CommandFiles write(ClientSetup setup) throws IOException {
    Path folder = Files.createTempDirectory("tlsgauntlet-client-", mode("rwx------"));
    try {
      Path authorities =
          write(folder.resolve("ca.pem"), CredentialFiles.anchors(setup.serverTrust()));
      if (setup.credential().isEmpty()) {
        return new CommandFiles(folder, authorities, Optional.empty(), Optional.empty());
      }
      Credential credential = setup.credential().get();
      return new CommandFiles(
          folder,
          authorities,
          Optional.of(
              write(folder.resolve("cert.pem"), CredentialFiles.pem(credential.certificates()))),
          Optional.of(
              write(folder.resolve("key.pem"), CredentialFiles.pem(credential.privateKey()))));
    } catch (IllegalArgumentException unencodable) {
      remove(folder);
      throw new IOException("the private key cannot leave its provider", unencodable);
    } catch (IOException failed) {
      remove(folder);
      throw failed;
    }
  }

  Path authorities() {
    return authorities;
  }

  Optional<Path> certificates() {
    return certificates;
  }

  Optional<Path> key() {
    return key;
  }

  private static Path write(Path file, String text) throws IOException {
    Set<OpenOption> options = Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    try (var channel = Files.newByteChannel(file, options, mode("rw-------"));
        var out = java.nio.channels.Channels.newOutputStream(channel)) {
      out.write(text.getBytes(StandardCharsets.US_ASCII));
    }
    return file;
  }

  private static FileAttribute<?>[] mode(String permissions) {
    boolean posix = Path.of("").getFileSystem().supportedFileAttributeViews().contains("posix");
    return posix
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
        }
        : new FileAttribute<?>[0];
  }

  private static void remove(Path folder) {
    try (Stream<Path> paths = Files.walk(folder)) {
      for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(path);
      }
    } catch (IOException | UncheckedIOException leftBehind) {
      // The folder lies where the system clears up, and only this user reads it.
    }
  }

  @Override
  public void close() {
    remove(folder);
  }
}
