package io.github.tlsgauntlet.peer;

import io.github.tlsgauntlet.pki.Credential;
import io.github.tlsgauntlet.protocol.NamedGroup;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.AlgorithmConstraints;
import java.security.AlgorithmParameters;
import java.security.CryptoPrimitive;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyStore;
import java.security.NoSuchAlgorithmException;
import java.security.Provider;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;

/** SunJSSE as a peer that takes every certificate. */
final class JsseEndpoint {
  private static final int PATIENCE_MILLIS = 60_000;

  private JsseEndpoint() {}

  static SSLContext context(Optional<Credential> credential) {
    try {
      return context(credential, SSLContext.getInstance("TLS"));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("no TLS in this JDK", e);
    }
  }

  /** The same, of another provider. */
  static SSLContext context(Optional<Credential> credential, Provider provider) {
    try {
      return context(credential, SSLContext.getInstance("TLS", provider));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("no TLS in " + provider, e);
    }
  }

  private static SSLContext context(Optional<Credential> credential, SSLContext context) {
    try {
      KeyManagerFactory keys = KeyManagerFactory.getInstance("PKIX");
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(null, null);
      if (credential.isPresent()) {
        Certificate certificate =
            CertificateFactory.getInstance("X.509")
                .generateCertificate(
                    new ByteArrayInputStream(credential.get().certificates().get(0)));
        store.setKeyEntry(
            "own", credential.get().privateKey(), new char[0], new Certificate[] {certificate});
      }
      keys.init(store, new char[0]);
      context.init(keys.getKeyManagers(), new TrustManager[] {new TakesAny()}, null);
      return context;
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException("SunJSSE or its like takes no such credential", e);
    }
  }

  /** Serves one connection, echoing what it reads; the result is the session's suite. */
  static CompletableFuture<String> serve(SSLServerSocket listener) {
    return serve(listener, socket -> {});
  }

  /** The same, with something set for the connection. */
  static CompletableFuture<String> serve(SSLServerSocket listener, Consumer<SSLSocket> setup) {
    return Background.supply(
        () -> {
          try (SSLSocket socket = (SSLSocket) listener.accept()) {
            socket.setSoTimeout(PATIENCE_MILLIS);
            setup.accept(socket);
            socket.setTcpNoDelay(true);
            socket.startHandshake();
            InputStream in = socket.getInputStream();
            byte[] buffer = new byte[4096];
            for (int n = in.read(buffer); n > 0; n = in.read(buffer)) {
              socket.getOutputStream().write(buffer, 0, n);
            }
            return socket.getSession().getCipherSuite();
          } catch (IOException e) {
            return e.toString();
          }
        });
  }

  static SSLServerSocket listen(SSLContext context, Consumer<SSLServerSocket> setup)
      throws IOException {
    SSLServerSocket listener =
        (SSLServerSocket)
            context
                .getServerSocketFactory()
                .createServerSocket(0, 50, InetAddress.getLoopbackAddress());
    setup.accept(listener);
    return listener;
  }

  /** JDK 17 has no setting of a socket's own for it but this. */
  static void agreesOnlyIn(SSLServerSocket listener, NamedGroup group) {
    SSLParameters parameters = listener.getSSLParameters();
    parameters.setAlgorithmConstraints(new AgreesOnlyIn(group.toString()));
    listener.setSSLParameters(parameters);
  }

  /** Of the groups by their names one is allowed; all that is no group is. */
  private record AgreesOnlyIn(String group) implements AlgorithmConstraints {
    @Override
    public boolean permits(
        Set<CryptoPrimitive> primitives, String algorithm, AlgorithmParameters parameters) {
      return !primitives.equals(Set.of(CryptoPrimitive.KEY_AGREEMENT))
          || NamedGroup.named(algorithm).isEmpty()
          || algorithm.equals(group);
    }

    @Override
    public boolean permits(Set<CryptoPrimitive> primitives, Key key) {
      return true;
    }

    @Override
    public boolean permits(
        Set<CryptoPrimitive> primitives, String algorithm, Key key, AlgorithmParameters p) {
      return permits(primitives, algorithm, p);
    }
  }

  /** Connects once, sends a ping and reads its echo; the result is the echo or the exception. */
  static String connect(SSLContext context, ServerSocket listener, Consumer<SSLSocket> setup) {
    try (Socket plain = new Socket(listener.getInetAddress(), listener.getLocalPort());
        SSLSocket socket =
            (SSLSocket)
                context
                    .getSocketFactory()
                    .createSocket(plain, "localhost", listener.getLocalPort(), true)) {
      socket.setSoTimeout(PATIENCE_MILLIS);
      setup.accept(socket);
      socket.startHandshake();
      socket.getOutputStream().write(Loopback.PING.getBytes(StandardCharsets.US_ASCII));
      byte[] echo = socket.getInputStream().readNBytes(Loopback.PING.length());
      return new String(echo, StandardCharsets.US_ASCII);
    } catch (IOException e) {
      return e.toString();
    }
  }

  /** The extended kind, so that SunJSSE adds no checks of its own. */
  private static final class TakesAny extends X509ExtendedTrustManager {
    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType) {}

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket) {}

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine) {}

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return new X509Certificate[0];
    }
  }
}
