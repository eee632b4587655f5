package io.github.tlsgauntlet.cli;

import io.github.tlsgauntlet.protocol.EchConfig;
import io.github.tlsgauntlet.suite.SettingsException;
import io.github.tlsgauntlet.wire.WireException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A file with an ECHConfigList: binary, in Base64, or in PEM (RFC 9934). */
final class EchConfigFile {
  private static final int MOST = 1 << 18;
  private static final Pattern PEM =
      Pattern.compile("-----BEGIN ECHCONFIG-----(.*?)-----END ECHCONFIG-----", Pattern.DOTALL);

  private EchConfigFile() {}

  /**
   * Reads it.
   *
   * @throws SettingsException if it cannot be read, or holds no configuration of RFC 9849
   */
  static byte[] read(Path file) throws SettingsException {
    byte[] bytes;
    try (InputStream in = Files.newInputStream(file)) {
      bytes = in.readNBytes(MOST);
    } catch (IOException e) {
      throw new SettingsException("ech-config: " + file + " cannot be read: " + e.getMessage(), e);
    }
    byte[] list = decoded(bytes);
    try {
      if (EchConfig.readList(list).isEmpty()) {
        throw new SettingsException("ech-config: " + file + " has no configuration of RFC 9849");
      }
      return list;
    } catch (WireException e) {
      throw new SettingsException(
          "ech-config: " + file + " holds no ECHConfigList: " + e.getMessage(), e);
    }
  }

  private static byte[] decoded(byte[] bytes) {
    String text = new String(bytes, StandardCharsets.ISO_8859_1);
    Matcher pem = PEM.matcher(text);
    String base64 = (pem.find() ? pem.group(1) : text).replaceAll("\\s", "");
    try {
      return Base64.getDecoder().decode(base64);
    } catch (IllegalArgumentException e) {
      // Binary, then: two bytes of length, which are hardly ever text.
      return bytes;
    }
  }
}
