package io.github.tlsgauntlet.pki;

import java.math.BigInteger;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Date;
import java.util.List;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.DERBitString;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.AuthorityKeyIdentifier;
import org.bouncycastle.asn1.x509.CRLReason;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.ExtensionsGenerator;
import org.bouncycastle.asn1.x509.Time;
import org.bouncycastle.asn1.x509.V2TBSCertListGenerator;

/** Makes complete certificate revocation lists (RFC 5280, Section 5). */
final class RevocationLists {
  private static final int DAYS_BEHIND = 1;
  private static final int DAYS_AHEAD = 7;

  private RevocationLists() {}

  /**
   * The list of an authority, in date for a week.
   *
   * @param authority who issues it
   * @param revoked serial numbers, because their keys were compromised
   * @param now when it is made
   * @param random for the signature
   * @return the list in DER
   */
  static byte[] of(
      Workshop.Authority authority, List<BigInteger> revoked, Instant now, SecureRandom random) {
    SignatureAlgorithm signature = SignatureAlgorithm.usual(authority.key().algorithm());
    Time issued = new Time(Date.from(now.minus(DAYS_BEHIND, ChronoUnit.DAYS)));
    V2TBSCertListGenerator list = new V2TBSCertListGenerator();
    list.setSignature(signature.identifier());
    list.setIssuer(X500Name.getInstance(authority.subject()));
    list.setThisUpdate(issued);
    list.setNextUpdate(new Time(Date.from(now.plus(DAYS_AHEAD, ChronoUnit.DAYS))));
    for (BigInteger serial : revoked) {
      list.addCRLEntry(new ASN1Integer(serial), issued, CRLReason.keyCompromise);
    }
    ExtensionsGenerator extensions = new ExtensionsGenerator();
    extensions.addExtension(
        Extension.authorityKeyIdentifier,
        false,
        Names.encoded(new AuthorityKeyIdentifier(authority.key().identifier())));
    extensions.addExtension(Extension.cRLNumber, false, Names.encoded(new ASN1Integer(1)));
    list.setExtensions(extensions.generate());
    byte[] signed = Names.encoded(list.generateTBSCertList());
    byte[] value = signature.sign(authority.key(), signed, random);
    return Der.sequence(
        Der.join(
            signed, Names.encoded(signature.identifier()), Names.encoded(new DERBitString(value))));
  }
}
