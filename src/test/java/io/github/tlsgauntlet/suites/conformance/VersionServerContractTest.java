package io.github.tlsgauntlet.suites.conformance;

import static io.github.tlsgauntlet.protocol.AlertDescription.INAPPROPRIATE_FALLBACK;
import static io.github.tlsgauntlet.protocol.AlertDescription.PROTOCOL_VERSION;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.tlsgauntlet.peer.Deviation;
import io.github.tlsgauntlet.protocol.CipherSuite;
import io.github.tlsgauntlet.protocol.Extension;
import io.github.tlsgauntlet.protocol.ExtensionType;
import io.github.tlsgauntlet.protocol.Extensions;
import io.github.tlsgauntlet.protocol.HandshakeMessage.ClientHello;
import io.github.tlsgauntlet.protocol.ProtocolVersion;
import io.github.tlsgauntlet.suite.GauntletRun;
import io.github.tlsgauntlet.suite.Verdict;
import io.github.tlsgauntlet.suite.conformance.OnServerArguments;
import io.github.tlsgauntlet.suite.conformance.ServerCase;
import io.github.tlsgauntlet.suites.Runs;
import io.github.tlsgauntlet.suites.ScriptedServer;
import java.lang.reflect.Method;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** A server that gets versions wrong. */
class VersionServerContractTest extends ServerContract {
  private static final CipherSuite FALLBACK = new CipherSuite(0x5600);

  @Override
  Class<?> suite() {
    return VersionServerTest.class;
  }

  @Override
  Map<String, String> settings() {
    return Map.of("timeout", "8", "profile", "strict");
  }

  @Test
  void what_came_with_rfc_9846_is_advice_in_other_profiles() throws Exception {
    Method method =
        suite().getDeclaredMethod("another_legacy_version_is_refused_in_tls_1_3", ServerCase.class);
    Verdicts listener = new Verdicts();
    GauntletRun run =
        Runs.open(
            List.of(
                new ScriptedServer(
                    (setup, settings) ->
                        Optional.ofNullable(faults().get(id(method)))
                            .orElseThrow()
                            .apply(settings))),
            List.of(),
            Map.of("timeout", "8"),
            List.of(listener));

    for (ServerCase one : OnServerArguments.cases(run, method).toList()) {
      assertThat(listener.of(suite(), method, one).verdict()).isEqualTo(Verdict.WARN);
    }
  }

  @Override
  Set<String> tellsAlone() {
    return Set.of("a-newer-version-without-supported-versions-comes-to-tls-1-2");
  }

  @Override
  Map<String, Fault> faults() {
    return Map.ofEntries(
        Map.entry(
            "tls-1-3-is-selected-in-supported-versions",
            Misreading.answer(Answers.version(ProtocolVersion.TLS13))),
        Map.entry(
            "tls-1-2-is-selected-without-supported-versions",
            Misreading.answer(Answers.and(Extensions.selectedVersion(ProtocolVersion.TLS12)))),
        Map.entry(
            "a-downgrade-is-marked-in-the-random",
            settings -> settings.deviations(new Deviation.LeaveDowngradeUnmarked())),
        Map.entry(
            "unknown-versions-in-a-hello-are-passed-over",
            Misreading.refusal(VersionServerContractTest::offersAnUnknownVersion)),
        Map.entry(
            "only-unknown-versions-are-refused",
            Misreading.hello(VersionServerContractTest::withoutUnknownVersions)),
        Map.entry(
            "a-newer-version-without-supported-versions-comes-to-tls-1-2",
            Misreading.refusal(
                hello -> hello.legacyVersion().code() > ProtocolVersion.TLS12.code())),
        Map.entry(
            "the-version-of-a-hellos-record-has-no-meaning",
            settings -> settings.deviations(new Deviation.InsistOnHelloRecordVersion())),
        Map.entry(
            "an-inappropriate-fallback-is-refused", Overlooking.server(INAPPROPRIATE_FALLBACK)),
        Map.entry(
            "a-fallback-to-the-highest-version-is-taken",
            Misreading.refusal(hello -> hello.cipherSuites().contains(FALLBACK))),
        Map.entry(
            "another-legacy-version-is-refused-in-tls-1-3", Overlooking.server(PROTOCOL_VERSION)),
        Map.entry("a-legacy-version-of-ssl-3-0-is-refused", Overlooking.server(PROTOCOL_VERSION)));
  }

  private static boolean offersAnUnknownVersion(ClientHello hello) {
    Extension known =
        Extensions.supportedVersions(List.of(ProtocolVersion.TLS13, ProtocolVersion.TLS12));
    return hello
        .extension(ExtensionType.SUPPORTED_VERSIONS)
        .filter(extension -> extension.data().length > known.data().length)
        .isPresent();
  }

  /** Without supported_versions where there is no share, which TLS 1.3 takes. */
  private static ClientHello withoutUnknownVersions(ClientHello hello) {
    return offersAnUnknownVersion(hello)
        ? hello.extension(ExtensionType.KEY_SHARE).isPresent()
            ? Hellos.with(Extensions.supportedVersions(List.of(ProtocolVersion.TLS13))).apply(hello)
            : Hellos.without(ExtensionType.SUPPORTED_VERSIONS).apply(hello)
        : hello;
  }
}
