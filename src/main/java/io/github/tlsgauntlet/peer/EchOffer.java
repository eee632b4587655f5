package io.github.tlsgauntlet.peer;

import io.github.tlsgauntlet.crypto.Hpke;
import io.github.tlsgauntlet.protocol.EchConfig;
import java.util.List;
import java.util.Optional;

/**
 * A client's Encrypted Client Hello (RFC 9849, Section 6.1). TLS 1.3 alone is offered with it, and
 * no session to resume.
 *
 * @param config the server's
 * @param suite by which it encrypts
 * @param compressed whether extensions that stand in both hellos are encrypted by name only
 *     (Section 5.1)
 */
public record EchOffer(EchConfig config, EchConfig.Suite suite, boolean compressed) {
  /**
   * By the first configuration that we can follow; empty where there is none.
   *
   * @param configs preferred first
   */
  public static Optional<EchOffer> of(List<EchConfig> configs) {
    return configs.stream()
        .filter(config -> !config.asksForMore())
        .flatMap(
            config ->
                config.suites().stream()
                    .filter(suite -> Hpke.knows(config.kem(), suite.kdf(), suite.aead()))
                    .map(suite -> new EchOffer(config, suite, true)))
        .findFirst();
  }
}
