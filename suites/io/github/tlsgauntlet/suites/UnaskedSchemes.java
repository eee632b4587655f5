package io.github.tlsgauntlet.suites;

import io.github.tlsgauntlet.crypto.Signatures;
import io.github.tlsgauntlet.peer.CertificateAsk;
import io.github.tlsgauntlet.peer.Deviation;
import io.github.tlsgauntlet.pki.Credential;
import io.github.tlsgauntlet.pki.Role;
import io.github.tlsgauntlet.protocol.ProtocolVersion;
import io.github.tlsgauntlet.suite.Finding;
import io.github.tlsgauntlet.suite.Reaction;
import io.github.tlsgauntlet.suite.ServerUnderTest;
import io.github.tlsgauntlet.suite.Verdict;
import io.github.tlsgauntlet.target.ClientAuthentication;
import io.github.tlsgauntlet.target.RunningServer;
import io.github.tlsgauntlet.target.TargetException;
import java.security.PrivateKey;
import java.util.List;
import java.util.Optional;

/**
 * Presents a sound client certificate whose key can make none of the signatures that the server
 * asked for, and proves it by a scheme of its own.
 */
final class UnaskedSchemes {
  /** Scenarios that differ from a good one in the kind of the leaf's key alone. */
  private static final List<String> KEYS =
      List.of("key-ed448", "key-ed25519", "key-brainpool", "key-p521", "key-rsapss-oid");

  private UnaskedSchemes() {}

  static Finding refusedBy(ServerUnderTest server, ProtocolVersion version) throws TargetException {
    ServerMeeting asking = ServerMeeting.asking(server, version);
    Optional<CertificateAsk> ask = asking.outcome().ask();
    if (ask.isEmpty()) {
      return CertificateRequests.noRequest(asking);
    }
    if (!server.takesSetup() && server.run().lent().clientIssuer().isEmpty()) {
      return Finding.of(
          Verdict.NOT_APPLICABLE,
          "It takes a certificate under a CA that the server trusts:"
              + " lend the CA of a test environment with -Dclient.issuer=FILE.");
    }
    Optional<Credential> other =
        KEYS.stream()
            .map(id -> server.run().mint().fixture(id, Role.CLIENT).credential())
            .filter(credential -> isUnasked(credential.privateKey(), ask.get(), version))
            .findFirst();
    if (other.isEmpty()) {
      return Finding.of(
          Verdict.NOT_APPLICABLE,
          "The server asks for a scheme of each kind of key that we have.",
          asking.transcript());
    }
    Reaction twin = ClientControls.twin(server, version, ServerUnderTest.GOOD_SERVER);
    if (!(twin instanceof Reaction.Taken)) {
      return Finding.of(
          Verdict.INCONCLUSIVE,
          "A good certificate was not taken either, so a refusal would prove nothing.",
          asking.transcript());
    }
    return judged(present(server, version, other.get()), other.get().privateKey());
  }

  private static boolean isUnasked(PrivateKey key, CertificateAsk ask, ProtocolVersion version) {
    return !Signatures.forKey(key, version).isEmpty()
        && ask.schemes().stream().noneMatch(scheme -> Signatures.fits(scheme, key, version));
  }

  private static ServerMeeting present(
      ServerUnderTest server, ProtocolVersion version, Credential credential)
      throws TargetException {
    RunningServer running = server.standing(ClientAuthentication.REQUIRED);
    return ServerMeeting.meet(
        server,
        running,
        ServerMeeting.settings(running, version)
            .credential(Optional.of(credential))
            .deviations(new Deviation.CertificateWithoutScheme())
            .build());
  }

  private static Finding judged(ServerMeeting meeting, PrivateKey key) {
    String shown =
        "A "
            + Signatures.curve(key).orElse(Signatures.keyKind(key))
            + " key, for which it had asked for no scheme, ";
    if (meeting.reaction() instanceof Reaction.Refused refused) {
      return Finding.of(
          Verdict.PASS,
          shown + "was refused by " + refused.how().inWords() + ".",
          meeting.transcript());
    }
    if (meeting.reaction() instanceof Reaction.Untold untold) {
      return Finding.of(Verdict.INCONCLUSIVE, untold.why(), meeting.transcript());
    }
    return Finding.of(Verdict.FAIL, shown + "was taken.", meeting.transcript());
  }
}
