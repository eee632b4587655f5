package io.github.tlsgauntlet.pki;

import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1BitString;
import org.bouncycastle.asn1.ASN1Enumerated;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.CRLReason;
import org.bouncycastle.asn1.x509.Extension;

/**
 * A certificate revocation list (RFC 5280, Section 5.1), read as far as it is asked for: a list of
 * some megabytes has a hundred thousand entries, of which one matters.
 *
 * @param signed the octets that are signed
 * @param thisUpdate empty where it can't be read
 * @param nextUpdate empty where there is none, or it can't be read
 * @param entries where the entries lie in {@code signed}
 */
record RevocationList(
    byte[] signed,
    AlgorithmIdentifier algorithm,
    byte[] signature,
    X500Name issuer,
    Optional<Instant> thisUpdate,
    Optional<Instant> nextUpdate,
    Optional<Asn1.Header> entries,
    List<Extension> extensions) {
  private static final int SEQUENCE = 0x30;
  private static final int INTEGER = 2;
  private static final int UTC_TIME = 0x17;
  private static final int GENERALIZED_TIME = 0x18;
  private static final int EXTENSIONS = 0xa0;
  private static final int MOST_SERIAL_OCTETS = 256;

  /**
   * An entry of the list.
   *
   * @param at when it was revoked
   * @param reason as RFC 5280 calls it; empty where none is given
   */
  record Entry(Optional<Instant> at, String reason) {}

  /** Empty where the octets are no list. */
  static Optional<RevocationList> read(byte[] encoded) {
    try {
      return SignatureChecks.signedPart(encoded).flatMap(signed -> read(encoded, signed));
    } catch (RuntimeException e) {
      // Bouncy Castle tells malformed ASN.1 by a dozen unchecked exceptions.
      return Optional.empty();
    }
  }

  private static Optional<RevocationList> read(byte[] encoded, byte[] signed) {
    Asn1.Header outer = Asn1.header(encoded, 0, encoded.length);
    List<byte[]> after = values(encoded, outer.start() + signed.length, outer.end());
    Asn1.Header body = Asn1.header(signed, 0, signed.length);
    List<Integer> places = places(signed, body.start(), body.end());
    int at = !places.isEmpty() && signed[places.get(0)] == INTEGER ? 1 : 0;
    if (after.size() != 2 || places.size() < at + 3) {
      return Optional.empty();
    }
    Optional<AlgorithmIdentifier> algorithm =
        Asn1.read(after.get(0), AlgorithmIdentifier::getInstance);
    Optional<byte[]> signature =
        Asn1.read(after.get(1), value -> ASN1BitString.getInstance(value).getOctets());
    Optional<X500Name> issuer = Asn1.read(value(signed, places.get(at + 1)), X500Name::getInstance);
    Optional<Instant> thisUpdate = time(value(signed, places.get(at + 2)));
    int next = at + 3;
    Optional<Instant> nextUpdate = Optional.empty();
    if (next < places.size() && isTime(signed[places.get(next)])) {
      nextUpdate = time(value(signed, places.get(next++)));
    }
    Optional<Asn1.Header> entries = Optional.empty();
    if (next < places.size() && signed[places.get(next)] == SEQUENCE) {
      entries = Optional.of(Asn1.header(signed, places.get(next++), signed.length));
    }
    List<Extension> extensions = new ArrayList<>();
    if (next < places.size() && (signed[places.get(next)] & 0xff) == EXTENSIONS) {
      Asn1.Header tagged = Asn1.header(signed, places.get(next), signed.length);
      extensions.addAll(
          extensions(Arrays.copyOfRange(signed, tagged.start(), tagged.end())).orElse(List.of()));
    }
    return algorithm.isEmpty() || signature.isEmpty() || issuer.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new RevocationList(
                signed,
                algorithm.get(),
                signature.get(),
                issuer.get(),
                thisUpdate,
                nextUpdate,
                entries,
                extensions));
  }

  private static Optional<List<Extension>> extensions(byte[] encoded) {
    return Asn1.read(
        encoded,
        value -> {
          List<Extension> list = new ArrayList<>();
          ASN1Sequence.getInstance(value).forEach(one -> list.add(Extension.getInstance(one)));
          return List.copyOf(list);
        });
  }

  Optional<byte[]> extension(ASN1ObjectIdentifier id) {
    return extensions.stream()
        .filter(one -> one.getExtnId().equals(id))
        .map(one -> one.getExtnValue().getOctets())
        .findFirst();
  }

  /** What the list says of a serial number; empty where it does not name it. */
  Optional<Entry> entry(BigInteger serial) {
    if (entries.isEmpty()) {
      return Optional.empty();
    }
    int end = entries.get().end();
    byte[] wanted = serial.toByteArray();
    for (int at = entries.get().start(); at < end; ) {
      Asn1.Header entry = Asn1.header(signed, at, end);
      if (entry.indefinite() || entry.end() > end || entry.start() >= entry.end()) {
        return Optional.empty();
      }
      Asn1.Header number = Asn1.header(signed, entry.start(), entry.end());
      if (!number.indefinite()
          && number.end() <= entry.end()
          && number.end() - number.start() <= MOST_SERIAL_OCTETS
          && isSame(number, wanted)) {
        return Optional.of(read(entry, number));
      }
      at = entry.end();
    }
    return Optional.empty();
  }

  private boolean isSame(Asn1.Header number, byte[] wanted) {
    return Arrays.equals(signed, number.start(), number.end(), wanted, 0, wanted.length)
        || number.end() > number.start()
            && signed[number.start()] == 0
            && new BigInteger(Arrays.copyOfRange(signed, number.start(), number.end()))
                .equals(new BigInteger(wanted));
  }

  private Entry read(Asn1.Header entry, Asn1.Header number) {
    List<byte[]> parts = values(signed, number.end(), entry.end());
    Optional<Instant> time = parts.isEmpty() ? Optional.empty() : time(parts.get(0));
    String reason =
        parts.size() < 2
            ? ""
            : extensions(parts.get(1)).orElse(List.of()).stream()
                .filter(one -> one.getExtnId().equals(Extension.reasonCode))
                .findFirst()
                .flatMap(one -> Asn1.read(one.getExtnValue().getOctets(), RevocationList::reason))
                .orElse("");
    return new Entry(time, reason);
  }

  private static String reason(ASN1Primitive value) {
    return CRLReason.getInstance(ASN1Enumerated.getInstance(value))
        .toString()
        .replace("CRLReason: ", "");
  }

  private static boolean isTime(byte tag) {
    return tag == UTC_TIME || tag == GENERALIZED_TIME;
  }

  private static Optional<Instant> time(byte[] encoded) {
    return Asn1.read(encoded, ValidityTime::instant).flatMap(time -> time);
  }

  private static byte[] value(byte[] bytes, int at) {
    return Arrays.copyOfRange(bytes, at, Asn1.header(bytes, at, bytes.length).end());
  }

  private static List<byte[]> values(byte[] bytes, int from, int to) {
    return places(bytes, from, to).stream().map(at -> value(bytes, at)).toList();
  }

  /** Where the values between two places begin; none where one of them makes no sense. */
  private static List<Integer> places(byte[] bytes, int from, int to) {
    List<Integer> places = new ArrayList<>();
    for (int at = from; at < to; ) {
      Asn1.Header header = Asn1.header(bytes, at, to);
      if (header.indefinite() || header.end() > to) {
        return List.of();
      }
      places.add(at);
      at = header.end();
    }
    return places;
  }
}
