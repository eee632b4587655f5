package io.github.tlsgauntlet.probe;

import io.github.tlsgauntlet.peer.ClientSettings;
import io.github.tlsgauntlet.peer.Ending;
import io.github.tlsgauntlet.protocol.Extension;
import io.github.tlsgauntlet.protocol.ExtensionType;
import io.github.tlsgauntlet.protocol.Extensions;
import io.github.tlsgauntlet.protocol.HandshakeMessage.EncryptedExtensions;
import io.github.tlsgauntlet.protocol.HandshakeType;
import io.github.tlsgauntlet.protocol.NamedGroup;
import io.github.tlsgauntlet.protocol.ProtocolVersion;
import io.github.tlsgauntlet.protocol.SignatureScheme;
import io.github.tlsgauntlet.wire.WireException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What a server of TLS 1.3 says under encryption to extensions that may be offered together: one
 * connection tells of all, unless the server refuses them.
 */
final class Extras13Probe {
  private static final Duration PATIENCE = Duration.ofMillis(300);
  private static final int MOST_RECORD = (1 << 14) + 1;
  private static final int LEAST_RECORD = 64;
  private static final List<SignatureScheme> SCHEMES =
      List.of(
          new SignatureScheme(0x0403),
          new SignatureScheme(0x0503),
          new SignatureScheme(0x0807),
          new SignatureScheme(0x0809));

  private final Line line;
  private final ClientSettings settings;
  private final boolean http;
  private final Visit.Errand errand;
  private final CompressionProbe compression;

  private final Optional<byte[]> echConfigs;

  Extras13Probe(Line line, boolean http, ClientSettings base) {
    this(line, http, base, Optional.empty());
  }

  /**
   * With configurations for Encrypted Client Hello.
   *
   * @param echConfigs an ECHConfigList; empty for the server's own
   */
  Extras13Probe(Line line, boolean http, ClientSettings base, Optional<byte[]> echConfigs) {
    this.line = line;
    this.echConfigs = echConfigs;
    this.http = http;
    this.settings = base.toBuilder().versions(ProtocolVersion.TLS13).build();
    this.errand =
        client -> {
          client.updateKeys(true);
          return (http
                  ? Visit.http(base.serverName().orElse("localhost"))
                  : Visit.patient(PATIENCE))
              .run(client);
        };
    this.compression = new CompressionProbe(line, settings);
  }

  List<Fact> run() {
    Extension limit = Extension.of(ExtensionType.RECORD_SIZE_LIMIT, w -> w.uint16(MOST_RECORD));
    Extension delegated = Extensions.signatureSchemes(DelegatedCredentials.TYPE, SCHEMES);
    Extension hidden = EncryptedHello.grease(line.random());
    Extension compress = CompressionProbe.offer(CompressionProbe.ALL);
    Visit all = visit(List.of(limit, delegated, hidden, compress));
    boolean told = extensions(all).isPresent();
    // Who refuses all of them together is asked for each alone.
    Visit limited = told ? all : visit(List.of(limit));
    Visit greased = told ? all : visit(List.of(hidden));
    Visit plain = all.completed() ? all : visit(List.of());
    List<Fact> facts = new ArrayList<>();
    facts.add(recordSizeLimit(limited));
    facts.add(groups(told ? all : plain));
    facts.add(compression.fact(told ? all : visit(List.of(compress))));
    facts.add(DelegatedCredentials.fact(told ? all : visit(List.of(delegated))));
    facts.addAll(EncryptedHello.facts(greased, extensions(greased), extensions(plain).isPresent()));
    facts.add(
        new EchProbe(line, settings)
            .fact(
                echConfigs,
                extensions(greased).isPresent(),
                extensions(greased)
                    .flatMap(said -> Extension.find(said, EncryptedHello.TYPE))
                    .map(Extension::data)));
    facts.add(keyUpdate(plain, http));
    facts.add(changeCipherSpec(plain));
    return facts;
  }

