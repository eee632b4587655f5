package io.github.tlsgauntlet.probe;

import io.github.tlsgauntlet.protocol.SignatureScheme;
import java.util.List;

/**
 * The signature schemes that the server signs with in one version.
 *
 * @param version by its usual name
 * @param schemes in the order in which it chose them
 */
public record SchemeFacts(String version, List<SignatureScheme> schemes) {
  public SchemeFacts {
    schemes = List.copyOf(schemes);
  }
}
