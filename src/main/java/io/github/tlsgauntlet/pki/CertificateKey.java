package io.github.tlsgauntlet.pki;

import java.security.PrivateKey;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.crypto.params.AsymmetricKeyParameter;

/**
 * A key pair as the mint uses it.
 *
 * @param algorithm its kind
 * @param info the public half as a certificate carries it
 * @param signer the private half for Bouncy Castle's signers
 * @param privateKey the private half for whoever presents the certificate
 */
record CertificateKey(
    KeyAlgorithm algorithm,
    SubjectPublicKeyInfo info,
    AsymmetricKeyParameter signer,
    PrivateKey privateKey) {}
