package io.github.tlsgauntlet.target;

import java.util.Map;

/**
 * Makes container targets. Found by {@link java.util.ServiceLoader}, so that no class of a
 * container engine's client is touched unless a container is named.
 */
public interface ContainerTargetFactory {
  /**
   * A server in a container, not yet started.
   *
   * @param image a folder of {@code fixtures/containers/}, or an image's reference
   * @param options as the user gave them after the {@code ?}
   * @throws TargetException if there is no such container, or an option is not understood
   */
  ServerTarget create(String image, Map<String, String> options) throws TargetException;
}
