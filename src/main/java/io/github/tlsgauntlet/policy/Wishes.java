package io.github.tlsgauntlet.policy;

import io.github.tlsgauntlet.probe.Answer;
import io.github.tlsgauntlet.probe.ServerFacts;
import io.github.tlsgauntlet.probe.VersionFacts;
import io.github.tlsgauntlet.protocol.CipherSuite;
import io.github.tlsgauntlet.protocol.NamedGroup;
import io.github.tlsgauntlet.protocol.SuiteTraits;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * What a server would be set to if it kept the whole policy: the values that mends are filled with.
 *
 * @param versions oldest first
 * @param oldSuites for versions up to TLS 1.2
 * @param newSuites for TLS 1.3
 * @param groups in order
 * @param rsaBits the least length of RSA keys
 * @param dhBits the least length of finite-field groups
 * @param days the longest life of certificates
 * @param hstsSeconds the least max-age
 */
record Wishes(
    List<String> versions,
    List<CipherSuite> oldSuites,
    List<CipherSuite> newSuites,
    List<NamedGroup> groups,
    int rsaBits,
    int dhBits,
    int days,
    long hstsSeconds) {
  // Where a policy leaves the choice: RFC 9325, Sections 4.2 and 4.5; RFC 9846, Section 9.1.
  private static final List<String> OLD =
      List.of(
          "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256",
          "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256",
          "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384",
          "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384");
  private static final List<String> NEW =
      List.of("TLS_AES_128_GCM_SHA256", "TLS_AES_256_GCM_SHA384");
  private static final List<NamedGroup> GROUPS =
      List.of(NamedGroup.X25519, NamedGroup.SECP256R1, NamedGroup.SECP384R1);
  private static final int RSA_BITS = 2048;
  private static final int DH_BITS = 2048;
  private static final int DAYS = 90;
  private static final long HSTS_SECONDS = 31536000;

  static Wishes of(Policy policy, ServerFacts facts) {
    List<Demand> demands = policy.rules().stream().map(Rule::demand).toList();
    List<String> versions = versions(demands, facts);
    boolean old = versions.stream().anyMatch(Versions::before13);
    return new Wishes(
        versions,
        old ? suites(demands, facts, false) : List.of(),
        suites(demands, facts, true),
        groups(demands),
        number(demands, one -> one instanceof LeastRsaBits least ? least.bits() : 0, RSA_BITS),
        number(demands, one -> one instanceof LeastDhBits least ? least.bits() : 0, DH_BITS),
        demands.stream()
            .flatMap(one -> one instanceof MostDays most ? Stream.of(most.days()) : Stream.empty())
            .min(Integer::compare)
            .orElse(DAYS),
        demands.stream()
            .flatMap(one -> one instanceof LeastHsts hsts ? Stream.of(hsts) : Stream.empty())
            .mapToLong(LeastHsts::seconds)
            .max()
            .orElse(HSTS_SECONDS));
  }

  private static int number(List<Demand> demands, Function<Demand, Integer> least, int otherwise) {
    return demands.stream()
        .map(least)
        .filter(bits -> bits > 0)
        .max(Integer::compare)
        .orElse(otherwise);
  }

  private static List<String> versions(List<Demand> demands, ServerFacts facts) {
    List<VersionDemand> about =
        demands.stream()
            .flatMap(
                one -> one instanceof VersionDemand about2 ? Stream.of(about2) : Stream.empty())
            .toList();
    List<String> wished =
        Versions.ALL.stream()
            .filter(version -> about.stream().allMatch(one -> one.permits(version)))
            .filter(version -> isWished(version, about, facts))
            .toList();
    return wished.isEmpty() ? List.of(Versions.TLS12, Versions.TLS13) : wished;
  }

  /** What is spoken already and what is asked for; a list of what is allowed asks for its own. */
  private static boolean isWished(String version, List<VersionDemand> about, ServerFacts facts) {
    return facts.offers(version) == Answer.YES
        || about.stream()
            .filter(one -> one.sense() != VersionDemand.Sense.FORBIDDEN)
            .anyMatch(one -> one.versions().contains(version));
  }

  private static List<CipherSuite> suites(List<Demand> demands, ServerFacts facts, boolean tls13) {
    String version = tls13 ? Versions.TLS13 : Versions.TLS12;
    Optional<AllowedSuites> allowed =
        demands.stream()
            .flatMap(one -> one instanceof AllowedSuites list ? Stream.of(list) : Stream.empty())
            .filter(one -> one.scope().has(version))
            .findFirst();
    Set<CipherSuite> wished = new LinkedHashSet<>();
    if (allowed.isPresent()) {
      wished.addAll(allowed.get().suites());
    } else {
      for (VersionFacts one : facts.versions()) {
        one.suites().forEach(suite -> wished.add(suite.suite()));
      }
      if (!tls13) {
        OLD.forEach(name -> CipherSuite.named(name).ifPresent(wished::add));
      }
    }
    List<CipherSuite> kept = new ArrayList<>();
    for (CipherSuite suite : wished) {
      boolean fits = SuiteTraits.of(suite).map(traits -> traits.tls13() == tls13).orElse(false);
      if (fits && permitted(suite, demands)) {
        kept.add(suite);
      }
    }
    if (kept.isEmpty() && allowed.isEmpty()) {
      (tls13 ? NEW : OLD).forEach(name -> CipherSuite.named(name).ifPresent(kept::add));
    }
    return List.copyOf(kept);
  }

  private static boolean permitted(CipherSuite suite, List<Demand> demands) {
    return demands.stream()
        .allMatch(one -> !(one instanceof ForbiddenSuites forbidden) || forbidden.permits(suite));
  }

  private static List<NamedGroup> groups(List<Demand> demands) {
    Set<NamedGroup> wished = new LinkedHashSet<>();
    for (Demand one : demands) {
      if (one instanceof RequiredGroups required) {
        wished.addAll(required.groups());
      }
    }
    for (Demand one : demands) {
      if (one instanceof AllowedGroups allowed) {
        wished.addAll(allowed.groups());
      }
    }
    return wished.isEmpty() ? GROUPS : List.copyOf(wished);
  }
}
