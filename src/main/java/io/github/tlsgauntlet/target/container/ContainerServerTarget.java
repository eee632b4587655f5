package io.github.tlsgauntlet.target.container;

import io.github.tlsgauntlet.pki.CredentialFiles;
import io.github.tlsgauntlet.target.ClientAuthentication;
import io.github.tlsgauntlet.target.RunningServer;
import io.github.tlsgauntlet.target.ServerSetup;
import io.github.tlsgauntlet.target.ServerTarget;
import io.github.tlsgauntlet.target.TargetException;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.wait.strategy.Wait;
import org.testcontainers.images.builder.ImageFromDockerfile;
import org.testcontainers.images.builder.Transferable;
import org.testcontainers.utility.DockerImageName;

/**
 * A server in a container: a folder of {@code fixtures/containers/}, which takes our fixtures, or
 * any image, which stands as it is.
 */
final class ContainerServerTarget implements ServerTarget {
  private static final String FOLDER = "tlsgauntlet/fixtures/containers/";
  private static final String NAME = "server.gauntlet.test";

  private final String image;
  private final ContainerOptions options;

  ContainerServerTarget(String image, ContainerOptions options) {
    this.image = image;
    this.options = options;
  }

  @Override
  public String name() {
    return "container:"
        + image
        + options
            .clientAuthentication()
            .map(value -> "?clientAuth=" + value.name().toLowerCase(Locale.ROOT))
            .orElse("");
  }

  @Override
  public boolean takesSetup() {
    return ContainerServerTarget.class.getClassLoader().getResource(FOLDER + image + "/Dockerfile")
        != null;
  }

  @Override
  public Optional<ClientAuthentication> clientAuthentication() {
    return options.clientAuthentication();
  }

  @Override
  public RunningServer start(ServerSetup setup, Duration timeout) throws TargetException {
    requireEngine();
    if (takesSetup() && setup.clientTrust().isEmpty()) {
      throw new TargetException(
          TargetException.Kind.UNAVAILABLE, name() + " does not start without any trust anchor");
    }
    try {
      GenericContainer<?> container =
          takesSetup() ? ours(setup) : new GenericContainer<>(DockerImageName.parse(image));
      container
          .withExposedPorts(options.port())
          .withStartupTimeout(timeout)
          .waitingFor(Wait.forListeningPort().withStartupTimeout(timeout));
      container.start();
      return new RunningContainer(container, options.port(), NAME);
    } catch (RuntimeException e) {
      // Testcontainers tells every failure by an unchecked exception of its own.
      throw new TargetException(
          TargetException.Kind.UNREACHABLE, name() + " does not start: " + root(e), e);
    }
  }

  private GenericContainer<?> ours(ServerSetup setup) {
    ImageFromDockerfile built =
        new ImageFromDockerfile("tls-gauntlet/" + image.toLowerCase(Locale.ROOT) + ":local", false);
    for (String file : new String[] {"Dockerfile", "server.conf", "start"}) {
      built.withFileFromClasspath(file, FOLDER + image + "/" + file);
    }
    String chain = CredentialFiles.pem(setup.credential().certificates());
    String key = CredentialFiles.pem(setup.credential().privateKey());
    return new GenericContainer<>(built)
        .withEnv("CLIENT_AUTH", setup.clientAuthentication().name().toLowerCase(Locale.ROOT))
        .withCopyToContainer(Transferable.of(chain), "/gauntlet/chain.pem")
        .withCopyToContainer(Transferable.of(key), "/gauntlet/key.pem")
        .withCopyToContainer(Transferable.of(chain + key), "/gauntlet/combined.pem")
        .withCopyToContainer(
            Transferable.of(CredentialFiles.anchors(setup.clientTrust())), "/gauntlet/trust.pem");
  }

  private void requireEngine() throws TargetException {
    boolean available;
    try {
      available = DockerClientFactory.instance().isDockerAvailable();
    } catch (RuntimeException e) {
      // Testcontainers tells a broken engine by unchecked exceptions of many kinds.
      available = false;
    }
    if (!available) {
      throw new TargetException(
          TargetException.Kind.UNAVAILABLE,
          name()
              + ": no container engine answers; start Docker or Podman, or point DOCKER_HOST to its"
              + " socket");
    }
  }

  private static String root(Throwable e) {
    Throwable cause = e;
    while (cause.getCause() != null && cause.getCause() != cause) {
      cause = cause.getCause();
    }
    return String.valueOf(cause.getMessage());
  }
}
