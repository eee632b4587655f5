package io.github.tlsgauntlet.probe;

import io.github.tlsgauntlet.pki.RevocationFinding;
import io.github.tlsgauntlet.pki.RevocationFinding.Status;
import java.util.List;
import java.util.Optional;

/** What stapled responses come to. */
final class Staples {
  private Staples() {}

  /**
   * Whether a response came where the certificate demands one (RFC 7633): one that can be believed,
   * whatever it says. Empty where it demands none.
   *
   * @param asked whether the server was asked for one
   */
  static Optional<Answer> demanded(
      CertificateFacts own, Optional<RevocationFinding> staple, boolean asked) {
    if (!own.mustStaple()) {
      return Optional.empty();
    }
    if (staple.isEmpty()) {
      return Optional.of(asked ? Answer.NO : Answer.UNTOLD);
    }
    return Optional.of(
        switch (staple.get().status()) {
          case GOOD, REVOKED, UNKNOWN -> Answer.YES;
          case UNTOLD -> Answer.UNTOLD;
          default -> Answer.NO;
        });
  }

  /**
   * The fact that a server fails, or keeps, what its certificates demand; empty where none does.
   */
  static List<Fact> kept(List<ChainFacts> chains) {
    List<Answer> answers =
        chains.stream().map(ChainFacts::details).flatMap(one -> one.mustStaple().stream()).toList();
    if (answers.isEmpty()) {
      return List.of();
    }
    Answer worst =
        answers.contains(Answer.NO)
            ? Answer.NO
            : answers.contains(Answer.UNTOLD) ? Answer.UNTOLD : Answer.YES;
    String said =
        chains.stream()
            .map(ChainFacts::details)
            .flatMap(one -> one.staple().stream())
            .filter(one -> worst == Answer.YES || one.status() != Status.GOOD)
            .map(RevocationFinding::inWords)
            .findFirst()
            .orElse("It sent none.");
    return List.of(
        new Fact("must-staple", "staples what its certificate demands (RFC 7633)", worst, said));
  }
}
