package io.github.tlsgauntlet.probe;

import io.github.tlsgauntlet.peer.FirstFlight;
import io.github.tlsgauntlet.protocol.CipherSuite;
import io.github.tlsgauntlet.protocol.Extension;
import io.github.tlsgauntlet.protocol.ExtensionType;
import io.github.tlsgauntlet.protocol.HandshakeMessage.ServerHello;
import io.github.tlsgauntlet.protocol.ProtocolVersion;
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
              "certificate timestamps as an extension (RFC 6962)"),
          // A server that is offered a fragment length too must ignore that (RFC 8449, Section 5).
          Offer.of(
              ExtensionType.RECORD_SIZE_LIMIT,
              "record-size-limit",
              "record size limit in TLS 1.2 (RFC 8449)",
              (byte) 0x20,
              (byte) 0));

  private static final Extension FRAGMENT =
      new Extension(ExtensionType.MAX_FRAGMENT_LENGTH, new byte[] {4});
  private static final Extension MAC = Extension.empty(ExtensionType.ENCRYPT_THEN_MAC);

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

  /** By one connection that offers a suite in CBC, DEFLATE and a fragment length. */
  List<Fact> offeredWithCbc() {
    List<CipherSuite> cbc = hello.suites().stream().filter(Suites::isCbc).toList();
    Hello withCbc = cbc.isEmpty() ? hello : hello.suites(cbc);
    FirstFlight all =
        line.ask(
            withCbc
                .compression(DEFLATE, (byte) 0)
                .more(cbc.isEmpty() ? List.of(FRAGMENT) : List.of(FRAGMENT, MAC)));
    boolean told = all.hello().isPresent();
    return List.of(
        echoed(
            told ? all : line.ask(hello.more(List.of(FRAGMENT))),
            FRAGMENT.type(),
            "max-fragment-length",
            "maximum fragment length (RFC 6066)"),
        cbc.isEmpty()
            ? encryptThenMac(Answer.NO, "It takes no suite in CBC, so there is no need.")
            : encryptThenMac(told ? all : line.ask(withCbc.more(List.of(MAC)))),
        told ? compression(all) : compression());
  }

  private static Fact encryptThenMac(FirstFlight flight) {
    Fact echoed = echoed(flight, MAC.type(), "", "");
    return encryptThenMac(echoed.answer(), echoed.detail());
  }

  /** RFC 7366 can only be answered with a suite in CBC. */
  private static Fact encryptThenMac(Answer answer, String detail) {
    return new Fact("encrypt-then-mac", "encrypt-then-MAC (RFC 7366)", answer, detail);
  }

  /** Compression of records, which gives secrets away (CRIME). */
  Fact compression() {
    return compression(line.ask(hello.compression(DEFLATE, (byte) 0)));
  }

  private static Fact compression(FirstFlight flight) {
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
