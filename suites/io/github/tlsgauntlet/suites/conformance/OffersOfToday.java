package io.github.tlsgauntlet.suites.conformance;

import io.github.tlsgauntlet.protocol.Extension;
import io.github.tlsgauntlet.protocol.ExtensionType;
import io.github.tlsgauntlet.protocol.Extensions;
import java.util.List;

/** Extensions that clients of today send, in the form in which they send them. */
final class OffersOfToday {
  private static final ExtensionType DELEGATED_CREDENTIAL = new ExtensionType(34);
  private static final int ZLIB = 1;
  private static final int BROTLI = 2;
  private static final int ECDSA = 0x0403;

  static final List<Extension> ALL =
      List.of(
          Extensions.statusRequest(),
          Extension.empty(ExtensionType.SIGNED_CERTIFICATE_TIMESTAMP),
          Extensions.alpn(List.of("h2", "http/1.1")),
          Extension.of(
              ExtensionType.COMPRESS_CERTIFICATE,
              w -> w.vector8(list -> list.uint16(BROTLI).uint16(ZLIB))),
          Extension.of(ExtensionType.RECORD_SIZE_LIMIT, w -> w.uint16(1 << 14)),
          Extension.of(DELEGATED_CREDENTIAL, w -> w.vector16(list -> list.uint16(ECDSA))),
          Extension.empty(ExtensionType.SESSION_TICKET),
          Extension.empty(ExtensionType.ENCRYPT_THEN_MAC),
          Extension.empty(ExtensionType.EXTENDED_MASTER_SECRET),
          Extension.empty(ExtensionType.POST_HANDSHAKE_AUTH),
          Extensions.uncompressedPoints(),
          Extensions.renegotiationInfo());

  private OffersOfToday() {}
}
