package io.github.tlsgauntlet.probe;

import io.github.tlsgauntlet.peer.FirstFlight;
import io.github.tlsgauntlet.protocol.CipherSuite;
import io.github.tlsgauntlet.protocol.ContentType;
import io.github.tlsgauntlet.protocol.Extension;
import io.github.tlsgauntlet.protocol.ExtensionType;
import io.github.tlsgauntlet.protocol.Extensions;
import io.github.tlsgauntlet.protocol.HandshakeMessage.ClientHello;
import io.github.tlsgauntlet.protocol.NamedGroup;
import io.github.tlsgauntlet.protocol.ProtocolVersion;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Whether a server takes hellos that a newer client might send: each differs from one that it took
 * in one thing.
 */
final class ToleranceProbe {
  private static final int GREASE = 0x3a3a;
  private static final int UNKNOWN_EXTENSION = 0xfe00;
  private static final int MANY = 100;
  private static final int PADDING = 21;
  private static final int LONG = 5_000;
  private static final int SPLIT_AT = 100;

  /** What a hello may have. */
  private enum Trait {
    GREASE("grease", "values set aside by RFC 8701"),
    UNKNOWN_EXTENSION("unknown-extension-tolerance", "an unknown extension"),
    MANY_EXTENSIONS("extension-tolerance", "a hundred unknown extensions"),
    LONG_HELLO("long-hello-tolerance", "a hello of five kilobytes"),
    FRAGMENTED_HELLO("fragmented-hello-tolerance", "a hello over two records"),
    NEWER_VERSION("version-tolerance", "a newer legacy_version");

    private final String id;
    private final String what;

    Trait(String id, String what) {
      this.id = id;
      this.what = what;
    }
  }

  private final Line line;
  private final Hello good;

  /**
   * From a hello that is known to be taken.
   *
   * @param good one
   */
  ToleranceProbe(Line line, Hello good) {
    this.line = line;
    this.good = good;
  }

  /**
   * All but the server name's, by one hello that has everything; where that is refused, each by its
   * own, since it may be any of them.
   */
  List<Fact> hellos() {
    ClientHello everything =
        newer(withVersion(longer(unknown(greased(good), MANY)).message(line.random()), GREASE));
    FirstFlight flight = split(everything.encoded());
    return flight.hello().isPresent()
        ? Stream.of(Trait.values()).map(trait -> fact(trait, flight)).toList()
        : List.of(
            grease(),
            unknownExtension(),
            manyExtensions(),
            longHello(),
            fragmentedHello(),
            newerVersion());
  }

  Fact grease() {
    return fact(Trait.GREASE, withVersion(greased(good).message(line.random()), GREASE));
  }

  private static Hello greased(Hello hello) {
    List<CipherSuite> suites = new ArrayList<>(List.of(new CipherSuite(GREASE)));
    suites.addAll(hello.suites());
    List<NamedGroup> groups = new ArrayList<>(List.of(new NamedGroup(GREASE)));
    groups.addAll(hello.groups());
    return with(
        hello.suites(suites).groups(groups), List.of(Extension.empty(new ExtensionType(GREASE))));
  }

  private static Hello with(Hello hello, List<Extension> further) {
    List<Extension> more = new ArrayList<>(hello.more());
    more.addAll(further);
    return hello.more(more);
  }

  /** A newer version in supported_versions, which an older server does not know. */
  private static ClientHello withVersion(ClientHello hello, int code) {
    List<Extension> extensions = new ArrayList<>();
    for (Extension extension : hello.extensions()) {
      extensions.add(
          extension.type().equals(ExtensionType.SUPPORTED_VERSIONS)
              ? Extensions.supportedVersions(
                  List.of(new ProtocolVersion(code), ProtocolVersion.TLS13))
              : extension);
    }
    return with(hello, hello.legacyVersion(), extensions);
  }

  private static ClientHello with(
      ClientHello hello, ProtocolVersion legacy, List<Extension> extensions) {
    return new ClientHello(
        legacy,
        hello.random(),
        hello.sessionId(),
        hello.cipherSuites(),
        hello.compressionMethods(),
        extensions);
  }

  /** A legacy_version beyond all that there are (RFC 5246, Appendix E.1). */
  Fact newerVersion() {
    return fact(Trait.NEWER_VERSION, newer(good.message(line.random())));
  }

  private static ClientHello newer(ClientHello hello) {
    return with(hello, new ProtocolVersion(0x0305), hello.extensions());
  }

  /** One that no server knows (RFC 9846, Section 4.3). */
  Fact unknownExtension() {
    return fact(Trait.UNKNOWN_EXTENSION, unknown(good, 1).message(line.random()));
  }

  Fact manyExtensions() {
    return fact(Trait.MANY_EXTENSIONS, unknown(good, MANY).message(line.random()));
  }

  private static Hello unknown(Hello hello, int count) {
    return with(
        hello,
        IntStream.range(0, count)
            .mapToObj(i -> Extension.empty(new ExtensionType(UNKNOWN_EXTENSION + i)))
            .toList());
  }

  Fact longHello() {
    return fact(Trait.LONG_HELLO, longer(good).message(line.random()));
  }

  private static Hello longer(Hello hello) {
    return with(hello, List.of(new Extension(new ExtensionType(PADDING), new byte[LONG])));
  }

  /** One message over two records (RFC 9846, Section 5.1). */
  Fact fragmentedHello() {
    return fact(Trait.FRAGMENTED_HELLO, split(good.message(line.random()).encoded()));
  }

  private FirstFlight split(byte[] hello) {
    return line.ask(
        caller -> {
          int type = ContentType.HANDSHAKE.code();
          caller.send(type, good.recordVersion(), Arrays.copyOf(hello, SPLIT_AT));
          caller.send(
              type, good.recordVersion(), Arrays.copyOfRange(hello, SPLIT_AT, hello.length));
          return caller.read();
        });
  }

  Fact unknownServerName() {
    FirstFlight flight =
        line.ask(
            good.serverName(Optional.of("unknown.invalid")).message(line.random()),
            good.recordVersion());
    String title = "refuses server names that it doesn't know (RFC 6066, Section 3)";
    return new Fact(
        "server-name-strict",
        title,
        flight.hello().isPresent()
            ? Answer.NO
            : Line.isRefusal(flight.ending()) ? Answer.YES : Answer.UNTOLD,
        flight.hello().isPresent() ? "It goes on." : "It " + Words.of(flight.ending()) + ".");
  }

  private Fact fact(Trait trait, ClientHello hello) {
    return fact(trait, line.ask(hello, good.recordVersion()));
  }

  private static Fact fact(Trait trait, FirstFlight flight) {
    return new Fact(
        trait.id,
        "takes " + trait.what,
        flight.hello().isPresent()
            ? Answer.YES
            : Line.isRefusal(flight.ending()) ? Answer.NO : Answer.UNTOLD,
        flight.hello().isPresent() ? "It goes on." : "It " + Words.of(flight.ending()) + ".");
  }
}
