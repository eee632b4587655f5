package io.github.tlsgauntlet.pki;

import java.net.IDN;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.util.IPAddress;

/** Whether a presented identifier is the reference identifier (RFC 9525, Section 6). */
final class HostNameMatch {
  private static final Pattern PRESENTED =
      Pattern.compile("(\\*\\.)?[A-Za-z0-9_-]+(\\.[A-Za-z0-9_-]+)*");

  private HostNameMatch() {}

  /**
   * Whether they match.
   *
   * @param reference a host name; an IP address with or without brackets; where it has a scheme and
   *     two slashes a URI, compared character by character; or else, with an at sign, a mailbox
   */
  static boolean matches(GeneralName presented, String reference) {
    Optional<byte[]> address = address(reference);
    if (address.isPresent()) {
      return presented.getTagNo() == GeneralName.iPAddress
          && Arrays.equals(
              ASN1OctetString.getInstance(presented.getName()).getOctets(), address.get());
    }
    if (reference.contains("://")) {
      return presented.getTagNo() == GeneralName.uniformResourceIdentifier
          && GeneralNameKinds.text(presented).equals(reference);
    }
    if (reference.indexOf('@') >= 0) {
      return presented.getTagNo() == GeneralName.rfc822Name
          && mailboxMatches(GeneralNameKinds.text(presented), reference);
    }
    return presented.getTagNo() == GeneralName.dNSName
        && hostMatches(GeneralNameKinds.text(presented), reference);
  }

  static boolean isAddress(String reference) {
    return address(reference).isPresent();
  }

  static String addressText(byte[] octets) {
    try {
      return InetAddress.getByAddress(octets).getHostAddress();
    } catch (UnknownHostException e) {
      return HexFormat.of().formatHex(octets, 0, Math.min(octets.length, 32));
    }
  }

  private static Optional<byte[]> address(String reference) {
    boolean bracketed = reference.startsWith("[") && reference.endsWith("]");
    String bare = bracketed ? reference.substring(1, reference.length() - 1) : reference;
    if (!IPAddress.isValid(bare)) {
      return Optional.empty();
    }
    try {
      return Optional.of(InetAddress.getByName(bare).getAddress());
    } catch (UnknownHostException e) {
      return Optional.empty();
    }
  }

  /** A host's name in ASCII; a wildcard stands for exactly one label, the left-most. */
  static boolean hostMatches(String presented, String reference) {
    Optional<String> expected = ascii(reference);
    if (expected.isEmpty() || !PRESENTED.matcher(presented).matches()) {
      return false;
    }
    String pattern = presented.toLowerCase(Locale.ROOT);
    String host = expected.get();
    if (!pattern.startsWith("*.")) {
      return pattern.equals(host);
    }
    int dot = host.indexOf('.');
    return dot > 0 && pattern.substring(1).equals(host.substring(dot));
  }

  /** The local part is compared as it is, the host without regard to case (RFC 5280, §7.5). */
  private static boolean mailboxMatches(String presented, String reference) {
    int at = presented.lastIndexOf('@');
    int expected = reference.lastIndexOf('@');
    return at == expected
        && presented.regionMatches(0, reference, 0, at)
        && presented.equalsIgnoreCase(reference);
  }

  private static Optional<String> ascii(String reference) {
    try {
      String ascii = IDN.toASCII(reference, IDN.ALLOW_UNASSIGNED).toLowerCase(Locale.ROOT);
      return Optional.of(ascii.endsWith(".") ? ascii.substring(0, ascii.length() - 1) : ascii);
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
