package io.github.tlsgauntlet.probe;

import io.github.tlsgauntlet.peer.Deadline;
import java.util.Optional;

/** Asks what is to be known of the host beside its TLS port, while the port itself is probed. */
final class HostProbe {
  private final Optional<Tasks.Pending<CaaFacts>> caa;
  private final Optional<Tasks.Pending<PlainHttpFacts>> plainHttp;

  HostProbe(ProbeSettings settings, Tasks tasks) {
    Checks checks = settings.checks();
    caa =
        checks
            .resolver()
            .map(
                resolver ->
                    tasks.add(
                        () ->
                            new CaaProbe(resolver, Deadline.in(settings.timeout()))
                                .facts(settings.serverName())));
    plainHttp =
        checks
            .plainHttp()
            .map(
                dialer ->
                    tasks.add(
                        () -> PlainHttp.facts(dialer, settings.timeout(), settings.serverName())));
  }

  HostFacts facts() throws InterruptedException {
    Optional<CaaFacts> records = caa.isPresent() ? Optional.of(caa.get().get()) : Optional.empty();
    return plainHttp.isPresent()
        ? new HostFacts(records, Optional.of(plainHttp.get().get()))
        : new HostFacts(records, Optional.empty());
  }
}
