package io.github.tlsgauntlet.suites.conformance;

import io.github.tlsgauntlet.peer.CertificateCompression;
import io.github.tlsgauntlet.peer.Sending;
import io.github.tlsgauntlet.peer.TranscriptEntry;
import io.github.tlsgauntlet.protocol.Extension;
import io.github.tlsgauntlet.protocol.ExtensionType;
import io.github.tlsgauntlet.protocol.HandshakeMessage;
import io.github.tlsgauntlet.protocol.HandshakeMessage.Certificate13;
import io.github.tlsgauntlet.protocol.HandshakeMessage.ServerHello;
import io.github.tlsgauntlet.protocol.HandshakeType;
import io.github.tlsgauntlet.protocol.ProtocolVersion;
import io.github.tlsgauntlet.suite.Finding;
import io.github.tlsgauntlet.suite.Verdict;
import io.github.tlsgauntlet.suite.conformance.AfterHandshake;
import io.github.tlsgauntlet.suite.conformance.Exchange;
import io.github.tlsgauntlet.suite.conformance.Expectations;
import io.github.tlsgauntlet.suite.conformance.HelloAnswers;
import io.github.tlsgauntlet.suite.conformance.ServerCase;
import io.github.tlsgauntlet.suite.conformance.ServerStimulus;
import io.github.tlsgauntlet.target.TargetException;
import io.github.tlsgauntlet.wire.WireException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Tries malformed messages on a server: it must refuse each, and go on serving others. Inside an
 * extension a length is judged where the server has shown that it reads it, by an answer to it, or
 * has to read it; others it may pass over, and nothing could be told by them.
 */
final class LengthTrials {
  static final String INSIDE =
      "each length one too small, one too large, zero and maximal, one at a time";
  static final String WRONG =
      "each length in it one too small, one too large, zero and maximal, one at a time, and a byte"
          + " more at its end";
  static final String CUT = "it, cut at each boundary of its structure";
  static final String REFUSED =
      "a refusal each time, and an ordinary handshake succeeds afterwards";

  /** A server of any kind has to look into these; others it may pass over unread. */
  private static final Set<ExtensionType> READ_BY_ALL =
      Set.of(
          ExtensionType.SUPPORTED_GROUPS,
          ExtensionType.SIGNATURE_ALGORITHMS,
          ExtensionType.SUPPORTED_VERSIONS,
          ExtensionType.KEY_SHARE);

  private LengthTrials() {}

  /** Makes malformed messages of a right one. */
  @FunctionalInterface
  private interface Maker {
    List<Malformed> of(byte[] sample, ProtocolVersion version) throws WireException;
  }

  static void lengths(ServerCase server, HandshakeType type) throws TargetException {
    Exchange ordinary = server.ordinary();
    Set<ExtensionType> read = read(ordinary);
    tried(
        server.asItIs(),
        server,
        new Place(type, 0),
        ordinary,
        (sample, version) -> Malformed.lengths(sample, version, read::contains));
  }

  static void cuts(ServerCase server, HandshakeType type) throws TargetException {
    tried(server.asItIs(), server, new Place(type, 0), server.ordinary(), Malformed::cuts);
  }

  /** The ClientHello that answers a HelloRetryRequest, the echo of a cookie included. */
  static void secondHello(ServerCase server) throws TargetException {
    ServerStimulus.Change shareless = settings -> settings.shares(List.of());
    Exchange retried = met(server, shareless);
    Set<ExtensionType> read = read(retried);
    tried(
        server.given(shareless),
        server,
        new Place(HandshakeType.CLIENT_HELLO, 1),
        retried,
        (sample, version) ->
            Malformed.all(
                sample, version, type -> read.contains(type) || type.equals(ExtensionType.COOKIE)));
  }

  /** The extensions that a server reads and an ordinary client need not offer. */
  static void offers(ServerCase server) throws TargetException {
    ServerStimulus.Change offering = settings -> settings.alpn(List.of("http/1.1"));
    Exchange offered = met(server, offering);
    Set<ExtensionType> more = read(offered);
    more.removeAll(read(server.ordinary()));
    tried(
        server.given(offering),
        server,
        new Place(HandshakeType.CLIENT_HELLO, 0),
        offered,
        (sample, version) -> {
          List<Malformed> all = new ArrayList<>();
          for (ExtensionType type : more) {
            all.addAll(Malformed.within(sample, version, type));
          }
          return all;
        });
  }

  /** The pre_shared_key of a ClientHello that resumes a session. */
  static void preSharedKeys(ServerCase server) throws TargetException {
    Exchange first = server.meets(server.settings().build(), AfterHandshake.NOTHING);
    Exchange resumed =
        met(server, settings -> settings.session(first.sessions().stream().findFirst()));
    if (!resumed.outcome().resumed()) {
      server.concludes(
          Expectations.finding(
              Verdict.INCONCLUSIVE, "It resumes no session of an ordinary client.", resumed));
      return;
    }
    tried(
        server.asItIs().resuming(),
        server,
        new Place(HandshakeType.CLIENT_HELLO, 0),
        resumed,
        (sample, version) -> Malformed.within(sample, version, ExtensionType.PRE_SHARED_KEY));
  }

