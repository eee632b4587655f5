package io.github.tlsgauntlet.pki;

/** Who presents a certificate; the other side judges it. */
public enum Role {
  SERVER,
  CLIENT
}
