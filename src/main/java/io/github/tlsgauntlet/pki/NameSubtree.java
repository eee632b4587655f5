package io.github.tlsgauntlet.pki;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.GeneralName;

/**
 * The base of a name constraint, and which names lie in it (RFC 5280, Section 4.2.1.10).
 *
 * @param kind the tag of GeneralName
 * @param base the constraint
 */
record NameSubtree(int kind, GeneralName base) {
  /** What can be said of a name and a subtree of the same kind. */
  enum Place {
    INSIDE,
    OUTSIDE,
    /** The name is a wildcard that stands for names inside and outside. */
    ASTRIDE,
    /** The name or the constraint is of a form that can't be judged. */
    UNCLEAR
  }

  static NameSubtree of(GeneralName base) {
    return new NameSubtree(base.getTagNo(), base);
  }

  Place place(GeneralName name) {
    return switch (kind) {
      case GeneralName.dNSName -> host(text(name), text(base));
      case GeneralName.rfc822Name -> mailbox(text(name), text(base));
      case GeneralName.uniformResourceIdentifier -> uri(text(name), text(base));
      case GeneralName.iPAddress -> address(octets(name), octets(base));
      case GeneralName.directoryName ->
          DistinguishedNames.within(
                  X500Name.getInstance(name.getName()), X500Name.getInstance(base.getName()))
              ? Place.INSIDE
              : Place.OUTSIDE;
      default -> Place.UNCLEAR;
    };
  }

  private static String text(GeneralName name) {
    return GeneralNameKinds.text(name).toLowerCase(Locale.ROOT);
  }

  private static byte[] octets(GeneralName name) {
    return ASN1OctetString.getInstance(name.getName()).getOctets();
  }

  /**
   * A constraint on hosts takes the host itself and all below it; with a leading dot only these.
   */
  private static Place host(String name, String constraint) {
    if (constraint.isEmpty()) {
      return Place.INSIDE;
    }
    String below = constraint.startsWith(".") ? constraint : "." + constraint;
    if (name.equals(constraint) || name.endsWith(below)) {
      return Place.INSIDE;
    }
    boolean astride = name.startsWith("*.") && below.endsWith(name.substring(1));
    return astride ? Place.ASTRIDE : Place.OUTSIDE;
  }

  private static Place mailbox(String name, String constraint) {
    int at = name.lastIndexOf('@');
    if (at < 0) {
      return Place.UNCLEAR;
    }
    if (constraint.contains("@")) {
      return in(name.equals(constraint));
    }
    return in(exactOrBelow(name.substring(at + 1), constraint));
  }

  private static Place uri(String name, String constraint) {
    Optional<String> host = hostOf(name);
    return host.isEmpty() || HostNameMatch.isAddress(host.get())
        ? Place.UNCLEAR
        : in(exactOrBelow(host.get(), constraint));
  }

  private static Optional<String> hostOf(String uri) {
    try {
      return Optional.ofNullable(new URI(uri).getHost());
    } catch (URISyntaxException e) {
      return Optional.empty();
    }
  }

  /** A constraint on mailboxes and URIs takes one host; with a leading dot all below it. */
  private static boolean exactOrBelow(String host, String constraint) {
    return constraint.isEmpty()
        || (constraint.startsWith(".") ? host.endsWith(constraint) : host.equals(constraint));
  }

  private static Place address(byte[] name, byte[] constraint) {
    if (constraint.length != 8 && constraint.length != 32) {
      return Place.UNCLEAR;
    }
    int length = constraint.length / 2;
    if (name.length != length) {
      return name.length == 4 || name.length == 16 ? Place.OUTSIDE : Place.UNCLEAR;
    }
    boolean inside = true;
    for (int i = 0; i < length; i++) {
      inside &= ((name[i] ^ constraint[i]) & constraint[length + i]) == 0;
    }
    return in(inside);
  }

  private static Place in(boolean inside) {
    return inside ? Place.INSIDE : Place.OUTSIDE;
  }
}
