package io.github.tlsgauntlet.target;

import java.net.IDN;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A host as written in a URL or on a command line (RFC 3986, Section 3.2.2). Looks nothing up.
 *
 * @param text an A-label host name in lower case without a final dot, or an IP address without
 *     brackets
 * @param address whether it is an IP address
 */
record HostName(String text, boolean address) {
  private static final int LONGEST = 253;
  private static final Pattern FOUR_NUMBERS =
      Pattern.compile("([0-9]{1,3})\\.([0-9]{1,3})\\.([0-9]{1,3})\\.([0-9]{1,3})");
  private static final Pattern IPV6 =
      Pattern.compile("[0-9A-Fa-f:.]{2,45}(%[A-Za-z0-9._-]{1,32})?");
  private static final Pattern LABEL =
      Pattern.compile("[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?", Pattern.CASE_INSENSITIVE);
  private static final Pattern ALL_DIGITS = Pattern.compile("[0-9]+");

  /** Reads a host; empty if it is none. */
  static Optional<HostName> of(String written) {
    if (written.indexOf(':') >= 0) {
      return isIpv6(written) ? Optional.of(new HostName(written, true)) : Optional.empty();
    }
    var numbers = FOUR_NUMBERS.matcher(written);
    if (numbers.matches()) {
      for (int i = 1; i <= 4; i++) {
        if (Integer.parseInt(numbers.group(i)) > 255) {
          return Optional.empty();
        }
      }
      return Optional.of(new HostName(written, true));
    }
    return ascii(written).filter(HostName::isName).map(name -> new HostName(name, false));
  }

  private static Optional<String> ascii(String written) {
    String undotted = written.endsWith(".") ? written.substring(0, written.length() - 1) : written;
    if (undotted.isEmpty() || undotted.length() > LONGEST) {
      return Optional.empty();
    }
    try {
      return Optional.of(IDN.toASCII(undotted).toLowerCase(Locale.ROOT));
    } catch (IllegalArgumentException notAName) {
      return Optional.empty();
    }
  }

  private static boolean isName(String ascii) {
    if (ascii.isEmpty() || ascii.length() > LONGEST) {
      return false;
    }
    String[] labels = ascii.split("\\.", -1);
    for (String label : labels) {
      if (!LABEL.matcher(label).matches()) {
        return false;
      }
    }
    return !ALL_DIGITS.matcher(labels[labels.length - 1]).matches();
  }

  private static boolean isIpv6(String written) {
    if (!IPV6.matcher(written).matches()) {
      return false;
    }
    int zone = written.indexOf('%');
    String literal = zone < 0 ? written : written.substring(0, zone);
    try {
      // In brackets it is read as a literal and never looked up.
      InetAddress.getByName("[" + literal + "]");
      return true;
    } catch (UnknownHostException notAnAddress) {
      return false;
    }
  }
}
