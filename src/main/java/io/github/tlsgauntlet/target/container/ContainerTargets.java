package io.github.tlsgauntlet.target.container;

import io.github.tlsgauntlet.target.ContainerTargetFactory;
import io.github.tlsgauntlet.target.ServerTarget;
import io.github.tlsgauntlet.target.TargetException;
import java.util.Map;

/** Makes container targets, found by {@link java.util.ServiceLoader}. */
public final class ContainerTargets implements ContainerTargetFactory {
  @Override
  public ServerTarget create(String image, Map<String, String> options) throws TargetException {
    return new ContainerServerTarget(image, ContainerOptions.of(options));
  }
}
