package io.github.tlsgauntlet.suites;

import io.github.tlsgauntlet.protocol.ProtocolVersion;
import io.github.tlsgauntlet.suite.Reaction;
import io.github.tlsgauntlet.suite.Refusal;
import io.github.tlsgauntlet.suite.ServerUnderTest;
import io.github.tlsgauntlet.target.ClientAuthentication;
import io.github.tlsgauntlet.target.RunningServer;
import io.github.tlsgauntlet.target.TargetException;
import java.util.List;
import java.util.Optional;

/**
 * What a server does with those that a client fixture is compared with: its good twin, and a client
 * without any certificate.
 */
final class ClientControls {
  private ClientControls() {}

  /** The good twin; where no issuer is lent, the credential that the user lends. */
  static Reaction twin(ServerUnderTest server, ProtocolVersion version, String id)
      throws TargetException {
    boolean minted = server.takesSetup() || server.run().lent().clientIssuer().isPresent();
    if (!minted) {
      return lentCredential(server, version);
    }
    return server
        .fact(
            new ServerUnderTest.FactKey<>(ServerMeeting.class, "control " + id + " " + version),
            () ->
                ClientFixtures.present(
                    server, version, server.run().catalogue().find(id).orElseThrow()))
        .reaction();
  }

  private static Reaction lentCredential(ServerUnderTest server, ProtocolVersion version)
      throws TargetException {
    if (server.run().lent().clientCredential().isEmpty()) {
      return new Reaction.Untold(
          "Lend a client certificate that the server takes with -Dclient.keystore=FILE.",
          List.of());
    }
    return server
        .fact(
            new ServerUnderTest.FactKey<>(ServerMeeting.class, "lent " + version),
            () -> {
              RunningServer running = server.standing(ClientAuthentication.REQUIRED);
              return ServerMeeting.meet(
                  server,
                  running,
                  ServerMeeting.settings(running, version)
                      .credential(server.run().lent().clientCredential())
                      .build());
            })
        .reaction();
  }

  /** A client without a certificate. */
  static Reaction anonymous(
      ServerUnderTest server, ProtocolVersion version, ClientAuthentication asks)
      throws TargetException {
    return server
        .fact(
            new ServerUnderTest.FactKey<>(ServerMeeting.class, "anonymous " + asks + " " + version),
            () -> {
              RunningServer running = server.standing(asks);
              return ServerMeeting.meet(
                  server, running, ServerMeeting.settings(running, version).build());
            })
        .reaction();
  }

  /**
   * Whether a server goes on with nobody who shows no certificate; empty where that is not seen,
   * for a page may refuse whom the server took.
   *
   * @param anonymous what it does with one who shows none
   * @param twin what it does with one who shows a good one
   */
  static Optional<Boolean> requiresCertificate(Reaction anonymous, Reaction twin) {
    if (anonymous instanceof Reaction.Taken) {
      return Optional.of(false);
    }
    if (anonymous instanceof Reaction.Refused && status(anonymous).isEmpty()) {
      return Optional.of(true);
    }
    return status(anonymous).isPresent() && twin instanceof Reaction.Taken
        ? Optional.of(true)
        : Optional.empty();
  }

  /**
   * A reaction, unless it is a status that may be the page's own: it is about the certificate only
   * where somebody is served, or where all others are answered alike and otherwise.
   *
   * @param reaction to what was presented
   * @param twin what the server does with a good certificate
   * @param anonymous what it does with none
   */
  static Reaction told(Reaction reaction, Reaction twin, Reaction anonymous) {
    Optional<Integer> status = status(reaction);
    boolean othersAlike = status(twin).isPresent() && status(twin).equals(status(anonymous));
    if (status.isEmpty()
        || twin instanceof Reaction.Taken
        || anonymous instanceof Reaction.Taken
        || (othersAlike && !status.equals(status(twin)))) {
      return reaction;
    }
    if (twin instanceof Reaction.Untold untold) {
      return new Reaction.Untold(
          "Its page answers "
              + status.get()
              + ", and what it answers to a good certificate is not known. "
              + untold.why(),
          reaction.evidence());
    }
    return new Reaction.Untold(
        "Its page answers "
            + status.get()
            + (othersAlike
                ? " to everyone, with a good certificate or without one"
                : ", and was seen to serve nobody")
            + ": that tells nothing of the certificate.",
        reaction.evidence());
  }

  /**
   * The good twin, beside one who is refused otherwise: whose handshake completes was taken there,
   * whatever a page says to everyone afterwards.
   *
   * @param twin what the server does with it
   * @param reaction to the other, as it is {@link #told}
   */
  static Reaction beside(Reaction twin, Reaction reaction) {
    Optional<Integer> status = status(twin);
    return status.isPresent()
            && reaction instanceof Reaction.Refused
            && !status.equals(status(reaction))
        ? new Reaction.Taken(
            "the handshake completes, and the server answers a request with HTTP "
                + status.get()
                + ".",
            twin.evidence())
        : twin;
  }

  private static Optional<Integer> status(Reaction reaction) {
    return reaction instanceof Reaction.Refused refused
            && refused.how() instanceof Refusal.ByHttp http
        ? Optional.of(http.status())
        : Optional.empty();
  }
}
