package io.github.tlsgauntlet.suites.conformance;

import static io.github.tlsgauntlet.protocol.AlertDescription.ILLEGAL_PARAMETER;
import static io.github.tlsgauntlet.suite.conformance.Expectations.aborts;
import static io.github.tlsgauntlet.suite.conformance.Expectations.goesOn;
import static io.github.tlsgauntlet.suite.conformance.Expectations.seen;
import static io.github.tlsgauntlet.suite.conformance.HelloExpectations.atOnce;
import static io.github.tlsgauntlet.suite.conformance.HelloExpectations.extensions;

import io.github.tlsgauntlet.peer.Deviation;
import io.github.tlsgauntlet.peer.Script;
import io.github.tlsgauntlet.peer.Scripts;
import io.github.tlsgauntlet.protocol.Extension;
import io.github.tlsgauntlet.protocol.ExtensionType;
import io.github.tlsgauntlet.protocol.Extensions;
import io.github.tlsgauntlet.protocol.ProtocolVersion;
import io.github.tlsgauntlet.suite.Breach;
import io.github.tlsgauntlet.suite.Feature;
import io.github.tlsgauntlet.suite.Finding;
import io.github.tlsgauntlet.suite.GauntletSuite;
import io.github.tlsgauntlet.suite.Must;
import io.github.tlsgauntlet.suite.Needs;
import io.github.tlsgauntlet.suite.Quarter;
import io.github.tlsgauntlet.suite.Verdict;
import io.github.tlsgauntlet.suite.conformance.AfterHandshake;
import io.github.tlsgauntlet.suite.conformance.Exchange;
import io.github.tlsgauntlet.suite.conformance.Expectation;
import io.github.tlsgauntlet.suite.conformance.Expectations;
import io.github.tlsgauntlet.suite.conformance.HelloAnswers;
import io.github.tlsgauntlet.suite.conformance.OnServer;
import io.github.tlsgauntlet.suite.conformance.ServerCase;
import io.github.tlsgauntlet.target.TargetException;
import io.github.tlsgauntlet.wire.WireException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Limits of records: record_size_limit (RFC 8449), max_fragment_length (RFC 6066, Section 4). */
@GauntletSuite(name = "Conformance", quarter = Quarter.ONE_WAY_SERVER)
class RecordLimitServerTest {
  private static final String GROUP = "Extensions";
  private static final int LEAST = 64;
  private static final int SMALLEST_FRAGMENT = 512;
  private static final int SMALLEST_FRAGMENT_CODE = 1;

  @OnServer(versions = {"1.2", "1.3"})
  @Needs(Feature.RECORD_SIZE_LIMIT)
  @Must(
      rfc = 8449,
      section = "4",
      group = GROUP,
      says = "A limit below 64 bytes is refused.",
      sends = "record_size_limit 63, 1 and 0",
      expects = "illegal_parameter")
  void a_clients_record_size_limit_below_64_is_refused(ServerCase server) throws TargetException {
    server
        .sends(limit(LEAST - 1))
        .or("1", limit(1))
        .or("0", limit(0))
        .expecting(atOnce(aborts(ILLEGAL_PARAMETER)));
  }

  @OnServer(versions = {"1.2", "1.3"})
  @Needs(Feature.RECORD_SIZE_LIMIT)
  @Must(
      rfc = 8449,
      section = "4",
      group = GROUP,
      says = "No protected record holds more than the least limit of 64 bytes.",
      sends = "record_size_limit 64",
      expects = "records whose plaintext, in TLS 1.3 with its content type, is within the limit")
  void records_keep_to_the_record_size_limit(ServerCase server) throws TargetException {
    server.sends(limit(LEAST)).expecting(seen(exchange -> within(exchange, LEAST)));
  }

  @OnServer(versions = {"1.2", "1.3"})
  @Needs(Feature.RECORD_SIZE_LIMIT)
  @Must(
      rfc = 8449,
      section = "4",
      group = GROUP,
      says = "No protected record holds more than a limit of 512 bytes.",
      sends = "record_size_limit 512",
      expects = "records whose plaintext, in TLS 1.3 with its content type, is within the limit")
  void records_keep_to_a_record_size_limit_of_512(ServerCase server) throws TargetException {
    server
        .sends(limit(SMALLEST_FRAGMENT))
        .expecting(seen(exchange -> within(exchange, SMALLEST_FRAGMENT)));
  }

