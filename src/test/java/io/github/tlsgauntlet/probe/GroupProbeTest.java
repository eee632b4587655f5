package io.github.tlsgauntlet.probe;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tlsgauntlet.pki.Credential;
import io.github.tlsgauntlet.protocol.CipherSuite;
import io.github.tlsgauntlet.protocol.Extension;
import io.github.tlsgauntlet.protocol.ExtensionType;
import io.github.tlsgauntlet.protocol.Extensions;
import io.github.tlsgauntlet.protocol.HandshakeMessage.ServerHello;
import io.github.tlsgauntlet.protocol.NamedGroup;
import io.github.tlsgauntlet.protocol.ProtocolVersion;
import io.github.tlsgauntlet.wire.WireException;
import io.github.tlsgauntlet.wire.WireWriter;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Groups are found in the order in which a server takes them, and none that it does not take. */
class GroupProbeTest {
  private static final Credential CREDENTIAL = FlightServer.rsa();
  private static final CipherSuite RSA = new CipherSuite(0xc02f);
  private static final CipherSuite ECDSA = new CipherSuite(0xc02b);
  private static final CipherSuite TLS13 = new CipherSuite(0x1301);
  private static final int SECT571R1 = 14;
  private static final List<NamedGroup> ORDER =
      List.of(NamedGroup.SECP521R1, NamedGroup.X25519, NamedGroup.SECP256R1);

  private static VersionProbe.Result result(
      ProtocolVersion version, CipherSuite suite, boolean needsShares) {
    return new VersionProbe.Result(
        new VersionFacts(
            version.toString(),
            Answer.YES,
            "",
            List.of(new SuiteFacts(suite, "", 0)),
            Preference.UNTOLD,
            false),
        List.of(),
        needsShares,
        Optional.empty());
  }

  private static Optional<GroupFacts> older(FlightServer.Manner manner, CipherSuite suite)
      throws IOException {
    try (FlightServer server = FlightServer.that(manner)) {
      return new GroupProbe(
              new Line(server.dialer(), Duration.ofSeconds(10)), Optional.of("server.test"))
          .older(ProtocolVersion.TLS12, result(ProtocolVersion.TLS12, suite, false));
    }
  }

  private static List<NamedGroup> offered(FlightServer.Talk talk) throws WireException {
    return Extensions.readCodes16(
        talk.hello.extension(ExtensionType.SUPPORTED_GROUPS).orElseThrow(), NamedGroup::new);
  }

  private static Optional<NamedGroup> first(List<NamedGroup> order, List<NamedGroup> among) {
    return order.stream().filter(among::contains).findFirst();
  }

  /** The parameters of a named curve, with a point that nobody reads. */
  private static void choose(FlightServer.Talk talk, CipherSuite suite, Optional<NamedGroup> group)
      throws IOException {
    if (group.isEmpty()) {
      talk.alert(FlightServer.HANDSHAKE_FAILURE);
    } else {
      talk.flight(
          suite,
          CREDENTIAL,
          WireWriter.write(
              w ->
                  w.uint8(3)
                      .uint16(group.get().code())
                      .vector8(v -> v.bytes(new byte[32]))
                      .uint16(0x0401)
                      .vector16(v -> v.bytes(new byte[32]))));
    }
  }

  @Test
  void the_server_s_own_order_is_found() throws IOException {
    GroupFacts facts =
        older(talk -> choose(talk, RSA, first(ORDER, offered(talk))), RSA).orElseThrow();

    assertThat(facts.groups()).isEqualTo(ORDER);
    assertThat(facts.preference()).isEqualTo(Preference.SERVER);
    assertThat(facts.untold()).isEmpty();
  }

  @Test
  void a_server_that_follows_its_client_is_told_from_one_with_an_order() throws IOException {
    GroupFacts facts =
        older(talk -> choose(talk, RSA, first(offered(talk), ORDER)), RSA).orElseThrow();

    assertThat(facts.groups()).containsExactlyInAnyOrderElementsOf(ORDER);
    assertThat(facts.preference()).isEqualTo(Preference.CLIENT);
  }

  /** Those that stand first in a list, and no more. */
  private static List<NamedGroup> firstEight(FlightServer.Talk talk) throws WireException {
    return offered(talk).stream().limit(8).toList();
  }

  @Test
  void a_server_that_reads_eight_groups_and_no_more_finds_the_usual_ones_among_them()
      throws IOException {
    GroupFacts old =
        older(talk -> choose(talk, RSA, first(ORDER, firstEight(talk))), RSA).orElseThrow();
    List<NamedGroup> newer =
        List.of(NamedGroup.SECP384R1, NamedGroup.X25519MLKEM768, NamedGroup.X448);
    GroupFacts latest =
        tls13(
                talk -> answer(talk, newer.stream().filter(firstEight(talk)::contains).toList()),
                false)
            .orElseThrow();

    assertThat(old.groups()).isEqualTo(ORDER);
    assertThat(old.preference()).isEqualTo(Preference.SERVER);
    assertThat(latest.groups()).isEqualTo(newer);
    assertThat(latest.preference()).isEqualTo(Preference.SERVER);
  }

  @Test
  void what_the_search_for_suites_has_shown_is_not_asked_again() throws IOException {
    try (FlightServer server =
        FlightServer.that(
            talk ->
                choose(
                    talk,
                    RSA,
                    talk.hello.cipherSuites().contains(RSA)
                        ? first(ORDER, offered(talk))
                        : Optional.empty()))) {
      Line line = new Line(server.dialer(), Duration.ofSeconds(10));
      VersionProbe.Result version =
          new VersionProbe(line, ProtocolVersion.TLS12, Optional.empty()).run();
      int before = line.connections();
      GroupFacts facts =
          new GroupProbe(line, Optional.empty())
              .older(ProtocolVersion.TLS12, version)
              .orElseThrow();

      assertThat(facts.groups()).isEqualTo(ORDER);
      assertThat(facts.preference()).isEqualTo(Preference.SERVER);
      // The second and the third group, that there is no fourth, and whose order decides.
      assertThat(line.connections() - before).isEqualTo(4);
    }
  }

