package io.github.tlsgauntlet.suites.conformance;

import io.github.tlsgauntlet.peer.Script;
import io.github.tlsgauntlet.peer.Sending;
import io.github.tlsgauntlet.protocol.ContentType;
import io.github.tlsgauntlet.protocol.ExtensionType;
import io.github.tlsgauntlet.protocol.HandshakeMessage;
import io.github.tlsgauntlet.protocol.HandshakeType;
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
 * length one too small, one too large, zero and maximal, the message a byte longer, and cut at each
 * boundary.
 *
 * @param name what is wrong
 * @param edit makes it of a right message of the same structure
 * @param unfinished whether more of the message is announced than comes
 */
record Malformed(String name, UnaryOperator<byte[]> edit, boolean unfinished) {
  private static final int HEADER = 4;

  /** Nothing may come in the middle of a message (RFC 9846, Section 5.1). */
  private static final Sending INTERRUPTION =
      new Sending.Record(ContentType.APPLICATION_DATA.code(), new byte[] {'\r', '\n'});

  Malformed(String name, UnaryOperator<byte[]> edit) {
    this(name, edit, false);
  }

  /**
   * Says it in the place of a message; nobody has to wait for the rest of one that is unfinished.
   *
   * @param type of the message
   * @param which of that type, the first being 0
   */
  Script in(HandshakeType type, int which) {
    return in(type, which, message -> message);
  }

  /**
   * The same, in another form of the message.
   *
   * @param type of the message that has its place
   * @param which of that type, the first being 0
   * @param form gives the form that this was made of
   */
  Script in(HandshakeType type, int which, UnaryOperator<HandshakeMessage> form) {
    return new Script() {
      @Override
      public List<Sending> message(HandshakeMessage message, int ordinal) {
        if (!message.type().equals(type) || ordinal != which) {
          return List.of(Sending.of(message));
        }
        Sending edited = new Sending.Message(edit.apply(form.apply(message).encoded()), true);
        return unfinished ? List.of(edited, INTERRUPTION) : List.of(edited);
      }
    };
  }

  /**
   * The message by itself, after the handshake; what is unfinished is filled up by a right one, for
   * not each version forbids that other records come between.
   *
   * @param right one
   */
  Sending[] apart(byte[] right) {
    Sending wrong = new Sending.Message(edit.apply(right), false);
    return unfinished
        ? new Sending[] {wrong, new Sending.Message(right, false)}
        : new Sending[] {wrong};
  }

  /** Every wrong length, the message's own included, and every cut. */
  static List<Malformed> all(
      byte[] sample, ProtocolVersion version, Predicate<ExtensionType> judged)
      throws WireException {
    List<Malformed> all = new ArrayList<>(lengths(sample, version, judged));
    all.addAll(cuts(sample, version));
    return all;
  }

  /**
   * The message's own length wrong. What is too much of it begins another message; what is too
   * little never ends, or is filled up.
   */
  private static List<Malformed> ownLength(LengthField field) {
    List<Malformed> all = new ArrayList<>();
    for (int length : wrong(field)) {
      int difference = length - field.length();
      all.add(
          new Malformed(
              "its own length " + length + " for " + field.length(),
              message ->
                  field.stated(
                      message,
                      Math.abs(difference) == 1 ? message.length - HEADER + difference : length),
              length > field.length()));
    }
    all.add(new Malformed("a byte more at its end", Malformed::withOneMore));
    return all;
  }

  private static byte[] withOneMore(byte[] message) {
    return told(Arrays.copyOf(message, message.length + 1));
  }

  /**
   * Every wrong length inside one extension, but those that by chance make another right message.
   *
   * @param sample a right message
   * @param version the version in force
   * @param extension that the peer looks into
   */
  static List<Malformed> within(byte[] sample, ProtocolVersion version, ExtensionType extension)
      throws WireException {
    return lengths(
        sample,
        version,
        field -> field.extension().filter(extension::equals).isPresent(),
        List.of());
  }

  /**
   * Every wrong length, but those that by chance make another right message.
   *
   * @param sample a right message
   * @param version the version in force
   * @param judged which extensions the peer looks into; others it may pass over unread
   */
  static List<Malformed> lengths(
      byte[] sample, ProtocolVersion version, Predicate<ExtensionType> judged)
      throws WireException {
    return lengths(
        sample,
        version,
        field -> field.extension().map(judged::test).orElse(true),
        ownLength(LengthFields.of(sample, version).get(0)));
  }

  private static List<Malformed> lengths(
      byte[] sample, ProtocolVersion version, Predicate<LengthField> which, List<Malformed> before)
      throws WireException {
    List<Malformed> all = new ArrayList<>(before);
    List<LengthField> fields = LengthFields.of(sample, version);
    for (int i = 1; i < fields.size(); i++) {
      int at = i;
      LengthField field = fields.get(i);
      if (!which.test(field)) {
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
                  LengthField same = field(message, version, at);
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
    return told(Arrays.copyOf(message, Math.min(end, message.length)));
  }

  /** With its own length as it is. */
  private static byte[] told(byte[] message) {
    int body = message.length - HEADER;
    message[1] = (byte) (body >>> 16);
    message[2] = (byte) (body >>> 8);
    message[3] = (byte) body;
    return message;
  }

  private static String inside(LengthField field) {
    return Optional.of(field).flatMap(LengthField::extension).map(type -> " in " + type).orElse("");
  }
}
