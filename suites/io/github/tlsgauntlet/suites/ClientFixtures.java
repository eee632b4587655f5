package io.github.tlsgauntlet.suites;

import io.github.tlsgauntlet.crypto.Signatures;
import io.github.tlsgauntlet.peer.CertificateAsk;
import io.github.tlsgauntlet.peer.ClientSettings;
import io.github.tlsgauntlet.peer.Deviation;
import io.github.tlsgauntlet.pki.Asks;
import io.github.tlsgauntlet.pki.Expectation;
import io.github.tlsgauntlet.pki.Fixture;
import io.github.tlsgauntlet.pki.Presentation;
import io.github.tlsgauntlet.pki.Role;
import io.github.tlsgauntlet.pki.Scenario;
import io.github.tlsgauntlet.protocol.ProtocolVersion;
import io.github.tlsgauntlet.suite.Finding;
import io.github.tlsgauntlet.suite.FixtureJudgement;
import io.github.tlsgauntlet.suite.Reaction;
import io.github.tlsgauntlet.suite.Refusal;
import io.github.tlsgauntlet.suite.ServerUnderTest;
import io.github.tlsgauntlet.suite.Verdict;
import io.github.tlsgauntlet.target.ClientAuthentication;
import io.github.tlsgauntlet.target.RunningServer;
import io.github.tlsgauntlet.target.TargetException;
import java.security.PrivateKey;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Presents client fixtures to a server, and judges what it does with them. */
final class ClientFixtures {
  /** What can be tried on a live server without the key of the CA that it trusts. */
  private static final Set<String> NEEDS_NO_ISSUER =
      Set.of("wrong-ca", "self-signed-leaf", "client-wrong-ca");

  private ClientFixtures() {}

  static Finding presentedTo(ServerUnderTest server, ProtocolVersion version, Scenario scenario)
      throws TargetException {
    Optional<Finding> inapplicable =
        HeldClock.inapplicable(scenario).isPresent()
            ? HeldClock.inapplicable(scenario)
            : inapplicable(server, version, scenario);
    if (inapplicable.isPresent()) {
      return inapplicable.get();
    }
    Optional<Reaction> control =
        scenario.control().isPresent()
            ? Optional.of(twin(server, version, scenario))
            : Optional.empty();
    ServerMeeting meeting;
    try {
      meeting = present(server, version, scenario);
    } catch (TargetException e) {
      Fixture fixture = server.run().mint().fixture(scenario.id(), Role.CLIENT);
      if (Fetchable.hindered(server.run(), fixture, e)
          || (scenario.ownTrust() && e.kind() == TargetException.Kind.UNAVAILABLE)) {
        return notApplicable(e.getMessage() + ".");
      }
      throw e;
    }
    Optional<Finding> unfit = unfit(server, scenario, version, meeting);
    if (unfit.isPresent()) {
      return unfit.get();
    }
    Reaction reaction = told(server, version, scenario, meeting.reaction());
    return FixtureJudgement.judge(
        scenario,
        scenario.expectation(server.run().settings().profile()),
        reaction,
        control.map(twin -> ClientControls.beside(twin, reaction)));
  }

  /** The twin of a certificate that nobody asked for is to show none. */
  private static Reaction twin(ServerUnderTest server, ProtocolVersion version, Scenario scenario)
      throws TargetException {
    return scenario.asks() == Asks.NONE
        ? ClientControls.anonymous(server, version, ClientAuthentication.NONE)
        : ClientControls.twin(
            server, version, scenario.control().orElse(ServerUnderTest.GOOD_SERVER));
  }

  /** A status is compared with what the same page answers to others. */
  private static Reaction told(
      ServerUnderTest server, ProtocolVersion version, Scenario scenario, Reaction reaction)
      throws TargetException {
    boolean byHttp =
        reaction instanceof Reaction.Refused refused && refused.how() instanceof Refusal.ByHttp;
    return byHttp
        ? ClientControls.told(
            reaction,
            twin(server, version, scenario),
            ClientControls.anonymous(
                server, version, ClientAuthentication.valueOf(scenario.asks().name())))
        : reaction;
  }