  @Test
  void a_server_without_a_group_of_ours_has_none() throws IOException {
    assertThat(older(talk -> talk.alert(FlightServer.HANDSHAKE_FAILURE), RSA)).isEmpty();
    assertThat(older(talk -> talk.rsaFlight(RSA, CREDENTIAL), new CipherSuite(0x002f))).isEmpty();
  }

  /** It refuses whoever does not name its certificate's curve, so that the search ends early. */
  @Test
  void what_an_ecdsa_certificate_s_curve_hides_is_found_beside_it() throws IOException {
    List<NamedGroup> order = List.of(NamedGroup.SECP256R1, NamedGroup.X25519, NamedGroup.X448);
    GroupFacts facts =
        older(
                talk -> {
                  List<NamedGroup> offered = offered(talk);
                  boolean named = offered.contains(NamedGroup.SECP256R1);
                  // Beside others, the curve of the certificate is the last that it chooses.
                  List<NamedGroup> late = List.of(order.get(1), order.get(2), order.get(0));
                  choose(
                      talk,
                      ECDSA,
                      named ? first(offered.size() > 2 ? order : late, offered) : Optional.empty());
                },
                ECDSA)
            .orElseThrow();

    assertThat(facts.groups()).containsExactlyInAnyOrderElementsOf(order);
    assertThat(facts.untold())
        .doesNotContain(NamedGroup.X25519, NamedGroup.X448)
        .contains(NamedGroup.SECP384R1, NamedGroup.SECP521R1);
  }

  /** As OpenSSL is with a certificate for ECDSA alone: it follows its client. */
  @Test
  void groups_beside_an_ecdsa_certificate_s_curve_take_one_connection_each() throws IOException {
    List<NamedGroup> taken =
        List.of(
            NamedGroup.X25519, NamedGroup.SECP256R1, NamedGroup.X448, new NamedGroup(SECT571R1));
    try (FlightServer server =
        FlightServer.that(
            talk ->
                choose(
                    talk,
                    ECDSA,
                    offered(talk).contains(NamedGroup.SECP256R1)
                        ? first(offered(talk), taken)
                        : Optional.empty()))) {
      Line line = new Line(server.dialer(), Duration.ofSeconds(10));
      GroupFacts facts =
          new GroupProbe(line, Optional.empty())
              .older(ProtocolVersion.TLS12, result(ProtocolVersion.TLS12, ECDSA, false))
              .orElseThrow();

      assertThat(facts.groups()).containsExactlyInAnyOrderElementsOf(taken);
      assertThat(facts.preference()).isEqualTo(Preference.CLIENT);
      assertThat(facts.untold())
          .containsExactlyInAnyOrder(NamedGroup.SECP384R1, NamedGroup.SECP521R1);
      // Four groups, two refusals, two common ones that it lacks, and whose order decides.
      assertThat(line.connections()).isEqualTo(9);
    }
  }

  private static Optional<GroupFacts> tls13(FlightServer.Manner manner, boolean needsShares)
      throws IOException {
    try (FlightServer server = FlightServer.that(manner)) {
      return new GroupProbe(
              new Line(server.dialer(), Duration.ofSeconds(10)), Optional.of("server.test"))
          .tls13(result(ProtocolVersion.TLS13, TLS13, needsShares));
    }
  }

  /** By a HelloRetryRequest, or with a share where the client has sent one. */
  private static void answer(FlightServer.Talk talk, List<NamedGroup> order)
      throws IOException, WireException {
    Optional<NamedGroup> group = first(order, offered(talk));
    if (group.isEmpty()) {
      talk.alert(FlightServer.HANDSHAKE_FAILURE);
      return;
    }
    talk.send(
        new ServerHello(
            ProtocolVersion.TLS12,
            io.github.tlsgauntlet.protocol.HelloRetry.random(),
            talk.hello.sessionId(),
            TLS13,
            0,
            List.of(
                Extensions.selectedVersion(ProtocolVersion.TLS13),
                new Extension(
                    ExtensionType.KEY_SHARE,
                    WireWriter.write(w -> w.uint16(group.get().code()))))));
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void retry_requests_tell_the_groups_of_tls_1_3(boolean needsShares) throws IOException {
    List<NamedGroup> order =
        List.of(NamedGroup.X25519MLKEM768, NamedGroup.FFDHE3072, NamedGroup.X25519);
    GroupFacts facts = tls13(talk -> answer(talk, order), needsShares).orElseThrow();

    assertThat(facts.groups()).isEqualTo(order);
    assertThat(facts.preference()).isEqualTo(Preference.SERVER);
  }

  @Test
  void a_server_that_asks_for_what_was_not_offered_is_not_asked_for_ever() throws IOException {
    GroupFacts facts =
        tls13(
                talk ->
                    talk.send(
                        new ServerHello(
                            ProtocolVersion.TLS12,
                            io.github.tlsgauntlet.protocol.HelloRetry.random(),
                            talk.hello.sessionId(),
                            TLS13,
                            0,
                            List.of(
                                Extensions.selectedVersion(ProtocolVersion.TLS13),
                                new Extension(ExtensionType.KEY_SHARE, new byte[] {0, 29})))),
                false)
            .orElseThrow();

    assertThat(facts.groups()).containsExactly(NamedGroup.X25519);
  }
}
