package io.github.tlsgauntlet.suites.conformance;

import io.github.tlsgauntlet.peer.ClientSettings;
import io.github.tlsgauntlet.pki.ChainRule;
import io.github.tlsgauntlet.pki.Purpose;
import io.github.tlsgauntlet.pki.Question;
import io.github.tlsgauntlet.pki.Role;
import io.github.tlsgauntlet.suite.ServerUnderTest;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A client that looks at a server's chain and at its name; one passes over one rule. */
class ServerValidationClientContractTest extends ClientContract {
  @Override
  Class<?> suite() {
    return ServerValidationClientTest.class;
  }

  @Override
  ClientSettings.Builder prepared(ClientSettings.Builder settings) {
    return settings.judge(PathChecking.of(this::question));
  }

  private Question question() {
    return new Question(
        mint().trustAnchors(Role.SERVER),
        Optional.of(mint().fixture(ServerUnderTest.GOOD_SERVER, Role.SERVER).referenceName()),
        Instant.now(Clock.systemUTC()),
        Purpose.SERVER);
  }

  private Fault passingOver(ChainRule... rules) {
    return settings -> settings.judge(PathChecking.of(this::question, rules));
  }

  @Override
  Map<String, Fault> faults() {
    Fault anyDate = passingOver(ChainRule.CERTIFICATES_ARE_IN_DATE);
    return Map.ofEntries(
        Map.entry(
            "a-server-certificate-of-an-unknown-authority-is-refused",
            passingOver(ChainRule.PATH_ENDS_AT_A_TRUST_ANCHOR)),
        Map.entry("an-expired-server-certificate-is-refused", anyDate),
        Map.entry("a-server-certificate-that-is-not-yet-valid-is-refused", anyDate),
        Map.entry(
            "a-server-certificate-for-another-host-is-refused",
            passingOver(ChainRule.CERTIFICATE_NAMES_THE_HOST)),
        Map.entry(
            "a-server-certificate-with-a-wrong-signature-is-refused",
            passingOver(ChainRule.SIGNATURES_VERIFY)),
        Map.entry(
            "a-server-certificate-for-clients-alone-is-refused",
            passingOver(ChainRule.EXTENDED_KEY_USAGE_FITS)),
        Map.entry(
            "a-server-certificate-whose-key-must-not-sign-is-refused",
            passingOver(ChainRule.KEY_USAGE_FITS)),
        Map.entry(
            "an-issuer-of-servers-that-may-not-be-one-is-refused",
            passingOver(ChainRule.ISSUERS_ARE_AUTHORITIES)),
        Map.entry(
            "a-server-name-that-its-issuer-excludes-is-refused",
            passingOver(ChainRule.NAME_CONSTRAINTS_ARE_KEPT)));
  }

  @Override
  List<Map.Entry<String, Fault>> furtherFaults() {
    return List.of(
        Map.entry(
            "an-issuer-of-servers-that-may-not-be-one-is-refused",
            passingOver(ChainRule.PATH_LENGTH_IS_KEPT)));
  }
}
