package io.github.tlsgauntlet.suites.conformance;

import io.github.tlsgauntlet.peer.PeerJudge;
import io.github.tlsgauntlet.peer.ServerSettings;
import io.github.tlsgauntlet.pki.ChainRule;
import io.github.tlsgauntlet.pki.Purpose;
import io.github.tlsgauntlet.pki.Question;
import io.github.tlsgauntlet.pki.Role;
import io.github.tlsgauntlet.protocol.AlertDescription;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A server that looks at a client's chain, and knows who has access; one passes over one rule. */
class ClientValidationServerContractTest extends ServerContract {
  /** The subject of client-san-not-authorised. */
  private static final String STRANGER = "stranger.gauntlet.test";

  @Override
  Class<?> suite() {
    return ClientValidationServerTest.class;
  }

  @Override
  ServerSettings.Builder prepared(ServerSettings.Builder settings) {
    return settings.judge(careful(AlertDescription.ACCESS_DENIED));
  }

  private Question question() {
    return new Question(
        mint().trustAnchors(Role.CLIENT),
        Optional.empty(),
        Instant.now(Clock.systemUTC()),
        Purpose.CLIENT);
  }

  private PeerJudge careful(AlertDescription forStrangers) {
    PeerJudge path = PathChecking.of(this::question);
    return certificates -> {
      Optional<AlertDescription> objection = path.objection(certificates);
      return objection.isEmpty() && isStranger(certificates)
          ? Optional.of(forStrangers)
          : objection;
    };
  }

  private static boolean isStranger(List<byte[]> certificates) {
    return !certificates.isEmpty()
        && new String(certificates.get(0), StandardCharsets.ISO_8859_1).contains(STRANGER);
  }

  private Fault passingOver(ChainRule... rules) {
    return settings -> settings.judge(PathChecking.of(this::question, rules));
  }

  @Override
  Map<String, Fault> faults() {
    Fault anybody = passingOver(ChainRule.PATH_ENDS_AT_A_TRUST_ANCHOR);
    Fault anyDate = passingOver(ChainRule.CERTIFICATES_ARE_IN_DATE);
    return Map.ofEntries(
        Map.entry("a-client-certificate-of-an-unknown-authority-is-refused", anybody),
        Map.entry("a-client-certificate-that-signed-itself-is-refused", anybody),
        Map.entry("an-expired-client-certificate-is-refused", anyDate),
        Map.entry("a-client-certificate-that-is-not-yet-valid-is-refused", anyDate),
        Map.entry(
            "a-client-certificate-with-a-wrong-signature-is-refused",
            passingOver(ChainRule.SIGNATURES_VERIFY)),
        Map.entry(
            "a-client-certificate-for-servers-alone-is-refused",
            passingOver(ChainRule.EXTENDED_KEY_USAGE_FITS)),
        Map.entry(
            "a-client-certificate-whose-key-must-not-sign-is-refused",
            passingOver(ChainRule.KEY_USAGE_FITS)),
        Map.entry(
            "an-issuer-of-clients-that-may-not-be-one-is-refused",
            passingOver(ChainRule.ISSUERS_ARE_AUTHORITIES)),
        Map.entry(
            "an-unknown-critical-extension-of-a-client-is-refused",
            passingOver(ChainRule.CRITICAL_EXTENSIONS_ARE_KNOWN)),
        Map.entry(
            "a-client-certificate-without-its-issuer-is-refused",
            passingOver(ChainRule.CHAIN_IS_COMPLETE, ChainRule.ISSUER_NAMES_CHAIN)),
        Map.entry(
            "a-known-client-without-access-is-told-so",
            settings -> settings.judge(careful(AlertDescription.HANDSHAKE_FAILURE))));
  }

  @Override
  List<Map.Entry<String, Fault>> furtherFaults() {
    return List.of(
        Map.entry(
            "an-issuer-of-clients-that-may-not-be-one-is-refused",
            passingOver(ChainRule.PATH_LENGTH_IS_KEPT)));
  }
}
