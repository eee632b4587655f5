package io.github.tlsgauntlet.target.upgrade;

import io.github.tlsgauntlet.wire.WireWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Protocols of octets: LDAP, PostgreSQL, MySQL; and XMPP's markup. */
final class BinaryUpgrade {
  private static final String START_TLS = "1.3.6.1.4.1.1466.20037";
  private static final int SEQUENCE = 0x30;
  private static final int EXTENDED_RESPONSE = 0x78;
  private static final int ENUMERATED = 0x0a;
  private static final int MOST_OCTETS = 4096;
  private static final int SSL_REQUEST = 80_877_103;
  private static final int MYSQL_PROTOCOL = 10;
  private static final int CLIENT_SSL = 0x0800;
  private static final int CLIENT_FLAGS = 0x8a01;
  private static final int MYSQL_SCRAMBLE = 8;
  private static final String XMPP_TLS = "urn:ietf:params:xml:ns:xmpp-tls";

  private final Conversation talk;
  private final String injected;

  /**
   * A conversation.
   *
   * @param injected goes out with the wish for TLS in one write
   */
  BinaryUpgrade(Conversation talk, Optional<String> injected) {
    this.talk = talk;
    this.injected = injected.orElse("");
  }

  private void wish(byte[] octets) throws IOException {
    talk.say(new String(octets, StandardCharsets.ISO_8859_1) + injected);
  }

  /** RFC 4511, Section 4.14: an extended request of BER, and its result code. */
  void ldap() throws IOException {
    byte[] name = START_TLS.getBytes(StandardCharsets.US_ASCII);
    wish(
        WireWriter.write(
            w ->
                w.uint8(SEQUENCE)
                    .vector8(
                        message ->
                            message
                                .bytes(new byte[] {2, 1, 1})
                                .uint8(0x77)
                                .vector8(
                                    request -> request.uint8(0x80).vector8(v -> v.bytes(name))))));
    if (talk.octet() != SEQUENCE) {
      throw new UpgradeException("its answer is no LDAP");
    }
    byte[] message = talk.octets(length());
    int at = 0;
    // The message ID has one octet, as ours has.
    if (message.length < 8 || message[0] != 2 || message[1] != 1) {
      throw new UpgradeException("its answer is no LDAP");
    }
    at = 3;
    if ((message[at] & 0xff) != EXTENDED_RESPONSE) {
      throw new UpgradeException("its answer is none to an extended request of LDAP");
    }
    int lengthOctets = (message[at + 1] & 0x80) == 0 ? 1 : 1 + (message[at + 1] & 0x7f);
    int result = at + 1 + lengthOctets;
    if (result + 3 > message.length || message[result] != ENUMERATED || message[result + 1] != 1) {
      throw new UpgradeException("its answer is none to an extended request of LDAP");
    }
    if (message[result + 2] != 0) {
      throw new UpgradeException(
          "it refuses StartTLS with the result code " + (message[result + 2] & 0xff));
    }
  }

  private int length() throws IOException {
    int first = talk.octet();
    if (first < 0x80) {
      return first;
    }
    int length = 0;
    for (int i = 0; i < (first & 0x7f); i++) {
      length = length << 8 | talk.octet();
      if (length > MOST_OCTETS) {
        throw new UpgradeException("its answer is too long for LDAP");
      }
    }
    return length;
  }

  /** PostgreSQL: a request of eight octets, and one octet in answer. */
  void postgres() throws IOException {
    wish(WireWriter.write(w -> w.uint32(8).uint32(SSL_REQUEST)));
    int answer = talk.octet();
    if (answer == 'N') {
      throw new UpgradeException("it speaks PostgreSQL and refuses TLS");
    }
    // One octet is little to know a protocol by: who goes on talking speaks another one.
    if (answer != 'S' || talk.hasMore()) {
      throw new UpgradeException("its answer is no PostgreSQL");
    }
  }

  /** MySQL: its greeting says whether it takes TLS, and a short response asks for it. */
  void mysql() throws IOException {
    byte[] head = talk.octets(4);
    int length = (head[2] & 0xff) << 16 | (head[1] & 0xff) << 8 | head[0] & 0xff;
    if (length > MOST_OCTETS || length < 1) {
      throw new UpgradeException("its greeting is no MySQL");
    }
    byte[] greeting = talk.octets(length);
    if ((greeting[0] & 0xff) == 0xff) {
      String text =
          new String(greeting, StandardCharsets.ISO_8859_1).substring(Math.min(3, length));
      throw new UpgradeException("it refuses the connection: " + Conversation.shown(text));
    }
    int at = 1;
    while (at < length && greeting[at] != 0) {
      at++;
    }
    // After the version's zero: a thread, the first part of a challenge, a zero, capabilities.
    at += 1 + 4 + MYSQL_SCRAMBLE + 1;
    if (greeting[0] != MYSQL_PROTOCOL || at + 2 > length) {
      throw new UpgradeException("its greeting is no MySQL");
    }
    int capabilities = greeting[at] & 0xff | (greeting[at + 1] & 0xff) << 8;
    if ((capabilities & CLIENT_SSL) == 0) {
      throw new UpgradeException("it speaks MySQL and doesn't offer TLS");
    }
    byte[] request = new byte[36];
    request[0] = 32;
    request[3] = 1;
    request[4] = (byte) CLIENT_FLAGS;
    request[5] = (byte) (CLIENT_FLAGS >> 8);
    request[11] = 1;
    request[12] = 33;
    wish(request);
  }

  /** How a stream begins (RFC 6120, Section 4.7). */
  static String stream(String host, String namespace) {
    return "<?xml version='1.0'?><stream:stream xmlns='"
        + namespace
        + "' xmlns:stream='http://etherx.jabber.org/streams' to='"
        + host.replaceAll("[^A-Za-z0-9.:-]", "")
        + "' version='1.0'>";
  }

  /** RFC 6120, Section 5. */
  void xmpp(String host, String namespace) throws IOException {
    talk.say(stream(host, namespace));
    String features = talk.until("</stream:features>", "</stream:stream>", "</stream:error>");
    if (!features.contains(XMPP_TLS)) {
      throw new UpgradeException("it speaks XMPP and doesn't offer STARTTLS");
    }
    talk.say("<starttls xmlns='" + XMPP_TLS + "'/>" + injected);
    String answer = talk.until(">");
    if (!answer.contains("proceed")) {
      throw new UpgradeException("it answers STARTTLS with " + Conversation.shown(answer));
    }
    if (!answer.endsWith("/>")) {
      talk.until("</proceed>");
    }
  }
}
