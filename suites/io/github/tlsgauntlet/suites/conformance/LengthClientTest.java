package io.github.tlsgauntlet.suites.conformance;

import io.github.tlsgauntlet.peer.ServerSettings;
import io.github.tlsgauntlet.peer.SessionStore;
import io.github.tlsgauntlet.protocol.HandshakeType;
import io.github.tlsgauntlet.suite.Breach;
import io.github.tlsgauntlet.suite.Feature;
import io.github.tlsgauntlet.suite.GauntletSuite;
import io.github.tlsgauntlet.suite.Must;
import io.github.tlsgauntlet.suite.Needs;
import io.github.tlsgauntlet.suite.Quarter;
import io.github.tlsgauntlet.suite.conformance.ClientCase;
import io.github.tlsgauntlet.suite.conformance.OnClient;
import io.github.tlsgauntlet.target.TargetException;
import java.util.Optional;

/** Lengths that do not fit what they announce, in the messages of a server. */
@GauntletSuite(name = "Conformance", quarter = Quarter.ONE_WAY_CLIENT)
class LengthClientTest {
  private static final String GROUP = "Lengths";
  private static final byte[] COOKIE = {1, 2, 3, 4};

  @OnClient(versions = {"1.2", "1.3"})
  @Must(
      rfc = 9846,
      section = "6",
      group = GROUP,
      tags = "malformed",
      also = "RFC 5246 §7.2.2",
      says = "A ServerHello with a length that does not fit, or cut short, is refused.",
      sends = "a ServerHello: " + ClientLengthTrials.MALFORMED,
      expects = ClientLengthTrials.REFUSED,
      breach = Breach.SECURITY)
  void lengths_in_a_server_hello_are_checked(ClientCase client) throws TargetException {
    ClientLengthTrials.malformed(client, HandshakeType.SERVER_HELLO);
  }

  @OnClient(versions = "1.3")
  @Must(
      rfc = 9846,
      section = "6",
      group = GROUP,
      tags = "malformed",
      also = "RFC 5246 §7.2.2",
      says = "EncryptedExtensions with a length that does not fit, or cut short, are refused.",
      sends = "EncryptedExtensions: " + ClientLengthTrials.MALFORMED,
      expects = ClientLengthTrials.REFUSED,
      breach = Breach.SECURITY)
  void lengths_in_encrypted_extensions_are_checked(ClientCase client) throws TargetException {
    ClientLengthTrials.malformed(client, HandshakeType.ENCRYPTED_EXTENSIONS);
  }

  @OnClient(versions = {"1.2", "1.3"})
  @Must(
      rfc = 9846,
      section = "6",
      group = GROUP,
      tags = "malformed",
      also = "RFC 5246 §7.2.2",
      says = "A server's Certificate with a length that does not fit, or cut short, is refused.",
      sends = "a Certificate: " + ClientLengthTrials.MALFORMED,
      expects = ClientLengthTrials.REFUSED,
      breach = Breach.SECURITY)
  void lengths_in_a_servers_certificate_message_are_checked(ClientCase client)
      throws TargetException {
    ClientLengthTrials.malformedGiven(
        client, settings -> stapled(settings, client), HandshakeType.CERTIFICATE);
  }

  @OnClient(versions = {"1.2", "1.3"})
  @Must(
      rfc = 9846,
      section = "6",
      group = GROUP,
      tags = "malformed",
      also = "RFC 5246 §7.2.2",
      says =
          "A server's proof of its key with a length that does not fit, or cut short, is refused.",
      sends =
          "a CertificateVerify, in TLS 1.2 a ServerKeyExchange: " + ClientLengthTrials.MALFORMED,
      expects = ClientLengthTrials.REFUSED,
      breach = Breach.SECURITY)
  void lengths_in_a_servers_proof_are_checked(ClientCase client) throws TargetException {
    ClientLengthTrials.malformed(
        client, HandshakeType.CERTIFICATE_VERIFY, HandshakeType.SERVER_KEY_EXCHANGE);
  }

  @OnClient(versions = "1.3")
  @Must(
      rfc = 9846,
      section = "6",
      group = GROUP,
      tags = "malformed",
      says = "A HelloRetryRequest with a length that does not fit, or cut short, is refused.",
      sends = "a HelloRetryRequest with a cookie: " + ClientLengthTrials.MALFORMED,
      expects = ClientLengthTrials.REFUSED,
      breach = Breach.SECURITY)
  void lengths_in_a_hello_retry_request_are_checked(ClientCase client) throws TargetException {
    ClientLengthTrials.malformedGiven(
        client, settings -> settings.cookie(COOKIE), HandshakeType.SERVER_HELLO);
  }

