package io.github.tlsgauntlet.policy;

import io.github.tlsgauntlet.probe.Answer;
import io.github.tlsgauntlet.probe.ServerFacts;
import java.util.List;

/**
 * Which versions of the protocol a server speaks.
 *
 * @param sense how the versions are meant
 * @param versions by their usual names
 */
public record VersionDemand(Sense sense, List<String> versions) implements Demand {
  /** How a list of versions is meant. */
  public enum Sense {
    /** All of them are to be spoken. */
    REQUIRED,
    /** No others are. */
    ALLOWED,
    /** None of them is. */
    FORBIDDEN
  }

  public VersionDemand {
    versions = List.copyOf(versions);
  }

  /** Whether this demand lets a server speak a version. */
  boolean permits(String version) {
    return switch (sense) {
      case REQUIRED -> true;
      case ALLOWED -> versions.contains(version);
      case FORBIDDEN -> !versions.contains(version);
    };
  }

  @Override
  public Ruling judge(ServerFacts facts) {
    Tally tally = new Tally();
    for (String version : Versions.ALL) {
      if (sense == Sense.REQUIRED && !versions.contains(version)) {
        continue;
      }
      Answer answer = facts.offers(version);
      if (answer == Answer.UNTOLD && !(sense == Sense.ALLOWED && permits(version))) {
        tally.untold("whether it speaks " + version);
      } else if (answer == Answer.YES) {
        tally.add(permits(version), "speaks " + version);
      } else if (sense == Sense.REQUIRED) {
        tally.broken("does not speak " + version);
      } else if (sense == Sense.FORBIDDEN && !permits(version)) {
        tally.kept("does not speak " + version);
      }
    }
    return tally.ruling("speaks no version");
  }

  @Override
  public String wants() {
    String list = String.join(", ", versions);
    return switch (sense) {
      case REQUIRED -> list;
      case ALLOWED -> "nothing but " + list;
      case FORBIDDEN -> "no " + String.join(", no ", versions);
    };
  }

  @Override
  public List<String> topics(ServerFacts facts, Wishes wishes) {
    return List.of("versions");
  }
}