  /**
   * A KeyUpdate; a right one follows what is unfinished, so that nothing interrupts it. Who takes
   * one that is whole goes on under new keys, and who passes over it under the old ones: both are
   * tried.
   */
  static void keyUpdate(ServerCase server) throws TargetException {
    byte[] right = new HandshakeMessage.KeyUpdate(0).encoded();
    ServerStimulus stimulus = server.asItIs().surviving();
    for (Malformed one :
        malformed(
            (sample, version) -> Malformed.all(sample, version, type -> true),
            right,
            server.version().orElseThrow())) {
      Sending[] wrong = one.apart(right);
      stimulus = stimulus.orAfterHandshake(one.name(), client -> client.say(wrong));
      if (!one.unfinished()) {
        stimulus =
            stimulus.orAfterHandshake(
                one.name() + ", then new keys",
                client -> {
                  client.say(wrong);
                  client.changeKeys();
                });
      }
    }
    stimulus.expecting(Expectations.refuses());
  }

  /** An EndOfEarlyData; nobody reads it where the early data were not taken. */
  static void endOfEarlyData(ServerCase server, byte[] early) throws TargetException {
    ServerStimulus stimulus =
        server.given(settings -> settings.earlyData(Optional.of(early))).resuming().surviving();
    HandshakeType type = HandshakeType.END_OF_EARLY_DATA;
    for (Malformed one :
        malformed(
            (sample, version) -> Malformed.all(sample, version, any -> true),
            new HandshakeMessage.EndOfEarlyData().encoded(),
            server.version().orElseThrow())) {
      stimulus = stimulus.or(one.name(), one.in(type, 0));
    }
    stimulus.expecting(EarlyDataTaken.and(Expectations.refuses()));
  }

  /** The client's Certificate in a CompressedCertificate, as the server asked for it. */
  static void compressedCertificate(ServerCase server) throws TargetException {
    Optional<byte[]> sent =
        server.ordinary().sent(HandshakeType.CERTIFICATE.toString()).stream()
            .map(TranscriptEntry::bytes)
            .findFirst();
    if (sent.isEmpty()) {
      server.concludes(sendsNo(HandshakeType.CERTIFICATE, server.ordinary()));
      return;
    }
    ServerStimulus stimulus = server.asItIs().surviving();
    for (Malformed one :
        malformed(
            (sample, version) ->
                Malformed.all(Compressed.certificate(sample).encoded(), version, any -> true),
            sent.get(),
            server.version().orElseThrow())) {
      stimulus =
          stimulus.or(
              one.name(),
              one.in(
                  HandshakeType.CERTIFICATE,
                  0,
                  message -> CertificateCompression.compress((Certificate13) message)));
    }
    stimulus.expecting(Expectations.refuses());
  }

  private static Exchange met(ServerCase server, ServerStimulus.Change change)
      throws TargetException {
    return server.meets(change.apply(server.settings()).build(), AfterHandshake.NOTHING);
  }

  /** What it answers, it has read. */
  private static Set<ExtensionType> read(Exchange exchange) {
    Set<ExtensionType> read = new HashSet<>(READ_BY_ALL);
    Stream.of(
            HelloAnswers.extensions(exchange),
            HelloAnswers.serverHello(exchange).map(ServerHello::extensions),
            HelloAnswers.retry(exchange).map(ServerHello::extensions))
        .flatMap(Optional::stream)
        .flatMap(List::stream)
        .map(Extension::type)
        .forEach(read::add);
    return read;
  }

  /** A message of the handshake, by its type and how many of that type come before it. */
  private record Place(HandshakeType type, int ordinal) {}

  private static void tried(
      ServerStimulus given, ServerCase server, Place place, Exchange ordinary, Maker maker)
      throws TargetException {
    Optional<byte[]> sample =
        ordinary.sent(place.type().toString()).stream()
            .map(TranscriptEntry::bytes)
            .skip(place.ordinal())
            .findFirst();
    if (sample.isEmpty()) {
      server.concludes(sendsNo(place.type(), ordinary));
      return;
    }
    List<Malformed> all = malformed(maker, sample.get(), server.version().orElseThrow());
    if (all.isEmpty()) {
      server.concludes(
          Expectations.finding(
              Verdict.NOT_APPLICABLE, "It reads nothing here that has a length.", ordinary));
      return;
    }
    ServerStimulus stimulus = given.surviving();
    for (Malformed one : all) {
      stimulus = stimulus.or(one.name(), one.in(place.type(), place.ordinal()));
    }
    stimulus.expecting(
        place.type().equals(HandshakeType.CLIENT_KEY_EXCHANGE)
            ? BeforeFinished.unlessEncrypted(Expectations.refuses())
            : Expectations.refuses());
  }

  private static Finding sendsNo(HandshakeType type, Exchange ordinary) {
    return Expectations.finding(
        Verdict.NOT_APPLICABLE, "An ordinary client sends no such " + type + " here.", ordinary);
  }

  private static List<Malformed> malformed(Maker maker, byte[] sample, ProtocolVersion version) {
    try {
      return maker.of(sample, version);
    } catch (WireException e) {
      throw new IllegalStateException("Our own message does not decode", e);
    }
  }
}
