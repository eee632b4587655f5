package io.github.tlsgauntlet.peer;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tlsgauntlet.crypto.CipherSuiteParameters;
import io.github.tlsgauntlet.crypto.CipherSuiteParameters.Authentication;
import io.github.tlsgauntlet.protocol.CipherSuite;
import io.github.tlsgauntlet.protocol.ProtocolVersion;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Our client and server against OpenSSL's and GnuTLS's in every suite that both sides know, from
 * TLS 1.0 on.
 */
@Tag("foreign")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ForeignSuiteTest {
  private static final List<ProtocolVersion> VERSIONS =
      List.of(
          ProtocolVersion.TLS10,
          ProtocolVersion.TLS11,
          ProtocolVersion.TLS12,
          ProtocolVersion.TLS13);

  private Path folder;
  private ForeignServers servers;

  @BeforeAll
  void begin(@TempDir Path temporary) {
    folder = temporary;
    servers = new ForeignServers(temporary);
  }

  @AfterAll
  void stop() {
    servers.close();
  }

  /** One of the matrix. */
  record Case(ForeignStack stack, ProtocolVersion version, CipherSuite suite, String kind) {
    boolean beforeTls13() {
      return !version.equals(ProtocolVersion.TLS13);
    }

    @Override
    public String toString() {
      return stack + ", " + version + ", " + suite + ", " + kind;
    }
  }

  static Stream<Case> cases() {
    return Arrays.stream(ForeignStack.values())
        .flatMap(stack -> VERSIONS.stream().flatMap(version -> cases(stack, version)));
  }

  /** A stack that is not here has one case, which says so. */
  private static Stream<Case> cases(ForeignStack stack, ProtocolVersion version) {
    if (!stack.present()) {
      return Stream.of(new Case(stack, version, new CipherSuite(0), "RSA"));
    }
    return common(stack, version)
        .flatMap(
            one ->
                kinds(one.authentication())
                    .map(kind -> new Case(stack, version, one.suite(), kind)));
  }

  private static Stream<CipherSuiteParameters> common(ForeignStack stack, ProtocolVersion version) {
    return stack
        .suites()
        .flatMap(suite -> CipherSuiteParameters.of(suite).stream())
        .filter(parameters -> parameters.fits(version));
  }

  private static Stream<String> kinds(Authentication authentication) {
    return switch (authentication) {
      case ANY -> Stream.of("RSA", "secp256r1");
      case RSA, PSK, ANONYMOUS -> Stream.of("RSA");
      case ECDSA -> Stream.of("secp256r1");
      case DSS -> Stream.of("DSA");
    };
  }

  @ParameterizedTest
  @MethodSource("cases")
  void our_client_speaks_it(Case one) {
    one.stack().require();
    int port =
        one.beforeTls13()
            ? servers.portBeforeTls13(one.stack(), one.kind())
            : servers.port(one.stack(), one.kind());

    ForeignMeeting.Spoken spoken =
        ForeignMeeting.speak(
            port,
            one.stack(),
            ClientSettings.builder()
                .versions(one.version())
                .cipherSuites(List.of(one.suite()))
                .preSharedKey(ForeignStack.SHARED)
                .build());

    spoken.completed(one.stack());
    assertThat(spoken.outcome().version()).contains(one.version());
    assertThat(spoken.outcome().suite()).contains(one.suite());
  }

  @ParameterizedTest
  @MethodSource("cases")
  void our_server_speaks_it(Case one) {
    one.stack().require();

    Loopback.ServerSide side =
        ForeignMeeting.serve(
            folder,
            one.stack(),
            ServerSettings.builder(TestCredentials.of(one.kind()))
                .versions(one.version())
                .cipherSuites(List.of(one.suite()))
                .preSharedKey(ForeignStack.SHARED)
                .build(),
            Optional.empty(),
            one.beforeTls13()
                ? one.stack().clientBeforeTls13(one.version(), one.kind())
                : new String[0]);

    assertThat(side.outcome().version()).contains(one.version());
    assertThat(side.outcome().suite()).contains(one.suite());
  }

  @ParameterizedTest
  @EnumSource(ForeignStack.class)
  void a_list_that_shrinks_is_noticed(ForeignStack stack) {
    stack.require();

    for (int i = 0; i < VERSIONS.size(); i++) {
      assertThat(common(stack, VERSIONS.get(i)))
          .as("%s", VERSIONS.get(i))
          .hasSizeGreaterThanOrEqualTo(least(stack).get(i));
    }
  }

  private static List<Integer> least(ForeignStack stack) {
    return switch (stack) {
      case OPENSSL -> List.of(35, 35, 140, 5);
      case GNUTLS -> List.of(55, 55, 165, 5);
    };
  }
}