  private Visit visit(List<Extension> more) {
    return Visit.make(line, settings.toBuilder().extensions(more).build(), errand);
  }

  private static Optional<List<Extension>> extensions(Visit visit) {
    return visit.messages(HandshakeType.ENCRYPTED_EXTENSIONS, EncryptedExtensions.class).stream()
        .findFirst()
        .map(EncryptedExtensions::extensions);
  }

  private static Fact recordSizeLimit(Visit visit) {
    String id = "record-size-limit-tls13";
    String title = "record size limit in TLS 1.3 (RFC 8449)";
    Optional<List<Extension>> said = extensions(visit);
    if (said.isEmpty()) {
      return new Fact(id, title, Answer.UNTOLD, visit.inWords());
    }
    Optional<Extension> limit = Extension.find(said.get(), ExtensionType.RECORD_SIZE_LIMIT);
    if (limit.isEmpty()) {
      return new Fact(id, title, Answer.NO, "Its EncryptedExtensions lack it.");
    }
    try {
      int octets = Extensions.readUint16(limit.get());
      return new Fact(
          id,
          title,
          Answer.YES,
          "It takes records of "
              + octets
              + " octets"
              + (octets < LEAST_RECORD ? ", fewer than the 64 that are allowed." : "."));
    } catch (WireException e) {
      return new Fact(id, title, Answer.YES, "It can't be read: " + e.getMessage());
    }
  }

  private static Fact groups(Visit visit) {
    String id = "groups-in-encrypted-extensions";
    String title = "names its groups to clients (RFC 9846, Section 4.3.7)";
    Optional<List<Extension>> said = extensions(visit);
    if (said.isEmpty()) {
      return new Fact(id, title, Answer.UNTOLD, visit.inWords());
    }
    Optional<Extension> groups = Extension.find(said.get(), ExtensionType.SUPPORTED_GROUPS);
    if (groups.isEmpty()) {
      return new Fact(id, title, Answer.NO, "Its EncryptedExtensions lack them.");
    }
    try {
      return new Fact(
          id,
          title,
          Answer.YES,
          Extensions.readCodes16(groups.get(), NamedGroup::new).stream()
              .map(NamedGroup::toString)
              .collect(Collectors.joining(", ")));
    } catch (WireException e) {
      return new Fact(id, title, Answer.YES, "They can't be read: " + e.getMessage());
    }
  }

  /** A KeyUpdate is answered before any further data (RFC 9846, Section 4.7.3). */
  private static Fact keyUpdate(Visit visit, boolean http) {
    boolean answered = visit.received().contains("KeyUpdate");
    // Only what answers a request is known to have been sent after the KeyUpdate came.
    boolean data = http && visit.answer().isPresent();
    boolean silent =
        visit.ending().filter(ending -> !(ending instanceof Ending.Silence)).isEmpty()
            || visit.ending().filter(Ending.Open.class::isInstance).isPresent();
    return new Fact(
        "key-update",
        "answers a KeyUpdate (RFC 9846, Section 4.7.3)",
        answered ? Answer.YES : visit.completed() && (data || !silent) ? Answer.NO : Answer.UNTOLD,
        answered
            ? "Asked for an update, it sent one."
            : !visit.completed()
                ? visit.inWords()
                : data
                    ? "Asked for an update, it went on without one."
                    : silent
                        ? "It had nothing to send after which it would have been due."
                        : "Asked for an update, it "
                            + visit.ending().map(Words::of).orElse("ended")
                            + ".");
  }

  private static Fact changeCipherSpec(Visit visit) {
    return new Fact(
        "change-cipher-spec-tolerance",
        "takes a ChangeCipherSpec in TLS 1.3 (RFC 9846, Appendix E.4)",
        visit.completed() ? Answer.YES : Answer.UNTOLD,
        visit.completed() ? "It went on after one." : visit.inWords());
  }
}
