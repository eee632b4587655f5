package io.github.tlsgauntlet.suites.conformance;

import io.github.tlsgauntlet.peer.Deviation;
import io.github.tlsgauntlet.protocol.AlertDescription;
import io.github.tlsgauntlet.protocol.CipherSuite;
import io.github.tlsgauntlet.protocol.Extension;
import io.github.tlsgauntlet.protocol.ExtensionType;
import io.github.tlsgauntlet.protocol.Extensions;
import io.github.tlsgauntlet.protocol.HandshakeMessage.ClientHello;
import io.github.tlsgauntlet.protocol.HandshakeMessage.ServerHello;
import io.github.tlsgauntlet.protocol.NamedGroup;
import io.github.tlsgauntlet.protocol.SignatureScheme;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** A server that is choosy about what it does not know, and careless about what it lacks. */
class HelloParametersServerContractTest extends ServerContract {
  /** What the server's key signs by. */
  private static final SignatureScheme SIGNED_BY = new SignatureScheme(0x0403);

  @Override
  Class<?> suite() {
    return HelloParametersServerTest.class;
  }

  @Override
  Set<String> tellsAlone() {
    return Set.of("a-group-named-twice-is-passed-over-or-told");
  }

  @Override
  Map<String, Fault> faults() {
    return Map.ofEntries(
        Map.entry(
            "grease-is-passed-over",
            Misreading.refusal(hello -> hello.cipherSuites().contains(new CipherSuite(0x0a0a)))),
        Map.entry(
            "unknown-values-are-passed-over",
            Misreading.refusal(hello -> hello.cipherSuites().contains(new CipherSuite(0xff42)))),
        Map.entry("no-common-suite-is-refused", anySuite()),
        Map.entry("suites-of-another-version-are-refused", anySuite()),
        Map.entry("no-common-group-is-refused", anyGroup()),
        Map.entry(
            "any-number-of-shares-is-taken",
            Misreading.refusal(HelloParametersServerContractTest::sharesMuch)),
        Map.entry("no-common-curve-is-refused", anyGroup()),
        Map.entry(
            "no-common-signature-scheme-is-refused",
            Overlooking.server(AlertDescription.HANDSHAKE_FAILURE)),
        Map.entry("suites-of-no-strength-are-refused", anySuite()),
        Map.entry(
            "no-scheme-is-used-that-was-not-offered",
            settings -> settings.deviations(new Deviation.ProofByScheme(SIGNED_BY))),
        Map.entry(
            "a-group-named-twice-is-passed-over-or-told",
            Misreading.refusal(HelloParametersServerContractTest::namesMany)));
  }

  @Override
  List<Map.Entry<String, Fault>> furtherFaults() {
    return List.of(
        Map.entry("grease-is-passed-over", choosing(Answers.suite(new CipherSuite(0x0a0a)))),
        Map.entry(
            "grease-is-passed-over",
            choosing(Answers.and(Extension.empty(new ExtensionType(0xfafa))))),
        Map.entry("grease-is-passed-over", choosing(HelloParametersServerContractTest::withGroup)));
  }

  /** Its answer to a ClientHello with GREASE is another than to others. */
  private static Fault choosing(UnaryOperator<ServerHello> edit) {
    return Misreading.answerTo(
        hello -> hello.cipherSuites().stream().anyMatch(suite -> Offered.isGrease(suite.code())),
        message -> message instanceof ServerHello hello ? edit.apply(hello) : message);
  }

  /** In TLS 1.3 a share of GREASE; before that an extension, for there the group comes later. */
  private static ServerHello withGroup(ServerHello hello) {
    return Answers.extensions(
            list ->
                Stream.concat(
                        list.stream().filter(one -> !one.type().equals(ExtensionType.KEY_SHARE)),
                        Stream.of(
                            hello.extension(ExtensionType.KEY_SHARE).isPresent()
                                ? Extensions.keyShare(
                                    new Extensions.KeyShare(new NamedGroup(0x9a9a), new byte[] {0}))
                                : Extension.empty(new ExtensionType(0xfafa))))
                    .toList())
        .apply(hello);
  }

  private static Fault anySuite() {
    return Misreading.hello(Hellos.suites(Suites.OF_TODAY));
  }

  /** In TLS 1.3 it asks for a share of a group that the client never named. */
  private static Fault anyGroup() {
    return Misreading.hello(
        Hellos.with(Extensions.supportedGroups(List.of(NamedGroup.X25519, NamedGroup.SECP256R1))));
  }

  private static boolean sharesMuch(ClientHello hello) {
    return hello
        .extension(ExtensionType.KEY_SHARE)
        .filter(shares -> shares.data().length > 500)
        .isPresent();
  }

  private static boolean namesMany(ClientHello hello) {
    return hello
        .extension(ExtensionType.SUPPORTED_GROUPS)
        .map(Extension::data)
        .filter(data -> data.length > 2 + 2 * 10)
        .isPresent();
  }
}
