package io.github.tlsgauntlet.policy;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;

/** The policies that come along, and those of the user. */
public final class Policies {
  private static final List<String> NAMES =
      List.of(
          "mozilla-modern",
          "mozilla-intermediate",
          "mozilla-old",
          "bcp195",
          "nist-800-52r2",
          "bsi-tr-02102-2",
          "pci-dss-4",
          "ssllabs");
  // A policy is a page of text; a file of another kind should not be read whole first.
  private static final long MOST_BYTES = 1 << 20;

  private Policies() {}

  /** The names of the policies that come along. */
  public static List<String> names() {
    return NAMES;
  }

  /**
   * A policy.
   *
   * @param nameOrPath a name of {@link #names()}, or else the path of a YAML file
   * @throws PolicyException when there is none, or when it cannot be used
   */
  public static Policy load(String nameOrPath) throws PolicyException {
    return NAMES.contains(nameOrPath)
        ? PolicyReader.read(nameOrPath, Resources.text(nameOrPath + ".yaml"))
        : PolicyReader.read(nameOrPath, file(nameOrPath));
  }

  private static String file(String path) throws PolicyException {
    String mend =
        "Name one of " + String.join(", ", NAMES) + ", or the path of a YAML file that can be read";
    try {
      Path file = Path.of(path);
      if (!Files.exists(file)) {
        throw new PolicyException(
            path, "there is none of this name" + Nearest.clause(path, NAMES), mend);
      }
      if (!Files.isRegularFile(file)) {
        throw new PolicyException(path, "it is not a file", mend);
      }
      if (Files.size(file) > MOST_BYTES) {
        throw new PolicyException(path, "it is too large for a policy", mend);
      }
      return Files.readString(file);
    } catch (InvalidPathException e) {
      throw new PolicyException(path, "it is neither a name nor a path", mend);
    } catch (CharacterCodingException e) {
      throw new PolicyException(path, "it is not text in UTF-8", mend);
    } catch (IOException e) {
      throw new PolicyException(path, "it cannot be read (" + e.getMessage() + ")", mend);
    }
  }
}