  private static Optional<Finding> inapplicable(
      ServerUnderTest server, ProtocolVersion version, Scenario scenario) throws TargetException {
    if (scenario.ownTrust() && !server.takesSetup()) {
      return Optional.of(
          notApplicable(
              "It takes a server with other trust anchors, and this one stands as it is."));
    }
    if (server.takesSetup() && server.clientAuthentication().isEmpty()) {
      return Optional.empty();
    }
    if (scenario.intrusive() && !server.takesSetup() && !server.run().settings().intrusive()) {
      return Optional.of(
          notApplicable(
              "It could harm a live server: allow it in a test environment with"
                  + " -Dintrusive=true."));
    }
    ServerMeeting ordinary = ServerMeeting.in(server, version);
    if (!ordinary.speaks(version)) {
      return Optional.of(ordinary.notSpoken());
    }
    boolean asks = ordinary.outcome().ask().isPresent();
    if (scenario.asks() == Asks.NONE) {
      return asks
          ? Optional.of(notApplicable("The server asks for a client certificate."))
          : Optional.empty();
    }
    if (!asks) {
      return Optional.of(notApplicable("The server asks for no client certificate."));
    }
    if (scenario.presentation() == Presentation.NO_CERTIFICATE) {
      Optional<Boolean> required =
          ClientControls.requiresCertificate(ordinary.reaction(), twin(server, version, scenario));
      if (required.isPresent() && required.get() != (scenario.asks() == Asks.REQUIRED)) {
        return Optional.of(
            notApplicable(
                required.get()
                    ? "The server requires a client certificate."
                    : "The server asks for a client certificate and goes on without one."));
      }
      return Optional.empty();
    }
    boolean lent = server.takesSetup() || server.run().lent().clientIssuer().isPresent();
    if (!lent && !NEEDS_NO_ISSUER.contains(scenario.id())) {
      return Optional.of(
          notApplicable(
              "It takes a certificate under a CA that the server trusts:"
                  + " lend the CA of a test environment with -Dclient.issuer=FILE."));
    }
    return server.takesSetup()
        ? Optional.empty()
        : server
            .run()
            .mint()
            .obstacle(scenario.id(), Role.CLIENT)
            .map(ClientFixtures::notApplicable);
  }

  private static Finding notApplicable(String reason) {
    return Finding.of(Verdict.NOT_APPLICABLE, reason);
  }

  static ServerMeeting present(ServerUnderTest server, ProtocolVersion version, Scenario scenario)
      throws TargetException {
    Fixture fixture = server.run().mint().fixture(scenario.id(), Role.CLIENT);
    ClientAuthentication asks = ClientAuthentication.valueOf(scenario.asks().name());
    if (!scenario.ownTrust()) {
      RunningServer running = server.standing(asks);
      return Fetchable.whilePresenting(
          server.run(),
          fixture,
          () -> ServerMeeting.meet(server, running, settings(running, version, fixture)));
    }
    try (RunningServer running = server.start(asks, fixture.trustAnchors())) {
      return ServerMeeting.meet(server, running, settings(running, version, fixture));
    }
  }

  private static ClientSettings settings(
      RunningServer running, ProtocolVersion version, Fixture fixture) {
    ClientSettings.Builder settings = ServerMeeting.settings(running, version);
    return switch (fixture.scenario().presentation()) {
      case CERTIFICATES ->
          settings
              .credential(Optional.of(fixture.credential()))
              .deviations(new Deviation.CertificateWithoutScheme())
              .build();
      case NO_CERTIFICATE, EMPTY_LIST -> settings.build();
      case AFTER_HANDSHAKE ->
          settings
              .credential(Optional.of(fixture.credential()))
              .postHandshakeAuthentication(true)
              .build();
      case UNREQUESTED ->
          settings
              .credential(Optional.of(fixture.credential()))
              .deviations(new Deviation.UnrequestedCertificate())
              .build();
      case PROOF_BY_OTHER_KEY ->
          settings
              .credential(Optional.of(fixture.credential()))
              .deviations(
                  new Deviation.CertificateWithoutScheme(),
                  new Deviation.ProofByOtherKey(fixture.otherKey().orElseThrow()))
              .build();
      case PROOF_MISSING ->
          settings
              .credential(Optional.of(fixture.credential()))
              .deviations(new Deviation.OmitCertificateVerify())
              .build();
    };
  }

  /** A good certificate whose kind of key the server never asked for proves nothing. */
  private static Optional<Finding> unfit(
      ServerUnderTest server, Scenario scenario, ProtocolVersion version, ServerMeeting meeting) {
    if (scenario.presentation() == Presentation.AFTER_HANDSHAKE && !meeting.askedAgain()) {
      return Optional.of(
          Finding.of(
              Verdict.NOT_APPLICABLE,
              "The server asks for no certificate after the handshake.",
              meeting.transcript()));
    }
    boolean good =
        scenario.presentation() == Presentation.CERTIFICATES
            && scenario.expectation(server.run().settings().profile()) == Expectation.ACCEPT;
    if (!good || meeting.reaction() instanceof Reaction.Taken) {
      return Optional.empty();
    }
    PrivateKey key =
        server.run().mint().fixture(scenario.id(), Role.CLIENT).credential().privateKey();
    boolean asked =
        meeting.outcome().ask().map(CertificateAsk::schemes).orElse(List.of()).stream()
            .anyMatch(scheme -> Signatures.fits(scheme, key, version));
    return asked
        ? Optional.empty()
        : Optional.of(
            Finding.of(
                Verdict.NOT_APPLICABLE,
                "The server asks for no signature scheme that a "
                    + Signatures.keyKind(key)
                    + " key of this kind can make.",
                meeting.transcript()));
  }
}
