package io.github.tlsgauntlet.target;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Protocols that begin in plain text and go over to TLS on the same connection. */
public enum Upgrade {
  /** STARTTLS, RFC 3207. */
  SMTP(25),
  /** STARTTLS, RFC 3207 and RFC 2033. */
  LMTP(24),
  /** STARTTLS, RFC 9051, Section 6.2.1. */
  IMAP(143),
  /** STLS, RFC 2595. */
  POP3(110),
  /** AUTH TLS, RFC 4217. */
  FTP(21),
  /** An extended operation, RFC 4511, Section 4.14. */
  LDAP(389),
  /** A stream feature, RFC 6120, Section 5. */
  XMPP(5222),
  /** The same between servers. */
  XMPP_SERVER(5269),
  /** SSLRequest, PostgreSQL's frontend/backend protocol. */
  POSTGRES(5432),
  /** SSLRequest, MySQL's and MariaDB's client/server protocol. */
  MYSQL(3306),
  /** STARTTLS, RFC 5804, Section 2.2. */
  SIEVE(4190),
  /** STARTTLS, RFC 4642. */
  NNTP(119),
  /** STARTTLS, an extension of IRCv3. */
  IRC(6667);

  private final int port;

  Upgrade(int port) {
    this.port = port;
  }

  /** The port where none is given. */
  public int port() {
    return port;
  }

  /** How a URL begins that names it. */
  public String scheme() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** The protocol that a URL's scheme names. */
  static Optional<Upgrade> of(String scheme) {
    return Arrays.stream(values()).filter(one -> one.scheme().equals(scheme)).findFirst();
  }

  /** All schemes. */
  static List<String> schemes() {
    return Arrays.stream(values()).map(Upgrade::scheme).toList();
  }
}
