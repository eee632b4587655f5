package io.github.tlsgauntlet.pki;

import java.net.IDN;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1IA5String;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.util.IPAddress;

/** Whether a presented identifier is the reference identifier (RFC 9525, Section 6). */
final class HostNameMatch {
  private HostNameMatch() {}

  static boolean matches(GeneralName presented, String reference) {
    Optional<byte[]> address = address(reference);
    if (address.isPresent()) {
      return presented.getTagNo() == GeneralName.iPAddress
          && Arrays.equals(
              ASN1OctetString.getInstance(presented.getName()).getOctets(), address.get());
    }
    return presented.getTagNo() == GeneralName.dNSName
        && dnsMatches(ASN1IA5String.getInstance(presented.getName()).getString(), reference);
  }

  static boolean isAddress(String reference) {
    return address(reference).isPresent();
  }

  private static Optional<byte[]> address(String reference) {
    String bare =
        reference.startsWith("[") && reference.endsWith("]")
            ? reference.substring(1, reference.length() - 1)
            : reference;
    if (!IPAddress.isValid(bare)) {
      return Optional.empty();
    }
    try {
      return Optional.of(InetAddress.getByName(bare).getAddress());
    } catch (UnknownHostException e) {
      return Optional.empty();
    }
  }

  private static boolean dnsMatches(String presented, String reference) {
    Optional<String> expected = ascii(reference);
    if (expected.isEmpty() || !presented.matches("[*]?[A-Za-z0-9._-]+")) {
      return false;
    }
    String pattern = presented.toLowerCase(Locale.ROOT);
    String host = expected.get();
    if (!pattern.contains("*")) {
      return pattern.equals(host);
    }
    int dot = host.indexOf('.');
    String rest = pattern.substring(1);
    return pattern.startsWith("*.")
        && rest.indexOf('.', 1) > 0
        && dot > 0
        && rest.equals(host.substring(dot));
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
