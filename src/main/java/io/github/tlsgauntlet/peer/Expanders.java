package io.github.tlsgauntlet.peer;

import java.util.Map;
import java.util.Optional;

/** The compressions that we can undo: zlib's always, the others where their library is there. */
final class Expanders {
  static final int ZLIB = 1;
  static final int BROTLI = 2;
  static final int ZSTANDARD = 3;

  private static final Map<Integer, String> CLASSES =
      Map.of(
          BROTLI, "org.brotli.dec.BrotliInputStream",
          ZSTANDARD, "io.airlift.compress.zstd.ZstdDecompressor");
  private static final Map<Integer, String> ARTIFACTS =
      Map.of(BROTLI, "org.brotli:dec", ZSTANDARD, "io.airlift:aircompressor");

  private final ClassLoader loader;

  /**
   * Those that can be loaded.
   *
   * @param loader whose class path is asked
   */
  Expanders(ClassLoader loader) {
    this.loader = loader;
  }

  /**
   * For an algorithm.
   *
   * @param algorithm as it stands on the wire
   * @return empty where we can't undo it
   */
  Optional<Expander> of(int algorithm) {
    if (algorithm == ZLIB) {
      return Optional.of(new ZlibExpander());
    }
    if (!CLASSES.containsKey(algorithm) || !isPresent(CLASSES.get(algorithm))) {
      return Optional.empty();
    }
    return Optional.of(algorithm == BROTLI ? new BrotliExpander() : new ZstandardExpander());
  }

  /** What would have to be on the class path; empty for an algorithm that nothing undoes. */
  static Optional<String> artifact(int algorithm) {
    return Optional.ofNullable(ARTIFACTS.get(algorithm));
  }

  private boolean isPresent(String name) {
    try {
      Class.forName(name, false, loader);
      return true;
    } catch (ClassNotFoundException e) {
      return false;
    }
  }
}
