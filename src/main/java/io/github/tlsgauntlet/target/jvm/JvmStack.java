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
  SUN_JSSE("SunJSSE", "", "") {
    @Override
    Optional<ServerTarget> newServer() throws TargetException {
      return Optional.of(new SocketServerTarget(sunJsse()));
    }

    @Override
    Optional<ClientTarget> newClient() throws TargetException {
      return Optional.of(new SocketClientTarget(sunJsse()));
    }
  },

  /** Bouncy Castle's JSSE provider. */
  BCJSSE(
      "BCJSSE",
      "org.bouncycastle.jsse.provider.BouncyCastleJsseProvider",
      "org.bouncycastle:bctls-jdk18on") {
    @Override
    Optional<ServerTarget> newServer() {
      return Optional.of(new SocketServerTarget(BouncyCastleStack.create()));
    }

    @Override
    Optional<ClientTarget> newClient() {
      return Optional.of(new SocketClientTarget(BouncyCastleStack.create()));
    }
  },

  /** BoringSSL behind JSSE. */
  CONSCRYPT("Conscrypt", "org.conscrypt.Conscrypt", "org.conscrypt:conscrypt-openjdk-uber") {
    @Override
    Optional<ServerTarget> newServer() throws TargetException {
      return Optional.of(new SocketServerTarget(ConscryptStack.create()));
    }

    @Override
    Optional<ClientTarget> newClient() throws TargetException {
      return Optional.of(new SocketClientTarget(ConscryptStack.create()));
    }
  },

  /** OkHttp's server for tests, over the JDK's TLS; a server only. */
  MOCKWEBSERVER(
      "mockwebserver", "mockwebserver3.MockWebServer", "com.squareup.okhttp3:mockwebserver3") {
    @Override
    Optional<ServerTarget> newServer() throws TargetException {
      return Optional.of(new MockWebServerTarget(sunJsse()));
    }

    @Override
    Optional<ClientTarget> newClient() {
      return Optional.empty();
    }
  },

  /** OkHttp over the JDK's TLS; a client only. */
  OKHTTP("OkHttp", "okhttp3.OkHttpClient", "com.squareup.okhttp3:okhttp-jvm") {
    @Override
    Optional<ServerTarget> newServer() {
      return Optional.empty();
    }

    @Override
    Optional<ClientTarget> newClient() throws TargetException {
      return Optional.of(new OkHttpClientTarget(sunJsse()));
    }
  };

  private final String label;
  private final String neededClass;
  private final String artifact;

  JvmStack(String label, String neededClass, String artifact) {
    this.label = label;
    this.neededClass = neededClass;
    this.artifact = artifact;
  }

  abstract Optional<ServerTarget> newServer() throws TargetException;

  abstract Optional<ClientTarget> newClient() throws TargetException;

  /** As the user names it. */
  public String label() {
    return label;
  }

  /**
   * The stack's server in this JVM; empty for a stack that is only a client.
   *
   * @throws TargetException of kind UNAVAILABLE if its library is not on the class path
   */
  public Optional<ServerTarget> server() throws TargetException {
    requireLibrary();
    return newServer();
  }

  /**
   * The stack's client in this JVM; empty for a stack that is only a server.
   *
   * @throws TargetException of kind UNAVAILABLE if its library is not on the class path
   */
  public Optional<ClientTarget> client() throws TargetException {
    requireLibrary();
    return newClient();
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
    return server().isEmpty() ? Optional.empty() : Optional.of(forked(name, jdk, legacy));
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
    Optional<ClientTarget> here = client();
    here.ifPresent(ClientTarget::close);
    return here.isEmpty() ? Optional.empty() : Optional.of(forked(name, jdk, legacy));
  }

  private ForkedStack forked(String name, Optional<String> jdk, boolean legacy)
      throws TargetException {
    String meant = jdk.orElse(System.getProperty("java.home"));
    return new ForkedStack(name, this, JdkFinder.ofThisMachine().find(meant), legacy);
  }

  /** The stack of that name, in any case of letters. */
  public static Optional<JvmStack> named(String name) {
    return List.of(values()).stream()
        .filter(stack -> stack.label.equalsIgnoreCase(name))
        .findFirst();
  }

  /** Whether its library is on the class path. */
  public boolean isAvailable() {
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
    if (!isAvailable()) {
      throw new TargetException(
          TargetException.Kind.UNAVAILABLE,
          "jvm:" + label + " needs the artifact " + artifact + " on the class path");
    }
  }

  private static JsseStack sunJsse() throws TargetException {
    Provider provider = Security.getProvider("SunJSSE");
    if (provider == null) {
      throw new TargetException(
          TargetException.Kind.UNAVAILABLE, "this JVM has no provider named SunJSSE");
    }
    return new JsseStack("SunJSSE", provider, provider, Optional.empty());
  }
}
