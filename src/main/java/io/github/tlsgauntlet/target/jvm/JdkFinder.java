package io.github.tlsgauntlet.target.jvm;

import io.github.tlsgauntlet.target.TargetException;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Collectors;

/** Finds the JDKs of this machine: a bounded look at the places where installers put them. */
final class JdkFinder {
  private static final int OLDEST = 17;
  private static final int MOST_IN_A_FOLDER = 200;
  private static final long LONGEST_RELEASE_FILE = 64 * 1024;

  private final List<Path> homes;
  private final List<Path> folders;

  /**
   * A finder.
   *
   * @param homes JDKs' own folders
   * @param folders folders that hold JDKs' folders
   */
  JdkFinder(List<Path> homes, List<Path> folders) {
    this.homes = List.copyOf(homes);
    this.folders = List.copyOf(folders);
  }

  /** A finder that looks where installers of this machine put JDKs. */
  static JdkFinder ofThisMachine() {
    List<Path> homes = new ArrayList<>();
    homes.add(Path.of(System.getProperty("java.home")));
    System.getenv()
        .forEach(
            (name, value) -> {
              if (name.startsWith("JAVA_HOME")) {
                path(value).ifPresent(homes::add);
              }
            });
    Path user = Path.of(System.getProperty("user.home"));
    List<Path> folders =
        List.of(
            Path.of("/usr/lib/jvm"),
            Path.of("/usr/lib64/jvm"),
            Path.of("/opt"),
            Path.of("/opt/java"),
            Path.of("/Library/Java/JavaVirtualMachines"),
            user.resolve("Library/Java/JavaVirtualMachines"),
            user.resolve(".sdkman/candidates/java"),
            user.resolve(".jdks"),
            user.resolve(".m2/jdks"),
            user.resolve(".gradle/jdks"));
    return new JdkFinder(homes, folders);
  }

  /**
   * The JDK that the user means.
   *
   * @param words a version such as 25 or 25.0.1, or a JDK's folder
   * @throws TargetException of kind INPUT, naming those found, if there is none or it is too old
   */
  Jdk find(String words) throws TargetException {
    Optional<Jdk> named = path(words).filter(Path::isAbsolute).flatMap(JdkFinder::read);
    List<Jdk> found = all();
    Jdk jdk =
        named
            .or(() -> found.stream().filter(each -> each.isMeantBy(words)).findFirst())
            .orElseThrow(() -> notFound(words, found));
    if (jdk.feature() < OLDEST) {
      throw new TargetException(
          TargetException.Kind.INPUT,
          "jdk=" + words + " is Java " + jdk + "; the forked JVM takes " + OLDEST + " or newer");
    }
    return jdk;
  }

  /** All JDKs, the newest first. */
  List<Jdk> all() {
    Map<Path, Jdk> found = new LinkedHashMap<>();
    homes.forEach(home -> add(home, found));
    for (Path folder : folders) {
      for (Path entry : entries(folder)) {
        add(entry, found);
        add(entry.resolve("Contents/Home"), found);
      }
    }
    return found.values().stream()
        .sorted(Comparator.comparingInt(Jdk::feature).reversed().thenComparing(Jdk::home))
        .toList();
  }

  private static TargetException notFound(String words, List<Jdk> found) {
    String list = found.stream().map(Jdk::toString).collect(Collectors.joining(", "));
    return new TargetException(
        TargetException.Kind.INPUT,
        Complaint.oneLine("no JDK \"" + words + "\" on this machine; found: " + list));
  }

  private static void add(Path home, Map<Path, Jdk> found) {
    read(home).ifPresent(jdk -> found.putIfAbsent(jdk.home(), jdk));
  }

  private static List<Path> entries(Path folder) {
    List<Path> entries = new ArrayList<>();
    if (Files.isDirectory(folder)) {
      try (DirectoryStream<Path> stream = Files.newDirectoryStream(folder)) {
        for (Path entry : stream) {
          if (entries.size() < MOST_IN_A_FOLDER) {
            entries.add(entry);
          }
        }
      } catch (IOException unreadable) {
        return List.of();
      }
    }
    return entries;
  }

  private static Optional<Jdk> read(Path home) {
    try {
      Path release = home.resolve("release");
      if (!Files.isRegularFile(release) || Files.size(release) > LONGEST_RELEASE_FILE) {
        return Optional.empty();
      }
      Properties properties = new Properties();
      try (var in = Files.newInputStream(release)) {
        properties.load(in);
      }
      String version = properties.getProperty("JAVA_VERSION", "").replace("\"", "").strip();
      Jdk jdk = new Jdk(home.toRealPath(), version);
      return version.isEmpty() || !Files.isExecutable(jdk.java())
          ? Optional.empty()
          : Optional.of(jdk);
    } catch (IOException | IllegalArgumentException unreadable) {
      return Optional.empty();
    }
  }

  private static Optional<Path> path(String text) {
    try {
      return Optional.of(Path.of(text));
    } catch (InvalidPathException notAPath) {
      return Optional.empty();
    }
  }
}
