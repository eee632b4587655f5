package io.github.tlsgauntlet.probe;

import java.util.Optional;

/**
 * What is known of the host beside its TLS port.
 *
 * @param caa what DNS says about who may issue for it; empty where nobody asked
 * @param plainHttp what it answers without TLS; empty where nobody asked
 */
public record HostFacts(Optional<CaaFacts> caa, Optional<PlainHttpFacts> plainHttp) {
  /** Nobody asked. */
  public static final HostFacts NONE = new HostFacts(Optional.empty(), Optional.empty());
}
