package io.github.tlsgauntlet.suites;

import io.github.tlsgauntlet.crypto.Signatures;
import io.github.tlsgauntlet.peer.CertificateAsk;
import io.github.tlsgauntlet.peer.Deviation;
import io.github.tlsgauntlet.peer.Ending;
import io.github.tlsgauntlet.peer.HandshakeOutcome;
import io.github.tlsgauntlet.peer.ServerSettings;
import io.github.tlsgauntlet.pki.Credential;
import io.github.tlsgauntlet.pki.Fixture;
import io.github.tlsgauntlet.pki.Role;
import io.github.tlsgauntlet.protocol.AlertDescription;
import io.github.tlsgauntlet.protocol.Extension;
import io.github.tlsgauntlet.protocol.ExtensionType;
import io.github.tlsgauntlet.protocol.ProtocolVersion;
import io.github.tlsgauntlet.protocol.SignatureScheme;
import io.github.tlsgauntlet.suite.AlertGrade;
import io.github.tlsgauntlet.suite.ClientUnderTest;
import io.github.tlsgauntlet.suite.Finding;
import io.github.tlsgauntlet.suite.Reaction;
import io.github.tlsgauntlet.suite.Refusal;
import io.github.tlsgauntlet.suite.ServerUnderTest;
import io.github.tlsgauntlet.suite.Verdict;
import io.github.tlsgauntlet.target.ClientSetup;
import io.github.tlsgauntlet.target.TargetException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.security.auth.x500.X500Principal;

/** Judges how a client answers a request for its certificate. */
final class ClientAnswers {
  /** What a server of today takes: no SHA-1, and nothing that is not in RFC 9846. */
  private static final List<SignatureScheme> SCHEMES =
      Signatures.all().stream()
          .filter(scheme -> !scheme.equals(SignatureScheme.RSA_PKCS1_SHA1))
          .filter(scheme -> !scheme.equals(SignatureScheme.ECDSA_SHA1))
          .toList();

  private static final SignatureScheme GREASE = new SignatureScheme(0x3a3a);
  private static final ExtensionType GREASE_EXTENSION = new ExtensionType(0x5a5a);
  private static final byte[] RSA_TYPE_ALONE = {1};

  private ClientAnswers() {}

  static Finding provesItsKey(ClientUnderTest client, ProtocolVersion version)
      throws TargetException {
    ClientMeeting meeting = ordinary(client, version);
    return unfit(meeting)
        .orElseGet(
            () -> {
              HandshakeOutcome outcome = meeting.outcome();
              if (outcome.peerCertificates().isEmpty()) {
                return finding(
                    Verdict.FAIL,
                    outcome.peerSentCertificate()
                        ? "It sent an empty list, though its certificate fits the request."
                        : "It sent no Certificate: " + meeting.attempt().message(),
                    meeting);
              }
              return switch (outcome.proof()) {
                case VERIFIED ->
                    finding(
                        outcome.completed() ? Verdict.PASS : Verdict.FAIL,
                        "Its CertificateVerify with "
                            + outcome.scheme().map(Object::toString).orElse("")
                            + " verifies.",
                        meeting);
                case WRONG ->
                    finding(Verdict.FAIL, "Its CertificateVerify does not verify.", meeting);
                case NONE, IMPLICIT, UNREADABLE_KEY ->
                    finding(
                        Verdict.FAIL,
                        "It sent a certificate and no proof: "
                            + ServerMeeting.inWords(outcome.ending())
                            + ".",
                        meeting);
              };
            });
  }

  static Finding sendsItsChain(ClientUnderTest client, ProtocolVersion version)
      throws TargetException {
    ClientMeeting meeting = ordinary(client, version);
    Optional<Finding> unfit = unfit(meeting);
    if (unfit.isPresent()) {
      return unfit.get();
    }
    List<byte[]> sent = meeting.outcome().peerCertificates();
    if (sent.isEmpty()) {
      return finding(Verdict.INCONCLUSIVE, "It sent no certificate.", meeting);
    }
    List<byte[]> own = good(client).credential().certificates();
    boolean whole = sent.size() >= own.size();
    for (int i = 0; whole && i < own.size(); i++) {
      whole = Arrays.equals(own.get(i), sent.get(i));
    }
    return finding(
        whole ? Verdict.PASS : Verdict.FAIL,
        "It has "
            + own.size()
            + " certificates and sent "
            + sent.size()
            + (whole ? ", in order." : "."),
        meeting);
  }

