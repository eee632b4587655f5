package io.github.tlsgauntlet.target.upgrade;

import io.github.tlsgauntlet.target.Upgrade;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/**
 * What a server says first, and then after each wish that ends so.
 *
 * @param greeting may be empty
 * @param answers by what each wish ends with
 */
public record UpgradeScript(String greeting, List<Map.Entry<String, String>> answers) {
  private static final String STREAM =
      "<?xml version='1.0'?><stream:stream><stream:features>"
          + "<starttls xmlns='urn:ietf:params:xml:ns:xmpp-tls'/></stream:features>";

  public static UpgradeScript of(String greeting, String... wishesAndAnswers) {
    List<Map.Entry<String, String>> answers = new ArrayList<>();
    for (int i = 0; i < wishesAndAnswers.length; i += 2) {
      answers.add(Map.entry(wishesAndAnswers[i], wishesAndAnswers[i + 1]));
    }
    return new UpgradeScript(greeting, answers);
  }

  private static String hex(String digits) {
    return new String(HexFormat.of().parseHex(digits), StandardCharsets.ISO_8859_1);
  }

  /** How a server of this protocol goes over to TLS. */
  public static UpgradeScript good(Upgrade upgrade) {
    return switch (upgrade) {
      case SMTP, LMTP ->
          of(
              "220-mail.example\r\n220 ready\r\n",
              "invalid\r\n",
              "250-mail.example\r\n250-SIZE 1\r\n250 STARTTLS\r\n",
              "STARTTLS\r\n",
              "220 go\r\n");
      case IMAP ->
          of(
              "* OK ready\r\n",
              "CAPABILITY\r\n",
              "* CAPABILITY IMAP4rev1 STARTTLS\r\na1 OK done\r\n",
              "STARTTLS\r\n",
              "a2 OK go\r\n");
      case POP3 -> of("+OK ready\r\n", "STLS\r\n", "+OK go\r\n");
      case FTP -> of("220 ready\r\n", "AUTH TLS\r\n", "234 go\r\n");
      case SIEVE ->
          of("\"IMPLEMENTATION\" \"x\"\r\n\"STARTTLS\"\r\nOK\r\n", "STARTTLS\r\n", "OK \"go\"\r\n");
      case NNTP -> of("200 ready\r\n", "STARTTLS\r\n", "382 go\r\n");
      case IRC ->
          of(
              ":irc.example NOTICE * :looking you up\r\n",
              "STARTTLS\r\n",
              ":irc.example 670 x :go\r\n");
      case LDAP -> of("", "1.3.6.1.4.1.1466.20037", hex("300c02010178070a010004000400"));
      case POSTGRES -> of("", hex("04d2162f"), "S");
      case MYSQL -> {
        String payload =
            "\n5.5.5-x\0" + "\1\0\0\0" + "12345678" + "\0" + hex("ffff") + "\b" + "\0\0";
        yield of(
            new String(new char[] {(char) payload.length(), 0, 0, 0}) + payload,
            "\0".repeat(23),
            "");
      }
      case XMPP, XMPP_SERVER ->
          of(
              "",
              "version='1.0'>",
              STREAM,
              "xmpp-tls'/>",
              "<proceed xmlns='urn:ietf:params:xml:ns:xmpp-tls'/>");
    };
  }
}
