package io.github.tlsgauntlet.pki;

import java.time.Instant;
import java.util.List;

/**
 * What one certificate has that its kind doesn't bring along.
 *
 * @param kind where it starts from
 * @param steps what is then changed, in order
 */
record CertificateRecipe(Kind kind, List<Step> steps) {
  CertificateRecipe {
    steps = List.copyOf(steps);
  }

  /** The control certificate that a recipe starts from. */
  enum Kind {
    ROOT,
    INTERMEDIATE,
    LEAF
  }

  /** One change to a certificate that is being drafted. */
  @FunctionalInterface
  interface Step {
    void apply(Draft draft, Setting setting);
  }

  /** What a step may need to know about where it runs. */
  record Setting(Role role, Instant now) {
    /** The name that the presenter goes by. */
    String host() {
      return role == Role.SERVER ? "server.gauntlet.test" : "client.gauntlet.test";
    }

    /** The extended key usage of the presenter's role. */
    String purpose() {
      return role == Role.SERVER ? Extensions.SERVER_AUTH : Extensions.CLIENT_AUTH;
    }

    /** The extended key usage of the other role. */
    String otherPurpose() {
      return role == Role.SERVER ? Extensions.CLIENT_AUTH : Extensions.SERVER_AUTH;
    }

    /** The names that a leaf carries unless its recipe says otherwise. */
    List<String> names() {
      return role == Role.SERVER
          ? List.of("dns:" + host(), "dns:localhost", "ip:127.0.0.1", "ip:::1")
          : List.of("dns:" + host(), "email:client@gauntlet.test");
    }

    String fill(String text) {
      return text.replace("{host}", host());
    }
  }
}
