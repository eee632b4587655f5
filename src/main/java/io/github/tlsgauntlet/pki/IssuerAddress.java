package io.github.tlsgauntlet.pki;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalInt;
import org.bouncycastle.asn1.ASN1IA5String;
import org.bouncycastle.asn1.x509.AccessDescription;
import org.bouncycastle.asn1.x509.AuthorityInformationAccess;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;

/** Where a certificate says that its issuer's is to be had (RFC 5280, Section 4.2.2.1). */
public final class IssuerAddress {
  private IssuerAddress() {}

  /**
   * The port of 127.0.0.1 where the issuer's certificate is to be had by HTTP; empty where the
   * certificate says nothing of the kind.
   *
   * @param certificate in DER
   */
  public static Optional<Integer> loopbackPort(byte[] certificate) {
    return SentCertificate.read(certificate, OptionalInt.empty())
        .flatMap(
            read ->
                read.value(Extension.authorityInfoAccess, AuthorityInformationAccess::getInstance))
        .flatMap(
            access ->
                Arrays.stream(access.getAccessDescriptions())
                    .filter(one -> one.getAccessMethod().equals(AccessDescription.id_ad_caIssuers))
                    .map(AccessDescription::getAccessLocation)
                    .filter(name -> name.getTagNo() == GeneralName.uniformResourceIdentifier)
                    .map(name -> ASN1IA5String.getInstance(name.getName()).getString())
                    .flatMap(text -> port(text).stream())
                    .findFirst());
  }

  private static Optional<Integer> port(String text) {
    try {
      URI uri = new URI(text);
      return "http".equals(uri.getScheme()) && "127.0.0.1".equals(uri.getHost())
          ? Optional.of(uri.getPort()).filter(port -> port > 0)
          : Optional.empty();
    } catch (URISyntaxException e) {
      return Optional.empty();
    }
  }
}
