package io.github.tlsgauntlet.suite;

import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.List;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;

/** The trust anchors of the JDK that runs. */
public final class SystemTrust {
  private SystemTrust() {}

  /** What its default trust manager trusts. */
  public static List<X509Certificate> anchors() {
    try {
      TrustManagerFactory factory =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      factory.init((@org.jspecify.annotations.Nullable KeyStore) null);
      return Arrays.stream(factory.getTrustManagers())
          .filter(X509TrustManager.class::isInstance)
          .map(X509TrustManager.class::cast)
          .flatMap(manager -> Arrays.stream(manager.getAcceptedIssuers()))
          .toList();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("This JVM has no default trust anchors", e);
    }
  }
}
