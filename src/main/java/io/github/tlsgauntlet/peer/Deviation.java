package io.github.tlsgauntlet.peer;

import io.github.tlsgauntlet.crypto.BlockContents;
import io.github.tlsgauntlet.protocol.AlertDescription;
import io.github.tlsgauntlet.protocol.Extension;
import io.github.tlsgauntlet.protocol.ExtensionType;
import io.github.tlsgauntlet.protocol.HandshakeMessage.ClientHello;
import io.github.tlsgauntlet.protocol.ProtocolVersion;
import io.github.tlsgauntlet.protocol.SignatureScheme;
import java.security.PrivateKey;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/** A fault that our endpoint can be told to commit: exactly one, and nothing else. */
public sealed interface Deviation {
  /** Leaves CertificateVerify out. */
  record OmitCertificateVerify() implements Deviation {}

  /**
   * Signs CertificateVerify (as a TLS 1.2 server: ServerKeyExchange) with another key.
   *
   * @param key which
   */
  record ProofByOtherKey(PrivateKey key) implements Deviation {}

  /** Flips one bit of the signature that proves possession. */
  record CorruptProof() implements Deviation {}

  /** As a client, sends Certificate though none was asked for. */
  record UnrequestedCertificate() implements Deviation {}

  /** As a server, sends an empty certificate list. */
  record EmptyCertificateList() implements Deviation {}

  /**
   * Signs with a scheme whatever the peer takes.
   *
   * @param scheme which
   */
  record ProofByScheme(SignatureScheme scheme) implements Deviation {}

  /** As a client, passes over a request for a certificate and sends no Certificate at all. */
  record IgnoreCertificateRequest() implements Deviation {}

  /** Presents its certificate though its key fits none of the schemes that the peer takes. */
  record CertificateWithoutScheme() implements Deviation {}

  /**
   * As a server before TLS 1.3, puts a first handshake's renegotiation_info into a second one (RFC
   * 5746, Section 3.7).
   */
  record ForgetHandshakeBefore() implements Deviation {}

  /** Flips one bit of verify_data. */
  record CorruptFinished() implements Deviation {}

  /**
   * As a client before TLS 1.3, lays out so the record of its Finished, where a suite in CBC
   * protects it.
   *
   * @param contents what is encrypted
   */
  record LayOutFinished(BlockContents contents) implements Deviation {}

  /**
   * As a server, answers with this version whatever the client offers.
   *
   * @param version which
   */
  record AnswerWithVersion(ProtocolVersion version) implements Deviation {}

  /** As a TLS 1.2 server, marks its random as one that knows TLS 1.3 (RFC 9846, Section 4.2.3). */
  record MarkDowngrade() implements Deviation {}

  /** As a TLS 1.2 server, marks its random as if it had chosen TLS 1.1 (Section 4.2.3). */
  record MarkOlderDowngrade() implements Deviation {}

  /** As a server that speaks TLS 1.3 too, leaves its TLS 1.2 random without the mark. */
  record LeaveDowngradeUnmarked() implements Deviation {}

  /** As a client that offered TLS 1.3, goes on in TLS 1.2 though the server's random is marked. */
  record OverlookDowngrade() implements Deviation {}

  /** As a TLS 1.3 server, asks for a certificate without signature_algorithms. */
  record RequestWithoutSchemes() implements Deviation {}

  /** As a TLS 1.3 client, signs what came before its Certificate, and leaves that one out. */
  record ProofWithoutCertificate() implements Deviation {}

  /** As a server before TLS 1.3, asks for a certificate though it has none itself. */
  record AskAnonymously() implements Deviation {}

  /** As a TLS 1.3 server, asks for a certificate though it resumes a session. */
  record AskThoughResumed() implements Deviation {}

  /** As a TLS 1.3 server, stays with its handshake key until the client has finished. */
  record ApplicationKeyAfterClient() implements Deviation {}

  /** As a TLS 1.3 server, asks after the handshake though the client did not offer that. */
  record AskLateUnoffered() implements Deviation {}

  /** As a TLS 1.3 server, asks after the handshake under the same context every time. */
  record SameLateContext() implements Deviation {}

  /** As a TLS 1.3 server that asked after the handshake, takes nothing before the answer. */
  record NothingBeforeLateAnswer() implements Deviation {}

  /** As a TLS 1.3 client, takes no notice of a request that comes after the handshake. */
  record PassOverLateRequest() implements Deviation {}

  /** As a TLS 1.3 client, goes on after a request without signature_algorithms. */
  record TakeRequestWithoutSchemes() implements Deviation {}

  /**
   * As a TLS 1.3 server, sends this in place of Certificate (RFC 8879), whatever the client takes.
   *
   * @param algorithm as it stands on the wire
   * @param length announced, in bytes
   * @param compressed sent
   */
  record CompressedCertificateAs(int algorithm, int length, byte[] compressed)
      implements Deviation {}

  /**
   * As a TLS 1.3 server, puts this on its own certificate, whatever the client takes.
   *
   * @param extension which
   */
  record CertificateExtension(Extension extension) implements Deviation {}

  /**
   * As a TLS 1.3 server, has tickets of this length.
   *
   * @param bytes at most 65,535
   */
  record TicketsOfLength(int bytes) implements Deviation {}

  /**
   * Takes whatever the peer sends as proof of possession; as a client, without certificates too.
   */
  record TakeAnyProof() implements Deviation {}

  /**
   * Goes on where the peer's fault would have to end the connection with this alert, as far as
   * there is a way on; reads past what does not decode where it is decode_error.
   *
   * @param alert whose faults are overlooked
   */
  record Overlook(AlertDescription alert) implements Deviation {}

