package io.github.tlsgauntlet.probe;

import io.github.tlsgauntlet.pki.Credential;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/**
 * How a server is probed.
 *
 * @param target as the user named it
 * @param address where it was found, for the report
 * @param serverName to ask for, and to judge its certificates by; empty where none is known
 * @param anchors what its chains are judged by; asked for once its chains are known
 * @param anchorsFrom what these anchors are, in words
 * @param credential to present where a client certificate is asked for
 * @param timeout for one connection
 * @param connections how many at once, at least 1
 * @param http whether the server speaks HTTP over TLS
 * @param injection empty where TLS comes first
 * @param parts what is asked for beside versions and cipher suites
 * @param checks what is checked beside the handshakes
 * @param evidence whether the connections that decide are kept with the facts
 */
public record ProbeSettings(
    String target,
    String address,
    Optional<String> serverName,
    Supplier<List<X509Certificate>> anchors,
    String anchorsFrom,
    Optional<Credential> credential,
    Duration timeout,
    int connections,
    boolean http,
    Optional<Injection> injection,
    Set<Part> parts,
    Checks checks,
    boolean evidence) {
  private static final Pattern ADDRESS = Pattern.compile("[0-9.]+|.*:.*");

  public ProbeSettings {
    parts = Set.copyOf(parts);
  }

  /** Without evidence. */
  public ProbeSettings(
      String target,
      String address,
      Optional<String> serverName,
      Supplier<List<X509Certificate>> anchors,
      String anchorsFrom,
      Optional<Credential> credential,
      Duration timeout,
      int connections,
      boolean http,
      Optional<Injection> injection,
      Set<Part> parts,
      Checks checks) {
    this(
        target,
        address,
        serverName,
        anchors,
        anchorsFrom,
        credential,
        timeout,
        connections,
        http,
        injection,
        parts,
        checks,
        false);
  }

  /** All parts, without further checks. */
  public ProbeSettings(
      String target,
      String address,
      Optional<String> serverName,
      Supplier<List<X509Certificate>> anchors,
      String anchorsFrom,
      Optional<Credential> credential,
      Duration timeout,
      int connections,
      boolean http,
      Optional<Injection> injection) {
    this(
        target,
        address,
        serverName,
        anchors,
        anchorsFrom,
        credential,
        timeout,
        connections,
        http,
        injection,
        EnumSet.allOf(Part.class),
        Checks.none());
  }

  /** What stands in server_name: never an address (RFC 6066, Section 3). */
  public Optional<String> askedName() {
    return serverName.filter(name -> !ADDRESS.matcher(name).matches());
  }

  /**
   * A way to the server on which something in plain text was sent together with the wish for TLS.
   *
   * @param dialer the way
   * @param what was sent, and how to tell whether it was taken
   */
  public record Injection(Dialer dialer, io.github.tlsgauntlet.target.upgrade.Injection what) {}
}
