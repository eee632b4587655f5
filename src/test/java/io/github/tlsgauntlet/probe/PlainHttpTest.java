package io.github.tlsgauntlet.probe;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tlsgauntlet.probe.PlainHttpFacts.Leads;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlainHttpTest {
  private interface Serving {
    void to(Socket socket) throws IOException;
  }

  private static PlainHttpFacts facts(Duration timeout, Serving serving) throws IOException {
    try (ServerSocket listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Thread thread =
          new Thread(
              () -> {
                try (Socket socket = listener.accept()) {
                  serving.to(socket);
                } catch (IOException e) {
                  // The client has gone.
                  return;
                }
              });
      thread.setDaemon(true);
      thread.start();
      return PlainHttp.facts(
          deadline -> new Socket(listener.getInetAddress(), listener.getLocalPort()),
          timeout,
          Optional.of("a.example"));
    }
  }

  private static Serving saying(String head) {
    return socket -> socket.getOutputStream().write(head.getBytes(StandardCharsets.ISO_8859_1));
  }

  @ParameterizedTest
  @CsvSource({
    "301, https://a.example/, SECURE",
    "308, HTTPS://A.EXAMPLE.:443/x, SECURE",
    "302, https://www.a.example/, SECURE_ELSEWHERE",
    "302, http://a.example/login, PLAIN",
    "302, /login, PLAIN",
    "302, //b.example/, PLAIN",
    "200, https://a.example/, NOWHERE",
    "302, '', NOWHERE"
  })
  void where_an_answer_leads(int status, String location, Leads leads) throws Exception {
    PlainHttpFacts found =
        facts(
            Duration.ofSeconds(10),
            saying("HTTP/1.1 " + status + " x\r\nLocation: " + location + "\r\n\r\n"));

    assertThat(found.leads()).isEqualTo(leads);
    assertThat(found.answers()).isEqualTo(Answer.YES);
  }

  @Test
  void strict_transport_security_without_tls_is_told_to_be_of_no_use() throws Exception {
    PlainHttpFacts found =
        facts(
            Duration.ofSeconds(10),
            saying("HTTP/1.1 200 OK\r\nstrict-transport-security: max-age=1\r\n\r\n"));

    assertThat(found.strictTransport()).isTrue();
    assertThat(found.detail()).contains("don't heed");
  }

  @Test
  void silence_nonsense_and_an_endless_head_end_in_time() throws Exception {
    assertThat(
            facts(Duration.ofMillis(300), socket -> socket.getInputStream().readAllBytes())
                .answers())
        .isNotEqualTo(Answer.YES);
    assertThat(facts(Duration.ofSeconds(10), saying("SSH-2.0-x\r\n\r\n")).answers())
        .isEqualTo(Answer.UNTOLD);
    PlainHttpFacts endless =
        facts(
            Duration.ofSeconds(10),
            socket -> {
              socket.getOutputStream().write("HTTP/1.1 200 OK\r\n".getBytes());
              while (true) {
                socket.getOutputStream().write("X-More: 1\r\n".repeat(1000).getBytes());
              }
            });
    assertThat(endless.status()).isEqualTo(200);
  }

  @Test
  void nobody_there_is_no_answer() {
    assertThat(
            PlainHttp.facts(
                    deadline -> {
                      throw new IOException("Connection refused");
                    },
                    Duration.ofSeconds(1),
                    Optional.empty())
                .answers())
        .isEqualTo(Answer.NO);
  }
}
