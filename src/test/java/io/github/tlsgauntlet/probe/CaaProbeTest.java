package io.github.tlsgauntlet.probe;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tlsgauntlet.peer.Deadline;
import io.github.tlsgauntlet.wire.WireWriter;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A DNS server of our own, honest and other. */
class CaaProbeTest {
  private static final int NO_SUCH_NAME = 3;
  private static final int SERVER_FAILURE = 2;

  private final List<String> asked = new CopyOnWriteArrayList<>();
  private Optional<DatagramSocket> socket = Optional.empty();

  /** What the server answers; an empty one is silence. */
  private interface Answering {
    List<byte[]> to(String name, byte[] query) throws IOException;
  }

  @AfterEach
  void stop() {
    socket.ifPresent(DatagramSocket::close);
  }

  private CaaFacts facts(String host, Duration timeout, Answering answering) throws IOException {
    DatagramSocket server = new DatagramSocket(0, InetAddress.getLoopbackAddress());
    socket = Optional.of(server);
    Thread thread = new Thread(() -> serve(server, answering));
    thread.setDaemon(true);
    thread.start();
    return new CaaProbe(
            new Checks.Resolver("127.0.0.1:" + server.getLocalPort()), Deadline.in(timeout))
        .facts(Optional.of(host));
  }

  private void serve(DatagramSocket server, Answering answering) {
    byte[] buffer = new byte[512];
    while (!server.isClosed()) {
      try {
        DatagramPacket packet = new DatagramPacket(buffer, buffer.length);
        server.receive(packet);
        byte[] query = Arrays.copyOf(buffer, packet.getLength());
        String name = name(query);
        asked.add(name);
        for (byte[] answer : answering.to(name, query)) {
          server.send(new DatagramPacket(answer, answer.length, packet.getSocketAddress()));
        }
      } catch (IOException e) {
        return;
      }
    }
  }

  private static String name(byte[] query) {
    StringBuilder name = new StringBuilder();
    for (int at = 12; query[at] != 0; at += query[at] + 1) {
      name.append(name.isEmpty() ? "" : ".")
          .append(new String(query, at + 1, query[at], StandardCharsets.US_ASCII));
    }
    return name.toString().toLowerCase(Locale.ROOT);
  }

  private static byte[] answer(byte[] query, int id, int code, byte[]... values) {
    return WireWriter.write(
        out -> {
          out.uint16(id).uint16(0x8180 | code).uint16(1).uint16(values.length).uint32(0);
          out.bytes(Arrays.copyOfRange(query, 12, end(query)));
          for (byte[] value : values) {
            out.uint16(0xc00c).uint16(257).uint16(1).uint32(60).vector16(v -> v.bytes(value));
          }
        });
  }

  private static int end(byte[] query) {
    int at = 12;
    while (query[at] != 0) {
      at += query[at] + 1;
    }
    return at + 5;
  }

  private static byte[] answer(byte[] query, int code, byte[]... values) {
    return answer(query, (query[0] & 0xff) << 8 | query[1] & 0xff, code, values);
  }

  private static byte[] caa(int flags, String tag, String value) {
    return WireWriter.write(
        out ->
            out.uint8(flags)
                .vector8(t -> t.bytes(tag.getBytes(StandardCharsets.US_ASCII)))
                .bytes(value.getBytes(StandardCharsets.US_ASCII)));
  }

  @Test
  void records_are_found_at_the_closest_name_that_has_some() throws Exception {
    CaaFacts found =
        facts(
            "a.b.example.org",
            Duration.ofSeconds(10),
            (name, query) ->
                switch (name) {
                  case "b.example.org" -> List.of(answer(query, NO_SUCH_NAME));
                  case "example.org" ->
                      List.of(
                          answer(
                              query,
                              0,
                              caa(0, "issue", "ca.example"),
                              caa(128, "iodef", "mailto:a@b")));
                  default -> List.of(answer(query, 0));
                });

    assertThat(found.found()).as(found.detail()).isEqualTo(Answer.YES);
    assertThat(found.domain()).isEqualTo("example.org");
    assertThat(found.records())
        .containsExactlyInAnyOrder(
            new CaaFacts.Record(false, "issue", "ca.example"),
            new CaaFacts.Record(true, "iodef", "mailto:a@b"));
    assertThat(asked).containsExactly("a.b.example.org", "b.example.org", "example.org");
  }

  @Test
  void without_records_up_to_the_top_there_are_none() throws Exception {
    CaaFacts found =
        facts("www.example", Duration.ofSeconds(10), (name, query) -> List.of(answer(query, 0)));

    assertThat(found.found()).isEqualTo(Answer.NO);
    assertThat(asked).containsExactly("www.example", "example");
  }

  @Test
  void silence_and_a_failure_are_untold() throws Exception {
    assertThat(facts("a.example", Duration.ofMillis(300), (name, query) -> List.of()).found())
        .isEqualTo(Answer.UNTOLD);
    assertThat(
            facts(
                    "a.example",
                    Duration.ofSeconds(2),
                    (name, query) -> List.of(answer(query, SERVER_FAILURE)))
                .found())
        .isEqualTo(Answer.UNTOLD);
  }

  @Test
  void an_answer_to_another_question_is_not_taken_and_the_true_one_is() throws Exception {
    CaaFacts found =
        facts(
            "a.example",
            Duration.ofSeconds(10),
            (name, query) -> {
              int id = (query[0] & 0xff) << 8 | query[1] & 0xff;
              return List.of(
                  answer(query, id ^ 1, 0, caa(0, "issue", "evil.example")),
                  answer(query, 0, caa(0, "issue", "good.example")));
            });

    assertThat(found.records())
        .containsExactly(new CaaFacts.Record(false, "issue", "good.example"));
  }

  @Test
  void nonsense_is_untold_or_nothing() throws Exception {
    CaaFacts lying =
        facts(
            "a.example",
            Duration.ofMillis(500),
            (name, query) -> {
              byte[] answer = answer(query, 0, new byte[] {0, 50, 'x'});
              answer[answer.length - 4] = 120;
              return List.of(new byte[] {1}, answer);
            });
    assertThat(lying.found()).isNotEqualTo(Answer.YES);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"192.0.2.1", "ldap://127.0.0.1:1/x", "rmi://h/x", "a/b", "", "::1", "a..b"})
  void what_is_no_host_name_is_not_asked_for(String host) throws Exception {
    CaaFacts found = facts(host, Duration.ofSeconds(2), (name, query) -> List.of());

    assertThat(found.found()).isEqualTo(Answer.UNTOLD);
    assertThat(asked).isEmpty();
  }
}
