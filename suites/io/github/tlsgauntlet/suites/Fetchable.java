package io.github.tlsgauntlet.suites;

import io.github.tlsgauntlet.pki.Fixture;
import io.github.tlsgauntlet.pki.IssuerAddress;
import io.github.tlsgauntlet.suite.GauntletRun;
import io.github.tlsgauntlet.target.TargetException;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Presents a fixture while the issuer of its leaf is to be had where the leaf says so. */
final class Fetchable {
  private static final String ISSUER = "intermediate";

  /** One connection with the fixture. */
  @FunctionalInterface
  interface Meeting<T> {
    T with() throws TargetException;
  }

  /** What is to be served, and where. */
  private record Promise(int port, byte[] certificate) {}

  private Fetchable() {}

  /** What a leaf promises and its sender doesn't send along. */
  private static Optional<Promise> promise(GauntletRun run, Fixture fixture) {
    List<byte[]> sent = fixture.credential().certificates();
    return IssuerAddress.loopbackPort(sent.get(0))
        .map(
            port ->
                new Promise(
                    port, run.mint().certificate(fixture.scenario().id(), fixture.role(), ISSUER)))
        .filter(
            promise -> sent.stream().noneMatch(one -> Arrays.equals(one, promise.certificate())));
  }

  /**
   * Whether a meeting could not take place since another run serves at the port.
   *
   * @param trouble what came of {@link #whilePresenting}
   */
  static boolean hindered(GauntletRun run, Fixture fixture, TargetException trouble) {
    return trouble.kind() == TargetException.Kind.UNAVAILABLE && promise(run, fixture).isPresent();
  }

  static <T> T whilePresenting(GauntletRun run, Fixture fixture, Meeting<T> meeting)
      throws TargetException {
    Optional<Promise> promise = promise(run, fixture);
    if (promise.isEmpty()) {
      return meeting.with();
    }
    int port = promise.get().port();
    try (IssuerResponder responder =
        IssuerResponder.at(port, promise.get().certificate(), run.settings().timeout())) {
      return meeting.with();
    } catch (IOException e) {
      throw new TargetException(
          TargetException.Kind.UNAVAILABLE,
          "The issuer's certificate cannot be served at 127.0.0.1:"
              + port
              + ", where the leaf says it is: "
              + e.getMessage(),
          e);
    }
  }
}
