package io.github.tlsgauntlet.probe;

import static io.github.tlsgauntlet.probe.CbcServer.BAD_RECORD_MAC;
import static io.github.tlsgauntlet.probe.CbcServer.DECRYPTION_FAILED;
import static io.github.tlsgauntlet.probe.CbcServer.RECORD_OVERFLOW;
import static io.github.tlsgauntlet.probe.CbcServer.alert;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.tlsgauntlet.peer.ClientSettings;
import io.github.tlsgauntlet.peer.Deadline;
import io.github.tlsgauntlet.peer.ServerSettings;
import io.github.tlsgauntlet.peer.TlsServer;
import io.github.tlsgauntlet.pki.Credential;
import io.github.tlsgauntlet.probe.CbcServer.Deed;
import io.github.tlsgauntlet.probe.CbcServer.Opened;
import io.github.tlsgauntlet.probe.CbcServer.Opener;
import io.github.tlsgauntlet.probe.Weakness.Exposure;
import io.github.tlsgauntlet.protocol.CipherSuite;
import io.github.tlsgauntlet.protocol.ProtocolVersion;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** Each oracle is seen on a server that is one, and none on a server that is none. */
class RecordOraclesTest {
  private static final ClientSettings CLIENT = ClientSettings.builder().build();
  private static final Duration TIMEOUT = Duration.ofSeconds(10);

  private static final int AT_ONCE = 16;
  private static final int HANDSHAKE_FAILURE = 40;
  private static final int INTERNAL_ERROR = 80;

  private static Map<String, Weakness> probe(Dialer dialer, Duration timeout, boolean http)
      throws InterruptedException {
    Map<String, Weakness> found = new LinkedHashMap<>();
    try (Tasks tasks = new Tasks(AT_ONCE)) {
      RecordOracles.start(
              tasks,
              new Line(dialer, timeout),
              ProtocolVersion.TLS12,
              List.of(CbcServer.SUITE),
              CLIENT,
              http)
          .get()
          .forEach(one -> found.put(one.id(), one));
    }
    return found;
  }

  private static Map<String, Weakness> probe(Opener opener) throws Exception {
    try (FlightServer server = FlightServer.that(new CbcServer(opener))) {
      return probe(server.dialer(), TIMEOUT, true);
    }
  }

  private static void hasOnly(Map<String, Weakness> found, String id) {
    assertThat(found).hasSize(6);
    for (Weakness one : found.values()) {
      if (one.id().equals(id)) {
        assertThat(one.exposure()).as(one.detail()).isEqualTo(Exposure.VULNERABLE);
      } else if (!one.id().equals("sleeping-poodle")) {
        assertThat(one.exposure()).as("%s: %s", one.id(), one.detail()).isEqualTo(Exposure.SAFE);
      }
    }
  }

  /** Where the first record is an oracle, nobody asks for one that comes later. */
  private static void sleepingIsUntold(Map<String, Weakness> found) {
    assertThat(one(found, "sleeping-poodle").exposure()).isEqualTo(Exposure.UNTOLD);
  }

  private static void isAll(Map<String, Weakness> found, Exposure exposure) {
    assertThat(found).hasSize(6);
    for (Weakness one : found.values()) {
      assertThat(one.exposure()).as("%s: %s", one.id(), one.detail()).isEqualTo(exposure);
    }
  }

  @Test
  void a_server_that_answers_alike_is_no_oracle() throws Exception {
    isAll(probe(CbcServer::right), Exposure.SAFE);
  }

  @Test
  void our_own_server_is_no_oracle() throws Exception {
    Credential credential = FlightServer.rsa();
    try (ServerSocket listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      Thread thread = new Thread(() -> accept(listener, credential), "own-server");
      thread.setDaemon(true);
      thread.start();
      InetSocketAddress address =
          new InetSocketAddress(listener.getInetAddress(), listener.getLocalPort());
      Dialer dialer =
          deadline -> {
            Socket socket = new Socket();
            socket.connect(address, Math.max(1, deadline.remainingMillis()));
            return socket;
          };

      isAll(probe(dialer, TIMEOUT, true), Exposure.SAFE);
    }
  }

  private static void accept(ServerSocket listener, Credential credential) {
    while (!listener.isClosed()) {
      try {
        Socket socket = listener.accept();
        Thread thread = new Thread(() -> serve(socket, credential), "own-connection");
        thread.setDaemon(true);
        thread.start();
      } catch (IOException e) {
        return; // closed by the test
      }
    }
  }

