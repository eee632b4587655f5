package io.github.tlsgauntlet.probe;

import io.github.tlsgauntlet.protocol.NamedGroup;
import java.util.List;

/**
 * The groups for key exchange that the server takes in one version.
 *
 * @param version by its usual name
 * @param groups in the server's order where that decides
 * @param preference whose order decides
 * @param untold groups of which it could not be told, such as those that the server passes over for
 *     the one that its certificate takes
 */
public record GroupFacts(
    String version, List<NamedGroup> groups, Preference preference, List<NamedGroup> untold) {
  public GroupFacts {
    groups = List.copyOf(groups);
    untold = List.copyOf(untold);
  }
}
