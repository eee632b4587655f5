package io.github.tlsgauntlet.probe;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tlsgauntlet.pki.Credential;
import io.github.tlsgauntlet.protocol.CipherSuite;
import io.github.tlsgauntlet.protocol.ExtensionType;
import io.github.tlsgauntlet.protocol.Extensions;
import io.github.tlsgauntlet.protocol.NamedGroup;
import io.github.tlsgauntlet.protocol.ProtocolVersion;
import io.github.tlsgauntlet.protocol.SignatureScheme;
import io.github.tlsgauntlet.wire.WireException;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Suites of GOST and SM are taken by servers of theirs only with the group and the scheme that go
 * with them (RFC 8998, RFC 9189, RFC 9367): both are offered.
 */
class RareSuitesTest {
  private static final Credential CREDENTIAL = FlightServer.rsa();

  /** Takes one suite, and asks for what goes with it. */
  private static void serve(
      FlightServer.Talk talk, ProtocolVersion version, int suite, int group, int scheme)
      throws IOException, WireException {
    boolean offered =
        talk.hello.cipherSuites().contains(new CipherSuite(suite))
            && Extensions.readCodes16(
                    talk.hello.extension(ExtensionType.SUPPORTED_GROUPS).orElseThrow(),
                    NamedGroup::new)
                .contains(new NamedGroup(group))
            && Extensions.readCodes16(
                    talk.hello.extension(ExtensionType.SIGNATURE_ALGORITHMS).orElseThrow(),
                    SignatureScheme::new)
                .contains(new SignatureScheme(scheme));
    boolean newest = talk.hello.extension(ExtensionType.SUPPORTED_VERSIONS).isPresent();
    if (!offered || newest != version.equals(ProtocolVersion.TLS13)) {
      talk.alert(FlightServer.HANDSHAKE_FAILURE);
    } else if (newest) {
      talk.send(
          FlightServer.serverHello(
              ProtocolVersion.TLS12,
              new CipherSuite(suite),
              Extensions.selectedVersion(ProtocolVersion.TLS13)));
    } else {
      talk.rsaFlight(new CipherSuite(suite), CREDENTIAL);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "0x0304, 0x00c6, 41, 0x0708", "0x0304, 0x00c7, 41, 0x0708", "0x0304, 0xc103, 34, 0x0709",
    "0x0304, 0xc106, 40, 0x070f", "0x0303, 0xc100, 34, 0x0840", "0x0303, 0xc102, 38, 0x0841",
    "0x0303, 0x0081, 35, 0xeded", "0x0303, 0xff85, 34, 0xeeee"
  })
  void a_suite_is_found_with_what_goes_with_it(int code, int suite, int group, int scheme)
      throws IOException {
    ProtocolVersion version = new ProtocolVersion(code);
    try (FlightServer server =
        FlightServer.that(talk -> serve(talk, version, suite, group, scheme))) {
      VersionFacts facts =
          new VersionProbe(
                  new Line(server.dialer(), Duration.ofSeconds(10)), version, Optional.empty())
              .run()
              .facts();

      assertThat(facts.offered()).isEqualTo(Answer.YES);
      assertThat(facts.suites())
          .extracting(SuiteFacts::suite)
          .isEqualTo(List.of(new CipherSuite(suite)));
    }
  }
}
