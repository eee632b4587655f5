package io.github.tlsgauntlet.suites.conformance;

import io.github.tlsgauntlet.suite.Finding;
import io.github.tlsgauntlet.suite.Verdict;

/** Findings that rest on what a client offers, whatever it is sent. */
final class Passive {
  private Passive() {}

  static Finding notApplicable(String reason) {
    return Finding.of(Verdict.NOT_APPLICABLE, reason);
  }
}
