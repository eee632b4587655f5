package io.github.tlsgauntlet.probe;

import io.github.tlsgauntlet.protocol.CipherSuite;
import java.util.List;

/**
 * What the server does in one version of the protocol.
 *
 * @param version by its usual name: {@code SSL 2.0} to {@code TLS 1.3}
 * @param offered whether the server speaks it
 * @param detail how it refused, or why it could not be told; empty where it is offered
 * @param suites what it takes: in its own order where that decides, else in ours
 * @param preference whose order of suites decides
 * @param prefersChaCha whether ChaCha20 comes first for clients that name it first (those without
 *     AES in hardware), though the server's order decides otherwise
 */
public record VersionFacts(
    String version,
    Answer offered,
    String detail,
    List<SuiteFacts> suites,
    Preference preference,
    boolean prefersChaCha) {
  static final String MORE = "There may be more suites: ";

  public VersionFacts {
    suites = List.copyOf(suites);
  }

  /** Whether it may take suites beside those that were found: what is absent is untold then. */
  public boolean mayTakeMore() {
    return offered == Answer.YES && detail.startsWith(MORE);
  }

  /** Whether it takes this suite. */
  public boolean has(CipherSuite suite) {
    return suites.stream().anyMatch(one -> one.suite().equals(suite));
  }
}
