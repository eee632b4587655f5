package io.github.tlsgauntlet.probe;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.stream.Stream;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.CertificatePolicies;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralSubtree;
import org.bouncycastle.asn1.x509.NameConstraints;
import org.bouncycastle.asn1.x509.PolicyInformation;

/** Reads what a certificate says about those below it; what can't be read is left out. */
final class Constraints {
  private static final String NAME_CONSTRAINTS = "2.5.29.30";
  private static final String POLICIES = "2.5.29.32";

  private Constraints() {}

  static ConstraintFacts of(X509Certificate certificate) {
    // -1 for no authority, the greatest number for no limit.
    int length = certificate.getBasicConstraints();
    Optional<NameConstraints> names =
        read(certificate, NAME_CONSTRAINTS, NameConstraints::getInstance);
    return new ConstraintFacts(
        length < 0 || length == Integer.MAX_VALUE ? OptionalInt.empty() : OptionalInt.of(length),
        names.map(one -> subtrees(one.getPermittedSubtrees())).orElse(List.of()),
        names.map(one -> subtrees(one.getExcludedSubtrees())).orElse(List.of()),
        read(certificate, POLICIES, CertificatePolicies::getInstance)
            .map(one -> Arrays.stream(one.getPolicyInformation()).map(Constraints::number).toList())
            .orElse(List.of()));
  }

  private static <T> Optional<T> read(
      X509Certificate certificate, String extension, Function<Object, T> parser) {
    byte[] value = certificate.getExtensionValue(extension);
    if (value == null) {
      return Optional.empty();
    }
    try {
      return Optional.of(parser.apply(ASN1OctetString.getInstance(value).getOctets()));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static String number(PolicyInformation policy) {
    return policy.getPolicyIdentifier().getId();
  }

  private static List<String> subtrees(GeneralSubtree[] subtrees) {
    return Stream.ofNullable(subtrees)
        .flatMap(Arrays::stream)
        .map(subtree -> text(subtree.getBase()))
        .toList();
  }

  private static String text(GeneralName name) {
    return switch (name.getTagNo()) {
      case GeneralName.dNSName -> "DNS:" + name.getName();
      case GeneralName.rfc822Name -> "email:" + name.getName();
      case GeneralName.uniformResourceIdentifier -> "URI:" + name.getName();
      case GeneralName.directoryName -> "name:" + X500Name.getInstance(name.getName());
      case GeneralName.iPAddress ->
          "IP:" + range(ASN1OctetString.getInstance(name.getName()).getOctets());
      default -> "[" + name.getTagNo() + "]";
    };
  }

  /** An address and its mask (RFC 5280, Section 4.2.1.10). */
  private static String range(byte[] octets) {
    int half = octets.length / 2;
    try {
      return InetAddress.getByAddress(Arrays.copyOf(octets, half)).getHostAddress()
          + "/"
          + InetAddress.getByAddress(Arrays.copyOfRange(octets, half, octets.length))
              .getHostAddress();
    } catch (UnknownHostException e) {
      return "in " + octets.length + " octets";
    }
  }
}