  private static void serve(Socket socket, Credential credential) {
    ServerSettings settings =
        ServerSettings.builder(credential)
            .versions(ProtocolVersion.TLS12)
            .cipherSuites(List.of(CbcServer.SUITE))
            .build();
    try (TlsServer server = TlsServer.over(socket, settings, Deadline.in(TIMEOUT))) {
      server.handshake();
      while (server.read().isPresent()) {
        server.write(
            "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
      }
    } catch (IOException e) {
      // The client has gone.
      assertThat(socket.isClosed()).isTrue();
    }
  }

  @Test
  void a_server_that_looks_at_no_padding_has_poodle() throws Exception {
    Map<String, Weakness> found =
        probe(record -> record.macRight() ? new Deed.Take() : alert(BAD_RECORD_MAC));

    hasOnly(found, "poodle-tls");
    assertThat(one(found, "poodle-tls").detail())
        .contains("A strong oracle", "in each of 4 rounds");
    sleepingIsUntold(found);
  }

  @Test
  void a_server_that_tells_a_right_mac_beside_wrong_padding_has_zombie_poodle() throws Exception {
    hasOnly(
        probe(
            record ->
                record.isRight()
                    ? new Deed.Take()
                    : alert(record.macRight() ? DECRYPTION_FAILED : BAD_RECORD_MAC)),
        "zombie-poodle");
  }

  private static Deed tellsPadding(Opened record, Deed otherwise) {
    return record.isRight()
        ? new Deed.Take()
        : record.paddingRight() ? alert(BAD_RECORD_MAC) : otherwise;
  }

  @Test
  void a_server_that_tells_right_padding_by_its_alert_has_goldendoodle() throws Exception {
    Map<String, Weakness> found = probe(record -> tellsPadding(record, alert(DECRYPTION_FAILED)));

    hasOnly(found, "goldendoodle");
    assertThat(one(found, "goldendoodle").detail()).contains("who only listens sees no difference");
  }

  @Test
  void a_server_that_tells_right_padding_by_how_the_stream_ends_has_goldendoodle()
      throws Exception {
    Map<String, Weakness> found = probe(record -> tellsPadding(record, new Deed.Reset()));

    hasOnly(found, "goldendoodle");
    assertThat(one(found, "goldendoodle").detail()).doesNotContain("who only listens");
    hasOnly(probe(record -> tellsPadding(record, new Deed.Close())), "goldendoodle");
  }

  @Test
  void a_server_that_tells_right_padding_by_its_silence_has_goldendoodle() throws Exception {
    try (FlightServer server =
        FlightServer.that(
            new CbcServer(
                record ->
                    record.number() > 0
                        ? tellsPadding(record, new Deed.Silence())
                        : CbcServer.right(record)))) {
      hasOnly(probe(server.dialer(), TIMEOUT, true), "goldendoodle");
    }
  }

  @Test
  void a_server_that_looks_at_no_mac_has_goldendoodle() throws Exception {
    Map<String, Weakness> found =
        probe(record -> record.paddingRight() ? new Deed.Take() : alert(BAD_RECORD_MAC));

    assertThat(one(found, "goldendoodle").exposure()).isEqualTo(Exposure.VULNERABLE);
    assertThat(one(found, "goldendoodle").detail())
        .contains("It takes records whose MAC is wrong.");
  }

  @Test
  void a_server_that_takes_everything_has_both() throws Exception {
    Map<String, Weakness> found = probe(record -> new Deed.Take());

    assertThat(one(found, "poodle-tls").exposure()).isEqualTo(Exposure.VULNERABLE);
    assertThat(one(found, "goldendoodle").exposure()).isEqualTo(Exposure.VULNERABLE);
  }

  @Test
  void a_server_that_tells_padding_without_room_for_a_mac_is_a_weak_oracle() throws Exception {
    Map<String, Weakness> found =
        probe(record -> record.paddingFits() ? CbcServer.right(record) : alert(INTERNAL_ERROR));

    hasOnly(found, "goldendoodle");
    assertThat(one(found, "goldendoodle").detail()).startsWith("A weak oracle");
  }

  @Test
  void a_server_that_says_that_a_record_is_too_long_has_cve_2016_2107() throws Exception {
    hasOnly(
        probe(
            record ->
                (record.contents()[record.contents().length - 1] & 0xff) >= record.contents().length
                    ? alert(RECORD_OVERFLOW)
                    : CbcServer.right(record)),
        "cve-2016-2107");
  }

  @Test
  void a_server_that_ends_otherwise_after_an_empty_record_has_cve_2019_1559() throws Exception {
    hasOnly(
        probe(
            record ->
                record.paddingRight()
                        && record.paddingFits()
                        && !record.macRight()
                        && record.plaintext().length == 0
                    ? new Deed.Reset()
                    : CbcServer.right(record)),
        "zero-length");
  }

  @Test
  void a_server_that_tells_only_after_data_has_sleeping_poodle() throws Exception {
    hasOnly(
        probe(
            record ->
                record.number() > 1
                    ? tellsPadding(record, alert(DECRYPTION_FAILED))
                    : CbcServer.right(record)),
        "sleeping-poodle");
  }

  @Test
  void a_server_that_looks_at_the_last_octets_of_the_padding_alone_has_sleeping_poodle()
      throws Exception {
    hasOnly(
        probe(
            record ->
                record.macRight() && record.isPaddingRightInLast(30)
                    ? new Deed.Take()
                    : alert(BAD_RECORD_MAC)),
        "sleeping-poodle");
  }

  @Test
  void a_server_that_tells_its_padding_in_the_handshake_alone_has_goldendoodle() throws Exception {
    Map<String, Weakness> found =
        probe(
            record ->
                record.number() == 0
                    ? tellsPadding(record, alert(DECRYPTION_FAILED))
                    : CbcServer.right(record));

    hasOnly(found, "goldendoodle");
    assertThat(one(found, "goldendoodle").detail()).contains("in place of Finished");
  }

  @Test
  void nothing_is_told_of_a_server_whose_answers_are_chance() throws Exception {
    Random chance = new Random(1);

    Map<String, Weakness> found =
        probe(
            record ->
                record.isRight()
                    ? new Deed.Take()
                    : alert(DECRYPTION_FAILED + chance.nextInt(INTERNAL_ERROR)));

    isAll(found, Exposure.UNTOLD);
    assertThat(one(found, "goldendoodle").detail()).contains("differ from time to time");
  }

  @Test
  void a_difference_that_comes_once_counts_for_nothing() throws Exception {
    AtomicBoolean once = new AtomicBoolean();

    isAll(
        probe(
            record ->
                !record.isRight() && once.compareAndSet(false, true)
                    ? new Deed.Close()
                    : CbcServer.right(record)),
        Exposure.SAFE);
  }

  @Test
  void an_alert_that_tells_is_seen_though_the_stream_ends_by_chance() throws Exception {
    Random chance = new Random(2);

    hasOnly(
        probe(
            record ->
                tellsPadding(record, chance.nextBoolean() ? new Deed.Close() : new Deed.Reset())),
        "goldendoodle");
  }

  @Test
  void nothing_is_told_of_a_server_whose_streams_alone_end_by_chance() throws Exception {
    Random chance = new Random(3);

    isAll(
        probe(
            record ->
                record.isRight()
                    ? new Deed.Take()
                    : chance.nextBoolean() ? new Deed.Close() : new Deed.Reset()),
        Exposure.UNTOLD);
  }

  @Test
  void a_server_that_refuses_all_clients_tells_nothing() throws Exception {
    Map<String, Weakness> found = probe(record -> alert(HANDSHAKE_FAILURE));

    isAll(found, Exposure.UNTOLD);
    assertThat(one(found, "goldendoodle").detail()).contains("another reason to refuse");
  }

  @Test
  void a_server_that_refuses_all_clients_after_their_finished_is_asked_there() throws Exception {
    hasOnly(
        probe(
            record ->
                record.isRight()
                    ? alert(HANDSHAKE_FAILURE)
                    : tellsPadding(record, alert(DECRYPTION_FAILED))),
        "goldendoodle");
    isAll(
        probe(record -> alert(record.isRight() ? HANDSHAKE_FAILURE : BAD_RECORD_MAC)),
        Exposure.SAFE);
  }

  @Test
  void a_greeting_is_no_answer_to_a_record() throws Exception {
    try (FlightServer server =
        FlightServer.that(
            new CbcServer(
                CbcServer::right,
                Optional.of("220 hello\r\n".getBytes(StandardCharsets.US_ASCII))))) {
      isAll(probe(server.dialer(), TIMEOUT, false), Exposure.SAFE);
    }
  }

  @Test
  void a_server_that_greets_and_takes_wrong_padding_has_poodle() throws Exception {
    try (FlightServer server =
        FlightServer.that(
            new CbcServer(
                record -> record.macRight() ? new Deed.Take() : alert(BAD_RECORD_MAC),
                Optional.of("220 hello\r\n".getBytes(StandardCharsets.US_ASCII))))) {
      hasOnly(probe(server.dialer(), TIMEOUT, false), "poodle-tls");
    }
  }

  @Test
  void a_server_without_cbc_is_safe_and_one_in_ssl3_is_not_told() throws Exception {
    try (Tasks tasks = new Tasks(1)) {
      Line line =
          new Line(
              deadline -> {
                throw new IOException("nobody is asked");
              },
              TIMEOUT);
      List<CipherSuite> gcm = List.of(new CipherSuite(0x009c));
      List<CipherSuite> cbc = List.of(CbcServer.SUITE);

      assertThat(RecordOracles.start(tasks, line, ProtocolVersion.TLS12, gcm, CLIENT, true).get())
          .allMatch(one -> one.exposure() == Exposure.SAFE);
      assertThat(RecordOracles.start(tasks, line, Suites.SSL30, cbc, CLIENT, true).get())
          .allMatch(one -> one.exposure() == Exposure.UNTOLD);
      assertThat(RecordOracles.start(tasks, line, ProtocolVersion.TLS12, cbc, CLIENT, true).get())
          .allMatch(one -> one.exposure() == Exposure.UNTOLD);
    }
  }

  private static Weakness one(Map<String, Weakness> all, String id) {
    return Objects.requireNonNull(all.get(id), id);
  }
}
