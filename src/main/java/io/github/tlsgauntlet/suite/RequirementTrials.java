package io.github.tlsgauntlet.suite;

import io.github.tlsgauntlet.protocol.ProtocolVersion;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;

/** Makes the trials of a requirement's test method. */
public final class RequirementTrials {
  private RequirementTrials() {}

  static Stream<Arguments> of(
      GauntletRun run, Method method, String targetName, Object target, String[] versions) {
    if (versions.length == 0) {
      return Stream.of(
          Arguments.of(run.trial(check(method, targetName, Optional.empty())), target));
    }
    return Arrays.stream(versions)
        .map(Versions::parse)
        .map(
            version ->
                Arguments.of(
                    run.trial(check(method, targetName, Optional.of(version))), target, version));
  }

  /**
   * The check that a requirement's test method makes.
   *
   * @param method has {@link Must} or {@link Should}
   * @param targetName as the user named it
   * @param version the version that it is tried in, where one is
   */
  public static Check check(Method method, String targetName, Optional<ProtocolVersion> version) {
    GauntletSuite suite = method.getDeclaringClass().getAnnotation(GauntletSuite.class);
    Requirement requirement =
        Requirement.of(method)
            .orElseThrow(
                () -> new IllegalStateException(method + " has neither @Must nor @Should"));
    return new Check(
        suite.quarter(),
        suite.name(),
        targetName,
        requirement.id(),
        requirement.group(),
        version.map(ProtocolVersion::toString),
        requirement.says(),
        Optional.of(requirement.reference()),
        requirement.says(),
        Optional.empty(),
        requirement.explanation());
  }
}
