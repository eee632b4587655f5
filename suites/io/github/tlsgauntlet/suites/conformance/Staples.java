package io.github.tlsgauntlet.suites.conformance;

import io.github.tlsgauntlet.pki.CertificateIssuer;
import io.github.tlsgauntlet.pki.Credential;
import io.github.tlsgauntlet.pki.Role;
import io.github.tlsgauntlet.suite.conformance.ClientCase;
import java.io.IOException;
import java.math.BigInteger;
import java.security.cert.CertificateEncodingException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateHolder;
import org.bouncycastle.cert.ocsp.BasicOCSPRespBuilder;
import org.bouncycastle.cert.ocsp.CertificateID;
import org.bouncycastle.cert.ocsp.CertificateStatus;
import org.bouncycastle.cert.ocsp.OCSPException;
import org.bouncycastle.cert.ocsp.OCSPRespBuilder;
import org.bouncycastle.cert.ocsp.RespID;
import org.bouncycastle.cert.ocsp.RevokedStatus;
import org.bouncycastle.operator.DigestCalculatorProvider;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.operator.jcajce.JcaDigestCalculatorProviderBuilder;

/**
 * OCSP responses (RFC 6960) for a server's leaf, by its issuer itself.
 *
 * @param issuer of the leaf
 * @param leaf whose status is told
 */
record Staples(CertificateIssuer issuer, Credential leaf) {
  private static final Duration AGO = Duration.ofHours(1);
  private static final Duration LASTS = Duration.ofDays(3);
  private static final int KEY_COMPROMISE = 1;

  /** Of the server that a client takes where something is stapled. */
  static Staples of(ClientCase client) {
    return new Staples(client.client().run().mint().issuer(Role.SERVER), credential(client));
  }

  /** A credential whose leaf an issuer that can be had has issued itself. */
  static Credential credential(ClientCase client) {
    return client.credential("ok-root-leaf");
  }

  /** All is well. */
  byte[] good() {
    return response(serial(), CertificateStatus.GOOD);
  }

  /** Its key was compromised an hour ago. */
  byte[] revoked() {
    return response(serial(), new RevokedStatus(Date.from(now().minus(AGO)), KEY_COMPROMISE));
  }

  /** Another certificate of the issuer is well. */
  byte[] ofAnother() {
    return response(serial().add(BigInteger.ONE), CertificateStatus.GOOD);
  }

  private static Instant now() {
    return Instant.now(Clock.systemUTC());
  }

  private BigInteger serial() {
    try {
      return new X509CertificateHolder(leaf.certificates().get(0)).getSerialNumber();
    } catch (IOException e) {
      throw new IllegalStateException("A fixture's leaf does not parse", e);
    }
  }

  private byte[] response(BigInteger serial, CertificateStatus status) {
    Instant from = now().minus(AGO);
    try {
      DigestCalculatorProvider digests = new JcaDigestCalculatorProviderBuilder().build();
      X509CertificateHolder authority = new JcaX509CertificateHolder(issuer.certificate());
      BasicOCSPRespBuilder builder = new BasicOCSPRespBuilder(new RespID(authority.getSubject()));
      builder.addResponse(
          new CertificateID(digests.get(CertificateID.HASH_SHA1), authority, serial),
          status,
          Date.from(from),
          Date.from(from.plus(LASTS)));
      String algorithm =
          issuer.privateKey().getAlgorithm().startsWith("RSA")
              ? "SHA256withRSA"
              : "SHA256withECDSA";
      return new OCSPRespBuilder()
          .build(
              OCSPRespBuilder.SUCCESSFUL,
              builder.build(
                  new JcaContentSignerBuilder(algorithm).build(issuer.privateKey()),
                  null,
                  Date.from(from)))
          .getEncoded();
    } catch (OCSPException
        | OperatorCreationException
        | CertificateEncodingException
        | IOException e) {
      throw new IllegalStateException("No OCSP response could be made", e);
    }
  }
}
