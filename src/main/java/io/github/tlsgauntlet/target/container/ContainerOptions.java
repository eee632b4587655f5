package io.github.tlsgauntlet.target.container;

import io.github.tlsgauntlet.target.ClientAuthentication;
import io.github.tlsgauntlet.target.TargetException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What stands behind the question mark of {@code container:NAME?…}.
 *
 * @param clientAuthentication what the server is to do about client certificates; empty leaves it
 *     to the checks
 * @param port inside the container
 */
record ContainerOptions(Optional<ClientAuthentication> clientAuthentication, int port) {
  private static final int HIGHEST_PORT = 65_535;
  private static final Set<String> KNOWN = Set.of("clientAuth", "port");

  static ContainerOptions of(Map<String, String> options) throws TargetException {
    for (String key : options.keySet()) {
      if (!KNOWN.contains(key)) {
        throw input("option \"" + key + "\" of a container is none of clientAuth, port");
      }
    }
    return new ContainerOptions(
        clientAuthentication(options.get("clientAuth")),
        port(options.getOrDefault("port", "8443")));
  }

  private static Optional<ClientAuthentication> clientAuthentication(
      @org.jspecify.annotations.Nullable String text) throws TargetException {
    if (text == null) {
      return Optional.empty();
    }
    Optional<ClientAuthentication> named =
        Arrays.stream(ClientAuthentication.values())
            .filter(value -> value.name().equalsIgnoreCase(text))
            .findFirst();
    if (named.isEmpty()) {
      throw input("clientAuth=" + text + " is none of none, optional, required");
    }
    return named;
  }

  private static int port(String text) throws TargetException {
    try {
      int port = Integer.parseInt(text);
      if (port > 0 && port <= HIGHEST_PORT) {
        return port;
      }
    } catch (NumberFormatException e) {
      throw input("port=" + text + " is no number");
    }
    throw input("port=" + text + " is not from 1 to " + HIGHEST_PORT);
  }

  private static TargetException input(String message) {
    return new TargetException(
        TargetException.Kind.INPUT,
        "target container: "
            + message.toLowerCase(Locale.ROOT).replace("clientauth", "clientAuth"));
  }
}
