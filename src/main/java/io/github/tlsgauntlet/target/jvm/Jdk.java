package io.github.tlsgauntlet.target.jvm;

import java.nio.file.Files;
import java.nio.file.Path;

/**
 * An installed JDK or Java runtime.
 *
 * @param home its folder
 * @param version as its {@code release} file has it, such as 25.0.1
 */
record Jdk(Path home, String version) {
  /** The feature release: 8, 17, 25. */
  int feature() {
    String[] parts = version.split("[.+_-]");
    String first = parts[0].equals("1") && parts.length > 1 ? parts[1] : parts[0];
    return first.matches("[0-9]{1,4}") ? Integer.parseInt(first) : 0;
  }

  /** Its launcher. */
  Path java() {
    Path windows = home.resolve("bin").resolve("java.exe");
    return Files.isRegularFile(windows) ? windows : home.resolve("bin").resolve("java");
  }

  /** Whether the user's words, such as 25 or 25.0.1, mean this version. */
  boolean isMeantBy(String words) {
    return version.equals(words)
        || version.startsWith(words + ".")
        || version.startsWith(words + "+")
        || Integer.toString(feature()).equals(words);
  }

  @Override
  public String toString() {
    return version + " (" + home + ")";
  }
}
