package io.github.tlsgauntlet.target.remote;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;

/** What the first bytes of a server's answer to a ClientHello say of what it speaks. */
final class FirstWords {
  /** As many bytes as any judgement takes. */
  static final int ENOUGH = 16;

  private static final int HANDSHAKE = 22;
  private static final int ALERT = 21;
  private static final int SERVER_HELLO = 2;
  private static final int HEAD = 6;
  private static final Map<String, String> GREETINGS =
      Map.of(
          "220",
              "like an SMTP or FTP server before TLS: name it smtp://HOST or ftp://HOST to scan it",
          "* OK", "like an IMAP server before TLS: name it imap://HOST to scan it",
          "+OK", "like a POP3 server before TLS: name it pop3://HOST to scan it",
          "SSH-", "SSH, not TLS",
          "HTTP/", "plain HTTP, not TLS");

  private FirstWords() {}

  /** Whether it is TLS: a ServerHello or an alert in a record (RFC 9846, Section 5.1). */
  static boolean isTls(byte[] words) {
    if (words.length < HEAD || words[1] != 3) {
      return false;
    }
    int length = (words[3] & 0xff) << 8 | words[4] & 0xff;
    if (words[0] == ALERT) {
      return length == 2 && (words[5] == 1 || words[5] == 2);
    }
    return words[0] == HANDSHAKE && length > 0 && length <= 16384 && words[5] == SERVER_HELLO;
  }

  /** Whether it is an HTTP answer. */
  static boolean isHttp(byte[] words) {
    return text(words).startsWith("HTTP/");
  }

  /** Whether more bytes could not change the judgement. */
  static boolean isClear(byte[] words) {
    return words.length >= HEAD;
  }

  /** What it speaks instead of TLS, to follow the word "speaks". */
  static String describe(byte[] words) {
    String text = text(words);
    Optional<String> known =
        GREETINGS.entrySet().stream()
            .filter(greeting -> text.startsWith(greeting.getKey()))
            .map(Map.Entry::getValue)
            .findFirst();
    return known.orElseGet(
        () -> "no TLS: its answer begins with the bytes " + HexFormat.of().formatHex(words));
  }

  private static String text(byte[] words) {
    return new String(words, StandardCharsets.ISO_8859_1);
  }
}
