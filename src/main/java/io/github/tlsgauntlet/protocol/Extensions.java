package io.github.tlsgauntlet.protocol;

import io.github.tlsgauntlet.wire.WireException;
import io.github.tlsgauntlet.wire.WireReader;
import io.github.tlsgauntlet.wire.WireWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.IntFunction;

/** Reads and writes what stands inside extensions (RFC 9846, Section 4.3, and others as named). */
public final class Extensions {
  private static final int HOST_NAME = 0;
  private static final int OCSP = 1;

  private Extensions() {}

  /**
   * A key share (RFC 9846, Section 4.3.8).
   *
   * @param group of which group
   * @param keyExchange the share itself
   */
  public record KeyShare(NamedGroup group, byte[] keyExchange) {}

  /**
   * An identity of a pre-shared key (RFC 9846, Section 4.3.11).
   *
   * @param identity the ticket
   * @param obfuscatedAge milliseconds, masked
   */
  public record PskIdentity(byte[] identity, long obfuscatedAge) {}

  /** server_name of a client (RFC 6066, Section 3). */
  public static Extension serverName(String name) {
    return Extension.of(
        ExtensionType.SERVER_NAME,
        w ->
            w.vector16(
                list ->
                    list.uint8(HOST_NAME)
                        .vector16(v -> v.bytes(name.getBytes(StandardCharsets.US_ASCII)))));
  }

  /** The host name that a client asks for; empty text where the list has none. */
  public static String readServerName(Extension extension) throws WireException {
    WireReader list = WireReader.of(extension.data()).vector16();
    while (list.hasRemaining()) {
      int type = list.uint8();
      byte[] name = list.vector16().rest();
      if (type == HOST_NAME) {
        return new String(name, StandardCharsets.ISO_8859_1);
      }
    }
    return "";
  }

  /** supported_groups (RFC 9846, Section 4.3.7). */
  public static Extension supportedGroups(List<NamedGroup> groups) {
    return codes16(ExtensionType.SUPPORTED_GROUPS, groups, NamedGroup::code);
  }

  /** A list of two-byte code points with a length of two bytes. */
  public static <T> List<T> readCodes16(Extension extension, IntFunction<T> type)
      throws WireException {
    WireReader reader = WireReader.of(extension.data());
    List<T> codes = codes(reader.vector16(), type);
    reader.end(extension.type().toString());
    return codes;
  }

  /** signature_algorithms or signature_algorithms_cert (RFC 9846, Section 4.3.3). */
  public static Extension signatureSchemes(ExtensionType type, List<SignatureScheme> schemes) {
    return codes16(type, schemes, SignatureScheme::code);
  }

  /** ec_point_formats with the uncompressed form alone (RFC 8422, Section 5.1.2). */
  public static Extension uncompressedPoints() {
    return Extension.of(ExtensionType.EC_POINT_FORMATS, w -> w.vector8(list -> list.uint8(0)));
  }

  /** ALPN (RFC 7301, Section 3.1). */
  public static Extension alpn(List<String> protocols) {
    return Extension.of(
        ExtensionType.ALPN,
        w ->
            w.vector16(
                list ->
                    protocols.forEach(
                        p -> list.vector8(v -> v.bytes(p.getBytes(StandardCharsets.ISO_8859_1))))));
  }

  /** The protocols of an ALPN extension. */
  public static List<String> readAlpn(Extension extension) throws WireException {
    return readAlpn(WireReader.of(extension.data()));
  }

  /**
   * The same, of what a reader gives.
   *
   * @param reader of the extension's data
   * @throws WireException if the bytes are no such list
   */
  public static List<String> readAlpn(WireReader reader) throws WireException {
    WireReader list = reader.vector16();
    reader.end("application_layer_protocol_negotiation");
    if (!list.hasRemaining() && !reader.isLenient()) {
      throw new WireException(WireException.Kind.OUT_OF_RANGE, "the list of protocols is empty");
    }
    List<String> protocols = new ArrayList<>();
    while (list.hasRemaining()) {
      byte[] name = list.vector8().rest();
      if (name.length == 0 && !reader.isLenient()) {
        throw new WireException(WireException.Kind.OUT_OF_RANGE, "a protocol name is empty");
      }
      protocols.add(new String(name, StandardCharsets.ISO_8859_1));
    }
    return protocols;
  }

  /** supported_versions of a client (RFC 9846, Section 4.3.1). */
  public static Extension supportedVersions(List<ProtocolVersion> versions) {
    return Extension.of(
        ExtensionType.SUPPORTED_VERSIONS,
        w -> w.vector8(list -> versions.forEach(v -> list.uint16(v.code()))));
  }

  /** The versions that a client offers. */
  public static List<ProtocolVersion> readSupportedVersions(Extension extension)
      throws WireException {
    WireReader reader = WireReader.of(extension.data());
    List<ProtocolVersion> versions = codes(reader.vector8(), ProtocolVersion::new);
    reader.end("supported_versions");
    return versions;
  }

  /** The version that a server selects. */
  public static Extension selectedVersion(ProtocolVersion version) {
    return Extension.of(ExtensionType.SUPPORTED_VERSIONS, w -> w.uint16(version.code()));
  }

