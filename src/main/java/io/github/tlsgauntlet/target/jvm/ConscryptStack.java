package io.github.tlsgauntlet.target.jvm;

import io.github.tlsgauntlet.target.TargetException;
import java.security.Provider;
import java.util.Optional;
import org.conscrypt.Conscrypt;

/** Conscrypt (BoringSSL) with its own trust manager; touched only when it is named. */
final class ConscryptStack {
  private ConscryptStack() {}

  static boolean hasNativeLibrary() {
    return Conscrypt.isAvailable();
  }

  static JsseStack create() throws TargetException {
    if (!hasNativeLibrary()) {
      throw new TargetException(
          TargetException.Kind.UNAVAILABLE,
          "jvm:Conscrypt has no native library for "
              + System.getProperty("os.name")
              + " on "
              + System.getProperty("os.arch"));
    }
    Provider provider = Conscrypt.newProviderBuilder().provideTrustManager(true).build();
    return new JsseStack("Conscrypt", provider, provider, Optional.empty());
  }
}