  static Finding answersWithoutAuthorities(ClientUnderTest client, ProtocolVersion version)
      throws TargetException {
    ClientMeeting meeting =
        meet(client, version, ask(List.of(), SCHEMES), Optional.of(good(client).credential()));
    return sent(meeting, Verdict.WARN);
  }

  static Finding sendsEmptyList(ClientUnderTest client, ProtocolVersion version)
      throws TargetException {
    ClientMeeting meeting =
        meet(client, version, ask(authorities(client), SCHEMES), Optional.empty());
    Optional<Finding> unfit = unfit(meeting);
    if (unfit.isPresent()) {
      return unfit.get();
    }
    return withheld(meeting, Verdict.FAIL, "It sent a certificate, and was given none.");
  }

  static Finding sendsNothingUnasked(ClientUnderTest client, ProtocolVersion version)
      throws TargetException {
    ClientMeeting meeting =
        ClientMeeting.meet(
            client,
            ServerSettings.builder(server(client)).versions(version).build(),
            setup(client, version, Optional.of(good(client).credential())));
    Optional<Finding> unfit = unfit(meeting);
    if (unfit.isPresent()) {
      return unfit.get();
    }
    return finding(
        meeting.outcome().completed() ? Verdict.PASS : Verdict.FAIL,
        meeting.outcome().completed()
            ? "It went on without a certificate."
            : "It did not go on as it should: "
                + ServerMeeting.inWords(meeting.outcome().ending())
                + ".",
        meeting);
  }

  /** The client's key is on P-256; the request takes RSA alone. */
  static Finding keepsToSchemes(ClientUnderTest client, ProtocolVersion version)
      throws TargetException {
    List<SignatureScheme> rsaAlone =
        List.of(
            SignatureScheme.RSA_PSS_RSAE_SHA256,
            SignatureScheme.RSA_PSS_RSAE_SHA384,
            SignatureScheme.RSA_PKCS1_SHA256);
    ClientMeeting meeting =
        meet(
            client,
            version,
            ask(authorities(client), rsaAlone),
            Optional.of(good(client).credential()));
    Optional<Finding> unfit = unfit(meeting);
    if (unfit.isPresent()) {
      return unfit.get();
    }
    Optional<SignatureScheme> used = meeting.outcome().scheme();
    if (used.filter(scheme -> !rsaAlone.contains(scheme)).isPresent()) {
      return finding(
          Verdict.FAIL, "Asked for RSA schemes alone, it signed with " + used.get() + ".", meeting);
    }
    if (meeting.outcome().completed()) {
      return finding(Verdict.PASS, "It sent an empty list.", meeting);
    }
    return finding(
        Verdict.PASS,
        "It went no further: " + ServerMeeting.inWords(meeting.outcome().ending()) + ".",
        meeting);
  }

  static Finding heedsAuthorities(ClientUnderTest client, ProtocolVersion version)
      throws TargetException {
    byte[] other = new X500Principal("CN=An authority that the client has no part in").getEncoded();
    ClientMeeting meeting =
        meet(client, version, ask(List.of(other), SCHEMES), Optional.of(good(client).credential()));
    Optional<Finding> unfit = unfit(meeting);
    if (unfit.isPresent()) {
      return unfit.get();
    }
    return withheld(
        meeting, Verdict.WARN, "It sent its certificate though its issuer was not named.");
  }

  static Finding toleratesUnknownExtensions(ClientUnderTest client, ProtocolVersion version)
      throws TargetException {
    CertificateAsk ask =
        ask(authorities(client), SCHEMES)
            .with(List.of(new Extension(GREASE_EXTENSION, new byte[] {1, 2, 3})));
    return sent(meet(client, version, ask, Optional.of(good(client).credential())), Verdict.FAIL);
  }

  static Finding toleratesUnknownSchemes(ClientUnderTest client, ProtocolVersion version)
      throws TargetException {
    List<SignatureScheme> schemes = new ArrayList<>(List.of(GREASE, new SignatureScheme(0x0fff)));
    schemes.addAll(SCHEMES);
    return sent(
        meet(
            client,
            version,
            ask(authorities(client), schemes),
            Optional.of(good(client).credential())),
        Verdict.FAIL);
  }

