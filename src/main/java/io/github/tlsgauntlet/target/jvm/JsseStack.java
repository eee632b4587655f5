package io.github.tlsgauntlet.target.jvm;

import io.github.tlsgauntlet.pki.Credential;
import io.github.tlsgauntlet.target.ServerSetup;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.cert.CRL;
import java.security.cert.CertStore;
import java.security.cert.CertificateFactory;
import java.security.cert.CollectionCertStoreParameters;
import java.security.cert.PKIXBuilderParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509CertSelector;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import javax.net.ssl.CertPathTrustManagerParameters;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;

/**
 * A JSSE implementation, set up as an ordinary application sets it up.
 *
 * @param name as the user names it
 * @param tls the provider of its SSLContext; an instance of its own, never registered in this JVM
 * @param trust the provider of its trust manager
 * @param keys the provider of its clients' key manager; empty for the JVM's default
 */
record JsseStack(String name, Provider tls, Provider trust, Optional<Provider> keys) {

  /**
   * A server's context: presents the credential whatever it is, judges clients as the stack does.
   */
  SSLContext forServer(ServerSetup setup) throws GeneralSecurityException {
    return context(
        new KeyManager[] {new CredentialKeyManager(setup.credential())},
        setup.revocationLists().isEmpty()
            ? trustManagers(setup.clientTrust())
            : trustManagers(setup.clientTrust(), setup.revocationLists()));
  }

  /** Whether its trust manager takes revocation lists: Conscrypt's takes a key store at most. */
  boolean takesRevocationLists() {
    return !trust.getName().equals("Conscrypt");
  }

  private TrustManager[] trustManagers(List<X509Certificate> anchors, List<byte[]> lists)
      throws GeneralSecurityException {
    CertificateFactory reader = CertificateFactory.getInstance("X.509");
    List<CRL> read = new ArrayList<>();
    for (byte[] list : lists) {
      read.add(reader.generateCRL(new ByteArrayInputStream(list)));
    }
    Set<TrustAnchor> trusted =
        anchors.stream().map(anchor -> new TrustAnchor(anchor, null)).collect(Collectors.toSet());
    PKIXBuilderParameters parameters = new PKIXBuilderParameters(trusted, new X509CertSelector());
    parameters.setRevocationEnabled(true);
    parameters.addCertStore(
        CertStore.getInstance("Collection", new CollectionCertStoreParameters(read)));
    TrustManagerFactory factory = TrustManagerFactory.getInstance("PKIX", trust);
    factory.init(new CertPathTrustManagerParameters(parameters));
    return madeBy(factory);
  }

  /** A client's context: the stack's own key selection, and its own judgement of servers. */
  SSLContext forClient(Optional<Credential> credential, TrustManager[] trusted)
      throws GeneralSecurityException {
    return context(
        credential.isPresent() ? clientKeyManagers(credential.get()) : new KeyManager[0], trusted);
  }

  private SSLContext context(KeyManager[] keyManagers, TrustManager[] trustManagers)
      throws GeneralSecurityException {
    SSLContext context = SSLContext.getInstance("TLS", tls);
    context.init(keyManagers, trustManagers, null);
    return context;
  }

  /**
   * The stack's own judge of certificates, revocation off.
   *
   * @param anchors whom it trusts; one that trusts nobody where there are none
   */
  TrustManager[] trustManagers(List<X509Certificate> anchors) throws GeneralSecurityException {
    if (anchors.isEmpty()) {
      return new TrustManager[] {new RefusingTrustManager()};
    }
    KeyStore store = emptyStore();
    for (int i = 0; i < anchors.size(); i++) {
      store.setCertificateEntry("anchor-" + i, anchors.get(i));
    }
    TrustManagerFactory factory = TrustManagerFactory.getInstance("PKIX", trust);
    factory.init(store);
    return madeBy(factory);
  }

  private TrustManager[] madeBy(TrustManagerFactory factory) {
    TrustManager[] made = factory.getTrustManagers();
    return trust.getName().equals("SunJSSE") && made[0] instanceof X509ExtendedTrustManager theJdks
        ? new TrustManager[] {new OneAtATimeTrustManager(theJdks)}
        : made;
  }

  private KeyManager[] clientKeyManagers(Credential credential) throws GeneralSecurityException {
    PrivateKey key = Keys.asJdkKey(credential.privateKey());
    X509Certificate[] chain = PresentedCertificate.chain(credential.certificates(), key);
    // The store never leaves this method's callers' memory: its password guards nothing.
    char[] password = "memory".toCharArray();
    KeyManagerFactory factory;
    try {
      KeyStore store = emptyStore();
      store.setKeyEntry("credential", key, password, chain);
      String algorithm = keys.isPresent() ? "PKIX" : KeyManagerFactory.getDefaultAlgorithm();
      factory =
          keys.isPresent()
              ? KeyManagerFactory.getInstance(algorithm, keys.get())
              : KeyManagerFactory.getInstance(algorithm);
      factory.init(store, password);
    } catch (GeneralSecurityException keyDoesNotFitAKeyStore) {
      return new KeyManager[] {new CredentialKeyManager(credential)};
    }
    return factory.getKeyManagers();
  }

  /** A JKS store keeps the certificates as they are; PKCS #12 would judge the chain. */
  private static KeyStore emptyStore() throws GeneralSecurityException {
    try {
      KeyStore store = KeyStore.getInstance("JKS");
      store.load(null, null);
      return store;
    } catch (IOException cannotBe) {
      throw new GeneralSecurityException("an empty key store could not be made", cannotBe);
    }
  }
}
