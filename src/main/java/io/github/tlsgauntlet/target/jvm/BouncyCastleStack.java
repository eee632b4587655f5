package io.github.tlsgauntlet.target.jvm;

import java.security.Provider;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.jsse.provider.BouncyCastleJsseProvider;

/** Bouncy Castle's JSSE over its own cryptography; touched only when it is named. */
final class BouncyCastleStack {
  /** Held, since the log manager forgets loggers, and their levels, that nobody holds. */
  private static final Logger LOG = Logger.getLogger("org.bouncycastle.jsse.provider");

  private BouncyCastleStack() {}

  static JsseStack create() {
    if (LOG.getLevel() == null) {
      // It logs each refused handshake with a stack trace; the refusals are results here.
      LOG.setLevel(Level.OFF);
    }
    Provider provider = new BouncyCastleJsseProvider(false, new BouncyCastleProvider());
    return new JsseStack("BCJSSE", provider, provider, Optional.of(provider));
  }
}