  /**
   * Ends with this alert where another is due.
   *
   * @param alert sent in every case
   */
  record OtherAlert(AlertDescription alert) implements Deviation {}

  /** Ends the connection without an alert where one is due. */
  record EndWithoutAlert() implements Deviation {}

  /** Goes on after any alert of the peer's but close_notify. */
  record PassOverAlerts() implements Deviation {}

  /** As a TLS 1.3 server, ends the handshake where a HelloRetryRequest would help. */
  record NeverRetry() implements Deviation {}

  /** Takes no record in the clear whose header names another version than TLS 1.2's (TLS 1.3). */
  record InsistOnRecordVersion() implements Deviation {}

  /** Takes no record without data, where it could be a disguise of traffic. */
  record RefuseEmptyRecords() implements Deviation {}

  /** Takes no record with padding (TLS 1.3). */
  record RefusePadding() implements Deviation {}

  /** Takes no more than one ChangeCipherSpec of those that mean nothing (TLS 1.3). */
  record RefuseDummies() implements Deviation {}

  /** Keeps its keys, whatever KeyUpdates come (TLS 1.3). */
  record KeepKeys() implements Deviation {}

  /** Answers no KeyUpdate that asks for one (TLS 1.3). */
  record AnswerNoKeyUpdate() implements Deviation {}

  /**
   * As a server, ends the handshake at once where an encrypted premaster secret does not decrypt.
   *
   * @param alert by which it ends
   */
  record TellBadPremaster(AlertDescription alert) implements Deviation {}

  /**
   * Answers a protected record that is no whole number of blocks of 16 bytes by an alert of its
   * own.
   *
   * @param alert by which it ends
   */
  record TellBrokenBlocks(AlertDescription alert) implements Deviation {}

  /**
   * As a server, sends this share for a key exchange, and goes on with this secret, which a client
   * comes to that does not check the share.
   *
   * @param share sent
   * @param secret gone on with
   */
  record ShareAs(byte[] share, byte[] secret) implements Deviation {}

  /**
   * As a client, takes no extension of this type from a server, offered or not.
   *
   * @param type which
   */
  record RefuseExtension(ExtensionType type) implements Deviation {}

  /** Takes no KeyUpdate (TLS 1.3). */
  record RefuseKeyUpdates() implements Deviation {}

  /** As a client, takes no HelloRequest, in or after a handshake. */
  record RefuseHelloRequests() implements Deviation {}

  /** Passes over alerts of the level warning in TLS 1.3, whatever they say. */
  record TakeWarnings() implements Deviation {}

  /** As a client, closes without close_notify. */
  record LeaveWithoutGoodbye() implements Deviation {}

  /** Takes the end of the stream for the end of the data, without close_notify. */
  record TakeBrokenStreams() implements Deviation {}

  /** As a TLS 1.3 client, keeps tickets whose lifetime is 0 (RFC 9846, Section 4.7.1). */
  record KeepDeadTickets() implements Deviation {}

  /** As a TLS 1.3 client, keeps tickets beyond their lifetime (Section 4.3.11.1). */
  record KeepOldTickets() implements Deviation {}

  /** As a TLS 1.2 client, takes a session for one of extended master secret that began without. */
  record GainMasterSecret() implements Deviation {}

  /** As a TLS 1.2 server, reads a ClientKeyExchange that is cut short as if zeros followed. */
  record FillKeyExchange() implements Deviation {}

  /** Takes no handshake message that is spread over several records. */
  record RefuseFragments() implements Deviation {}

  /** As a TLS 1.2 server, resumes a session of plain master secret for who offers the extended. */
  record ResumePlainMasterSecret() implements Deviation {}

  /**
   * As a TLS 1.2 server, makes a full handshake with who drops the extended master secret of a
   * session, where the handshake has to end.
   */
  record ForgetExtendedSession() implements Deviation {}

  /** As a TLS 1.3 server, ends the handshake over a ticket that it does not know. */
  record RefuseUnknownTicket() implements Deviation {}

  /** As a TLS 1.3 server, resumes a session with a cipher suite of another hash too. */
  record ResumeWithAnyHash() implements Deviation {}

  /**
   * As a TLS 1.3 server, resumes in this mode, whatever the client offers.
   *
   * @param mode 1 for psk_dhe_ke, 0 for psk_ke
   */
  record ResumeInMode(int mode) implements Deviation {}

  /** As a TLS 1.3 server, does not pass over early data that it does not take. */
  record ChokeOnEarlyData() implements Deviation {}

  /** As a server before TLS 1.3, answers an unwanted second ClientHello by nothing. */
  record PassOverRenegotiation() implements Deviation {}

  /**
   * As a server, goes by another ClientHello than the one that came; the transcript hash covers
   * what came.
   *
   * @param reading what it makes of a hello
   */
  record MisreadHello(UnaryOperator<ClientHello> reading) implements Deviation {}

  /**
   * As a server, refuses a first ClientHello that it ought to take.
   *
   * @param which hellos
   * @param alert sent then
   */
  record RefuseHello(Predicate<ClientHello> which, AlertDescription alert) implements Deviation {}

  /** As a server, takes a ClientHello in the format of SSL 2.0 for one of TLS. */
  record TakeSsl2Hello() implements Deviation {}

  /** As a server, takes a ClientHello only in records that say TLS 1.0. */
  record InsistOnHelloRecordVersion() implements Deviation {}

  /** As a server, answers the extensions that limit records, and does not keep to the limit. */
  record ExceedRecordLimit() implements Deviation {}
}
