package io.github.tlsgauntlet.target.upgrade;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Protocols of lines. What is to be injected goes out with the wish for TLS in one write. */
final class LineUpgrade {
  private static final int MOST_LINES = 200;
  private static final String NAME = "tls-gauntlet.invalid";

  private final Conversation talk;
  private final String protocol;
  private final String injected;

  LineUpgrade(Conversation talk, String protocol, Optional<String> injected) {
    this.talk = talk;
    this.protocol = protocol;
    this.injected = injected.orElse("");
  }

  /** SMTP (RFC 3207) and LMTP (RFC 2033): hello is EHLO or LHLO. */
  void mail(String hello) throws IOException {
    greeted(replies(), "220");
    talk.say(hello + " " + NAME + "\r\n");
    List<String> offers = replies();
    if (!offers.get(0).startsWith("250")) {
      throw refused(hello, offers.get(0));
    }
    requireOffer(offers.stream().map(line -> line.substring(Math.min(4, line.length()))).toList());
    wish("STARTTLS", "220");
  }

  /** FTP (RFC 4217). */
  void ftp() throws IOException {
    greeted(replies(), "220");
    wish("AUTH TLS", "234");
  }

  /** NNTP (RFC 4642). */
  void news() throws IOException {
    String greeting = talk.line();
    if (!greeting.startsWith("200") && !greeting.startsWith("201")) {
      throw greetedOtherwise(greeting);
    }
    wish("STARTTLS", "382");
  }

  /** IMAP (RFC 9051). */
  void imap() throws IOException {
    String greeting = talk.line();
    if (!greeting.startsWith("* OK") && !greeting.startsWith("* PREAUTH")) {
      throw greetedOtherwise(greeting);
    }
    talk.say("a1 CAPABILITY\r\n");
    List<String> offers = new ArrayList<>();
    String line = talk.line();
    while (!line.startsWith("a1 ") && offers.size() < MOST_LINES) {
      offers.addAll(List.of(line.split(" ")));
      line = talk.line();
    }
    requireOffer(offers);
    talk.say("a2 STARTTLS\r\n" + injected);
    line = talk.line();
    for (int i = 0; line.startsWith("* ") && i < MOST_LINES; i++) {
      line = talk.line();
    }
    if (!line.toUpperCase(Locale.ROOT).startsWith("A2 OK")) {
      throw refused("STARTTLS", line);
    }
  }

  /** POP3 (RFC 2595). */
  void pop() throws IOException {
    String greeting = talk.line();
    if (!greeting.startsWith("+OK")) {
      throw greetedOtherwise(greeting);
    }
    wish("STLS", "+OK");
  }

  /** ManageSieve (RFC 5804). */
  void sieve() throws IOException {
    List<String> offers = new ArrayList<>();
    String line = talk.line();
    while (!isSieveEnd(line)) {
      if (!line.startsWith("\"") || offers.size() >= MOST_LINES) {
        throw greetedOtherwise(line);
      }
      offers.add(line.split("\"")[1]);
      line = talk.line();
    }
    requireOffer(offers);
    wish("STARTTLS", "OK");
  }

  private static boolean isSieveEnd(String line) {
    return line.startsWith("OK") || line.startsWith("NO") || line.startsWith("BYE");
  }

  /** IRC; a server may have much to say before it answers. */
  void chat() throws IOException {
    talk.say("STARTTLS\r\n" + injected);
    for (int i = 0; i < MOST_LINES; i++) {
      String line = talk.line();
      String[] words = line.split(" ");
      String word = words.length > 1 && words[0].startsWith(":") ? words[1] : words[0];
      if (word.equals("670")) {
        return;
      }
      if (word.matches("[45679][0-9]{2}|ERROR")) {
        throw refused("STARTTLS", line);
      }
      if (!word.matches("NOTICE|PING|[0-9]{3}")) {
        throw greetedOtherwise(line);
      }
    }
    throw new UpgradeException("it talks without end");
  }

  /** The lines of one reply: all but the last have a dash after the number (RFC 5321). */
  private List<String> replies() throws IOException {
    List<String> lines = new ArrayList<>();
    do {
      lines.add(talk.line());
    } while (lines.get(lines.size() - 1).matches("[0-9]{3}-.*") && lines.size() < MOST_LINES);
    return lines;
  }

  private void greeted(List<String> lines, String code) throws UpgradeException {
    if (!lines.get(0).startsWith(code)) {
      throw greetedOtherwise(lines.get(0));
    }
  }

  private UpgradeException greetedOtherwise(String line) {
    return new UpgradeException(
        "it begins with " + Conversation.shown(line) + ", which is no greeting of " + protocol);
  }

  private void requireOffer(List<String> offers) throws UpgradeException {
    if (offers.stream().noneMatch(offer -> offer.strip().equalsIgnoreCase("STARTTLS"))) {
      throw new UpgradeException("it speaks " + protocol + " and doesn't offer STARTTLS");
    }
  }

  private void wish(String words, String consent) throws IOException {
    talk.say(words + "\r\n" + injected);
    List<String> answer = replies();
    if (!answer.get(0).startsWith(consent)) {
      throw refused(words, answer.get(0));
    }
  }

  private static UpgradeException refused(String words, String line) {
    return new UpgradeException("it answers " + words + " with " + Conversation.shown(line));
  }
}
