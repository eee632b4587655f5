package io.github.tlsgauntlet.pki;

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
  record Setting(Role role, java.time.Instant now, String host) {
    String fill(String text) {
      return text.replace("{host}", host);
    }
  }
}
