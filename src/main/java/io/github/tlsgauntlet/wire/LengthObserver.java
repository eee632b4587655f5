package io.github.tlsgauntlet.wire;

/** Is told where the lengths of vectors stand in what is read. */
@FunctionalInterface
public interface LengthObserver {
  /** Does not care. */
  LengthObserver NONE = (offset, prefix, length) -> {};

  /**
   * A vector begins.
   *
   * @param offset where its length stands, in bytes from the start of what is read
   * @param prefix the size of the length, in bytes: 1, 2 or 3
   * @param length what it says, in bytes
   */
  void length(int offset, int prefix, int length);
}
