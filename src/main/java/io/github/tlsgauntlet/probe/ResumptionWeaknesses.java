package io.github.tlsgauntlet.probe;

import io.github.tlsgauntlet.probe.Weakness.Exposure;
import java.util.List;
import java.util.Optional;

/** What a server's way of resuming gives away. */
final class ResumptionWeaknesses {
  private final List<Fact> features;

  ResumptionWeaknesses(List<Fact> features) {
    this.features = features;
  }

  List<Weakness> all() {
    return List.of(otherName(), withoutDh());
  }

  /**
   * A server that takes part in server_name must not resume a session under another name; one that
   * does not is free to.
   */
  private Weakness otherName() {
    Optional<Fact> other = feature("session-other-name");
    Answer resumed = other.map(Fact::answer).orElse(Answer.UNTOLD);
    Answer takesPart = feature("server-name-acknowledged").map(Fact::answer).orElse(Answer.UNTOLD);
    String id = "session-across-names";
    String title = "sessions resumed under another name";
    String reference = "RFC 6066, Section 3";
    if (other.isEmpty()) {
      boolean none =
          feature("session-tickets").filter(one -> one.answer() == Answer.NO).isPresent();
      return new Weakness(
          id,
          title,
          reference,
          none ? Exposure.SAFE : Exposure.UNTOLD,
          none ? "Before TLS 1.3 it resumes by no ticket." : "It could not be asked.");
    }
    if (resumed == Answer.YES && takesPart == Answer.YES) {
      return new Weakness(
          id,
          title,
          reference,
          Exposure.EXPOSED,
          "It acknowledges the name that it is asked for, and resumed the session under another.");
    }
    if (resumed == Answer.YES && takesPart == Answer.NO) {
      return new Weakness(
          id,
          title,
          reference,
          Exposure.SAFE,
          "It resumed under another name; but it acknowledges none, so none is bound to it.");
    }
    return new Weakness(
        id,
        title,
        reference,
        resumed == Answer.NO ? Exposure.SAFE : Exposure.UNTOLD,
        other.get().detail());
  }

  /** A pre-shared key alone gives forward secrecy up. */
  private Weakness withoutDh() {
    Optional<Fact> found = feature("psk-without-dh");
    boolean none = feature("psk-resumption").filter(one -> one.answer() == Answer.NO).isPresent();
    Exposure exposure =
        found.isEmpty()
            ? none ? Exposure.SAFE : Exposure.UNTOLD
            : switch (found.get().answer()) {
              case YES -> Exposure.EXPOSED;
              case NO -> Exposure.SAFE;
              case UNTOLD -> Exposure.UNTOLD;
            };
    return new Weakness(
        "psk-without-dh",
        "resumption without forward secrecy",
        "RFC 9846, Section 2.2",
        exposure,
        found
            .map(Fact::detail)
            .orElse(none ? "It resumes no session of TLS 1.3." : "It was not asked."));
  }

  private Optional<Fact> feature(String id) {
    return features.stream().filter(one -> one.id().equals(id)).findFirst();
  }
}