  static Finding refusesRequestWithoutSchemes(ClientUnderTest client, ProtocolVersion version)
      throws TargetException {
    ClientMeeting meeting =
        ClientMeeting.meet(
            client,
            ServerSettings.builder(server(client))
                .versions(version)
                .ask(Optional.of(ask(authorities(client), SCHEMES)))
                .deviations(new Deviation.RequestWithoutSchemes())
                .build(),
            setup(client, version, Optional.of(good(client).credential())));
    Optional<Finding> unfit = unfit(meeting);
    if (unfit.isPresent()) {
      return unfit.get();
    }
    if (!(meeting.reaction() instanceof Reaction.Refused refused)) {
      return finding(
          meeting.reaction() instanceof Reaction.Taken ? Verdict.FAIL : Verdict.INCONCLUSIVE,
          "It went on as if the request were whole.",
          meeting);
    }
    boolean exact =
        refused.how() instanceof Refusal.ByAlert alert
            && alert.description().equals(AlertDescription.MISSING_EXTENSION);
    return new Finding(
        exact || !(refused.how() instanceof Refusal.ByAlert) ? Verdict.PASS : Verdict.WARN,
        "It refused by "
            + refused.how().inWords()
            + (exact ? "." : "; the RFC names missing_extension."),
        exact ? AlertGrade.FITTING : AlertGrade.OTHER_ALERT,
        Optional.of(refused.how().inShort()),
        List.of(),
        List.of(meeting.transcript()));
  }

  static Finding heedsTypes(ClientUnderTest client, ProtocolVersion version)
      throws TargetException {
    CertificateAsk ask = ask(authorities(client), SCHEMES).ofTypes(RSA_TYPE_ALONE);
    ClientMeeting meeting = meet(client, version, ask, Optional.of(good(client).credential()));
    Optional<Finding> unfit = unfit(meeting);
    if (unfit.isPresent()) {
      return unfit.get();
    }
    return withheld(
        meeting, Verdict.FAIL, "Asked for rsa_sign alone, it sent a certificate with an EC key.");
  }

  static Finding reportsRefusal(ClientUnderTest client, ProtocolVersion version)
      throws TargetException {
    ClientMeeting meeting =
        ClientMeeting.meet(
            client,
            ServerSettings.builder(server(client))
                .versions(version)
                .ask(Optional.of(ask(authorities(client), SCHEMES)))
                .judge(certificates -> Optional.of(AlertDescription.CERTIFICATE_UNKNOWN))
                .build(),
            setup(client, version, Optional.of(good(client).credential())));
    if (meeting.nothingInCommon()) {
      return Finding.of(Verdict.NOT_APPLICABLE, meeting.whyNothing(), meeting.transcript());
    }
    if (meeting.outcome().peerCertificates().isEmpty()) {
      return finding(Verdict.INCONCLUSIVE, "It sent no certificate to refuse.", meeting);
    }
    return finding(
        meeting.attempt().completed() ? Verdict.FAIL : Verdict.PASS,
        "It said: " + meeting.attempt().message(),
        meeting);
  }

  /** A client that never offered to be asked later has no answer to give. */
  static Finding refusesLateRequest(ClientUnderTest client, ProtocolVersion version)
      throws TargetException {
    ClientMeeting meeting =
        ClientMeeting.meet(
            client,
            ServerSettings.builder(server(client)).versions(version).build(),
            setup(client, version, Optional.of(good(client).credential())),
            Optional.of(ask(authorities(client), SCHEMES)));
    Optional<Finding> unfit = unfit(meeting);
    if (unfit.isPresent()) {
      return unfit.get();
    }
    if (meeting
        .outcome()
        .clientHello()
        .flatMap(hello -> hello.extension(ExtensionType.POST_HANDSHAKE_AUTH))
        .isPresent()) {
      return finding(Verdict.NOT_APPLICABLE, "It offers to be asked after the handshake.", meeting);
    }
    if (meeting.attempt().completed()) {
      return finding(
          Verdict.FAIL, "It took no notice of the request and read the answer.", meeting);
    }
    if (!(meeting.reaction() instanceof Reaction.Refused refused)) {
      return finding(Verdict.INCONCLUSIVE, "It said: " + meeting.attempt().message(), meeting);
    }
    boolean exact =
        refused.how() instanceof Refusal.ByAlert alert
            && alert.description().equals(AlertDescription.UNEXPECTED_MESSAGE);
    return finding(
        exact ? Verdict.PASS : Verdict.WARN,
        "It refused by "
            + refused.how().inWords()
            + (exact ? "." : "; the RFC names unexpected_message."),
        meeting);
  }

