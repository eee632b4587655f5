package io.github.tlsgauntlet.suites.conformance;

import static io.github.tlsgauntlet.protocol.AlertDescription.CERTIFICATE_REVOKED;
import static io.github.tlsgauntlet.suite.conformance.Expectations.refusesClient;

import io.github.tlsgauntlet.peer.ClientSettings;
import io.github.tlsgauntlet.pki.Role;
import io.github.tlsgauntlet.suite.Breach;
import io.github.tlsgauntlet.suite.Finding;
import io.github.tlsgauntlet.suite.GauntletSuite;
import io.github.tlsgauntlet.suite.Must;
import io.github.tlsgauntlet.suite.Quarter;
import io.github.tlsgauntlet.suite.Verdict;
import io.github.tlsgauntlet.suite.conformance.Exchange;
import io.github.tlsgauntlet.suite.conformance.Expectations;
import io.github.tlsgauntlet.suite.conformance.OnServer;
import io.github.tlsgauntlet.suite.conformance.ServerCase;
import io.github.tlsgauntlet.target.ClientAuthentication;
import io.github.tlsgauntlet.target.RunningServer;
import io.github.tlsgauntlet.target.TargetException;
import java.util.List;
import java.util.Optional;

/** What a server does with a client whose certificate has been revoked. */
@GauntletSuite(name = "Conformance", quarter = Quarter.TWO_WAY_SERVER)
class ClientRevocationServerTest {
  private static final String REVOKED = "ok-chain";

  /** Issued by the same authority, and on no list. */
  private static final String GOOD = "ok-dual-eku";

  @OnServer(
      versions = {"1.2", "1.3"},
      asking = ClientAuthentication.REQUIRED)
  @Must(
      rfc = 9846,
      section = "6.2",
      group = "Client authentication",
      also = {"RFC 9325 §7.5", "RFC 5280 §6.3.3", "RFC 5246 §7.2.2"},
      says = "A server that holds a revocation list refuses the clients that are on it.",
      sends = "a certificate that is on the list of its issuer, which the server was given",
      expects = "certificate_revoked, or another refusal",
      breach = Breach.SECURITY)
  void a_revoked_client_certificate_is_refused(ServerCase server) throws TargetException {
    server.concludes(judged(server));
  }

  private static Finding judged(ServerCase server) throws TargetException {
    if (!server.server().takesRevocationLists()) {
      return Finding.of(
          Verdict.NOT_APPLICABLE,
          server.server().takesSetup()
              ? "This target takes no revocation list from us."
              : "It takes a server with a revocation list of ours, and this one stands as it"
                  + " stands.");
    }
    List<byte[]> lists =
        server.server().run().mint().revocationLists(Role.CLIENT, List.of(REVOKED));
    try (RunningServer knowing =
        server.server().startKnowing(ClientAuthentication.REQUIRED, lists)) {
      Exchange control = server.meets(knowing, presenting(server, GOOD));
      return control.taken()
          ? refusesClient(CERTIFICATE_REVOKED)
              .judge(server.meets(knowing, presenting(server, REVOKED)))
          : Expectations.finding(
              Verdict.INCONCLUSIVE,
              "Given a revocation list, it does not take a certificate that is not on it.",
              control);
    }
  }

  private static ClientSettings presenting(ServerCase server, String scenario)
      throws TargetException {
    return server
        .settings()
        .credential(
            Optional.of(server.server().run().mint().fixture(scenario, Role.CLIENT).credential()))
        .build();
  }
}
