package io.github.tlsgauntlet.suites.conformance;

import io.github.tlsgauntlet.protocol.ExtensionType;
import io.github.tlsgauntlet.protocol.LengthField;
import io.github.tlsgauntlet.protocol.LengthFields;
import io.github.tlsgauntlet.protocol.ProtocolVersion;
import io.github.tlsgauntlet.wire.WireException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/**
 * Handshake messages whose lengths are wrong, made from a right one by its own structure: each
 * length one too small, one too large, zero and maximal, and the message cut at each boundary.
 *
 * @param name what is wrong
 * @param edit makes it of a right message of the same structure
 */
record Malformed(String name, UnaryOperator<byte[]> edit) {
  private static final int HEADER = 4;

  /**
   * Every wrong length, but those that by chance make another right message.
   *
   * @param sample a right message
   * @param version the version in force
   * @param judged which extensions a peer cannot but look into
   */
  static List<Malformed> lengths(
      byte[] sample, ProtocolVersion version, Predicate<ExtensionType> judged)
      throws WireException {
    List<Malformed> all = new ArrayList<>();
    List<LengthField> fields = LengthFields.of(sample, version);
    for (int i = 0; i < fields.size(); i++) {
      int which = i;
      LengthField field = fields.get(i);
      if (i == 0 || field.extension().filter(one -> !judged.test(one)).isPresent()) {
        continue;
      }
      for (int length : wrong(field)) {
        int difference = length - field.length();
        Malformed one =
            new Malformed(
                "at byte "
                    + field.offset()
                    + inside(field)
                    + " "
                    + length
                    + " for "
                    + field.length(),
                message -> {
                  LengthField same = field(message, version, which);
                  return same.stated(
                      message, Math.abs(difference) == 1 ? same.length() + difference : length);
                });
        if (!LengthFields.areRight(one.edit().apply(sample), version)) {
          all.add(one);
        }
      }
    }
    return all;
  }

  /**
   * The message cut short at each boundary of its structure, its own length told truly.
   *
   * @param sample a right message
   * @param version the version in force
   */
  static List<Malformed> cuts(byte[] sample, ProtocolVersion version) throws WireException {
    TreeSet<Integer> ends = new TreeSet<>();
    for (LengthField field : LengthFields.of(sample, version)) {
      ends.add(field.offset());
      ends.add(field.start());
      ends.add(field.end());
    }
    List<Malformed> all = new ArrayList<>();
    for (int end : ends.headSet(sample.length)) {
      if (end >= HEADER) {
        Malformed one = new Malformed("cut at byte " + end, message -> cut(message, end));
        if (!LengthFields.areRight(one.edit().apply(sample), version)) {
          all.add(one);
        }
      }
    }
    return all;
  }

  private static List<Integer> wrong(LengthField field) {
    TreeSet<Integer> wrong =
        new TreeSet<>(List.of(0, Math.max(0, field.length() - 1), field.length() + 1));
    wrong.add(field.most());
    wrong.remove(field.length());
    wrong.removeIf(length -> length > field.most());
    return List.copyOf(wrong);
  }

  private static LengthField field(byte[] message, ProtocolVersion version, int which) {
    try {
      return LengthFields.of(message, version).get(which);
    } catch (WireException e) {
      throw new IllegalStateException("Our own message does not decode", e);
    }
  }

  private static byte[] cut(byte[] message, int end) {
    byte[] cut = Arrays.copyOf(message, Math.min(end, message.length));
    int body = cut.length - HEADER;
    cut[1] = (byte) (body >>> 16);
    cut[2] = (byte) (body >>> 8);
    cut[3] = (byte) body;
    return cut;
  }

  private static String inside(LengthField field) {
    return Optional.of(field).flatMap(LengthField::extension).map(type -> " in " + type).orElse("");
  }
}
