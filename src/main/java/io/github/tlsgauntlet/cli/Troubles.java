package io.github.tlsgauntlet.cli;

import io.github.tlsgauntlet.protocol.AlertDescription;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** The alerts and the common error messages, found by the words that a user has before them. */
final class Troubles {
  private static final Pattern NUMBER = Pattern.compile("[0-9]{1,3}");

  /** {@code SSL alert number 40}, {@code alert(48)}, {@code TLS alert 42}. */
  private static final Pattern ALERT_NUMBER =
      Pattern.compile("\\balert (?:(?:number|code|description) )?([0-9]{1,3})\\b");

  /** An error of OpenSSL's library for TLS, 1.x and 3: its number is 20 in decimal. */
  private static final Pattern OPENSSL = Pattern.compile("\\b(?:14|0a)[0-9a-f]{6}\\b");

  /** Where OpenSSL's reasons say "the peer sent the alert of this number" (openssl/ssl.h). */
  private static final int OPENSSL_ALERTS = 1000;

  private static final int OPENSSL_REASON = 0xFFF;
  private static final int MOST_CODE = 255;

  private record Phrase(String words, Trouble trouble) {
    private static Optional<Trouble> longest(List<Phrase> phrases, String plain) {
      return phrases.stream()
          .filter(phrase -> contains(plain, phrase.words()))
          .max(Comparator.comparingInt(phrase -> phrase.words().length()))
          .map(Phrase::trouble);
    }
  }

  private final Map<Integer, Trouble> alerts = new LinkedHashMap<>();
  private final List<Phrase> names = new ArrayList<>();
  private final List<Phrase> messages = new ArrayList<>();

  Troubles() {
    for (JsonNode node : read("alerts.yaml")) {
      String name = node.path("name").asString("");
      int code =
          AlertDescription.named(name)
              .or(() -> AlertDescription.named(name + "_RESERVED"))
              .orElseThrow(() -> new IllegalStateException("No alert is called " + name))
              .code();
      Trouble trouble = trouble(node, name + " (" + code + ")");
      alerts.put(code, trouble);
      // As the registry has it, and as it is written where case tells words apart.
      names.add(new Phrase(plain(name), trouble));
      names.add(new Phrase(plain(name).replace(" ", ""), trouble));
      names.addAll(phrases(node, trouble));
    }
    for (JsonNode node : read("messages.yaml")) {
      Trouble trouble = trouble(node, node.path("title").asString(""));
      messages.addAll(phrases(node, trouble));
    }
  }

  private static List<Phrase> phrases(JsonNode node, Trouble trouble) {
    return texts(node, "phrases").stream().map(text -> new Phrase(plain(text), trouble)).toList();
  }

  /** Every alert, by code point. */
  Map<Integer, Trouble> alerts() {
    return alerts;
  }

  /**
   * What the words speak of: a message, an alert, or a message that speaks of an alert.
   *
   * @param words as they stand in a log
   * @return the message first; empty where none is known
   */
  List<Trouble> find(String words) {
    String plain = plain(words);
    List<Trouble> found = new ArrayList<>();
    Phrase.longest(messages, plain).ifPresent(found::add);
    numbered(words, plain).or(() -> Phrase.longest(names, plain)).ifPresent(found::add);
    return found;
  }

  private Optional<Trouble> numbered(String words, String plain) {
    if (NUMBER.matcher(words.strip()).matches()) {
      return alert(Integer.parseInt(words.strip()));
    }
    Matcher number = ALERT_NUMBER.matcher(plain);
    if (number.find()) {
      return alert(Integer.parseInt(number.group(1)));
    }
    Matcher error = OPENSSL.matcher(plain);
    if (error.find()) {
      int reason = (int) (Long.parseLong(error.group(), 16) & OPENSSL_REASON);
      return alert(reason - OPENSSL_ALERTS);
    }
    return Optional.empty();
  }

  private Optional<Trouble> alert(int code) {
    return Optional.ofNullable(code > MOST_CODE ? null : alerts.get(code));
  }

  private static boolean contains(String text, String words) {
    return (" " + text + " ").contains(" " + words + " ");
  }

  /** Letters and digits in lower case, one space between words. */
  private static String plain(String text) {
    return text.toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N}]+", " ").strip();
  }

  private static Trouble trouble(JsonNode node, String title) {
    return new Trouble(
        title,
        node.path("means").asString(""),
        node.path("sender").asString(""),
        texts(node, "causes"),
        texts(node, "mend"),
        node.path("source").asString(""));
  }

  private static List<String> texts(JsonNode node, String field) {
    List<String> texts = new ArrayList<>();
    node.path(field).forEach(text -> texts.add(text.asString("")));
    return texts;
  }

  private static JsonNode read(String name) {
    try (InputStream in = Troubles.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException(name + " is missing in the jar");
      }
      return new YAMLMapper().readTree(in);
    } catch (IOException e) {
      throw new IllegalStateException(name + " cannot be read", e);
    }
  }
}
