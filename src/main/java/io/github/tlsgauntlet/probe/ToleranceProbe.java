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

  Fact grease() {
    List<CipherSuite> suites = new ArrayList<>(List.of(new CipherSuite(GREASE)));
    suites.addAll(good.suites());
    List<NamedGroup> groups = new ArrayList<>(List.of(new NamedGroup(GREASE)));
    groups.addAll(good.groups());
    List<Extension> more = new ArrayList<>(good.more());
    more.add(Extension.empty(new ExtensionType(GREASE)));
    ClientHello hello = good.suites(suites).groups(groups).more(more).message(line.random());
    return fact("grease", "values set aside by RFC 8701", withVersion(hello, GREASE));
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
    ClientHello hello = good.message(line.random());
    return fact(
        "version-tolerance",
        "a newer legacy_version",
        with(hello, new ProtocolVersion(0x0305), hello.extensions()));
  }

  Fact manyExtensions() {
    List<Extension> more = new ArrayList<>(good.more());
    for (int i = 0; i < MANY; i++) {
      more.add(Extension.empty(new ExtensionType(UNKNOWN_EXTENSION + i)));
    }
    return fact(
        "extension-tolerance",
        "a hundred unknown extensions",
        good.more(more).message(line.random()));
  }

  Fact longHello() {
    List<Extension> more = new ArrayList<>(good.more());
    more.add(new Extension(new ExtensionType(PADDING), new byte[LONG]));
    return fact(
        "long-hello-tolerance",
        "a hello of five kilobytes",
        good.more(more).message(line.random()));
  }

  /** One message over two records (RFC 9846, Section 5.1). */
  Fact fragmentedHello() {
    byte[] hello = good.message(line.random()).encoded();
    return fact(
        "fragmented-hello-tolerance",
        "a hello over two records",
        line.ask(
            caller -> {
              int type = ContentType.HANDSHAKE.code();
              caller.send(type, good.recordVersion(), Arrays.copyOf(hello, SPLIT_AT));
              caller.send(
                  type, good.recordVersion(), Arrays.copyOfRange(hello, SPLIT_AT, hello.length));
              return caller.read();
            }));
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

  private Fact fact(String id, String what, ClientHello hello) {
    return fact(id, what, line.ask(hello, good.recordVersion()));
  }

  private static Fact fact(String id, String what, FirstFlight flight) {
    return new Fact(
        id,
        "takes " + what,
        flight.hello().isPresent()
            ? Answer.YES
            : Line.isRefusal(flight.ending()) ? Answer.NO : Answer.UNTOLD,
        flight.hello().isPresent() ? "It goes on." : "It " + Words.of(flight.ending()) + ".");
  }
}
