package io.github.tlsgauntlet.probe;

/**
 * A known weakness, and whether the server has it.
 *
 * @param id a name in kebab case, such as {@code heartbleed}
 * @param title its usual name
 * @param reference CVE or RFC
 * @param exposure what was seen
 * @param detail the behaviour that it rests on, or why it could not be told
 */
public record Weakness(
    String id, String title, String reference, Exposure exposure, String detail) {
  /** How far the server has a weakness. */
  public enum Exposure {
    /** Its behaviour shows it. */
    VULNERABLE,
    /** What it offers makes an attack possible; whether it succeeds depends on more than that. */
    EXPOSED,
    /** Its behaviour shows that it has not. */
    SAFE,
    /** Could not be told. */
    UNTOLD
  }
}