  @OnClient(versions = {"1.2", "1.3"})
  @Must(
      rfc = 9846,
      section = "6",
      group = GROUP,
      tags = "malformed",
      also = "RFC 5246 §7.2.2",
      says = "A NewSessionTicket with a length that does not fit, or cut short, is refused.",
      sends = "a NewSessionTicket: " + ClientLengthTrials.MALFORMED,
      expects = ClientLengthTrials.REFUSED,
      breach = Breach.SECURITY)
  void lengths_in_a_session_ticket_are_checked(ClientCase client) throws TargetException {
    ClientLengthTrials.malformedGiven(
        client,
        settings -> settings.sessions(new SessionStore()),
        HandshakeType.NEW_SESSION_TICKET);
  }

  @OnClient(versions = {"1.2", "1.3"})
  @Must(
      rfc = 9846,
      section = "6",
      group = GROUP,
      tags = "malformed",
      also = "RFC 5246 §7.2.2",
      says = "A server's Finished whose length does not fit is refused.",
      sends = "a Finished: its own length too small, too large, zero and maximal",
      expects = ClientLengthTrials.REFUSED,
      breach = Breach.SECURITY)
  void lengths_of_a_servers_finished_are_checked(ClientCase client) throws TargetException {
    ClientLengthTrials.malformed(client, HandshakeType.FINISHED);
  }

  @OnClient(versions = "1.2")
  @Needs(Feature.OCSP_STAPLING)
  @Must(
      rfc = 5246,
      section = "7.2.2",
      group = GROUP,
      tags = "malformed",
      also = "RFC 6066 §8",
      says = "A CertificateStatus with a length that does not fit, or cut short, is refused.",
      sends = "a CertificateStatus: " + ClientLengthTrials.MALFORMED,
      expects = ClientLengthTrials.REFUSED,
      breach = Breach.SECURITY)
  void lengths_in_a_certificate_status_are_checked(ClientCase client) throws TargetException {
    ClientLengthTrials.malformedGiven(
        client, settings -> stapled(settings, client), HandshakeType.CERTIFICATE_STATUS);
  }

  /** With an OCSP response, for a client that asks for one. */
  private static ServerSettings.Builder stapled(
      ServerSettings.Builder settings, ClientCase client) {
    return settings
        .credential(Staples.credential(client))
        .stapled(Optional.of(Staples.of(client).good()));
  }

  @OnClient(versions = "1.3")
  @Needs(Feature.CERTIFICATE_COMPRESSION)
  @Must(
      rfc = 9846,
      section = "6",
      group = GROUP,
      tags = "malformed",
      also = "RFC 8879 §4",
      says = "A CompressedCertificate with a length that does not fit, or cut short, is refused.",
      sends = "a CompressedCertificate: " + ClientLengthTrials.MALFORMED,
      expects = ClientLengthTrials.REFUSED,
      breach = Breach.SECURITY)
  void lengths_in_a_compressed_certificate_are_checked(ClientCase client) throws TargetException {
    if (!Compressed.offered(client.hello()).contains(Compressed.ZLIB)) {
      client.concludes(
          Passive.notApplicable("Our server compresses by zlib alone, which it does not offer."));
      return;
    }
    ClientLengthTrials.malformedGiven(
        client,
        settings -> settings.certificateCompression(true),
        HandshakeType.COMPRESSED_CERTIFICATE);
  }

  @OnClient(versions = "1.2")
  @Must(
      rfc = 5246,
      section = "7.2.2",
      group = GROUP,
      tags = "malformed",
      says = "A ServerHelloDone whose length is not 0 is refused.",
      sends = "a ServerHelloDone: its own length too large and maximal, and a byte in it",
      expects = ClientLengthTrials.REFUSED,
      breach = Breach.SECURITY)
  void lengths_of_a_server_hello_done_are_checked(ClientCase client) throws TargetException {
    ClientLengthTrials.malformed(client, HandshakeType.SERVER_HELLO_DONE);
  }

  @OnClient(versions = "1.2")
  @Must(
      rfc = 5246,
      section = "7.2.2",
      group = GROUP,
      tags = "malformed",
      says = "A HelloRequest whose length is not 0 is refused.",
      sends = "a HelloRequest: its own length too large and maximal, and a byte in it",
      expects = ClientLengthTrials.REFUSED,
      breach = Breach.FORM)
  void lengths_of_a_hello_request_are_checked(ClientCase client) throws TargetException {
    ClientLengthTrials.helloRequest(client);
  }

  @OnClient(versions = "1.3")
  @Must(
      rfc = 9846,
      section = "6",
      group = GROUP,
      tags = "malformed",
      also = "RFC 9846 §4.7.3",
      says = "A server's KeyUpdate whose length does not fit, or that is cut short, is refused.",
      sends =
          "a KeyUpdate: its own length too small, too large, zero and maximal, a byte more at its"
              + " end, and a cut",
      expects = ClientLengthTrials.REFUSED,
      breach = Breach.SECURITY)
  void lengths_of_a_servers_key_update_are_checked(ClientCase client) throws TargetException {
    ClientLengthTrials.keyUpdate(client);
  }
}
