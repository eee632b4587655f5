package io.github.tlsgauntlet.target;

import io.github.tlsgauntlet.pki.Credential;
import io.github.tlsgauntlet.protocol.ProtocolVersion;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * How a client that is ours to set up is to stand.
 *
 * @param serverTrust the trust anchors that it judges the server by
 * @param serverName the reference identity: a host name or an IP address in text
 * @param credential what it may present; empty for none
 * @param versions the versions it may speak; empty for its own default
 */
public record ClientSetup(
    List<X509Certificate> serverTrust,
    String serverName,
    Optional<Credential> credential,
    Set<ProtocolVersion> versions) {
  public ClientSetup {
    serverTrust = List.copyOf(serverTrust);
    versions = Set.copyOf(versions);
  }
}
