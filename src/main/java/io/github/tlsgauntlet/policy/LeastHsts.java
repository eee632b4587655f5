package io.github.tlsgauntlet.policy;

import io.github.tlsgauntlet.probe.HttpFacts;
import io.github.tlsgauntlet.probe.ServerFacts;
import java.util.List;
import java.util.Optional;

/**
 * How long browsers are told to use TLS alone (RFC 6797).
 *
 * @param seconds at least
 */
public record LeastHsts(long seconds) implements Demand {
  @Override
  public Ruling judge(ServerFacts facts) {
    Tally tally = new Tally();
    Optional<HttpFacts> http = facts.http();
    if (http.isEmpty()) {
      tally.untold("no answer over HTTP was seen");
    } else if (http.get().hstsSeconds() < 0) {
      tally.broken(
          http.get().hsts().isEmpty()
              ? "no Strict-Transport-Security"
              : "a Strict-Transport-Security without a max-age that can be read");
    } else {
      tally.add(
          http.get().hstsSeconds() >= seconds,
          "Strict-Transport-Security with max-age " + http.get().hstsSeconds());
    }
    return tally.ruling("");
  }

  @Override
  public String wants() {
    return "Strict-Transport-Security with a max-age of at least " + seconds + " seconds";
  }

  @Override
  public List<String> topics(ServerFacts facts, Wishes wishes) {
    return List.of("hsts");
  }
}
