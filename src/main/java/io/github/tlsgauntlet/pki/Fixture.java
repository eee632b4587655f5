package io.github.tlsgauntlet.pki;

import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;

/**
 * A scenario made real for one presenter.
 *
 * @param scenario the recipe it was made from
 * @param role who presents it
 * @param credential what is presented
 * @param trustAnchors what the verifier is to trust when it is shown this fixture alone
 * @param referenceName the name or address that a client is to verify; for a client's credential,
 *     the identity that it carries
 * @param otherKey a key that is not the certificate's, for a proof that must fail
 */
public record Fixture(
    Scenario scenario,
    Role role,
    Credential credential,
    List<X509Certificate> trustAnchors,
    String referenceName,
    Optional<PrivateKey> otherKey) {
  public Fixture {
    trustAnchors = List.copyOf(trustAnchors);
  }
}