  private static Finding within(Exchange exchange, int limit) {
    boolean agreed =
        HelloAnswers.extensions(exchange)
            .flatMap(list -> Extension.find(list, ExtensionType.RECORD_SIZE_LIMIT))
            .isPresent();
    int largest = exchange.records().protectedOnes();
    if (!agreed) {
      return Expectations.finding(
          Verdict.NOT_APPLICABLE, "It does not agree on a limit of " + limit + ".", exchange);
    }
    if (exchange.records().protectedInAll() <= limit) {
      return Expectations.finding(
          Verdict.INCONCLUSIVE,
          "It sent no more than " + exchange.records().protectedInAll() + " protected bytes.",
          exchange);
    }
    return Expectations.finding(
        largest <= limit ? Verdict.PASS : Verdict.FAIL,
        "Its largest protected record holds " + largest + " bytes; the limit is " + limit + ".",
        exchange);
  }

  @OnServer(versions = {"1.2", "1.3"})
  @Needs(Feature.RECORD_SIZE_LIMIT)
  @Must(
      rfc = 8449,
      section = "4",
      group = GROUP,
      says =
          "A server takes a limit beyond what the protocol allows: it may be of another version.",
      sends = "record_size_limit 16,386 and 65,535",
      expects = "the handshake goes on")
  void a_record_size_limit_beyond_the_protocol_is_taken(ServerCase server) throws TargetException {
    server.sends(limit((1 << 14) + 2)).or("65,535", limit(0xffff)).expecting(goesOn());
  }

  @OnServer(versions = {"1.2", "1.3"})
  @Needs(Feature.RECORD_SIZE_LIMIT)
  @Must(
      rfc = 8449,
      section = "4",
      group = GROUP,
      says = "A server's own limit is at least 64 bytes, and no more than the protocol allows.",
      sends = "record_size_limit 16,385",
      expects = "64 to 16,384 in the answer; in TLS 1.3 one more")
  void the_servers_own_record_size_limit_is_sound(ServerCase server) throws TargetException {
    boolean tls13 = server.version().filter(ProtocolVersion.TLS13::equals).isPresent();
    int most = tls13 ? (1 << 14) + 1 : 1 << 14;
    server.sends(limit((1 << 14) + 1)).watching(extensions(list -> flawOfLimit(list, most)));
  }

  private static Optional<String> flawOfLimit(List<Extension> answer, int most) {
    Optional<Extension> limit = Extension.find(answer, ExtensionType.RECORD_SIZE_LIMIT);
    if (limit.isEmpty()) {
      return Optional.empty();
    }
    try {
      int bytes = Extensions.readUint16(limit.get());
      return bytes >= LEAST && bytes <= most
          ? Optional.empty()
          : Optional.of("Its record_size_limit is " + bytes + ".");
    } catch (WireException e) {
      return Optional.of("Its record_size_limit can't be read: " + e.getMessage() + ".");
    }
  }

  @OnServer(versions = {"1.2", "1.3"})
  @Needs(Feature.RECORD_SIZE_LIMIT)
  @Must(
      rfc = 8449,
      section = "5",
      group = GROUP,
      says = "Where record_size_limit comes too, max_fragment_length is passed over.",
      sends = "record_size_limit 1,024 with max_fragment_length 2^9",
      expects = "an answer without max_fragment_length")
  void max_fragment_length_gives_way_to_record_size_limit(ServerCase server)
      throws TargetException {
    server
        // A client that does not mind both: what the server does is judged.
        .given(settings -> settings.deviations(new Deviation.Overlook(ILLEGAL_PARAMETER)))
        .sends(limit(1024).then(fragment(SMALLEST_FRAGMENT_CODE)))
        .expecting(
            seen(
                exchange ->
                    extensions(
                            list ->
                                Extension.find(list, ExtensionType.MAX_FRAGMENT_LENGTH)
                                    .map(both -> "It answers max_fragment_length all the same."))
                        .judge(exchange)));
  }

