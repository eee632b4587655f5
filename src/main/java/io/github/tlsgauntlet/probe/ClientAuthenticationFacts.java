package io.github.tlsgauntlet.probe;

import java.util.List;

/**
 * What the server does about client certificates.
 *
 * @param asks how it asks
 * @param detail how a client without one was refused
 * @param authorities the names of the authorities that it takes, by RFC 4514
 * @param schemes the signature schemes that it takes
 * @param types TLS 1.2's certificate types
 */
public record ClientAuthenticationFacts(
    Asks asks, String detail, List<String> authorities, List<String> schemes, List<String> types) {
  /** How it asks for a client certificate. */
  public enum Asks {
    NONE,
    OPTIONAL,
    REQUIRED,
    UNTOLD
  }

  public ClientAuthenticationFacts {
    authorities = List.copyOf(authorities);
    schemes = List.copyOf(schemes);
    types = List.copyOf(types);
  }
}
