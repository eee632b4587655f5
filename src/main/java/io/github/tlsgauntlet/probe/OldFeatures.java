package io.github.tlsgauntlet.probe;

import io.github.tlsgauntlet.peer.FirstFlight;
import io.github.tlsgauntlet.protocol.CipherSuite;
import io.github.tlsgauntlet.protocol.Extension;
import io.github.tlsgauntlet.protocol.ExtensionType;
import io.github.tlsgauntlet.protocol.HandshakeMessage.ServerHello;
import io.github.tlsgauntlet.protocol.ProtocolVersion;
import io.github.tlsgauntlet.protocol.SuiteTraits;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What a server's ServerHello in TLS 1.2 and before says to a hello that offers much. */
final class OldFeatures {
  private static final ExtensionType NEXT_PROTOCOL = new ExtensionType(13172);
  private static final ExtensionType HEARTBEAT = new ExtensionType(15);
  private static final byte DEFLATE = 1;

  /**
   * An extension that a ServerHello may echo.
   *
   * @param extension what is offered; empty where every hello has it
   */
  private record Offer(ExtensionType type, Optional<Extension> extension, String id, String title) {
    private static Offer of(ExtensionType type, String id, String title, byte... data) {
      return new Offer(type, Optional.of(new Extension(type, data)), id, title);
    }
  }

  private static final List<Offer> OFFERED =
      List.of(
          Offer.of(
              ExtensionType.EXTENDED_MASTER_SECRET,
              "extended-master-secret",
              "extended master secret (RFC 7627)"),
          new Offer(
              ExtensionType.RENEGOTIATION_INFO,
              Optional.empty(),
              "secure-renegotiation",
              "secure renegotiation (RFC 5746)"),
          Offer.of(
              ExtensionType.SESSION_TICKET,
              "session-tickets-offered",
              "session tickets (RFC 5077)"),
          Offer.of(HEARTBEAT, "heartbeat", "heartbeat (RFC 6520)", (byte) 1),
          Offer.of(NEXT_PROTOCOL, "npn", "next protocol negotiation, which ALPN replaced"),
          Offer.of(
              ExtensionType.SIGNED_CERTIFICATE_TIMESTAMP,
              "timestamps-by-extension",
              "certificate timestamps as an extension (RFC 6962)"));

  private final Line line;
  private final Hello hello;

  /**
   * In one version.
   *
   * @param version the newest before TLS 1.3 that the server speaks
   * @param suites what it takes there
   */
  OldFeatures(
      Line line, ProtocolVersion version, List<CipherSuite> suites, Optional<String> serverName) {
    this.line = line;
    this.hello = Hello.all(version, serverName).suites(suites);
  }

  /** By one connection that offers all that does not hinder another. */
  List<Fact> offered() {
    FirstFlight all =
        line.ask(hello.more(OFFERED.stream().flatMap(one -> one.extension().stream()).toList()));
    // Who refuses all of them together is asked for each alone.
    return OFFERED.stream()
        .map(
            one ->
                echoed(
                    all.hello().isPresent()
                        ? all
                        : line.ask(hello.more(one.extension().stream().toList())),
                    one.type(),
                    one.id(),
                    one.title()))
        .toList();
  }

  private static Fact echoed(FirstFlight flight, ExtensionType type, String id, String title) {
    Optional<ServerHello> answer = flight.hello();
    if (answer.isEmpty()) {
      return untold(id, title, flight);
    }
    boolean there = answer.get().extension(type).isPresent();
    return new Fact(
        id,
        title,
        there ? Answer.YES : Answer.NO,
        there ? "Its ServerHello has the extension." : "Its ServerHello lacks the extension.");
  }

  private static Fact untold(String id, String title, FirstFlight flight) {
    return new Fact(
        id, title, Answer.UNTOLD, "To the hello that asks, it " + Words.of(flight.ending()) + ".");
  }

  /** RFC 7366 can only be answered with a suite in CBC. */
  Fact encryptThenMac() {
    String id = "encrypt-then-mac";
    String title = "encrypt-then-MAC (RFC 7366)";
    List<CipherSuite> cbc =
        hello.suites().stream()
            .filter(
                suite ->
                    SuiteTraits.of(suite)
                        .filter(traits -> traits.mode() == SuiteTraits.Mode.CBC)
                        .isPresent())
            .toList();
    if (cbc.isEmpty()) {
      return new Fact(id, title, Answer.NO, "It takes no suite in CBC, so there is no need.");
    }
    return echoed(
        line.ask(hello.suites(cbc).more(List.of(Extension.empty(ExtensionType.ENCRYPT_THEN_MAC)))),
        ExtensionType.ENCRYPT_THEN_MAC,
        id,
        title);
  }

  /** Compression of records, which gives secrets away (CRIME). */
  Fact compression() {
    FirstFlight flight = line.ask(hello.compression(DEFLATE, (byte) 0));
    String id = "compression";
    String title = "compression of records (RFC 3749)";
    return flight
        .hello()
        .map(
            answer ->
                answer.compressionMethod() == 0
                    ? new Fact(id, title, Answer.NO, "It was offered DEFLATE and chose none.")
                    : new Fact(
                        id,
                        title,
                        Answer.YES,
                        "It chose the compression method " + answer.compressionMethod() + "."))
        .orElseGet(() -> untold(id, title, flight));
  }

  /** RFC 6066, Section 4; a server of TLS 1.2 may also follow RFC 8449. */
  List<Fact> recordSizes() {
    return List.of(
        echoed(
            line.ask(
                hello.more(
                    List.of(new Extension(ExtensionType.MAX_FRAGMENT_LENGTH, new byte[] {4})))),
            ExtensionType.MAX_FRAGMENT_LENGTH,
            "max-fragment-length",
            "maximum fragment length (RFC 6066)"),
        echoed(
            line.ask(
                hello.more(
                    List.of(new Extension(ExtensionType.RECORD_SIZE_LIMIT, new byte[] {0x20, 0})))),
            ExtensionType.RECORD_SIZE_LIMIT,
            "record-size-limit",
            "record size limit in TLS 1.2 (RFC 8449)"));
  }

  /** RFC 7507: a hello that says it is a fallback, below what the server knows. */
  Fact fallback(ProtocolVersion highest) {
    String id = "fallback-scsv";
    String title = "protection from downgrades by fallback (RFC 7507)";
    if (highest.code() <= hello.version().code()) {
      return new Fact(
          id, title, Answer.UNTOLD, "It speaks no newer version that a fallback could hide.");
    }
    List<CipherSuite> suites = new ArrayList<>(hello.suites());
    suites.add(Suites.FALLBACK);
    FirstFlight flight = line.ask(hello.suites(suites));
    if (flight.hello().isPresent()) {
      return new Fact(
          id,
          title,
          Answer.NO,
          "It goes on in " + hello.version() + " with a client that fell back.");
    }
    boolean right =
        flight.ending() instanceof io.github.tlsgauntlet.peer.Ending.Alert alert
            && alert
                .description()
                .equals(io.github.tlsgauntlet.protocol.AlertDescription.INAPPROPRIATE_FALLBACK);
    return new Fact(
        id,
        title,
        right ? Answer.YES : Answer.UNTOLD,
        "To a hello of a client that fell back, it " + Words.of(flight.ending()) + ".");
  }
}