  /** One two-byte value and nothing else. */
  public static int readUint16(Extension extension) throws WireException {
    WireReader reader = WireReader.of(extension.data());
    int value = reader.uint16();
    reader.end(extension.type().toString());
    return value;
  }

  /** key_share of a client. */
  public static Extension keyShares(List<KeyShare> shares) {
    return Extension.of(
        ExtensionType.KEY_SHARE,
        w -> w.vector16(list -> shares.forEach(share -> write(list, share))));
  }

  /** key_share of a server. */
  public static Extension keyShare(KeyShare share) {
    return Extension.of(ExtensionType.KEY_SHARE, w -> write(w, share));
  }

  /** key_share of a HelloRetryRequest. */
  public static Extension selectedGroup(NamedGroup group) {
    return Extension.of(ExtensionType.KEY_SHARE, w -> w.uint16(group.code()));
  }

  /** The shares that a client offers. */
  public static List<KeyShare> readKeyShares(Extension extension) throws WireException {
    WireReader reader = WireReader.of(extension.data());
    WireReader list = reader.vector16();
    reader.end("key_share");
    List<KeyShare> shares = new ArrayList<>();
    while (list.hasRemaining()) {
      shares.add(readShare(list));
    }
    return shares;
  }

  /** The share that a server chose. */
  public static KeyShare readKeyShare(Extension extension) throws WireException {
    WireReader reader = WireReader.of(extension.data());
    KeyShare share = readShare(reader);
    reader.end("key_share");
    return share;
  }

  /** psk_key_exchange_modes (RFC 9846, Section 4.3.9): 0 is psk_ke, 1 is psk_dhe_ke. */
  public static Extension pskModes(List<Integer> modes) {
    return Extension.of(
        ExtensionType.PSK_KEY_EXCHANGE_MODES, w -> w.vector8(list -> modes.forEach(list::uint8)));
  }

  /** The modes of psk_key_exchange_modes. */
  public static List<Integer> readPskModes(Extension extension) throws WireException {
    WireReader list = WireReader.of(extension.data()).vector8();
    List<Integer> modes = new ArrayList<>();
    while (list.hasRemaining()) {
      modes.add(list.uint8());
    }
    return modes;
  }

  /** cookie (RFC 9846, Section 4.3.2). */
  public static Extension cookie(byte[] cookie) {
    return Extension.of(ExtensionType.COOKIE, w -> w.vector16(v -> v.bytes(cookie)));
  }

  /** status_request for OCSP without responders or extensions (RFC 6066, Section 8). */
  public static Extension statusRequest() {
    return Extension.of(ExtensionType.STATUS_REQUEST, w -> w.uint8(OCSP).uint16(0).uint16(0));
  }

  /** The OCSP response of a certificate entry or a CertificateStatus message. */
  public static byte[] readOcspResponse(byte[] data) throws WireException {
    return readOcspResponse(WireReader.of(data));
  }

  /**
   * The same, of what a reader gives.
   *
   * @param reader of the entry or the message's body
   * @throws WireException if the bytes are no such structure
   */
  public static byte[] readOcspResponse(WireReader reader) throws WireException {
    int type = reader.uint8();
    if (type != OCSP) {
      throw new WireException(WireException.Kind.OUT_OF_RANGE, "status_type is " + type);
    }
    byte[] response = reader.vector24().rest();
    reader.end("CertificateStatus");
    return response;
  }

  /** A CertificateStatus with an OCSP response. */
  public static byte[] ocspResponse(byte[] response) {
    return WireWriter.write(w -> w.uint8(OCSP).vector24(v -> v.bytes(response)));
  }

  /** renegotiation_info of an initial handshake (RFC 5746, Section 3.2). */
  public static Extension renegotiationInfo() {
    return Extension.of(ExtensionType.RENEGOTIATION_INFO, w -> w.uint8(0));
  }

  /** certificate_authorities (RFC 9846, Section 4.3.4). */
  public static Extension certificateAuthorities(List<byte[]> names) {
    return Extension.of(
        ExtensionType.CERTIFICATE_AUTHORITIES,
        w -> w.vector16(list -> names.forEach(n -> list.vector16(v -> v.bytes(n)))));
  }

  /** Distinguished names, each with a length of two bytes. */
  public static List<byte[]> readNames(WireReader list) throws WireException {
    List<byte[]> names = new ArrayList<>();
    while (list.hasRemaining()) {
      names.add(list.vector16().rest());
    }
    return names;
  }

  static <T> List<T> codes(WireReader list, IntFunction<T> type) throws WireException {
    List<T> codes = new ArrayList<>();
    while (list.hasRemaining()) {
      codes.add(type.apply(list.uint16()));
    }
    return codes;
  }

  private static <T> Extension codes16(
      ExtensionType type, List<T> values, Function<T, Integer> code) {
    return Extension.of(
        type, w -> w.vector16(list -> values.forEach(v -> list.uint16(code.apply(v)))));
  }

  private static void write(WireWriter writer, KeyShare share) {
    writer.uint16(share.group().code()).vector16(v -> v.bytes(share.keyExchange()));
  }

  private static KeyShare readShare(WireReader reader) throws WireException {
    return new KeyShare(new NamedGroup(reader.uint16()), reader.vector16().rest());
  }
}
