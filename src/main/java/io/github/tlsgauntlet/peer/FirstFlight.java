package io.github.tlsgauntlet.peer;

import io.github.tlsgauntlet.protocol.HandshakeMessage.ServerHello;
import io.github.tlsgauntlet.protocol.ProtocolVersion;
import java.util.List;
import java.util.Optional;

/**
 * A server's answer to one ClientHello, as far as it travels in the clear: of TLS 1.3 the
 * ServerHello or HelloRetryRequest, of older versions the whole flight.
 *
 * @param hello the ServerHello; empty where none came
 * @param version the version that it chose
 * @param certificates the list, as it came; empty where none came
 * @param staple the stapled OCSP response
 * @param serverKeyExchange the body of the message of that name
 * @param ask the server's request for a client certificate
 * @param complete whether all came that was to be read
 * @param ending how the connection stood when reading ended
 * @param recording of the connection; empty where nobody asked for it, or none came about
 */
public record FirstFlight(
    Optional<ServerHello> hello,
    Optional<ProtocolVersion> version,
    List<byte[]> certificates,
    Optional<byte[]> staple,
    Optional<byte[]> serverKeyExchange,
    Optional<CertificateAsk> ask,
    boolean complete,
    Ending ending,
    Optional<Recording> recording) {
  public FirstFlight {
    certificates = List.copyOf(certificates);
  }

  /** The answer without the octets that it came from, which are many. */
  public FirstFlight withoutRecording() {
    return new FirstFlight(
        hello,
        version,
        certificates,
        staple,
        serverKeyExchange,
        ask,
        complete,
        ending,
        Optional.empty());
  }
}
