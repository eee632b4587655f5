package io.github.tlsgauntlet.target;

import io.github.tlsgauntlet.pki.Credential;
import io.github.tlsgauntlet.protocol.ProtocolVersion;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Set;

/**
 * How a server that is ours to set up is to stand.
 *
 * @param credential what it presents
 * @param clientTrust the trust anchors that it judges client certificates by
 * @param clientAuthentication what it does about client certificates
 * @param versions the versions it is to speak; empty for its own default
 * @param revocationLists what it judges client certificates by beside the anchors, in DER; empty
 *     for no judgement of revocation; only for a server that {@link
 *     ServerTarget#takesRevocationLists takes them}
 */
public record ServerSetup(
    Credential credential,
    List<X509Certificate> clientTrust,
    ClientAuthentication clientAuthentication,
    Set<ProtocolVersion> versions,
    List<byte[]> revocationLists) {
  public ServerSetup {
    clientTrust = List.copyOf(clientTrust);
    versions = Set.copyOf(versions);
    revocationLists = List.copyOf(revocationLists);
  }

  /**
   * A setup without revocation lists.
   *
   * @param credential what it presents
   * @param clientTrust the trust anchors that it judges client certificates by
   * @param clientAuthentication what it does about client certificates
   * @param versions the versions it is to speak; empty for its own default
   */
  public ServerSetup(
      Credential credential,
      List<X509Certificate> clientTrust,
      ClientAuthentication clientAuthentication,
      Set<ProtocolVersion> versions) {
    this(credential, clientTrust, clientAuthentication, versions, List.of());
  }
}
