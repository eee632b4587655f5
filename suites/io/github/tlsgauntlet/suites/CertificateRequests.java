package io.github.tlsgauntlet.suites;

import io.github.tlsgauntlet.peer.CertificateAsk;
import io.github.tlsgauntlet.protocol.ProtocolVersion;
import io.github.tlsgauntlet.suite.Finding;
import io.github.tlsgauntlet.suite.ServerUnderTest;
import io.github.tlsgauntlet.suite.Verdict;
import io.github.tlsgauntlet.target.ClientAuthentication;
import io.github.tlsgauntlet.target.TargetException;
import java.util.Optional;
import javax.security.auth.x500.X500Principal;

/** Judges a server's request for a client certificate. */
final class CertificateRequests {
  private CertificateRequests() {}

  static Finding requested(ServerUnderTest server, ProtocolVersion version) throws TargetException {
    ServerMeeting meeting = ServerMeeting.asking(server, version);
    if (!meeting.speaks(version)) {
      return meeting.notSpoken();
    }
    if (meeting.outcome().ask().isPresent()) {
      return Finding.of(Verdict.PASS, "A CertificateRequest came.", meeting.transcript());
    }
    boolean expected =
        server.takesSetup()
                && !server.clientAuthentication().equals(Optional.of(ClientAuthentication.NONE))
            || server.run().lent().clientCredential().isPresent()
            || server.run().lent().clientIssuer().isPresent();
    return expected
        ? Finding.of(
            Verdict.FAIL,
            "No CertificateRequest came, so the server cannot know who its client is.",
            meeting.transcript())
        : Finding.of(
            Verdict.NOT_APPLICABLE,
            "The server asks for no client certificate; if it should, say so with"
                + " -Dclient.keystore=FILE.",
            meeting.transcript());
  }

  static Finding namesSchemes(ServerUnderTest server, ProtocolVersion version)
      throws TargetException {
    ServerMeeting meeting = ServerMeeting.asking(server, version);
    Optional<CertificateAsk> ask = meeting.outcome().ask();
    if (ask.isEmpty()) {
      return noRequest(meeting);
    }
    return ask.get().schemes().isEmpty()
        ? Finding.of(Verdict.FAIL, "The request names no signature scheme.", meeting.transcript())
        : Finding.of(
            Verdict.PASS,
            "It names " + ask.get().schemes().size() + " schemes.",
            meeting.transcript());
  }

  static Finding namesAuthorities(ServerUnderTest server, ProtocolVersion version)
      throws TargetException {
    ServerMeeting meeting = ServerMeeting.asking(server, version);
    Optional<CertificateAsk> ask = meeting.outcome().ask();
    if (ask.isEmpty()) {
      return noRequest(meeting);
    }
    for (byte[] name : ask.get().authorities()) {
      try {
        if (new X500Principal(name).getEncoded().length != name.length) {
          return malformed(meeting);
        }
      } catch (IllegalArgumentException e) {
        return malformed(meeting);
      }
    }
    return Finding.of(
        Verdict.PASS,
        "It names " + ask.get().authorities().size() + " authorities, each well-formed.",
        meeting.transcript());
  }

  private static Finding malformed(ServerMeeting meeting) {
    return Finding.of(
        Verdict.FAIL,
        "The request names an authority that is no distinguished name in DER.",
        meeting.transcript());
  }

  static Finding noRequest(ServerMeeting meeting) {
    return Finding.of(
        Verdict.NOT_APPLICABLE,
        "The server asks for no client certificate in this version.",
        meeting.transcript());
  }
}
