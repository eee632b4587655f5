package io.github.tlsgauntlet.peer;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.ByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * A file of SSLKEYLOGFILE lines (RFC 9850), for Wireshark and its like. They are added to what it
 * holds, for several programs may share one; whoever reads it reads the connections, so a new one
 * is for its owner alone.
 */
public final class KeyLogFile implements Consumer<String> {
  /** The environment variable that names it. */
  public static final String VARIABLE = "SSLKEYLOGFILE";

  private final Path path;
  private final ByteChannel channel;

  private KeyLogFile(Path path, ByteChannel channel) {
    this.path = path;
    this.channel = channel;
  }

  /**
   * Opens a file, or makes it; it stays open until the JVM ends.
   *
   * @param path where
   * @throws IOException if it cannot be written
   */
  static KeyLogFile open(Path path) throws IOException {
    return new KeyLogFile(
        path,
        Files.newByteChannel(
            path, Set.of(StandardOpenOption.CREATE, StandardOpenOption.APPEND), ownersAlone(path)));
  }

  private static FileAttribute<?>[] ownersAlone(Path path) {
    return path.getFileSystem().supportedFileAttributeViews().contains("posix")
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
        }
        : new FileAttribute<?>[0];
  }

  /**
   * The file that the environment names, into which all endpoints of this JVM write unless they are
   * told otherwise; empty where it names none.
   *
   * @throws UncheckedIOException with one line for the user if it cannot be written
   */
  public static Optional<Consumer<String>> ofEnvironment() {
    if (Environment.TROUBLE.isPresent()) {
      IOException trouble = Environment.TROUBLE.get();
      throw new UncheckedIOException(trouble.getMessage(), trouble);
    }
    return Environment.FILE;
  }

  /** One write a line, so that those of several programs do not mix. */
  @Override
  public synchronized void accept(String line) {
    ByteBuffer bytes = ByteBuffer.wrap((line + "\n").getBytes(StandardCharsets.US_ASCII));
    try {
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(words(path.toString(), e), e);
    }
  }

  private static String words(String name, Exception e) {
    return VARIABLE + " names " + name + ", which cannot be written: " + reason(e);
  }

  private static String reason(Exception e) {
    if (e instanceof NoSuchFileException) {
      return "there is no such folder";
    }
    if (e instanceof AccessDeniedException) {
      return "permission denied";
    }
    if (e instanceof FileSystemException known && known.getReason() != null) {
      return known.getReason();
    }
    return String.valueOf(e.getMessage());
  }

  /** Looked at once: it is the same as long as the JVM lives. */
  private static final class Environment {
    private static final Optional<Consumer<String>> FILE;
    private static final Optional<IOException> TROUBLE;

    static {
      Optional<Consumer<String>> file = Optional.empty();
      Optional<IOException> trouble = Optional.empty();
      String name = System.getenv(VARIABLE);
      if (name != null && !name.isEmpty()) {
        try {
          file = Optional.of(open(Path.of(name)));
        } catch (IOException | InvalidPathException e) {
          trouble = Optional.of(new IOException(words(name, e), e));
        }
      }
      FILE = file;
      TROUBLE = trouble;
    }
  }
}
