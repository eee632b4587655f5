package io.github.tlsgauntlet.pki;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERIA5String;
import org.bouncycastle.asn1.DERPrintableString;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.DERSet;
import org.bouncycastle.asn1.DERUTF8String;
import org.bouncycastle.asn1.x500.style.BCStyle;

/**
 * Distinguished names and general names from text. They are encoded octet by octet as written: a
 * recipe may put into them what no certificate should hold.
 */
final class Names {
  private static final int MOST_REPETITIONS = 20_000;
  private static final Map<String, ASN1ObjectIdentifier> ATTRIBUTES =
      Map.of(
          "CN", BCStyle.CN,
          "O", BCStyle.O,
          "OU", BCStyle.OU,
          "C", BCStyle.C,
          "ST", BCStyle.ST,
          "L", BCStyle.L,
          "serialNumber", BCStyle.SERIALNUMBER,
          "emailAddress", BCStyle.EmailAddress);

  /** The context-specific tags of GeneralName (RFC 5280 §4.2.1.6). */
  private static final Map<String, Integer> TAGS =
      Map.of("email", 0x81, "dns", 0x82, "dirname", 0xa4, "uri", 0x86, "ip", 0x87, "id", 0x88);

  private Names() {}

  /** A name such as {@code CN=a,O=b}; after a {@code printable:} it is made of PrintableStrings. */
  static byte[] distinguished(String text) throws Misfit {
    boolean printable = text.startsWith("printable:");
    String rest = printable ? text.substring("printable:".length()) : text;
    ASN1EncodableVector parts = new ASN1EncodableVector();
    if (!rest.isEmpty()) {
      for (String part : rest.split(",")) {
        int equals = part.indexOf('=');
        if (equals < 0) {
          throw new Misfit("\"" + text + "\" is not a name", "Write it like CN=a name,O=a house");
        }
        String type = part.substring(0, equals).strip();
        ASN1ObjectIdentifier oid = ATTRIBUTES.get(type);
        if (oid == null) {
          throw Field.unknown("name attribute", type, ATTRIBUTES.keySet());
        }
        parts.add(new DERSet(attribute(oid, part.substring(equals + 1), printable)));
      }
    }
    return encoded(new DERSequence(parts));
  }

  private static ASN1Encodable attribute(
      ASN1ObjectIdentifier oid, String value, boolean printable) {
    ASN1EncodableVector pair = new ASN1EncodableVector();
    pair.add(oid);
    if (oid.equals(BCStyle.EmailAddress)) {
      pair.add(new DERIA5String(value));
    } else if (printable || oid.equals(BCStyle.C) || oid.equals(BCStyle.SERIALNUMBER)) {
      pair.add(new DERPrintableString(value));
    } else {
      pair.add(new DERUTF8String(value));
    }
    return new DERSequence(pair);
  }

  /** A GeneralName from text such as {@code dns:a.test}; raw octets after {@code ip:#}. */
  static byte[] general(String text) throws Misfit {
    int colon = text.indexOf(':');
    String kind = colon < 0 ? text : text.substring(0, colon);
    Integer tag = TAGS.get(kind);
    if (colon < 0 || tag == null) {
      throw Field.unknown("kind of name in", text, TAGS.keySet());
    }
    return Der.value(tag, contents(kind, text.substring(colon + 1)));
  }

  private static byte[] contents(String kind, String text) throws Misfit {
    if (text.startsWith("#")) {
      try {
        return HexFormat.of().parseHex(text.substring(1));
      } catch (IllegalArgumentException e) {
        throw new Misfit("\"" + text + "\" is not hexadecimal", "Write digit pairs after the #");
      }
    }
    return switch (kind) {
      case "ip" -> address(text);
      case "dirname" -> distinguished(text);
      default -> text.getBytes(StandardCharsets.UTF_8);
    };
  }

  static byte[] encoded(ASN1Encodable value) {
    try {
      return value.toASN1Primitive().getEncoded();
    } catch (IOException e) {
      throw new IllegalStateException("A value that can't be encoded", e);
    }
  }

  private static byte[] address(String text) throws Misfit {
    int slash = text.indexOf('/');
    String host = slash < 0 ? text : text.substring(0, slash);
    if (!host.matches("[0-9.]+|[0-9a-fA-F:.]*:[0-9a-fA-F:.]*")) {
      throw new Misfit("\"" + text + "\" is not an address", "Write numbers, not a host's name");
    }
    try {
      byte[] octets = InetAddress.getByName(host).getAddress();
      return slash < 0 ? octets : Der.join(octets, mask(text.substring(slash + 1), octets.length));
    } catch (UnknownHostException | NumberFormatException e) {
      throw new Misfit("\"" + text + "\" is not an address", "Write it like 10.0.0.0/8 or ::1");
    }
  }

  private static byte[] mask(String bits, int length) {
    byte[] mask = new byte[length];
    int ones = Math.min(Integer.parseInt(bits), length * 8);
    for (int i = 0; i < ones; i++) {
      mask[i / 8] |= (byte) (0x80 >> (i % 8));
    }
    return mask;
  }

  /** Names from a list whose items are texts, or maps that say how often to repeat one. */
  static List<String> texts(Field field) throws Misfit {
    List<String> names = new ArrayList<>();
    for (Field item : field.items()) {
      if (item.isMap()) {
        Map<String, Field> parts = item.fields(Set.of("repeat", "name"));
        String pattern = Field.needed(parts, "name").text();
        int count = Field.needed(parts, "repeat").number();
        if (count < 1 || count > MOST_REPETITIONS) {
          throw new Misfit("repeat: " + count, "Write a number from 1 to " + MOST_REPETITIONS);
        }
        for (int i = 1; i <= count; i++) {
          names.add(pattern.replace("{i}", Integer.toString(i)));
        }
      } else {
        names.add(item.text());
      }
    }
    for (String name : names) {
      general(name.replace("{host}", "host.test"));
    }
    return List.copyOf(names);
  }

  /** The general names of texts that {@link #texts} has read, one after the other. */
  static byte[] generals(List<String> texts, CertificateRecipe.Setting setting) {
    byte[][] all = new byte[texts.size()][];
    for (int i = 0; i < all.length; i++) {
      all[i] = checked(setting.fill(texts.get(i)));
    }
    return Der.join(all);
  }

  static byte[] checked(String text) {
    try {
      return general(text);
    } catch (Misfit e) {
      throw new IllegalStateException("A name that was read before: " + text, e);
    }
  }
}
