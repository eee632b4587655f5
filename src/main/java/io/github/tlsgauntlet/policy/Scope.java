package io.github.tlsgauntlet.policy;

import io.github.tlsgauntlet.probe.ServerFacts;
import io.github.tlsgauntlet.probe.VersionFacts;
import java.util.ArrayList;
import java.util.List;

/**
 * The versions that a rule is about.
 *
 * @param versions by their usual names
 */
public record Scope(List<String> versions) {
  /** Every version. */
  public static final Scope ALL = new Scope(Versions.ALL);

  public Scope {
    versions = List.copyOf(versions);
  }

  /** The versions that the server speaks; those that it may speak go to the tally. */
  List<VersionFacts> offered(ServerFacts facts, Tally tally) {
    List<VersionFacts> offered = new ArrayList<>();
    for (String version : versions) {
      switch (facts.offers(version)) {
        case YES -> facts.version(version).ifPresent(offered::add);
        case UNTOLD -> tally.untold("whether it speaks " + version);
        case NO -> {
          // Nothing to judge.
        }
      }
    }
    return offered;
  }

  boolean has(String version) {
    return versions.contains(version);
  }

  /** {@code in TLS 1.2}, or nothing where it is every version. */
  String clause() {
    return equals(ALL) ? "" : " in " + String.join(", ", versions);
  }
}
