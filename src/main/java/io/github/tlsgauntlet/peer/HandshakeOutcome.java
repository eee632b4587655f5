package io.github.tlsgauntlet.peer;

import io.github.tlsgauntlet.protocol.CipherSuite;
import io.github.tlsgauntlet.protocol.HandshakeMessage;
import io.github.tlsgauntlet.protocol.NamedGroup;
import io.github.tlsgauntlet.protocol.ProtocolVersion;
import io.github.tlsgauntlet.protocol.SignatureScheme;
import java.util.List;
import java.util.Optional;

/**
 * What a handshake came to, as far as it came.
 *
 * @param completed whether both Finished messages went over as our endpoint saw it
 * @param ending how the connection ended, if it did
 * @param version negotiated
 * @param suite negotiated
 * @param group of the key exchange; empty for RSA key transport and for a PSK alone
 * @param scheme of the peer's proof of possession
 * @param proof what became of that proof
 * @param alpn negotiated
 * @param extendedMasterSecret whether it was negotiated
 * @param encryptThenMac whether it was negotiated
 * @param resumed whether a session was resumed
 * @param peerCertificates the peer's list, as it came; empty where it sent none or an empty one
 * @param peerSentCertificate whether a Certificate message came at all
 * @param stapled the stapled OCSP response
 * @param ask the server's request for a client certificate, as our client saw it
 * @param clientHello the last ClientHello of the handshake
 * @param serverHello the ServerHello
 * @param downgradeMarked whether a TLS 1.2 server marked its random (RFC 9846, Section 4.2.3)
 * @param timestamps the list of certificate timestamps (RFC 6962, Section 3.3.1) that came with the
 *     certificate or, before TLS 1.3, with the ServerHello
 * @param ech what became of an Encrypted Client Hello; empty where none was offered, or the server
 *     has no key for any
 */
public record HandshakeOutcome(
    boolean completed,
    Ending ending,
    Optional<ProtocolVersion> version,
    Optional<CipherSuite> suite,
    Optional<NamedGroup> group,
    Optional<SignatureScheme> scheme,
    Proof proof,
    Optional<String> alpn,
    boolean extendedMasterSecret,
    boolean encryptThenMac,
    boolean resumed,
    List<byte[]> peerCertificates,
    boolean peerSentCertificate,
    Optional<byte[]> stapled,
    Optional<CertificateAsk> ask,
    Optional<HandshakeMessage.ClientHello> clientHello,
    Optional<HandshakeMessage.ServerHello> serverHello,
    boolean downgradeMarked,
    Optional<byte[]> timestamps,
    Optional<EchOutcome> ech) {
  /** What became of the peer's proof that it holds its key. */
  public enum Proof {
    /** None came. */
    NONE,
    /** Its signature verified. */
    VERIFIED,
    /** Its signature did not verify. */
    WRONG,
    /** Its certificate holds no key that we can read. */
    UNREADABLE_KEY,
    /** Only by the handshake succeeding: RSA key transport or a pre-shared key. */
    IMPLICIT
  }

  public HandshakeOutcome {
    peerCertificates = List.copyOf(peerCertificates);
  }
}
