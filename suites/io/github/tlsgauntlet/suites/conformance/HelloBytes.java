package io.github.tlsgauntlet.suites.conformance;

import io.github.tlsgauntlet.protocol.Extension;
import io.github.tlsgauntlet.protocol.ExtensionType;
import io.github.tlsgauntlet.protocol.HandshakeMessage.ClientHello;
import java.util.Arrays;
import java.util.function.UnaryOperator;

/** What is wrong with the bytes of a ClientHello, where no value can say it. */
final class HelloBytes {
  private static final int HEADER = 4;
  private static final int BEFORE_SESSION_ID = HEADER + 2 + 32;

  private HelloBytes() {}

  /** More bytes at the end of the message, counted by its header alone. */
  static UnaryOperator<byte[]> followedBy(byte... more) {
    return message -> {
      byte[] longer = Arrays.copyOf(message, message.length + more.length);
      System.arraycopy(more, 0, longer, message.length, more.length);
      return withHeader(longer);
    };
  }

  /** The message cut off, counted by its header alone. */
  static UnaryOperator<byte[]> cutBy(int bytes) {
    return message -> withHeader(Arrays.copyOf(message, message.length - bytes));
  }

  /** The message cut off after a number of bytes of its body. */
  static UnaryOperator<byte[]> cutTo(int bytes) {
    return message -> withHeader(Arrays.copyOf(message, HEADER + bytes));
  }

  /** A length of the block of extensions that is greater or less than it is. */
  static UnaryOperator<byte[]> extensionsLength(int difference) {
    return message -> {
      byte[] other = message.clone();
      add(other, extensionsAt(message), difference);
      return other;
    };
  }

  /** A length of the first extension that is greater than it is, beyond the block. */
  static UnaryOperator<byte[]> firstExtensionLength(int length) {
    return message -> {
      byte[] other = message.clone();
      int at = extensionsAt(message) + 2 + 2;
      other[at] = (byte) (length >> 8);
      other[at + 1] = (byte) length;
      return other;
    };
  }

  /** Bytes at the end of the block of extensions, and counted by it, that are no extension. */
  static UnaryOperator<byte[]> withinExtensions(byte... more) {
    return message -> {
      byte[] longer = followedBy(more).apply(message);
      add(longer, extensionsAt(message), more.length);
      return longer;
    };
  }

  /** One byte less of cipher_suites, and of its length: it is odd then. */
  static byte[] oddSuites(byte[] message) {
    int at = suitesAt(message);
    int length = uint16(message, at);
    byte[] shorter = new byte[message.length - 1];
    System.arraycopy(message, 0, shorter, 0, at + 2 + length - 1);
    System.arraycopy(
        message, at + 2 + length, shorter, at + 2 + length - 1, message.length - at - 2 - length);
    add(shorter, at, -1);
    return withHeader(shorter);
  }

  /** No extensions at all: not even their length. */
  static byte[] withoutExtensions(byte[] message) {
    return withHeader(Arrays.copyOf(message, extensionsAt(message)));
  }

  /** A block of extensions that has a length, and nothing in it. */
  static byte[] emptyExtensions(byte[] message) {
    return withHeader(Arrays.copyOf(message, extensionsAt(message) + 2), extensionsAt(message));
  }

  /** Other data in an extension that is there. */
  static UnaryOperator<ClientHello> data(ExtensionType type, UnaryOperator<byte[]> edit) {
    return Hellos.extensions(
        list ->
            list.stream()
                .map(
                    one ->
                        one.type().equals(type) ? new Extension(type, edit.apply(one.data())) : one)
                .toList());
  }

  /** One byte more behind what stands in an extension. */
  static UnaryOperator<ClientHello> trailing(ExtensionType type) {
    return data(type, bytes -> Arrays.copyOf(bytes, bytes.length + 1));
  }

  /** One byte less of what stands in an extension. */
  static UnaryOperator<ClientHello> cut(ExtensionType type) {
    return data(type, bytes -> Arrays.copyOf(bytes, Math.max(0, bytes.length - 1)));
  }

  private static byte[] withHeader(byte[] message, int extensionsAt) {
    message[extensionsAt] = 0;
    message[extensionsAt + 1] = 0;
    return withHeader(message);
  }

  private static byte[] withHeader(byte[] message) {
    int length = message.length - HEADER;
    message[1] = (byte) (length >> 16);
    message[2] = (byte) (length >> 8);
    message[3] = (byte) length;
    return message;
  }

  private static int suitesAt(byte[] message) {
    return BEFORE_SESSION_ID + 1 + (message[BEFORE_SESSION_ID] & 0xff);
  }

  private static int extensionsAt(byte[] message) {
    int compressionAt = suitesAt(message) + 2 + uint16(message, suitesAt(message));
    return compressionAt + 1 + (message[compressionAt] & 0xff);
  }

  private static int uint16(byte[] message, int at) {
    return (message[at] & 0xff) << 8 | message[at + 1] & 0xff;
  }

  private static void add(byte[] message, int at, int difference) {
    int value = uint16(message, at) + difference;
    message[at] = (byte) (value >> 8);
    message[at + 1] = (byte) value;
  }
}
