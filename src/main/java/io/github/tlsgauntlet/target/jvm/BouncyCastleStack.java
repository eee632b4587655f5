package io.github.tlsgauntlet.target.jvm;

import java.security.Provider;
import java.util.Optional;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.jsse.provider.BouncyCastleJsseProvider;

/** Bouncy Castle's JSSE over its own cryptography; touched only when it is named. */
final class BouncyCastleStack {
  private BouncyCastleStack() {}

  static JsseStack create() {
    Provider provider = new BouncyCastleJsseProvider(false, new BouncyCastleProvider());
    return new JsseStack("BCJSSE", provider, provider, Optional.of(provider));
  }
}
