package io.github.tlsgauntlet.pki;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.InvalidAlgorithmParameterException;
import java.security.KeyStore;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSession;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;

/** Asks the JDK's own trust manager, as JSSE does in a handshake of TLS 1.3. */
final class JdkVerifier {
  private final List<X509Certificate> anchors;

  JdkVerifier(List<X509Certificate> anchors) {
    this.anchors = anchors;
  }

  /** Why the JDK refuses a fixture; empty when it takes it. */
  Optional<String> refusal(Fixture fixture) {
    try {
      CertificateFactory factory = CertificateFactory.getInstance("X.509");
      List<byte[]> encoded = fixture.credential().certificates();
      X509Certificate[] chain = new X509Certificate[encoded.size()];
      for (int i = 0; i < chain.length; i++) {
        chain[i] =
            (X509Certificate) factory.generateCertificate(new ByteArrayInputStream(encoded.get(i)));
      }
      if (fixture.role() == Role.SERVER) {
        manager().checkServerTrusted(chain, "UNKNOWN", new Handshake(fixture.referenceName()));
      } else {
        manager().checkClientTrusted(chain, "UNKNOWN", (SSLEngine) null);
      }
      return Optional.empty();
    } catch (CertificateException e) {
      return Optional.of(String.valueOf(e.getMessage()));
    } catch (InvalidAlgorithmParameterException e) {
      // This is how the JDK says that there are no trust anchors.
      return Optional.of(String.valueOf(e.getMessage()));
    } catch (GeneralSecurityException | IOException e) {
      throw new AssertionError(e);
    } catch (RuntimeException e) {
      return Optional.of(e.toString());
    }
  }

  private X509ExtendedTrustManager manager() throws GeneralSecurityException, IOException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    for (X509Certificate anchor : anchors) {
      store.setCertificateEntry("anchor-" + store.size(), anchor);
    }
    TrustManagerFactory factory = TrustManagerFactory.getInstance("PKIX");
    factory.init(store);
    return (X509ExtendedTrustManager) factory.getTrustManagers()[0];
  }

  /** An engine in the middle of a handshake, as far as a trust manager can see. */
  private static final class Handshake extends SSLEngine {
    private final SSLEngine real;
    private final SSLSession session;

    Handshake(String host) throws GeneralSecurityException {
      super(host, 443);
      real = SSLContext.getDefault().createSSLEngine();
      session =
          (SSLSession)
              Proxy.newProxyInstance(
                  Handshake.class.getClassLoader(),
                  new Class<?>[] {SSLSession.class},
                  (proxy, method, arguments) ->
                      switch (method.getName()) {
                        case "getPeerHost" -> host;
                        case "getProtocol" -> "TLSv1.3";
                        default -> throw new UnsupportedOperationException(method.getName());
                      });
    }

    @Override
    public SSLSession getHandshakeSession() {
      return session;
    }

    @Override
    public SSLParameters getSSLParameters() {
      SSLParameters parameters = real.getSSLParameters();
      parameters.setEndpointIdentificationAlgorithm("HTTPS");
      return parameters;
    }

    @Override
    public SSLEngineResult wrap(ByteBuffer[] from, int offset, int length, ByteBuffer to) {
      throw new UnsupportedOperationException();
    }

    @Override
    public SSLEngineResult unwrap(ByteBuffer from, ByteBuffer[] to, int offset, int length) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Runnable getDelegatedTask() {
      return real.getDelegatedTask();
    }

    @Override
    public void closeInbound() {}

    @Override
    public boolean isInboundDone() {
      return false;
    }

    @Override
    public void closeOutbound() {}

    @Override
    public boolean isOutboundDone() {
      return false;
    }

    @Override
    public String[] getSupportedCipherSuites() {
      return real.getSupportedCipherSuites();
    }

    @Override
    public String[] getEnabledCipherSuites() {
      return real.getEnabledCipherSuites();
    }

    @Override
    public void setEnabledCipherSuites(String[] suites) {}

    @Override
    public String[] getSupportedProtocols() {
      return real.getSupportedProtocols();
    }

    @Override
    public String[] getEnabledProtocols() {
      return real.getEnabledProtocols();
    }

    @Override
    public void setEnabledProtocols(String[] protocols) {}

    @Override
    public SSLSession getSession() {
      return session;
    }

    @Override
    public void beginHandshake() {}

    @Override
    public SSLEngineResult.HandshakeStatus getHandshakeStatus() {
      return real.getHandshakeStatus();
    }

    @Override
    public void setUseClientMode(boolean mode) {}

    @Override
    public boolean getUseClientMode() {
      return true;
    }

    @Override
    public void setNeedClientAuth(boolean need) {}

    @Override
    public boolean getNeedClientAuth() {
      return false;
    }

    @Override
    public void setWantClientAuth(boolean want) {}

    @Override
    public boolean getWantClientAuth() {
      return false;
    }

    @Override
    public void setEnableSessionCreation(boolean flag) {}

    @Override
    public boolean getEnableSessionCreation() {
      return true;
    }
  }
}
