package io.github.tlsgauntlet.peer;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tlsgauntlet.crypto.CryptoException;
import io.github.tlsgauntlet.crypto.Hpke;
import io.github.tlsgauntlet.protocol.EchConfig;
import io.github.tlsgauntlet.protocol.NamedGroup;
import io.github.tlsgauntlet.wire.WireException;
import io.github.tlsgauntlet.wire.WireWriter;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Encrypted Client Hello, ours against Android's BoringSSL. */
@Tag("foreign")
class ForeignEchTest {
  private static final String TOOL = "bssl-tool";

  @TempDir private Path folder;

  @BeforeEach
  void its_configurations_are_made() {
    ForeignProgram.require(TOOL);
    make("own", 9);
    make("other", 9);
  }

  private void make(String name, int id) {
    ForeignProgram.run(
        "",
        List.of(
            TOOL,
            "generate-ech",
            "-out-ech-config-list",
            file(name + ".list"),
            "-out-ech-config",
            file(name + ".config"),
            "-out-private-key",
            file(name + ".key"),
            "-public-name",
            "public.gauntlet.test",
            "-config-id",
            "" + id,
            "-max-name-length",
            "64"));
  }

  @ParameterizedTest
  @ValueSource(ints = {Hpke.AES_128_GCM, Hpke.CHACHA20_POLY1305})
  void boringssl_takes_our_hello_inside(int aead) throws Exception {
    for (boolean compressed : new boolean[] {false, true}) {
      HandshakeOutcome outcome =
          ask(
              settings(
                      new EchOffer(
                          config("own"), new EchConfig.Suite(Hpke.HKDF_SHA256, aead), compressed))
                  .build());

      assertThat(outcome.ech()).contains(new EchOutcome(true, 9, Optional.empty()));
      assertThat(outcome.completed()).as("%s", outcome.ending()).isTrue();
    }
  }

  @Test
  void boringssl_takes_the_second_one_after_its_retry_request() throws Exception {
    HandshakeOutcome outcome =
        ask(
            settings(EchOffer.of(List.of(config("own"))).orElseThrow())
                .groups(List.of(NamedGroup.FFDHE2048, NamedGroup.SECP384R1))
                .shares(List.of(NamedGroup.FFDHE2048))
                .build());

    assertThat(outcome.ech()).contains(new EchOutcome(true, 9, Optional.empty()));
    assertThat(outcome.group()).contains(NamedGroup.SECP384R1);
  }

  @Test
  void boringssl_rejects_what_is_encrypted_for_another_key() throws Exception {
    HandshakeOutcome outcome =
        ask(settings(EchOffer.of(List.of(config("other"))).orElseThrow()).build());

    EchOutcome ech = outcome.ech().orElseThrow();
    assertThat(ech.accepted()).isFalse();
    assertThat(EchConfig.readList(ech.retryConfigs().orElseThrow()).get(0).encoded())
        .isEqualTo(config("own").encoded());
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void our_server_takes_the_hello_inside_boringssls(boolean retry) throws Exception {
    assertThat(serve("own", retry)).contains(new EchOutcome(true, 9, Optional.empty()));
  }

  @Test
  void our_server_rejects_what_boringssl_encrypts_for_another_key() throws Exception {
    assertThat(serve("other", false).orElseThrow().accepted()).isFalse();
  }

  /** What a server of ours with the own key sees of a client with that list. */
  private Optional<EchOutcome> serve(String list, boolean retry)
      throws IOException, CryptoException, WireException {
    EchKey key =
        new EchKey(config("own"), Hpke.KeyPair.of(Files.readAllBytes(folder.resolve("own.key"))));
    ServerSettings.Builder settings =
        ServerSettings.builder(TestCredentials.of("RSA")).ech(List.of(key));
    if (retry) {
      settings.groups(List.of(NamedGroup.SECP384R1));
    }
    try (ServerSocket listener = Loopback.listen()) {
      CompletableFuture<Loopback.ServerSide> side =
          Background.supply(() -> Loopback.serveOnce(listener, settings.build()));
      String output =
          ForeignProgram.run(
              "ping\n",
              List.of(
                  TOOL,
                  "client",
                  "-connect",
                  "127.0.0.1:" + listener.getLocalPort(),
                  "-server-name",
                  "hidden.gauntlet.test",
                  "-ech-config-list",
                  file(list + ".list")));
      HandshakeOutcome outcome = side.join().outcome();
      if (outcome.ech().filter(EchOutcome::accepted).isPresent()) {
        assertThat(output).contains("Encrypted ClientHello: yes");
        assertThat(outcome.completed()).isTrue();
      }
      return outcome.ech();
    }
  }

  private HandshakeOutcome ask(ClientSettings settings) throws IOException {
    ForeignProgram.Pem pem = ForeignProgram.pem(folder, TestCredentials.of("RSA"));
    int port = ForeignProgram.freePort();
    Process server =
        new ProcessBuilder(
                List.of(
                    TOOL,
                    "server",
                    "-accept",
                    "" + port,
                    "-cert",
                    pem.certificate(),
                    "-key",
                    pem.key(),
                    "-ech-key",
                    file("own.key"),
                    "-ech-config",
                    file("own.config")))
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    try (TlsClient client = connect(port, settings)) {
      return client.handshake();
    } finally {
      server.destroyForcibly();
    }
  }

  /** It takes one connection and does not say when it can. */
  private static TlsClient connect(int port, ClientSettings settings) throws IOException {
    Deadline until = Deadline.in(Loopback.PATIENCE);
    while (true) {
      try {
        return TlsClient.connect(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), port), settings, until);
      } catch (ConnectException e) {
        if (until.remainingMillis() == 0) {
          throw e;
        }
        Thread.onSpinWait();
      }
    }
  }

  private EchConfig config(String name) throws IOException, WireException {
    byte[] encoded = Files.readAllBytes(folder.resolve(name + ".config"));
    return EchConfig.readList(WireWriter.write(w -> w.vector16(v -> v.bytes(encoded)))).get(0);
  }

  private static ClientSettings.Builder settings(EchOffer offer) {
    return ClientSettings.builder()
        .serverName(Optional.of("hidden.gauntlet.test"))
        .alpn(List.of("http/1.1"))
        .ech(offer);
  }

  private String file(String name) {
    return folder.resolve(name).toString();
  }
}
