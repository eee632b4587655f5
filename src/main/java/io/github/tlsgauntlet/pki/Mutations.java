package io.github.tlsgauntlet.pki;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;

/** The mutations that a recipe may name. */
final class Mutations {
  private static final int BIT_STRING = 0x03;
  private static final int VERSION = 0xa0;
  private static final int EXTENSIONS = 0xa3;
  private static final int SIGNATURE_AT = 2;
  private static final byte[] TRUE = {1, 1, (byte) 0xff};

  /** A BIT STRING's contents: no unused bits, and the sequence of the integers 0 and 0. */
  private static final byte[] ZEROS = {0, 0x30, 6, 2, 1, 0, 2, 1, 0};

  private static final byte[] NOT_DER =
      "This is not a certificate.".getBytes(java.nio.charset.StandardCharsets.US_ASCII);

  /** Mutations that need nothing but their name. */
  private static final Map<String, Mutation> PLAIN =
      Map.ofEntries(
          after("flip-signature-bit", Mutations::flipSignatureBit),
          after("empty-signature", encoded -> withSignature(encoded, new byte[] {0})),
          after("garbage-signature", Mutations::garbageSignature),
          after("zero-signature", encoded -> withSignature(encoded, ZEROS.clone())),
          after("not-der", encoded -> NOT_DER.clone()),
          after("long-form-length", Mutations::longFormLength),
          after("indefinite-length", Mutations::indefiniteLength),
          before("boolean-one", Mutations::booleanOne),
          before("serial-leading-zero", Mutations::serialLeadingZero));

  private static final Set<String> WITH_VALUE =
      Set.of("truncate", "append", "outer-algorithm", "duplicate-extension");

  private Mutations() {}

  /** Reads a mutation: a name, or a map from a name to its value. */
  static Mutation read(Field field) throws Misfit {
    if (field.isMap()) {
      Map<String, Field> one = field.fields(WITH_VALUE);
      if (one.size() != 1) {
        throw new Misfit("more or less than one mutation in a map", "Write each as its own item");
      }
      return withValue(one.values().iterator().next());
    }
    Mutation plain = PLAIN.get(field.text());
    if (plain == null) {
      Set<String> known = new TreeSet<>(PLAIN.keySet());
      WITH_VALUE.forEach(name -> known.add("{ " + name + ": … }"));
      throw Field.unknown("mutation", field.text(), known);
    }
    return plain;
  }

  private static Mutation withValue(Field field) throws Misfit {
    return switch (field.name()) {
      case "truncate" -> {
        int octets = field.number();
        yield new Mutation(
            false, encoded -> Arrays.copyOf(encoded, Math.max(0, encoded.length - octets)));
      }
      case "append" -> {
        byte[] more = field.hex();
        yield new Mutation(false, encoded -> Der.join(encoded, more));
      }
      case "outer-algorithm" -> {
        Set<String> known = new TreeSet<>();
        Arrays.stream(SignatureAlgorithm.values()).forEach(one -> known.add(one.text()));
        SignatureAlgorithm other = field.oneOf("signature", SignatureAlgorithm::of, known);
        yield new Mutation(
            false, encoded -> withChild(encoded, 1, Names.encoded(other.identifier())));
      }
      default -> {
        String oid = ExtensionFields.oid(field.text());
        yield new Mutation(true, part -> duplicateExtension(part, oid));
      }
    };
  }

  private static Map.Entry<String, Mutation> after(String name, UnaryOperator<byte[]> change) {
    return Map.entry(name, new Mutation(false, change));
  }

  private static Map.Entry<String, Mutation> before(String name, UnaryOperator<byte[]> change) {
    return Map.entry(name, new Mutation(true, change));
  }

  private static byte[] withChild(byte[] encoded, int index, byte[] child) {
    List<byte[]> children = new ArrayList<>(Der.children(encoded));
    children.set(index, child);
    return Der.withChildren(encoded, children);
  }

  private static byte[] withSignature(byte[] encoded, byte[] bits) {
    return withChild(encoded, SIGNATURE_AT, Der.value(BIT_STRING, bits));
  }

  /** The last bit: in an ECDSA signature that changes s and leaves the encoding sound. */
  private static byte[] flipSignatureBit(byte[] encoded) {
    byte[] flipped = encoded.clone();
    flipped[flipped.length - 1] ^= 1;
    return flipped;
  }

  private static byte[] garbageSignature(byte[] encoded) {
    byte[] bits = new byte[65];
    Arrays.fill(bits, 1, bits.length, (byte) 0xa5);
    return withSignature(encoded, bits);
  }

  /** The outer length with a leading zero octet that DER forbids (X.690 §10.1). */
  private static byte[] longFormLength(byte[] encoded) {
    int header = Der.header(encoded, 0);
    byte[] longer = new byte[encoded.length + 1];
    longer[0] = encoded[0];
    longer[1] = (byte) (encoded[1] + 1);
    System.arraycopy(encoded, 2, longer, 3, header - 2);
    System.arraycopy(encoded, header, longer, header + 1, encoded.length - header);
    return longer;
  }

  /** BER's open-ended form, which DER forbids (X.690 §10.1). */
  private static byte[] indefiniteLength(byte[] encoded) {
    return Der.join(new byte[] {encoded[0], (byte) 0x80}, Der.contents(encoded), new byte[] {0, 0});
  }

  /** The first TRUE as 01 instead of FF (X.690 §11.1). */
  private static byte[] booleanOne(byte[] part) {
    byte[] changed = part.clone();
    for (int i = part.length - TRUE.length; i >= 0; i--) {
      if (Arrays.equals(part, i, i + TRUE.length, TRUE, 0, TRUE.length)) {
        changed[i + 2] = 1;
        return changed;
      }
    }
    throw new IllegalStateException("boolean-one: the certificate holds no TRUE");
  }

  /** An INTEGER with a zero octet in front that its value doesn't need (X.690 §8.3.2). */
  private static byte[] serialLeadingZero(byte[] part) {
    List<byte[]> children = Der.children(part);
    int at = (children.get(0)[0] & 0xff) == VERSION ? 1 : 0;
    byte[] serial = children.get(at);
    return withChild(
        part, at, Der.value(serial[0], Der.join(new byte[] {0}, Der.contents(serial))));
  }

  private static byte[] duplicateExtension(byte[] part, String oid) {
    List<byte[]> children = Der.children(part);
    byte[] wanted = Names.encoded(new org.bouncycastle.asn1.ASN1ObjectIdentifier(oid));
    for (int i = 0; i < children.size(); i++) {
      if ((children.get(i)[0] & 0xff) == EXTENSIONS) {
        byte[] list = Der.contents(children.get(i));
        List<byte[]> extensions = new ArrayList<>(Der.children(list));
        for (byte[] extension : Der.children(list)) {
          if (Arrays.equals(Der.children(extension).get(0), wanted)) {
            extensions.add(extension);
          }
        }
        return withChild(part, i, Der.value(EXTENSIONS, Der.withChildren(list, extensions)));
      }
    }
    throw new IllegalStateException("duplicate-extension: the certificate has no extensions");
  }
}
