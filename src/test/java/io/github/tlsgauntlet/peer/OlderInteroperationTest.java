package io.github.tlsgauntlet.peer;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tlsgauntlet.crypto.CipherSuiteParameters;
import io.github.tlsgauntlet.pki.Credential;
import io.github.tlsgauntlet.protocol.CipherSuite;
import io.github.tlsgauntlet.protocol.ProtocolVersion;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Versions before TLS 1.2 with the JDK's own stack. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OlderInteroperationTest {
  private static final Map<ProtocolVersion, String> NAMES =
      Map.of(
          ProtocolVersion.SSL30, "SSLv3",
          ProtocolVersion.TLS10, "TLSv1",
          ProtocolVersion.TLS11, "TLSv1.1",
          ProtocolVersion.TLS12, "TLSv1.2");

  private Path folder;
  private Process jvm;
  private BufferedReader said;
  private BufferedWriter orders;
  private List<String> suites;
  private int port;

  @BeforeAll
  void start(@TempDir Path temporary) throws IOException, GeneralSecurityException {
    folder = temporary;
    Path store = folder.resolve("keys.p12");
    KeyStore keys = KeyStore.getInstance("PKCS12");
    keys.load(null, null);
    for (String kind : List.of("RSA", "secp256r1", "DSA")) {
      Credential credential = TestCredentials.of(kind);
      Certificate certificate =
          CertificateFactory.getInstance("X.509")
              .generateCertificate(new ByteArrayInputStream(credential.certificates().get(0)));
      keys.setKeyEntry(
          kind,
          credential.privateKey(),
          OldJsse.PASSWORD.toCharArray(),
          new Certificate[] {certificate});
    }
    try (OutputStream out = Files.newOutputStream(store)) {
      keys.store(out, OldJsse.PASSWORD.toCharArray());
    }
    Path security =
        Files.writeString(
            folder.resolve("security.properties"),
            "jdk.tls.disabledAlgorithms=\njdk.tls.legacyAlgorithms=\n"
                + "jdk.certpath.disabledAlgorithms=\n");
    jvm =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Djava.security.properties=" + security,
                "-cp",
                System.getProperty("java.class.path"),
                OldJsse.class.getName(),
                store.toString())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    said = jvm.inputReader(StandardCharsets.US_ASCII);
    orders = jvm.outputWriter(StandardCharsets.US_ASCII);
    suites = List.of(said.readLine().split(","));
    port = Integer.parseInt(said.readLine());
  }

  @AfterAll
  void stop() {
    jvm.destroyForcibly();
  }

  private String name(CipherSuite suite) {
    String name = suite.toString();
    return suites.stream()
        .filter(one -> one.equals(name) || one.equals("SSL" + name.substring(3)))
        .findFirst()
        .orElse("");
  }

  private List<CipherSuiteParameters> common(ProtocolVersion version) {
    return IntStream.range(0, 0x10000)
        .mapToObj(CipherSuite::new)
        .flatMap(suite -> CipherSuiteParameters.of(suite).stream())
        .filter(parameters -> parameters.fits(version) && !name(parameters.suite()).isEmpty())
        // JSSE takes them out of versions whose RFCs leave them out.
        .filter(parameters -> version.code() < 0x0302 || !parameters.bulk().isExport())
        .filter(
            parameters -> version.code() < 0x0303 || !parameters.bulk().algorithm().equals("DES"))
        // RFC 8422: extensions name the curves, and SSL 3.0 has none.
        .filter(parameters -> version.code() > 0x0300 || !parameters.keyExchange().isCurve())
        .toList();
  }

  static Stream<ProtocolVersion> versions() {
    return Stream.of(
        ProtocolVersion.SSL30, ProtocolVersion.TLS10, ProtocolVersion.TLS11, ProtocolVersion.TLS12);
  }

  @ParameterizedTest
  @MethodSource("versions")
  void our_client_speaks_with_the_jdk_s_server(ProtocolVersion version) throws IOException {
    List<CipherSuiteParameters> all = common(version);

    assertThat(all).hasSizeGreaterThan(5);
    for (CipherSuiteParameters parameters : all) {
      try (TlsClient client =
          TlsClient.connect(
              new InetSocketAddress(InetAddress.getLoopbackAddress(), port),
              ClientSettings.builder()
                  .versions(version)
                  .cipherSuites(List.of(parameters.suite()))
                  .build(),
              Deadline.in(Loopback.PATIENCE))) {
        HandshakeOutcome outcome = client.handshake();
        assertThat(outcome.completed())
            .as("%s %s %s", version, parameters.suite(), client.ending())
            .isTrue();
        client.write(Loopback.PING.getBytes(StandardCharsets.US_ASCII));
        assertThat(answer(client)).as("%s %s", version, parameters.suite()).contains("ping");
      }
    }
  }

  private static String answer(TlsClient client) {
    StringBuilder answer = new StringBuilder();
    Optional<byte[]> more = client.read();
    while (more.isPresent()) {
      answer.append(new String(more.get(), StandardCharsets.US_ASCII));
      more = answer.length() < 4 ? client.read() : Optional.empty();
    }
    return answer.toString();
  }

  @ParameterizedTest
  @MethodSource("versions")
  void our_server_speaks_with_the_jdk_s_client(ProtocolVersion version) throws IOException {
    for (CipherSuiteParameters parameters : common(version)) {
      String kind = OlderHandshakeTest.kind(parameters);
      try (ServerSocket listener = Loopback.listen()) {
        CompletableFuture<Loopback.ServerSide> side =
            Background.supply(
                () ->
                    Loopback.serveOnce(
                        listener,
                        ServerSettings.builder(TestCredentials.of(kind))
                            .versions(version)
                            .cipherSuites(List.of(parameters.suite()))
                            .build()));
        orders.write(
            listener.getLocalPort() + " " + NAMES.get(version) + " " + name(parameters.suite()));
        orders.newLine();
        orders.flush();

        assertThat(said.readLine())
            .as("%s %s", version, parameters.suite())
            .isEqualTo(NAMES.get(version) + " ping");
        assertThat(side.join().outcome().suite()).contains(parameters.suite());
      }
    }
  }

  @Test
  void the_jdk_knows_what_is_to_be_tried() {
    assertThat(common(ProtocolVersion.SSL30))
        .extracting(parameters -> parameters.bulk().algorithm())
        .contains("ARCFOUR", "DESede", "AES", "NULL");
  }
}
