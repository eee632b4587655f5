package io.github.tlsgauntlet.probe;

import io.github.tlsgauntlet.protocol.EchConfig;
import io.github.tlsgauntlet.protocol.Extension;
import io.github.tlsgauntlet.protocol.ExtensionType;
import io.github.tlsgauntlet.wire.WireException;
import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;

/**
 * Whether a server knows Encrypted Client Hello (RFC 9849). It is asked by a GREASE extension
 * (Section 6.2), which it can't decrypt; one that knows ECH then sends the configurations that it
 * has (Section 7.1).
 */
final class EncryptedHello {
  static final ExtensionType TYPE = ExtensionType.ENCRYPTED_CLIENT_HELLO;
  private static final int KEY = 32;
  private static final int PAYLOAD = 144;
  private static final int HKDF_SHA256 = 1;
  private static final int AES_128_GCM = 1;

  private EncryptedHello() {}

  static Extension grease(SecureRandom random) {
    byte[] key = new byte[KEY];
    byte[] payload = new byte[PAYLOAD];
    random.nextBytes(key);
    random.nextBytes(payload);
    int configuration = random.nextInt(1 << Byte.SIZE);
    return Extension.of(
        TYPE,
        w ->
            w.uint8(0)
                .uint16(HKDF_SHA256)
                .uint16(AES_128_GCM)
                .uint8(configuration)
                .vector16(v -> v.bytes(key))
                .vector16(v -> v.bytes(payload)));
  }

  /**
   * What a handshake with that extension shows.
   *
   * @param said the EncryptedExtensions; empty where none came
   * @param otherwise whether the server goes on where the extension is not there
   */
  static List<Fact> facts(Visit visit, Optional<List<Extension>> said, boolean otherwise) {
    Optional<Extension> sent = said.flatMap(extensions -> Extension.find(extensions, TYPE));
    return List.of(
        new Fact(
            "ech-grease",
            "takes a hello with GREASE for ECH (RFC 9849, Section 6.2)",
            said.isPresent()
                ? Answer.YES
                : visit.refused() && otherwise ? Answer.NO : Answer.UNTOLD,
            said.isPresent() ? "It goes on." : visit.inWords()),
        new Fact(
            "ech",
            "knows Encrypted Client Hello (RFC 9849)",
            said.isEmpty() ? Answer.UNTOLD : sent.isPresent() ? Answer.YES : Answer.NO,
            said.isEmpty()
                ? visit.inWords()
                : sent.map(EncryptedHello::inWords)
                    .orElse("To a GREASE extension it sends no configuration.")));
  }

  private static String inWords(Extension extension) {
    try {
      List<String> names = names(extension);
      return names.isEmpty()
          ? "It sends configurations, none of a version that we know."
          : "It sends configurations with the public name " + String.join(", ", names) + ".";
    } catch (WireException e) {
      return "It sends configurations that can't be read: " + e.getMessage();
    }
  }

  private static List<String> names(Extension extension) throws WireException {
    return EchConfig.readList(extension.data()).stream()
        .map(EchConfig::publicName)
        .distinct()
        .toList();
  }
}
