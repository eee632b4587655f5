package io.github.tlsgauntlet.peer;

/**
 * The largest records that came from a peer, in bytes of plaintext; in TLS 1.3 the content type
 * inside counts as one byte, and padding does not count.
 *
 * @param inTheClear of those that were not protected; 0 where none came
 * @param protectedOnes of those that were; 0 where none came
 * @param protectedInAll what all those that were protected hold together
 */
public record RecordSizes(int inTheClear, int protectedOnes, long protectedInAll) {
  /** Where nobody looked. */
  public static final RecordSizes NONE = new RecordSizes(0, 0, 0);
}