  /** Who has nothing that fits says so by an empty list, and goes on; to break off is no answer. */
  private static Finding withheld(ClientMeeting meeting, Verdict otherwise, String sent) {
    HandshakeOutcome outcome = meeting.outcome();
    if (!outcome.peerCertificates().isEmpty()) {
      return finding(otherwise, sent, meeting);
    }
    boolean right = outcome.peerSentCertificate() && outcome.completed();
    return finding(
        right ? Verdict.PASS : otherwise,
        right
            ? "It sent an empty list and went on."
            : (outcome.peerSentCertificate()
                    ? "It sent an empty list and did not go on: "
                    : "It sent no list of certificates, not even an empty one: ")
                + ServerMeeting.inWords(outcome.ending())
                + ".",
        meeting);
  }

  private static Finding sent(ClientMeeting meeting, Verdict otherwise) {
    return unfit(meeting)
        .orElseGet(
            () -> {
              boolean sent =
                  meeting.outcome().proof() == HandshakeOutcome.Proof.VERIFIED
                      && meeting.outcome().completed();
              return finding(
                  sent ? Verdict.PASS : otherwise,
                  sent
                      ? "It sent its certificate and proved its key."
                      : "It did not send its certificate: "
                          + ServerMeeting.inWords(meeting.outcome().ending())
                          + ".",
                  meeting);
            });
  }

  /** What kept the question from being put at all. */
  private static Optional<Finding> unfit(ClientMeeting meeting) {
    if (meeting.nothingInCommon()) {
      return Optional.of(
          Finding.of(Verdict.NOT_APPLICABLE, meeting.whyNothing(), meeting.transcript()));
    }
    return meeting.outcome().ending() instanceof Ending.Silence
        ? Optional.of(
            finding(
                Verdict.INCONCLUSIVE,
                "It stayed silent; raise the time limit with -Dtimeout=SECONDS.",
                meeting))
        : Optional.empty();
  }

  private static ClientMeeting ordinary(ClientUnderTest client, ProtocolVersion version)
      throws TargetException {
    return client.fact(
        new ServerUnderTest.FactKey<>(ClientMeeting.class, "asked " + version),
        () ->
            meet(
                client,
                version,
                ask(authorities(client), SCHEMES),
                Optional.of(good(client).credential())));
  }

  private static ClientMeeting meet(
      ClientUnderTest client,
      ProtocolVersion version,
      CertificateAsk ask,
      Optional<Credential> credential)
      throws TargetException {
    return ClientMeeting.meet(
        client,
        ServerSettings.builder(server(client)).versions(version).ask(Optional.of(ask)).build(),
        setup(client, version, credential));
  }

  private static ClientSetup setup(
      ClientUnderTest client, ProtocolVersion version, Optional<Credential> credential) {
    return new ClientSetup(
        client.run().mint().trustAnchors(Role.SERVER),
        client.run().mint().fixture(ServerUnderTest.GOOD_SERVER, Role.SERVER).referenceName(),
        credential,
        Set.of(version));
  }

  private static CertificateAsk ask(List<byte[]> authorities, List<SignatureScheme> schemes) {
    return CertificateAsk.of(false, authorities, schemes);
  }

  private static List<byte[]> authorities(ClientUnderTest client) {
    return good(client).trustAnchors().stream()
        .map(anchor -> anchor.getSubjectX500Principal().getEncoded())
        .toList();
  }

  private static Fixture good(ClientUnderTest client) {
    return client.run().mint().fixture(ServerUnderTest.GOOD_SERVER, Role.CLIENT);
  }

  private static Credential server(ClientUnderTest client) {
    return client.run().mint().fixture(ServerUnderTest.GOOD_SERVER, Role.SERVER).credential();
  }

  private static Finding finding(Verdict verdict, String reason, ClientMeeting meeting) {
    return Finding.of(verdict, reason, meeting.transcript());
  }
}
