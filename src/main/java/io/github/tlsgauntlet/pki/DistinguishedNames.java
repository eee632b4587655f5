package io.github.tlsgauntlet.pki;

import org.bouncycastle.asn1.x500.RDN;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.style.IETFUtils;

/**
 * Compares distinguished names: attribute by attribute in their order, without regard to case, runs
 * of spaces and string types (RFC 5280, Section 7.1).
 */
final class DistinguishedNames {
  private static final int MOST_CHARACTERS = 200;

  private DistinguishedNames() {}

  static boolean same(X500Name one, X500Name other) {
    RDN[] left = one.getRDNs();
    RDN[] right = other.getRDNs();
    return left.length == right.length && startsWith(left, right);
  }

  /** Whether a name lies within a directory subtree (RFC 5280, Section 4.2.1.10). */
  static boolean within(X500Name name, X500Name subtree) {
    RDN[] left = name.getRDNs();
    RDN[] right = subtree.getRDNs();
    return left.length >= right.length && startsWith(left, right);
  }

  private static boolean startsWith(RDN[] whole, RDN[] start) {
    for (int i = 0; i < start.length; i++) {
      if (!whole[i].equals(start[i]) && !matches(whole[i], start[i])) {
        return false;
      }
    }
    return true;
  }

  private static boolean matches(RDN one, RDN other) {
    try {
      return IETFUtils.rDNAreEqual(one, other);
    } catch (RuntimeException e) {
      // Values that Bouncy Castle can't make text of are equal only octet by octet.
      return false;
    }
  }

  static String inWords(X500Name name) {
    try {
      String text = name.toString();
      if (text.isEmpty()) {
        return "a name without content";
      }
      return text.length() <= MOST_CHARACTERS ? text : text.substring(0, MOST_CHARACTERS) + "…";
    } catch (RuntimeException e) {
      // A name that Bouncy Castle can't make text of still needs one in a sentence.
      return "a name of " + name.getRDNs().length + " parts that is no text";
    }
  }
}
