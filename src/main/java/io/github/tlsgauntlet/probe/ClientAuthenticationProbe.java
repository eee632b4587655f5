package io.github.tlsgauntlet.probe;

import io.github.tlsgauntlet.peer.CertificateAsk;
import io.github.tlsgauntlet.peer.ClientSettings;
import io.github.tlsgauntlet.peer.Ending;
import io.github.tlsgauntlet.peer.FirstFlight;
import io.github.tlsgauntlet.peer.HandshakeOutcome;
import io.github.tlsgauntlet.peer.TlsClient;
import io.github.tlsgauntlet.probe.ClientAuthenticationFacts.Asks;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import javax.security.auth.x500.X500Principal;

/** Finds out whether a server asks for a client certificate, and goes on without one. */
final class ClientAuthenticationProbe {
  private static final List<String> REFUSALS = List.of(" 400", " 401", " 403", " 495", " 496");

  private final Line line;
  private final boolean http;

  ClientAuthenticationProbe(Line line, boolean http) {
    this.line = line;
    this.http = http;
  }

  /** What a first flight tells, where our client speaks no version that the server does. */
  static ClientAuthenticationFacts from(Collection<VersionProbe.Result> versions) {
    for (VersionProbe.Result version : versions) {
      for (FirstFlight flight : version.flights()) {
        if (flight.ask().isPresent()) {
          return facts(
              Asks.UNTOLD,
              "It asks; whether it goes on without one was not tried in "
                  + version.facts().version()
                  + ".",
              flight.ask().get());
        }
      }
    }
    return versions.stream().allMatch(version -> version.flights().isEmpty())
        ? facts(Asks.UNTOLD, "It speaks no version that it could ask in.")
        : facts(Asks.NONE, "");
  }

  /**
   * One handshake without a certificate, and a request over it.
   *
   * @param met a handshake of that client: where the server asked for nothing, it tells all
   */
  ClientAuthenticationFacts run(ClientSettings settings, Optional<HandshakeOutcome> met) {
    if (met.filter(one -> one.completed() && one.ask().isEmpty()).isPresent()) {
      return facts(Asks.NONE, "");
    }
    ClientSettings without = settings.toBuilder().credential(Optional.empty()).build();
    try (TlsClient client = line.client(without)) {
      HandshakeOutcome outcome = client.handshake();
      if (outcome.ask().isEmpty()) {
        return outcome.completed()
            ? facts(Asks.NONE, "")
            : facts(Asks.UNTOLD, "Before it could ask, it " + Words.of(outcome.ending()) + ".");
      }
      CertificateAsk ask = outcome.ask().get();
      if (!outcome.completed()) {
        return refused(ask, client.ending());
      }
      return afterwards(client, settings, ask);
    } catch (IOException e) {
      return facts(Asks.UNTOLD, "No connection came about.");
    }
  }

  private ClientAuthenticationFacts afterwards(
      TlsClient client, ClientSettings settings, CertificateAsk ask) {
    if (http) {
      client.write(Http.request(settings.serverName().orElse("localhost")));
    }
    Optional<byte[]> answer = http ? client.read() : client.read(line.timeout().dividedBy(4));
    if (answer.isEmpty()) {
      return client.ending() instanceof Ending.Open || client.ending() instanceof Ending.Silence
          ? facts(Asks.OPTIONAL, "It keeps the connection of a client without one.", ask)
          : refused(ask, client.ending());
    }
    String first =
        new String(answer.get(), StandardCharsets.ISO_8859_1).lines().findFirst().orElse("");
    boolean refused = first.startsWith("HTTP/") && REFUSALS.stream().anyMatch(first::contains);
    return refused
        ? facts(Asks.REQUIRED, "A client without one gets \"" + first + "\".", ask)
        : facts(Asks.OPTIONAL, "A client without one is answered.", ask);
  }

  private static ClientAuthenticationFacts refused(CertificateAsk ask, Ending ending) {
    return Line.isRefusal(ending)
        ? facts(Asks.REQUIRED, "To a client without one it " + Words.of(ending) + ".", ask)
        : facts(Asks.UNTOLD, "It asked, and then " + Words.of(ending) + ".", ask);
  }

  private static ClientAuthenticationFacts facts(Asks asks, String detail) {
    return new ClientAuthenticationFacts(asks, detail, List.of(), List.of(), List.of());
  }

  private static ClientAuthenticationFacts facts(Asks asks, String detail, CertificateAsk ask) {
    List<String> authorities = new ArrayList<>();
    for (byte[] name : ask.authorities()) {
      try {
        authorities.add(new X500Principal(name).getName());
      } catch (IllegalArgumentException e) {
        authorities.add("a name that can't be read");
      }
    }
    List<String> types = new ArrayList<>();
    for (byte type : ask.certificateTypes()) {
      types.add(
          switch (type) {
            case 1 -> "rsa_sign";
            case 2 -> "dss_sign";
            case 3 -> "rsa_fixed_dh";
            case 4 -> "dss_fixed_dh";
            case 64 -> "ecdsa_sign";
            case 65 -> "rsa_fixed_ecdh";
            case 66 -> "ecdsa_fixed_ecdh";
            case 67 -> "gost_sign256";
            case 68 -> "gost_sign512";
            default -> Integer.toString(type & 0xff);
          });
    }
    return new ClientAuthenticationFacts(
        asks, detail, authorities, ask.schemes().stream().map(Object::toString).toList(), types);
  }
}
