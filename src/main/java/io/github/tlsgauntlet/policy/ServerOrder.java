package io.github.tlsgauntlet.policy;

import io.github.tlsgauntlet.probe.ServerFacts;
import io.github.tlsgauntlet.probe.VersionFacts;
import java.util.List;

/**
 * Whose order of suites decides.
 *
 * @param server whether the server's is to, or else the client's
 * @param scope in which versions
 */
public record ServerOrder(boolean server, Scope scope) implements Demand {
  @Override
  public Ruling judge(ServerFacts facts) {
    Tally tally = new Tally();
    for (VersionFacts version : scope.offered(facts, tally)) {
      if (version.suites().isEmpty()) {
        tally.untold("the suites of " + version.version());
      } else if (version.suites().size() > 1) {
        switch (version.preference()) {
          case SERVER -> tally.add(server, "the server's order decides in " + version.version());
          case CLIENT -> tally.add(!server, "the client's order decides in " + version.version());
          case UNTOLD -> tally.untold("whose order decides in " + version.version());
        }
      }
    }
    return tally.ruling("takes one suite only, or none");
  }

  @Override
  public String wants() {
    return (server
            ? "the server's order of suites decides"
            : "the client's order of suites decides")
        + scope.clause();
  }

  @Override
  public List<String> topics(ServerFacts facts, Wishes wishes) {
    return List.of(server ? "server-order" : "client-order");
  }
}
