package io.github.tlsgauntlet.target;

import java.time.Duration;
import java.util.Optional;

/** A server under test, before it runs. */
public interface ServerTarget extends AutoCloseable {
  /** As the user named it: {@code jvm:SunJSSE}, {@code container:nginx}, {@code host:443}. */
  String name();

  /** Whether it takes a {@link ServerSetup}; a live server does not, and stands as it stands. */
  boolean takesSetup();

  /**
   * What the user wants it to do about client certificates, whatever a check would set up; by
   * default that is for the checks to say.
   */
  default Optional<ClientAuthentication> clientAuthentication() {
    return Optional.empty();
  }

  /**
   * The name of the target whose implementation of TLS it speaks, set up in the very same way; by
   * default it has one of its own.
   */
  default Optional<String> speaksTlsOf() {
    return Optional.empty();
  }

  /** Whether it judges client certificates by the revocation lists of a setup; by default not. */
  default boolean takesRevocationLists() {
    return false;
  }

  /**
   * Starts it, or for a live server makes sure that it answers.
   *
   * @param setup how it is to stand; ignored by a target that takes none
   * @param timeout for the whole of the start
   * @throws TargetException if it cannot be reached or started; its kind says which exit code fits
   */
  RunningServer start(ServerSetup setup, Duration timeout) throws TargetException;

  /** Gives back what outlives its servers, such as a forked JVM; by default there is nothing. */
  @Override
  default void close() {}
}
