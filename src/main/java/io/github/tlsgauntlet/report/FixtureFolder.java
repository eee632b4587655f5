package io.github.tlsgauntlet.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A folder that receives fixtures. What an earlier run wrote there goes, by its own index; nothing
 * else is removed or written over.
 */
final class FixtureFolder {
  private final Path folder;
  private final List<Path> earlier;

  private FixtureFolder(Path folder, List<Path> earlier) {
    this.folder = folder;
    this.earlier = earlier;
  }

  /**
   * Looks at a folder; nothing is changed.
   *
   * @throws ReportException one line for the user if it is neither empty nor ours
   */
  static FixtureFolder at(Path folder) throws ReportException {
    Optional<List<Path>> files = FixtureIndex.files(folder);
    if (files.isEmpty() && Files.isDirectory(folder)) {
      try (Stream<Path> inside = Files.list(folder)) {
        if (inside.findAny().isPresent()) {
          throw new ReportException(
              folder + " holds other files; name a folder that is empty or not there yet");
        }
      } catch (IOException e) {
        throw new ReportException("%s: %s".formatted(folder, Faults.oneLine(e)), e);
      }
    }
    return new FixtureFolder(folder, files.orElse(List.of()));
  }

  /**
   * Writes contents in place of what an earlier run left.
   *
   * @throws ReportException one line for the user if a file of another is in the way, or nothing
   *     can be written
   */
  void replace(ReportFolder.Contents contents) throws ReportException {
    ReportFolder.fill(folder, contents, this::place);
  }

  private void place(Path staging) throws IOException, ReportException {
    List<Path> files;
    try (Stream<Path> all = Files.walk(staging)) {
      files = all.filter(Files::isRegularFile).map(staging::relativize).sorted().toList();
    }
    for (Path file : files) {
      if (!earlier.contains(file)
          && Files.exists(folder.resolve(file), LinkOption.NOFOLLOW_LINKS)) {
        throw new ReportException(
            folder.resolve(file) + " is none of our files; move it, or name another folder");
      }
    }
    for (Path file : earlier) {
      if (!files.contains(file)) {
        remove(folder.resolve(file));
      }
    }
    // The index first: a run that is killed here leaves no file that the next does not know.
    ReportFolder.move(staging.resolve(FixtureIndex.NAME), ours(folder.resolve(FixtureIndex.NAME)));
    for (Path file : files) {
      if (!file.equals(Path.of(FixtureIndex.NAME))) {
        ReportFolder.move(staging.resolve(file), ours(folder.resolve(file)));
      }
    }
  }

  /** The place of a file, its folder made; no link leads out of the folder that the user named. */
  private Path ours(Path file) throws IOException, ReportException {
    Path parent = Optional.ofNullable(file.getParent()).orElse(folder);
    Files.createDirectories(parent);
    if (!isInside(parent)) {
      throw new ReportException(parent + " leads out of the folder; name another folder");
    }
    return file;
  }

  private boolean isInside(Path parent) throws IOException {
    return parent.toRealPath().startsWith(folder.toRealPath());
  }

  private void remove(Path file) throws IOException {
    Path parent = Optional.ofNullable(file.getParent()).orElse(folder);
    if (!Files.isDirectory(parent) || !isInside(parent)) {
      return;
    }
    if (!Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS)) {
      Files.deleteIfExists(file);
    }
    while (!parent.equals(folder) && isEmpty(parent)) {
      Files.delete(parent);
      parent = Optional.ofNullable(parent.getParent()).orElse(folder);
    }
  }

  private static boolean isEmpty(Path folder) throws IOException {
    try (Stream<Path> inside = Files.list(folder)) {
      return inside.findAny().isEmpty();
    }
  }
}
