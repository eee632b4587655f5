package io.github.tlsgauntlet.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.github.tlsgauntlet.peer.Deadline;
import io.github.tlsgauntlet.pki.Issuing;
import io.github.tlsgauntlet.pki.Issuing.Held;
import io.github.tlsgauntlet.pki.RevocationFinding;
import io.github.tlsgauntlet.pki.RevocationFinding.Status;
import java.io.IOException;
import java.io.OutputStream;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.bouncycastle.asn1.x509.AccessDescription;
import org.bouncycastle.asn1.x509.AuthorityInformationAccess;
import org.bouncycastle.asn1.x509.CRLDistPoint;
import org.bouncycastle.asn1.x509.CRLReason;
import org.bouncycastle.asn1.x509.DistributionPoint;
import org.bouncycastle.asn1.x509.DistributionPointName;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.ocsp.CertificateStatus;
import org.bouncycastle.cert.ocsp.RevokedStatus;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A responder and a place for lists in this JVM, good ones and bad ones. */
class RevocationProbeTest {
  private static final Duration TIMEOUT = Duration.ofSeconds(10);

  private final Held issuer = Issuing.root("CN=issuer");
  private final CountDownLatch end = new CountDownLatch(1);
  private final AtomicInteger calls = new AtomicInteger();
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private HttpServer server;
  private String base;
  private Held leaf;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 10);
    server.setExecutor(threads);
    server.start();
    base = "http://127.0.0.1:" + server.getAddress().getPort();
    leaf =
        Issuing.issued(
            issuer,
            "CN=leaf",
            4711,
            b -> {
              b.addExtension(
                  Extension.authorityInfoAccess,
                  false,
                  new AuthorityInformationAccess(
                      AccessDescription.id_ad_ocsp,
                      new GeneralName(GeneralName.uniformResourceIdentifier, base + "/ocsp")));
              b.addExtension(
                  Extension.cRLDistributionPoints,
                  false,
                  new CRLDistPoint(
                      new DistributionPoint[] {
                        new DistributionPoint(
                            new DistributionPointName(
                                new GeneralNames(
                                    new GeneralName(
                                        GeneralName.uniformResourceIdentifier, base + "/crl"))),
                            null,
                            null)
                      }));
            });
  }

  @AfterEach
  void stop() {
    end.countDown();
    server.stop(0);
    threads.shutdownNow();
  }

  private interface Answering {
    void to(HttpExchange exchange) throws IOException;
  }

  private void serve(String path, Answering answering) {
    server.createContext(
        path,
        exchange -> {
          calls.incrementAndGet();
          try (exchange) {
            exchange.getRequestBody().readAllBytes();
            answering.to(exchange);
          }
        });
  }

  private void serve(String path, byte[] body) {
    serve(path, exchange -> send(exchange, body));
  }

  private static void send(HttpExchange exchange, byte[] body) throws IOException {
    exchange.sendResponseHeaders(200, body.length);
    exchange.getResponseBody().write(body);
  }

  private RevocationFinding found(String source, Duration timeout, boolean privateToo) {
    List<RevocationFacts> all =
        new RevocationProbe(Optional.of(new Checks.Calls(privateToo)), timeout, Issuing.NOW)
            .of(List.of(leaf.encoded(), issuer.encoded()));
    return all.stream()
        .filter(one -> one.source().equals(source))
        .map(RevocationFacts::finding)
        .findFirst()
        .orElseThrow();
  }

  private Status ocsp() {
    return found("OCSP", TIMEOUT, true).status();
  }

  @Test
  void a_responder_is_asked_by_post_for_this_very_certificate() {
    serve(
        "/ocsp",
        exchange -> {
          assertThat(exchange.getRequestMethod()).isEqualTo("POST");
          assertThat(exchange.getRequestHeaders().getFirst("Content-Type"))
              .isEqualTo("application/ocsp-request");
          send(exchange, Issuing.response(issuer, leaf, CertificateStatus.GOOD));
        });
    assertThat(ocsp()).isEqualTo(Status.GOOD);
  }

  @Test
  void a_revoked_certificate_is_told_by_responder_and_list() {
    Date when = Date.from(Issuing.NOW.minusSeconds(60));
    serve(
        "/ocsp", Issuing.response(issuer, leaf, new RevokedStatus(when, CRLReason.keyCompromise)));
    serve(
        "/crl",
        Issuing.list(
            "CN=issuer",
            issuer.keys(),
            Optional.of(Issuing.NOW.plusSeconds(60)),
            b -> b.addCRLEntry(BigInteger.valueOf(4711), when, CRLReason.keyCompromise)));

    assertThat(ocsp()).isEqualTo(Status.REVOKED);
    assertThat(found("CRL", TIMEOUT, true).status()).isEqualTo(Status.REVOKED);
  }

  @Test
  void a_forged_and_a_stale_answer_are_told_as_such() {
    serve("/ocsp", Issuing.response(Issuing.root("CN=issuer"), leaf, CertificateStatus.GOOD));
    serve(
        "/crl",
        Issuing.list(
            "CN=issuer", issuer.keys(), Optional.of(Issuing.NOW.minusSeconds(3600)), b -> {}));

    assertThat(ocsp()).isEqualTo(Status.FORGED);
    assertThat(found("CRL", TIMEOUT, true).status()).isEqualTo(Status.OUT_OF_DATE);
  }

  @Test
  void an_endless_answer_is_cut_at_the_bound() {
    Answering endless =
        exchange -> {
          exchange.sendResponseHeaders(200, 0);
          try (OutputStream out = exchange.getResponseBody()) {
            while (end.getCount() > 0) {
              out.write(new byte[8192]);
            }
          }
        };
    serve("/ocsp", endless);
    serve("/crl", endless);

    assertThat(found("OCSP", TIMEOUT, true).reason()).contains("longer than 65536");
    assertThat(found("CRL", TIMEOUT, true).reason()).contains("longer than 10485760");
  }

  @Test
  void a_silent_and_a_dripping_responder_end_with_the_deadline() {
    serve(
        "/ocsp",
        exchange -> {
          try {
            end.await();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        });
    serve(
        "/crl",
        exchange -> {
          exchange.sendResponseHeaders(200, 100_000);
          try {
            do {
              exchange.getResponseBody().write(0x30);
              exchange.getResponseBody().flush();
            } while (!end.await(20, TimeUnit.MILLISECONDS));
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        });
    long start = System.nanoTime();

    for (String source : List.of("OCSP", "CRL")) {
      RevocationFinding found = found(source, Duration.ofMillis(300), true);
      assertThat(found.status()).isEqualTo(Status.MISSING);
      assertThat(found.reason()).contains("in time");
    }
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
  }

  @Test
  void redirects_are_followed_three_times() {
    serve("/crl", exchange -> redirect(exchange, "/1"));
    serve("/1", exchange -> redirect(exchange, base + "/2"));
    serve("/2", exchange -> redirect(exchange, "/3"));
    serve(
        "/3",
        Issuing.list(
            "CN=issuer", issuer.keys(), Optional.of(Issuing.NOW.plusSeconds(60)), b -> {}));
    serve("/ocsp", exchange -> redirect(exchange, "/ocsp"));

    assertThat(found("CRL", TIMEOUT, true).status()).isEqualTo(Status.GOOD);
    assertThat(found("OCSP", TIMEOUT, true).reason()).contains("redirects");
  }

  private static void redirect(HttpExchange exchange, String where) throws IOException {
    exchange.getResponseHeaders().add("Location", where);
    exchange.sendResponseHeaders(302, -1);
  }

  @Test
  void a_private_address_is_not_called_unless_the_host_is_private_itself() {
    serve("/ocsp", Issuing.response(issuer, leaf, CertificateStatus.GOOD));
    RevocationFinding found = found("OCSP", TIMEOUT, false);

    assertThat(found.status()).isEqualTo(Status.MISSING);
    assertThat(found.reason()).contains("not public");
    assertThat(calls).hasValue(0);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "file:///etc/passwd",
        "ftp://127.0.0.1/",
        "http://",
        "ldap://h/",
        "not a url",
        "http:x",
        "http://169.254.169.254/latest"
      })
  void places_that_nobody_may_call_are_not_called(String place) {
    assertThatThrownBy(
            () ->
                new Fetch(true)
                    .fetch(new Fetch.Request(place, Optional.empty(), 100), Deadline.in(TIMEOUT)))
        .isInstanceOf(IOException.class);
  }

  @Test
  void a_redirect_to_a_place_that_nobody_may_call_is_not_followed() {
    serve("/ocsp", exchange -> redirect(exchange, "http://169.254.169.254/latest/meta-data"));
    serve("/crl", exchange -> redirect(exchange, "file:///etc/passwd"));

    assertThat(found("OCSP", TIMEOUT, true).reason()).contains("not public");
    assertThat(found("CRL", TIMEOUT, true).reason()).contains("only http");
  }

  @ParameterizedTest
  @CsvSource({
    "8.8.8.8, PUBLIC",
    "192.0.2.1, PRIVATE",
    "10.1.2.3, PRIVATE",
    "127.0.0.1, PRIVATE",
    "172.16.0.1, PRIVATE",
    "172.32.0.1, PUBLIC",
    "192.168.1.1, PRIVATE",
    "100.64.0.1, PRIVATE",
    "100.128.0.1, PUBLIC",
    "169.254.169.254, NEVER",
    "0.0.0.0, NEVER",
    "224.0.0.1, NEVER",
    "255.255.255.255, NEVER",
    "2606:4700::1, PUBLIC",
    "::1, PRIVATE",
    "fc00::1, PRIVATE",
    "fe80::1, NEVER",
    "::ffff:10.0.0.1, PRIVATE",
    "64:ff9b::7f00:1, PRIVATE",
    "64:ff9b::a9fe:a9fe, NEVER",
    "2002:7f00:1::, PRIVATE",
    "::, NEVER",
    "198.18.0.1, PRIVATE",
    "192.0.78.9, PUBLIC",
    "198.51.100.1, PRIVATE"
  })
  void addresses_are_told_apart(String address, Addresses.Kind kind) throws IOException {
    assertThat(Addresses.kind(InetAddress.getByName(address))).isEqualTo(kind);
  }
}
