package io.github.tlsgauntlet.report;

import com.samskivert.mustache.Mustache;
import com.samskivert.mustache.MustacheException;
import java.io.IOException;
import java.io.StringReader;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * A page of HTML from a Mustache template: every value is made visible and escaped here, and a
 * content security policy allows nothing but the page's own style and script, named by their hash.
 */
final class Page {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss 'UTC'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  /** Runs before the first layout, so that what a script opens is never laid out in vain. */
  private static final String EARLY = "document.documentElement.classList.add(\"js\")";

  private final Map<String, Object> values = new HashMap<>();

  void put(String name, Object value) {
    values.put(name, value);
  }

  static String time(Instant instant) {
    return TIME.format(instant);
  }

  /**
   * Renders a template.
   *
   * @param template a resource beside this class; its style and script are report.css and report.js
   * @param out where to
   */
  void write(String template, Writer out) throws IOException {
    String style = Resources.text("report.css");
    String script = Resources.text("report.js");
    values.put("early", EARLY);
    values.put("earlyHash", hash(EARLY));
    values.put("style", style);
    values.put("script", script);
    values.put("styleHash", hash(style));
    values.put("scriptHash", hash(script));
    try {
      Mustache.compiler()
          .escapeHTML(true)
          .emptyStringIsFalse(true)
          .zeroIsFalse(true)
          .withLoader(name -> new StringReader(Resources.text(name + ".mustache")))
          .withFormatter(value -> Text.visible(Text.wellFormed(String.valueOf(value))))
          .compile(Resources.text(template))
          .execute(values, out);
    } catch (MustacheException e) {
      throw e.getCause() instanceof IOException io ? io : new IOException(e.getMessage(), e);
    }
  }

  private static String hash(String text) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return Base64.getEncoder().encodeToString(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
