package io.github.tlsgauntlet.protocol;

import io.github.tlsgauntlet.wire.WireException;
import io.github.tlsgauntlet.wire.WireReader;

/**
 * The structure inside extensions, whatever the values (RFC 9846, Section 4.3; RFC 6066; RFC 7301;
 * RFC 8422; RFC 5746): walks it from end to end. An extension that is not known here has none.
 */
public final class ExtensionStructure {
  private static final Element OPAQUE = WireReader::rest;
  private static final Element EMPTY = data -> data.end("an empty extension");
  private static final Element UINT16 = data -> whole(data, WireReader::uint16);

  private ExtensionStructure() {}

  /** One element of a list. */
  @FunctionalInterface
  private interface Element {
    void read(WireReader list) throws WireException;
  }

  /**
   * Whether the structure of a type is known here, in a message of a type.
   *
   * @param message that the extension stands in
   * @param type of the extension
   */
  public static boolean isKnown(HandshakeType message, ExtensionType type) {
    return walker(message, type) != OPAQUE;
  }

  /**
   * Walks an extension's data.
   *
   * @param message that the extension stands in
   * @param type of the extension
   * @param data of the extension
   * @throws WireException if the data is not of the structure
   */
  public static void walk(HandshakeType message, ExtensionType type, WireReader data)
      throws WireException {
    walker(message, type).read(data);
  }

  private static Element walker(HandshakeType message, ExtensionType type) {
    if (message.equals(HandshakeType.CLIENT_HELLO)) {
      return inClientHello(type);
    }
    if (message.equals(HandshakeType.SERVER_HELLO)) {
      return inServerHello(type);
    }
    return elsewhere(message, type);
  }

  private static Element inClientHello(ExtensionType type) {
    return switch (type.code()) {
      case 0 -> data -> whole(data, one -> list16(one, ExtensionStructure::name));
      case 1 -> data -> whole(data, WireReader::uint8);
      case 10, 13, 50 -> data -> whole(data, one -> list16(one, WireReader::uint16));
      case 11, 45 -> data -> whole(data, one -> list8(one, WireReader::uint8));
      case 16 -> data -> whole(data, one -> list16(one, ExtensionStructure::protocolName));
      case 22, 23, 42, 49 -> EMPTY;
      case 27 -> data -> whole(data, one -> list8(one, WireReader::uint16));
      case 28 -> UINT16;
      case 41 -> ExtensionStructure::preSharedKeys;
      case 43 -> data -> whole(data, one -> list8(one, WireReader::uint16));
      case 44 -> data -> whole(data, one -> atLeastOne(one.vector16()));
      case 51 -> data -> whole(data, ExtensionStructure::keyShares);
      case 65281 -> data -> whole(data, one -> one.vector8().rest());
      default -> OPAQUE;
    };
  }

  private static Element inServerHello(ExtensionType type) {
    return switch (type.code()) {
      case 11 -> data -> whole(data, one -> list8(one, WireReader::uint8));
      case 16 -> data -> whole(data, one -> list16(one, ExtensionStructure::protocolName));
      case 22, 23 -> EMPTY;
      case 41, 43 -> UINT16;
      case 51 -> data -> whole(data, ExtensionStructure::keyShare);
      case 65281 -> data -> whole(data, one -> one.vector8().rest());
      default -> OPAQUE;
    };
  }

  private static Element elsewhere(HandshakeType message, ExtensionType type) {
    boolean request = message.equals(HandshakeType.CERTIFICATE_REQUEST);
    boolean entry = message.equals(HandshakeType.CERTIFICATE);
    return switch (type.code()) {
      case 5 -> entry ? Extensions::readOcspResponse : OPAQUE;
      case 13, 50 -> request ? data -> whole(data, one -> list16(one, WireReader::uint16)) : OPAQUE;
      case 47 -> data -> whole(data, one -> list16(one, name -> name.vector16().rest()));
      case 16 -> data -> whole(data, one -> list16(one, ExtensionStructure::protocolName));
      case 10 -> data -> whole(data, one -> list16(one, WireReader::uint16));
      default -> OPAQUE;
    };
  }

  private static void whole(WireReader data, Element content) throws WireException {
    content.read(data);
    data.end("an extension");
  }

  private static void list8(WireReader data, Element element) throws WireException {
    all(data.vector8(), element);
  }

  private static void list16(WireReader data, Element element) throws WireException {
    all(data.vector16(), element);
  }

  /** Every list of these extensions has at least one element. */
  private static void all(WireReader list, Element element) throws WireException {
    do {
      element.read(list);
    } while (list.hasRemaining());
  }

  private static void name(WireReader list) throws WireException {
    list.uint8();
    atLeastOne(list.vector16());
  }

  private static void protocolName(WireReader list) throws WireException {
    atLeastOne(list.vector8());
  }

  private static void keyShare(WireReader data) throws WireException {
    data.uint16();
    // A HelloRetryRequest names the group alone.
    if (data.hasRemaining()) {
      atLeastOne(data.vector16());
    }
  }

  /** The list may be empty: it asks for a HelloRetryRequest. */
  private static void keyShares(WireReader data) throws WireException {
    WireReader list = data.vector16();
    while (list.hasRemaining()) {
      list.uint16();
      atLeastOne(list.vector16());
    }
  }

  private static void preSharedKeys(WireReader data) throws WireException {
    all(
        data.vector16(),
        list -> {
          atLeastOne(list.vector16());
          list.uint32();
        });
    all(data.vector16(), list -> list.vector8().rest());
    data.end("pre_shared_key");
  }

  private static void atLeastOne(WireReader content) throws WireException {
    if (!content.hasRemaining()) {
      throw new WireException(WireException.Kind.OUT_OF_RANGE, "a vector is empty");
    }
    content.rest();
  }
}
