package io.github.tlsgauntlet.report;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Puts files into the folder that is theirs. All are written to a staging folder first and moved
 * into place only when the last is complete: a full disk leaves the previous report as it was. What
 * else stands in the folder stays.
 */
final class ReportFolder {
  private static final String STAGING = ".staging-";
  private static final Duration ABANDONED = Duration.ofHours(1);

  /** Writes files into a folder that exists. */
  @FunctionalInterface
  interface Contents {
    void writeInto(Path folder) throws IOException;
  }

  private ReportFolder() {}

  /**
   * Writes contents into a folder, which is made where it is missing.
   *
   * @throws ReportException one line for the user: the folder, and why it cannot be written
   */
  static void replace(Path folder, Contents contents) throws ReportException {
    fill(
        folder,
        contents,
        staging -> {
          for (Path file : children(staging)) {
            move(file, folder.resolve(file.getFileName().toString()));
          }
        });
  }

  /** Puts what is complete where it belongs. */
  @FunctionalInterface
  interface Placing {
    void place(Path staging) throws IOException, ReportException;
  }

  /**
   * Writes contents beside what a folder holds, and has them placed when they are complete. The
   * folder is made where it is missing.
   *
   * @throws ReportException one line for the user: the folder, and why it cannot be written
   */
  static void fill(Path folder, Contents contents, Placing placing) throws ReportException {
    boolean missing = Files.notExists(folder);
    try {
      Files.createDirectories(folder);
      sweep(folder);
      Path staging = Files.createTempDirectory(folder, STAGING);
      try {
        contents.writeInto(staging);
        placing.place(staging);
      } finally {
        delete(staging);
      }
    } catch (IOException e) {
      throw cannotWrite(folder, missing, e);
    } catch (UncheckedIOException e) {
      throw cannotWrite(
          folder, missing, Optional.ofNullable(e.getCause()).orElse(new IOException(e)));
    }
  }

  private static ReportException cannotWrite(Path folder, boolean made, IOException fault) {
    try {
      if (made && Files.isDirectory(folder) && children(folder).isEmpty()) {
        Files.delete(folder);
      }
    } catch (IOException e) {
      fault.addSuppressed(e);
    }
    return new ReportException(
        "Nothing can be written to %s: %s".formatted(folder, Faults.oneLine(fault)), fault);
  }

  /** Moves a file or folder in place of what is there. */
  static void move(Path from, Path to) throws IOException {
    if (Files.isDirectory(to) && !Files.isSymbolicLink(to)) {
      delete(to);
    }
    try {
      Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
    } catch (AtomicMoveNotSupportedException e) {
      Files.move(from, to, StandardCopyOption.REPLACE_EXISTING);
    }
  }

  /** Removes what a killed run left behind; a young one may belong to a run that still goes. */
  private static void sweep(Path folder) throws IOException {
    Instant limit = Instant.now().minus(ABANDONED);
    for (Path child : children(folder)) {
      if (child.getFileName().toString().startsWith(STAGING)
          && Files.getLastModifiedTime(child).toInstant().isBefore(limit)) {
        delete(child);
      }
    }
  }

  private static List<Path> children(Path folder) throws IOException {
    try (Stream<Path> children = Files.list(folder)) {
      return children.sorted().toList();
    }
  }

  private static void delete(Path path) throws IOException {
    List<Path> deepestFirst;
    try (Stream<Path> all = Files.walk(path)) {
      deepestFirst = all.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path each : deepestFirst) {
      Files.deleteIfExists(each);
    }
  }
}
