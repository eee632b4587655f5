package io.github.tlsgauntlet.probe;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * All that a scan found out about one server.
 *
 * @param target as the user named it
 * @param address where it was found
 * @param serverName the name that was asked for; empty for none
 * @param began when
 * @param took how long
 * @param connections how many it took
 * @param versions one for each version, oldest first
 * @param groups one for each version whose key exchange names groups
 * @param schemes one for each version that negotiates them
 * @param dh the finite-field parameters seen, each once
 * @param chains the chains seen, each once
 * @param clientAuthentication what it does about client certificates
 * @param features what else it does
 * @param weaknesses known ones
 * @param http what it says over HTTP; empty where it speaks something else
 * @param host what is known of the host beside this port
 */
public record ServerFacts(
    String target,
    String address,
    Optional<String> serverName,
    Instant began,
    Duration took,
    int connections,
    List<VersionFacts> versions,
    List<GroupFacts> groups,
    List<SchemeFacts> schemes,
    List<DhFacts> dh,
    List<ChainFacts> chains,
    ClientAuthenticationFacts clientAuthentication,
    List<Fact> features,
    List<Weakness> weaknesses,
    Optional<HttpFacts> http,
    HostFacts host) {
  /** The facts where nothing was asked beside this port. */
  public ServerFacts(
      String target,
      String address,
      Optional<String> serverName,
      Instant began,
      Duration took,
      int connections,
      List<VersionFacts> versions,
      List<GroupFacts> groups,
      List<SchemeFacts> schemes,
      List<DhFacts> dh,
      List<ChainFacts> chains,
      ClientAuthenticationFacts clientAuthentication,
      List<Fact> features,
      List<Weakness> weaknesses,
      Optional<HttpFacts> http) {
    this(
        target,
        address,
        serverName,
        began,
        took,
        connections,
        versions,
        groups,
        schemes,
        dh,
        chains,
        clientAuthentication,
        features,
        weaknesses,
        http,
        HostFacts.NONE);
  }

  public ServerFacts {
    versions = List.copyOf(versions);
    groups = List.copyOf(groups);
    schemes = List.copyOf(schemes);
    dh = List.copyOf(dh);
    chains = List.copyOf(chains);
    features = List.copyOf(features);
    weaknesses = List.copyOf(weaknesses);
  }

  /** What was found of a version. */
  public Optional<VersionFacts> version(String name) {
    return versions.stream().filter(one -> one.version().equals(name)).findFirst();
  }

  /** Whether it speaks a version; untold where nobody asked. */
  public Answer offers(String version) {
    return version(version).map(VersionFacts::offered).orElse(Answer.UNTOLD);
  }

  /** A feature by its id. */
  public Optional<Fact> feature(String id) {
    return features.stream().filter(one -> one.id().equals(id)).findFirst();
  }

  /** A weakness by its id. */
  public Optional<Weakness> weakness(String id) {
    return weaknesses.stream().filter(one -> one.id().equals(id)).findFirst();
  }
}
