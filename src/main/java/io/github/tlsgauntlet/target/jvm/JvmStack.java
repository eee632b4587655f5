package io.github.tlsgauntlet.target.jvm;

import io.github.tlsgauntlet.target.ClientTarget;
import io.github.tlsgauntlet.target.ServerTarget;
import io.github.tlsgauntlet.target.TargetException;
import java.security.Provider;
import java.security.Security;
import java.util.List;
import java.util.Optional;

/** The TLS stacks that run inside a JVM. */
public enum JvmStack {
  /** The JDK's own. */
  SUN_JSSE("SunJSSE", true, true, "", "") {
    @Override
    ServerTarget newServer() throws TargetException {
      return new SocketServerTarget(sunJsse());
    }

    @Override
    ClientTarget newClient() throws TargetException {
      return new SocketClientTarget(sunJsse());
    }
  },

  /** Bouncy Castle's JSSE provider. */
  BCJSSE(
      "BCJSSE",
      true,
      true,
      "org.bouncycastle.jsse.provider.BouncyCastleJsseProvider",
      "org.bouncycastle:bctls-jdk18on") {
    @Override
    ServerTarget newServer() {
      return new SocketServerTarget(BouncyCastleStack.create());
    }

    @Override
    ClientTarget newClient() {
      return new SocketClientTarget(BouncyCastleStack.create());
    }
  },

  /** BoringSSL behind JSSE. */
  CONSCRYPT(
      "Conscrypt", true, true, "org.conscrypt.Conscrypt", "org.conscrypt:conscrypt-openjdk-uber") {
    @Override
    public boolean isAvailable() {
      return super.isAvailable() && ConscryptStack.hasNativeLibrary();
    }

    @Override
    ServerTarget newServer() throws TargetException {
      return new SocketServerTarget(ConscryptStack.create());
    }

    @Override
    ClientTarget newClient() throws TargetException {
      return new SocketClientTarget(ConscryptStack.create());
    }
  },

  /** OkHttp's server for tests, over the JDK's TLS; a server only. */
  MOCKWEBSERVER(
      "mockwebserver",
      true,
      false,
      "mockwebserver3.MockWebServer",
      "com.squareup.okhttp3:mockwebserver3") {
    @Override
    ServerTarget newServer() throws TargetException {
      return new MockWebServerTarget(sunJsse());
    }

    @Override
    ClientTarget newClient() {
      throw new IllegalStateException("MockWebServer is no client");
    }
  },

  /** OkHttp over the JDK's TLS; a client only. */
  OKHTTP("OkHttp", false, true, "okhttp3.OkHttpClient", "com.squareup.okhttp3:okhttp-jvm") {
    @Override
    ServerTarget newServer() {
      throw new IllegalStateException("OkHttp is no server");
    }

    @Override
    ClientTarget newClient() throws TargetException {
      return new OkHttpClientTarget(sunJsse());
    }
  };

  private final String label;
  private final boolean isServer;
  private final boolean isClient;
  private final String neededClass;
  private final String artifact;

  JvmStack(String label, boolean isServer, boolean isClient, String neededClass, String artifact) {
    this.label = label;
    this.isServer = isServer;
    this.isClient = isClient;
    this.neededClass = neededClass;
    this.artifact = artifact;
  }

  abstract ServerTarget newServer() throws TargetException;

  abstract ClientTarget newClient() throws TargetException;

  /** As the user names it. */
  public String label() {
    return label;
  }

  /**
   * The name of the server whose TLS a server of this stack speaks, options included; empty where
   * it has TLS of its own.
   *
   * @param name of a server of this stack
   */
  Optional<String> speaksTlsOf(String name) {
    return this == MOCKWEBSERVER
        ? Optional.of(name.replace(label, SUN_JSSE.label))
        : Optional.empty();
  }

  /**
   * The stack's server in this JVM; empty for a stack that is only a client.
   *
   * @throws TargetException of kind UNAVAILABLE if its library is not on the class path
   */
  public Optional<ServerTarget> server() throws TargetException {
    if (!isServer) {
      return Optional.empty();
    }
    requireLibrary();
    return Optional.of(newServer());
  }

  /**
   * The stack's client in this JVM; empty for a stack that is only a server.
   *
   * @throws TargetException of kind UNAVAILABLE if its library is not on the class path
   */
  public Optional<ClientTarget> client() throws TargetException {
    if (!isClient) {
      return Optional.empty();
    }
    requireLibrary();
    return Optional.of(newClient());
  }

  /**
   * The stack's server in a JVM of its own, which starts at the first use and ends when the target
   * is closed; empty for a stack that is only a client.
   *
   * @param name as the user named it
   * @param jdk the version or the folder of the JDK; empty for the one that runs us
   * @param legacy whether that JVM's disabled algorithms are lifted
   * @throws TargetException of kind INPUT if there is no such JDK, of kind UNAVAILABLE if the
   *     library is not on the class path
   */
  public Optional<ServerTarget> forkedServer(String name, Optional<String> jdk, boolean legacy)
      throws TargetException {
    return isServer ? Optional.of(forked(name, jdk, legacy)) : Optional.empty();
  }

  /**
   * The stack's client in a JVM of its own; empty for a stack that is only a server.
   *
   * @param name as the user named it
   * @param jdk the version or the folder of the JDK; empty for the one that runs us
   * @param legacy whether that JVM's disabled algorithms are lifted
   * @throws TargetException as for the server
   */
  public Optional<ClientTarget> forkedClient(String name, Optional<String> jdk, boolean legacy)
      throws TargetException {
    return isClient ? Optional.of(forked(name, jdk, legacy)) : Optional.empty();
  }

  private ForkedStack forked(String name, Optional<String> jdk, boolean legacy)
      throws TargetException {
    requireLibrary();
    String meant = jdk.orElse(System.getProperty("java.home"));
    return new ForkedStack(name, this, JdkFinder.ofThisMachine().find(meant), legacy);
  }

  /** The stack of that name, in any case of letters. */
  public static Optional<JvmStack> named(String name) {
    return List.of(values()).stream()
        .filter(stack -> stack.label.equalsIgnoreCase(name))
        .findFirst();
  }

  /** Whether there is a server of it. */
  public boolean isServer() {
    return isServer;
  }

  /** Whether there is a client of it. */
  public boolean isClient() {
    return isClient;
  }

  /** Whether it can be used here: its library is on the class path, and fits this machine. */
  public boolean isAvailable() {
    return isOnClassPath();
  }

  private boolean isOnClassPath() {
    if (neededClass.isEmpty()) {
      return true;
    }
    try {
      Class.forName(neededClass, false, JvmStack.class.getClassLoader());
      return true;
    } catch (ClassNotFoundException missing) {
      return false;
    }
  }

  private void requireLibrary() throws TargetException {
    if (!isOnClassPath()) {
      throw new TargetException(
          TargetException.Kind.UNAVAILABLE,
          "jvm:" + label + " needs the artifact " + artifact + " on the class path");
    }
  }

  static JsseStack sunJsse() throws TargetException {
    Provider provider = Security.getProvider("SunJSSE");
    if (provider == null) {
      throw new TargetException(
          TargetException.Kind.UNAVAILABLE, "this JVM has no provider named SunJSSE");
    }
    return new JsseStack("SunJSSE", provider, provider, Optional.empty());
  }
}
