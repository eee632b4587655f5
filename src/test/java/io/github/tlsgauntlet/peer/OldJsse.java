package io.github.tlsgauntlet.peer;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;

/**
 * The JDK's own TLS with all that it has switched off, for a JVM of its own: a server that echoes,
 * and a client for each line of input (port, protocol and cipher suite). Prints what it does.
 */
final class OldJsse {
  static final String PASSWORD = "changeit";

  private OldJsse() {}

  /**
   * Runs until its input ends.
   *
   * @param args a PKCS#12 file
   */
  public static void main(String[] args) throws IOException, GeneralSecurityException {
    SSLContext context = context(Path.of(args[0]));
    SSLServerSocket server =
        (SSLServerSocket)
            context
                .getServerSocketFactory()
                .createServerSocket(0, 50, InetAddress.getLoopbackAddress());
    server.setEnabledCipherSuites(server.getSupportedCipherSuites());
    server.setEnabledProtocols(new String[] {"SSLv3", "TLSv1", "TLSv1.1", "TLSv1.2"});
    System.out.println(String.join(",", server.getSupportedCipherSuites()));
    System.out.println(server.getLocalPort());
    Thread acceptor = new Thread(() -> accept(server));
    acceptor.setDaemon(true);
    acceptor.start();
    BufferedReader orders =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII));
    for (String line = orders.readLine(); line != null; line = orders.readLine()) {
      System.out.println(speak(context, line.split(" ")));
    }
  }

  private static SSLContext context(Path file) throws IOException, GeneralSecurityException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(file)) {
      store.load(in, PASSWORD.toCharArray());
    }
    KeyManagerFactory keys = KeyManagerFactory.getInstance("SunX509");
    keys.init(store, PASSWORD.toCharArray());
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(keys.getKeyManagers(), new TrustManager[] {new TakesAll()}, null);
    return context;
  }

  private static void accept(SSLServerSocket server) {
    while (true) {
      try {
        SSLSocket socket = (SSLSocket) server.accept();
        Thread thread = new Thread(() -> echo(socket));
        thread.setDaemon(true);
        thread.start();
      } catch (IOException e) {
        return;
      }
    }
  }

  private static void echo(SSLSocket socket) {
    try (socket) {
      byte[] buffer = new byte[64];
      for (int got = socket.getInputStream().read(buffer);
          got >= 0;
          got = socket.getInputStream().read(buffer)) {
        socket.getOutputStream().write(Arrays.copyOf(buffer, got));
      }
    } catch (IOException e) {
      // The client has gone.
    }
  }

  private static String speak(SSLContext context, String[] order) {
    try (SSLSocket socket =
        (SSLSocket)
            context
                .getSocketFactory()
                .createSocket(InetAddress.getLoopbackAddress(), Integer.parseInt(order[0]))) {
      socket.setSoTimeout(20_000);
      socket.setEnabledProtocols(new String[] {order[1]});
      socket.setEnabledCipherSuites(new String[] {order[2]});
      socket.getOutputStream().write("ping".getBytes(StandardCharsets.US_ASCII));
      String answer = new String(socket.getInputStream().readNBytes(4), StandardCharsets.US_ASCII);
      return socket.getSession().getProtocol() + " " + answer;
    } catch (IOException e) {
      return e.toString();
    }
  }

  private static final class TakesAll implements X509TrustManager {
    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type) {}

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return new X509Certificate[0];
    }
  }
}
