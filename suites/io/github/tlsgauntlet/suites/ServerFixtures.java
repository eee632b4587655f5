package io.github.tlsgauntlet.suites;

import io.github.tlsgauntlet.crypto.CipherSuiteParameters;
import io.github.tlsgauntlet.crypto.Signatures;
import io.github.tlsgauntlet.peer.Deviation;
import io.github.tlsgauntlet.peer.ServerSettings;
import io.github.tlsgauntlet.pki.Expectation;
import io.github.tlsgauntlet.pki.Fixture;
import io.github.tlsgauntlet.pki.KeyExchange;
import io.github.tlsgauntlet.pki.Role;
import io.github.tlsgauntlet.pki.Scenario;
import io.github.tlsgauntlet.protocol.Extension;
import io.github.tlsgauntlet.protocol.ExtensionType;
import io.github.tlsgauntlet.protocol.Extensions;
import io.github.tlsgauntlet.protocol.NamedGroup;
import io.github.tlsgauntlet.protocol.ProtocolVersion;
import io.github.tlsgauntlet.protocol.SignatureScheme;
import io.github.tlsgauntlet.suite.ClientUnderTest;
import io.github.tlsgauntlet.suite.Finding;
import io.github.tlsgauntlet.suite.FixtureJudgement;
import io.github.tlsgauntlet.suite.Reaction;
import io.github.tlsgauntlet.suite.ServerUnderTest;
import io.github.tlsgauntlet.suite.Verdict;
import io.github.tlsgauntlet.target.ClientSetup;
import io.github.tlsgauntlet.target.TargetException;
import io.github.tlsgauntlet.wire.WireException;
import java.security.PrivateKey;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Presents server fixtures to a client, and judges what it does with them. */
final class ServerFixtures {
  private ServerFixtures() {}

  static Finding presentedTo(ClientUnderTest client, ProtocolVersion version, Scenario scenario)
      throws TargetException {
    Optional<Finding> held = HeldClock.inapplicable(scenario);
    if (held.isPresent()) {
      return held.get();
    }
    Optional<Reaction> control =
        scenario.control().isPresent()
            ? Optional.of(control(client, version, scenario.control().get()))
            : Optional.empty();
    Fixture fixture = client.run().mint().fixture(scenario.id(), Role.SERVER);
    ClientMeeting meeting;
    try {
      meeting = present(client, version, fixture);
    } catch (TargetException e) {
      if (Fetchable.hindered(client.run(), fixture, e)) {
        return Finding.of(Verdict.NOT_APPLICABLE, e.getMessage() + ".");
      }
      throw e;
    }
    if (meeting.nothingInCommon()) {
      return Finding.of(Verdict.NOT_APPLICABLE, meeting.whyNothing(), meeting.transcript());
    }
    Expectation expectation = scenario.expectation(client.run().settings().profile());
    boolean refusedGood =
        expectation == Expectation.ACCEPT && !(meeting.reaction() instanceof Reaction.Taken);
    if (refusedGood && !takesCurve(meeting, fixture.credential().privateKey(), version)) {
      return Finding.of(
          Verdict.NOT_APPLICABLE,
          "The client does not offer the key's curve, which is no server's to present then"
              + " (RFC 8422, Section 5.3).",
          meeting.transcript());
    }
    if (refusedGood && !takesKey(meeting, fixture.credential().privateKey(), version)) {
      return Finding.of(
          Verdict.NOT_APPLICABLE,
          "The client offers no signature scheme that a "
              + Signatures.keyKind(fixture.credential().privateKey())
              + " key of this kind can make.",
          meeting.transcript());
    }
    return FixtureJudgement.judge(scenario, expectation, meeting.reaction(), control);
  }

  private static Reaction control(ClientUnderTest client, ProtocolVersion version, String id)
      throws TargetException {
    return client
        .fact(
            new ServerUnderTest.FactKey<>(ClientMeeting.class, "control " + id + " " + version),
            () -> present(client, version, client.run().mint().fixture(id, Role.SERVER)))
        .reaction();
  }

  private static ClientMeeting present(
      ClientUnderTest client, ProtocolVersion version, Fixture fixture) throws TargetException {
    ClientSetup setup =
        new ClientSetup(
            fixture.scenario().ownTrust()
                ? fixture.trustAnchors()
                : client.run().mint().trustAnchors(Role.SERVER),
            fixture.referenceName(),
            Optional.empty(),
            Set.of(version));
    return Fetchable.whilePresenting(
        client.run(), fixture, () -> ClientMeeting.meet(client, settings(fixture).build(), setup));
  }

  private static ServerSettings.Builder settings(Fixture fixture) {
    ServerSettings.Builder settings = ServerSettings.builder(fixture.credential());
    if (fixture.scenario().keyExchange() == KeyExchange.RSA) {
      settings.cipherSuites(
          CipherSuiteParameters.suitesWith(CipherSuiteParameters.KeyExchangeMethod.RSA));
    }
    return switch (fixture.scenario().presentation()) {
      case EMPTY_LIST -> settings.deviations(new Deviation.EmptyCertificateList());
      case PROOF_BY_OTHER_KEY ->
          settings.deviations(new Deviation.ProofByOtherKey(fixture.otherKey().orElseThrow()));
      case PROOF_MISSING -> settings.deviations(new Deviation.OmitCertificateVerify());
      case CERTIFICATES, NO_CERTIFICATE, UNREQUESTED, AFTER_HANDSHAKE ->
          settings.deviations(new Deviation.CertificateWithoutScheme());
    };
  }

  /** Before TLS 1.3 the groups of a client bind the curve of the server's key as well. */
  private static boolean takesCurve(
      ClientMeeting meeting, PrivateKey key, ProtocolVersion version) {
    Optional<String> curve = Signatures.curve(key);
    Optional<Extension> offered =
        meeting
            .outcome()
            .clientHello()
            .flatMap(hello -> hello.extension(ExtensionType.SUPPORTED_GROUPS));
    if (version.equals(ProtocolVersion.TLS13) || curve.isEmpty() || offered.isEmpty()) {
      return true;
    }
    try {
      return Extensions.readCodes16(offered.get(), NamedGroup::new).stream()
          .anyMatch(group -> group.toString().equals(curve.get()));
    } catch (WireException e) {
      return true;
    }
  }

  private static boolean takesKey(ClientMeeting meeting, PrivateKey key, ProtocolVersion version) {
    Optional<Extension> offered =
        meeting
            .outcome()
            .clientHello()
            .flatMap(hello -> hello.extension(ExtensionType.SIGNATURE_ALGORITHMS));
    if (offered.isEmpty()) {
      return true;
    }
    try {
      List<SignatureScheme> schemes = Extensions.readCodes16(offered.get(), SignatureScheme::new);
      return schemes.stream().anyMatch(scheme -> Signatures.fits(scheme, key, version));
    } catch (WireException e) {
      return true;
    }
  }
}
