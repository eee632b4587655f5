package io.github.tlsgauntlet.probe;

import io.github.tlsgauntlet.peer.FirstFlight;
import io.github.tlsgauntlet.protocol.CipherSuite;
import io.github.tlsgauntlet.protocol.Extension;
import io.github.tlsgauntlet.protocol.ExtensionType;
import io.github.tlsgauntlet.protocol.Extensions;
import io.github.tlsgauntlet.protocol.HandshakeMessage.ServerHello;
import io.github.tlsgauntlet.protocol.SuiteTraits;
import io.github.tlsgauntlet.wire.WireException;
import io.github.tlsgauntlet.wire.WireReader;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/** What the answers that other probes got have in common: it costs no connection. */
final class SeenHellos {
  private static final int NAMED_CURVE = 3;

  private final List<ServerHello> hellos = new ArrayList<>();
  private final List<ServerHello> retries = new ArrayList<>();
  private final List<byte[]> oldRandoms = new ArrayList<>();
  private final List<byte[]> randoms = new ArrayList<>();
  private final List<byte[]> sessionIds = new ArrayList<>();
  private final List<String> shares = new ArrayList<>();

  void add(FirstFlight flight) {
    if (flight.hello().isEmpty()) {
      return;
    }
    ServerHello hello = flight.hello().get();
    add(hello);
    flight
        .serverKeyExchange()
        .flatMap(body -> share(hello.cipherSuite(), body))
        .ifPresent(shares::add);
  }

  void add(ServerHello hello) {
    if (hello.isHelloRetryRequest()) {
      retries.add(hello);
      return;
    }
    hellos.add(hello);
    randoms.add(hello.random());
    if (!isTls13(hello)) {
      oldRandoms.add(hello.random());
      // None of the hellos that these answer has one of its own.
      if (hello.sessionId().length > 0) {
        sessionIds.add(hello.sessionId());
      }
    }
    hello.extension(ExtensionType.KEY_SHARE).flatMap(SeenHellos::share).ifPresent(shares::add);
  }

  /** Those of TLS 1.2 and before, which may begin with a time. */
  List<byte[]> oldRandoms() {
    return oldRandoms;
  }

  private static boolean isTls13(ServerHello hello) {
    return hello.extension(ExtensionType.SUPPORTED_VERSIONS).isPresent();
  }

  private static Optional<String> share(Extension extension) {
    try {
      Extensions.KeyShare share = Extensions.readKeyShare(extension);
      return Optional.of(share.group() + " " + HexFormat.of().formatHex(share.keyExchange()));
    } catch (WireException e) {
      return Optional.empty();
    }
  }

  /** Of a curve; what is reused of finite fields is told with their other facts. */
  private static Optional<String> share(CipherSuite suite, byte[] body) {
    Optional<SuiteTraits> traits = SuiteTraits.of(suite);
    if (traits.isEmpty()
        || !traits.get().keyExchange().equals("ECDHE")
        || traits.get().authentication().contains("PSK")) {
      return Optional.empty();
    }
    try {
      WireReader reader = WireReader.of(body);
      if (reader.uint8() != NAMED_CURVE) {
        return Optional.empty();
      }
      int group = reader.uint16();
      return Optional.of(group + " " + HexFormat.of().formatHex(reader.vector8().rest()));
    } catch (WireException e) {
      return Optional.empty();
    }
  }

  List<Fact> facts() {
    List<Fact> facts = new ArrayList<>();
    facts.add(RandomQuality.fact(randoms, sessionIds));
    if (!shares.isEmpty()) {
      facts.add(shareReuse());
    }
    pointFormats().ifPresent(facts::add);
    if (!retries.isEmpty()) {
      facts.add(cookie());
    }
    return facts;
  }

  private Fact shareReuse() {
    long different = shares.stream().distinct().count();
    boolean reused = different < shares.size();
    return new Fact(
        "key-share-reuse",
        "uses an ephemeral key of a curve more than once",
        reused ? Answer.YES : shares.size() < 2 ? Answer.UNTOLD : Answer.NO,
        shares.size() < 2
            ? "It was seen to use one only."
            : reused
                ? "In " + shares.size() + " handshakes it used " + different + " keys."
                : "In " + shares.size() + " handshakes it used as many keys.");
  }

  private Optional<Fact> pointFormats() {
    List<ServerHello> curves =
        hellos.stream()
            .filter(hello -> !isTls13(hello))
            .filter(
                hello ->
                    SuiteTraits.of(hello.cipherSuite())
                        .filter(traits -> traits.keyExchange().startsWith("ECDH"))
                        .isPresent())
            .toList();
    if (curves.isEmpty()) {
      return Optional.empty();
    }
    Optional<Extension> named =
        curves.stream()
            .flatMap(hello -> hello.extension(ExtensionType.EC_POINT_FORMATS).stream())
            .findFirst();
    return Optional.of(
        new Fact(
            "ec-point-formats",
            "names its formats of curve points (RFC 8422, Section 5.1.2)",
            named.isPresent() ? Answer.YES : Answer.NO,
            named.map(SeenHellos::formats).orElse("So it takes uncompressed ones.")));
  }

  private static String formats(Extension extension) {
    try {
      WireReader list = WireReader.of(extension.data()).vector8();
      List<String> names = new ArrayList<>();
      while (list.hasRemaining()) {
        int format = list.uint8();
        names.add(
            switch (format) {
              case 0 -> "uncompressed";
              case 1 -> "ansiX962_compressed_prime";
              case 2 -> "ansiX962_compressed_char2";
              default -> Integer.toString(format);
            });
      }
      return String.join(", ", names);
    } catch (WireException e) {
      return "They can't be read: " + e.getMessage();
    }
  }

  private Fact cookie() {
    boolean sent =
        retries.stream().anyMatch(hello -> hello.extension(ExtensionType.COOKIE).isPresent());
    return new Fact(
        "retry-cookie",
        "sends a cookie with a HelloRetryRequest (RFC 9846, Section 4.3.2)",
        sent ? Answer.YES : Answer.NO,
        sent ? "It sent one." : "It sent none with " + retries.size() + " of them.");
  }

  /** All that was seen. */
  static SeenHellos of(List<FirstFlight> flights, List<ServerHello> more) {
    SeenHellos seen = new SeenHellos();
    flights.forEach(seen::add);
    more.forEach(seen::add);
    return seen;
  }
}
