package io.github.tlsgauntlet.probe;

import io.github.tlsgauntlet.pki.Credential;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;

/** Everything of a server of ours, as {@code scan} finds it out. */
final class WholeScan {
  private static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");
  private static final Duration TIMEOUT = Duration.ofSeconds(30);

  private WholeScan() {}

  static ServerFacts of(Dialer dialer, Optional<String> name) throws InterruptedException {
    return of(dialer, name, EnumSet.allOf(Part.class));
  }

  static ServerFacts of(Dialer dialer, Optional<String> name, EnumSet<Part> parts)
      throws InterruptedException {
    return of(dialer, name, parts, TIMEOUT);
  }

  static ServerFacts of(Dialer dialer, Optional<String> name, EnumSet<Part> parts, Duration timeout)
      throws InterruptedException {
    return of(dialer, name, parts, timeout, Optional.empty());
  }

  static ServerFacts of(
      Dialer dialer,
      Optional<String> name,
      EnumSet<Part> parts,
      Duration timeout,
      Optional<Credential> credential)
      throws InterruptedException {
    return ServerProbe.probe(
        new ProbeSettings(
            "test",
            "test",
            name,
            List::of,
            "nobody",
            credential,
            timeout,
            8,
            true,
            Optional.empty(),
            parts,
            Checks.only(Optional.empty())),
        dialer,
        Clock.fixed(NOW, ZoneOffset.UTC));
  }
}
