package io.github.tlsgauntlet.pki;

import java.security.PrivateKey;
import java.security.cert.X509Certificate;

/**
 * A CA that may issue.
 *
 * @param certificate the CA's
 * @param privateKey the CA's
 */
public record CertificateIssuer(X509Certificate certificate, PrivateKey privateKey) {}
