package io.github.tlsgauntlet.crypto;

import java.security.GeneralSecurityException;
import java.security.Provider;
import org.bouncycastle.jce.provider.BouncyCastleProvider;

/** The provider for what the JDK lacks: an instance of our own, never registered in the JVM. */
final class Providers {
  private Providers() {}

  private static final class Holder {
    private static final Provider BOUNCY_CASTLE = new BouncyCastleProvider();
  }

  static Provider bouncyCastle() {
    return Holder.BOUNCY_CASTLE;
  }

  /** Something that JCA promises to every Java platform failed to be there. */
  static IllegalStateException missing(GeneralSecurityException e) {
    return new IllegalStateException("This JVM lacks an algorithm that every JVM has", e);
  }
}