  @OnServer(versions = {"1.2", "1.3"})
  @Needs(Feature.MAX_FRAGMENT_LENGTH)
  @Must(
      rfc = 6066,
      section = "4",
      group = GROUP,
      also = "RFC 9846 §4.3",
      says = "A maximum fragment length that is none of the four is refused.",
      sends = "max_fragment_length with the codes 0, 5 and 255",
      expects = "illegal_parameter")
  void an_unknown_max_fragment_length_is_refused(ServerCase server) throws TargetException {
    Exchange known =
        server.meets(
            server.settings().script(fragment(SMALLEST_FRAGMENT_CODE)).build(),
            AfterHandshake.NOTHING);
    if (HelloAnswers.extensions(known)
        .flatMap(list -> Extension.find(list, ExtensionType.MAX_FRAGMENT_LENGTH))
        .isEmpty()) {
      server.concludes(
          Expectations.finding(
              Verdict.NOT_APPLICABLE,
              "In this version it takes no notice of max_fragment_length.",
              known));
      return;
    }
    server
        .sends(fragment(0))
        .or("5", fragment(5))
        .or("255", fragment(255))
        .expecting(atOnce(aborts(ILLEGAL_PARAMETER)));
  }

  @OnServer(versions = "1.2")
  @Needs(Feature.MAX_FRAGMENT_LENGTH)
  @Must(
      rfc = 6066,
      section = "4",
      group = GROUP,
      says = "A maximum fragment length is agreed on by the same value.",
      sends = "max_fragment_length with the codes 1 to 4",
      expects = "the same code in the answer, or no answer")
  void max_fragment_length_is_answered_in_kind(ServerCase server) throws TargetException {
    server
        .sends(fragment(1))
        .or("2", fragment(2))
        .or("3", fragment(3))
        .or("4", fragment(4))
        .watching(inKind());
  }

  private static Expectation inKind() {
    return exchange -> {
      byte[] asked =
          exchange
              .outcome()
              .clientHello()
              .flatMap(hello -> hello.extension(ExtensionType.MAX_FRAGMENT_LENGTH))
              .map(Extension::data)
              .orElse(new byte[0]);
      return extensions(
              list ->
                  Extension.find(list, ExtensionType.MAX_FRAGMENT_LENGTH)
                      .filter(answer -> !Arrays.equals(answer.data(), asked))
                      .map(answer -> "It answers with another length than it was asked for."))
          .judge(exchange);
    };
  }

  @OnServer(versions = "1.2")
  @Needs(Feature.MAX_FRAGMENT_LENGTH)
  @Must(
      rfc = 6066,
      section = "4",
      group = GROUP,
      says =
          "Once a maximum fragment length is agreed on, no record holds more, in the handshake too.",
      sends = "max_fragment_length 2^9",
      expects = "records of 512 bytes at most",
      breach = Breach.INTEROPERABILITY)
  void records_keep_to_max_fragment_length(ServerCase server) throws TargetException {
    server
        .sends(fragment(SMALLEST_FRAGMENT_CODE))
        .expecting(seen(RecordLimitServerTest::withinFragment));
  }

  private static Finding withinFragment(Exchange exchange) {
    boolean agreed =
        HelloAnswers.extensions(exchange)
            .flatMap(list -> Extension.find(list, ExtensionType.MAX_FRAGMENT_LENGTH))
            .isPresent();
    int largest = Math.max(exchange.records().inTheClear(), exchange.records().protectedOnes());
    if (!agreed) {
      return Expectations.finding(
          Verdict.NOT_APPLICABLE, "It does not agree on a length of 512 bytes.", exchange);
    }
    return Expectations.finding(
        largest <= SMALLEST_FRAGMENT ? Verdict.PASS : Verdict.FAIL,
        "Its largest record holds " + largest + " bytes; 512 were agreed on.",
        exchange);
  }

  private static Script limit(int bytes) {
    return Scripts.hello(
        Hellos.with(Extension.of(ExtensionType.RECORD_SIZE_LIMIT, w -> w.uint16(bytes))));
  }

  private static Script fragment(int code) {
    return Scripts.hello(
        Hellos.with(new Extension(ExtensionType.MAX_FRAGMENT_LENGTH, new byte[] {(byte) code})));
  }
}
