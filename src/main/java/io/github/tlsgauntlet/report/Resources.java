package io.github.tlsgauntlet.report;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** The templates, styles and schema that lie beside this package's classes. */
final class Resources {
  private Resources() {}

  static InputStream open(String name) throws IOException {
    return Optional.ofNullable(Resources.class.getResourceAsStream(name))
        .orElseThrow(() -> new IOException("the jar lacks " + name));
  }

  static String text(String name) throws IOException {
    try (InputStream in = open(name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
