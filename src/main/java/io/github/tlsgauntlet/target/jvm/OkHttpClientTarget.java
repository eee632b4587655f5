package io.github.tlsgauntlet.target.jvm;

import io.github.tlsgauntlet.target.ClientAttempt;
import io.github.tlsgauntlet.target.ClientSetup;
import io.github.tlsgauntlet.target.ClientTarget;
import io.github.tlsgauntlet.target.TargetException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;
import okhttp3.ConnectionSpec;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;

/** OkHttp over the JDK's TLS, its own checks as they are by default. One connection an attempt. */
final class OkHttpClientTarget implements ClientTarget {
  private static final int LONGEST_BODY = 64 * 1024;

  private final JsseStack stack;

  OkHttpClientTarget(JsseStack stack) {
    this.stack = stack;
  }

  @Override
  public String name() {
    return "jvm:OkHttp";
  }

  @Override
  public ClientAttempt connect(InetSocketAddress server, ClientSetup setup, Duration timeout)
      throws TargetException {
    OkHttpClient client = client(server, setup, timeout);
    return attempt(client, server, setup);
  }

  /** Its sessions are its SSLContext's. */
  @Override
  public Optional<List<ClientAttempt>> connectTwice(
      InetSocketAddress server, ClientSetup setup, Duration timeout) throws TargetException {
    OkHttpClient client = client(server, setup, timeout);
    ClientAttempt first = attempt(client, server, setup);
    return Optional.of(List.of(first, attempt(client, server, setup)));
  }

  private ClientAttempt attempt(OkHttpClient client, InetSocketAddress server, ClientSetup setup)
      throws TargetException {
    HttpUrl url;
    try {
      url =
          new HttpUrl.Builder()
              .scheme("https")
              .host(setup.serverName())
              .port(server.getPort())
              .build();
    } catch (IllegalArgumentException refused) {
      throw unavailable(refused);
    }
    try (Response response = client.newCall(new Request.Builder().url(url).build()).execute()) {
      response.body().source().request(LONGEST_BODY);
      String protocol = response.protocol().toString().toUpperCase(Locale.ROOT);
      String line = protocol + " " + response.code() + " " + response.message();
      return new ClientAttempt(true, Complaint.oneLine(line));
    } catch (IOException | RuntimeException refused) {
      // RuntimeException too: what a stack throws at a hostile server is its word, and the result.
      return new ClientAttempt(false, Complaint.of(refused));
    } finally {
      client.connectionPool().evictAll();
    }
  }

  private TargetException unavailable(Exception refused) {
    return new TargetException(
        TargetException.Kind.UNAVAILABLE,
        name() + " cannot be set up like this: " + Complaint.of(refused),
        refused);
  }

  private OkHttpClient client(InetSocketAddress server, ClientSetup setup, Duration timeout)
      throws TargetException {
    try {
      return built(server, setup, timeout);
    } catch (GeneralSecurityException | IllegalArgumentException refused) {
      throw unavailable(refused);
    }
  }

  private OkHttpClient built(InetSocketAddress server, ClientSetup setup, Duration timeout)
      throws GeneralSecurityException {
    TrustManager[] trusted = stack.trustManagers(setup.serverTrust());
    SSLContext context = stack.forClient(setup.credential(), trusted);
    OkHttpClient.Builder builder =
        new OkHttpClient.Builder()
            .sslSocketFactory(context.getSocketFactory(), (X509TrustManager) trusted[0])
            .dns(name -> List.of(server.getAddress()))
            .socketFactory(new RedirectingSocketFactory(server))
            .proxy(Proxy.NO_PROXY)
            .followRedirects(false)
            .retryOnConnectionFailure(false)
            .connectTimeout(timeout)
            .readTimeout(timeout)
            .writeTimeout(timeout)
            .callTimeout(timeout);
    if (!setup.versions().isEmpty()) {
      builder.connectionSpecs(
          List.of(
              new ConnectionSpec.Builder(ConnectionSpec.MODERN_TLS)
                  .tlsVersions(Versions.names(setup.versions()))
                  .build()));
    }
    return builder.build();
  }

  @Override
  public void close() {
    // Each attempt has cleared up after itself.
  }
}
