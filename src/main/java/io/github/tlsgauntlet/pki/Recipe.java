package io.github.tlsgauntlet.pki;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** How a scenario's certificates are made: each by its name, what is sent, and what is trusted. */
public final class Recipe {
  private final Map<String, CertificateRecipe> certificates;
  private final List<String> send;
  private final List<String> trust;
  private final Optional<String> name;

  /**
   * @param certificates what differs from the control chain, and what comes beside it
   * @param send the certificates presented, in order
   * @param trust the trust anchors
   * @param name the reference name, when it is not the role's usual one
   */
  Recipe(
      Map<String, CertificateRecipe> certificates,
      List<String> send,
      List<String> trust,
      Optional<String> name) {
    this.certificates = Map.copyOf(certificates);
    this.send = List.copyOf(send);
    this.trust = List.copyOf(trust);
    this.name = name;
  }

  Optional<CertificateRecipe> certificate(String called) {
    return Optional.ofNullable(certificates.get(called));
  }

  /** The certificates that the recipe says anything about. */
  Set<String> names() {
    return certificates.keySet();
  }

  List<String> send() {
    return send;
  }

  List<String> trust() {
    return trust;
  }

  Optional<String> name() {
    return name;
  }
}
