package io.github.tlsgauntlet.suite;

import io.github.tlsgauntlet.peer.Transcript;
import java.util.List;

/**
 * What a target did with what it was presented with: the first of two results, beside the alert.
 */
public sealed interface Reaction {
  /** The connections that it rests on. */
  List<Transcript> evidence();

  /**
   * It took it: application data went both ways.
   *
   * @param how in words
   * @param evidence what it rests on
   */
  record Taken(String how, List<Transcript> evidence) implements Reaction {}

  /**
   * It refused it.
   *
   * @param how in which of the ways that a refusal is told
   * @param evidence what it rests on
   */
  record Refused(Refusal how, List<Transcript> evidence) implements Reaction {}

  /**
   * It could not be told which.
   *
   * @param why in words
   * @param evidence what it rests on
   */
  record Untold(String why, List<Transcript> evidence) implements Reaction {}
}
