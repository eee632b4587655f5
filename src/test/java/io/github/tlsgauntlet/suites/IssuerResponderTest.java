package io.github.tlsgauntlet.suites;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.tlsgauntlet.pki.Catalogue;
import io.github.tlsgauntlet.pki.Fixture;
import io.github.tlsgauntlet.pki.IssuerAddress;
import io.github.tlsgauntlet.pki.Mint;
import io.github.tlsgauntlet.pki.Role;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** The issuer that a leaf says where to fetch. */
class IssuerResponderTest {
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final byte[] CERTIFICATE = {0x30, 0x03, 0x02, 0x01, 0x05};

  private static byte[] fetched(IssuerResponder responder) throws IOException {
    try (InputStream stream =
        URI.create("http://127.0.0.1:" + responder.port() + "/intermediate.cer")
            .toURL()
            .openStream()) {
      return stream.readAllBytes();
    }
  }

  private static Socket visitor(IssuerResponder responder) throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), responder.port());
    socket.setSoTimeout((int) LIMIT.toMillis());
    return socket;
  }

  @Test
  void what_a_leaf_promises_is_the_certificate_of_its_issuer() throws Exception {
    Mint mint = new Mint(Catalogue.load(), 1, Instant.parse("2026-11-26T12:00:00Z"));
    Fixture fixture = mint.fixture("missing-intermediate-aia", Role.SERVER);
    byte[] leaf = fixture.credential().certificates().get(0);
    CertificateFactory factory = CertificateFactory.getInstance("X.509");

    assertThat(IssuerAddress.loopbackPort(leaf)).contains(18_047);
    try (IssuerResponder responder =
        IssuerResponder.at(
            0, mint.certificate("missing-intermediate-aia", Role.SERVER, "intermediate"), LIMIT)) {
      X509Certificate issuer =
          (X509Certificate)
              factory.generateCertificate(new ByteArrayInputStream(fetched(responder)));
      X509Certificate read =
          (X509Certificate) factory.generateCertificate(new ByteArrayInputStream(leaf));

      read.verify(issuer.getPublicKey());
      assertThat(issuer.getSubjectX500Principal()).isEqualTo(read.getIssuerX500Principal());
    }
  }

  @Test
  void a_leaf_that_promises_nothing_names_no_port() throws Exception {
    Mint mint = new Mint(Catalogue.load(), 1, Instant.parse("2026-11-26T12:00:00Z"));
    byte[] leaf = mint.fixture("ok-chain", Role.SERVER).credential().certificates().get(0);

    assertThat(IssuerAddress.loopbackPort(leaf)).isEmpty();
    assertThat(IssuerAddress.loopbackPort(new byte[] {1, 2, 3})).isEmpty();
  }

  @Test
  void a_visitor_that_says_nothing_is_sent_away_and_the_next_one_served() throws Exception {
    try (IssuerResponder responder = IssuerResponder.at(0, CERTIFICATE, Duration.ofMillis(50));
        Socket silent = visitor(responder)) {
      assertThat(silent.getInputStream().read()).isEqualTo(-1);
    }
    try (IssuerResponder responder = IssuerResponder.at(0, CERTIFICATE, LIMIT)) {
      visitor(responder).close();

      assertThat(fetched(responder)).isEqualTo(CERTIFICATE);
      assertThat(fetched(responder)).isEqualTo(CERTIFICATE);
    }
  }

  @Test
  void a_visitor_that_does_not_end_is_not_heard_out() throws Exception {
    try (IssuerResponder responder = IssuerResponder.at(0, CERTIFICATE, LIMIT);
        Socket endless = visitor(responder)) {
      byte[] much = "x".repeat(9_000).getBytes(StandardCharsets.US_ASCII);

      assertThatThrownBy(
              () -> {
                endless.getOutputStream().write(much);
                if (endless.getInputStream().read() < 0) {
                  throw new IOException("closed");
                }
              })
          .isInstanceOf(IOException.class)
          .isNotInstanceOf(java.net.SocketTimeoutException.class);
    }
  }

  @Test
  void a_port_that_is_taken_is_told_and_holds_nobody_up() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      int port = taken.getLocalPort();

      assertThatThrownBy(() -> IssuerResponder.at(port, CERTIFICATE, Duration.ofMillis(50)))
          .isInstanceOf(IOException.class);
    }
    try (IssuerResponder responder = IssuerResponder.at(0, CERTIFICATE, LIMIT)) {
      assertThat(fetched(responder)).isEqualTo(CERTIFICATE);
    }
  }
}
