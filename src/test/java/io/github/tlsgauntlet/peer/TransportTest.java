package io.github.tlsgauntlet.peer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TransportTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final int HANDSHAKE = 22;
  private static final int SSL2_MOST = 0x7fff;

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 4_091, 4_092, 16_384, 16_384 + 2_048})
  void records_of_any_length_come_as_they_were_sent(int length) throws IOException, Aborted {
    byte[] sent = new byte[5 + length];
    sent[0] = HANDSHAKE;
    sent[1] = 3;
    sent[2] = 3;
    sent[3] = (byte) (length >>> 8);
    sent[4] = (byte) length;
    for (int i = 5; i < sent.length; i++) {
      sent[i] = (byte) i;
    }
    try (Pair pair = new Pair()) {
      pair.peer.getOutputStream().write(twice(sent));

      for (int record = 0; record < 2; record++) {
        Transport.WireRecord got = pair.transport.read(Deadline.in(PATIENCE));
        assertThat(got.contentType()).isEqualTo(HANDSHAKE);
        assertThat(got.version()).isEqualTo(0x0303);
        assertThat(got.fragment()).isEqualTo(Arrays.copyOfRange(sent, 5, sent.length));
      }
    }
  }

  @Test
  void the_longest_message_of_ssl_2_is_read_whole() throws IOException, Aborted {
    byte[] sent = new byte[2 + SSL2_MOST];
    sent[0] = (byte) (SSL2_MOST >>> 8 | 0x80);
    sent[1] = (byte) SSL2_MOST;
    sent[sent.length - 1] = 7;
    try (Pair pair = new Pair()) {
      pair.peer.getOutputStream().write(twice(sent));

      for (int message = 0; message < 2; message++) {
        assertThat(pair.transport.readSsl2().orElseThrow())
            .isEqualTo(Arrays.copyOfRange(sent, 2, sent.length));
      }
    }
  }

  @Test
  void a_flight_longer_than_its_first_buffer_is_written_whole() throws IOException {
    byte[] record = new byte[3_000];
    try (Pair pair = new Pair()) {
      for (byte i = 1; i <= 4; i++) {
        Arrays.fill(record, i);
        pair.transport.add(record.clone());
      }
      pair.transport.flush();

      byte[] got = pair.peer.getInputStream().readNBytes(4 * record.length);
      assertThat(got[0]).isEqualTo((byte) 1);
      assertThat(got[record.length]).isEqualTo((byte) 2);
      assertThat(got[got.length - 1]).isEqualTo((byte) 4);
    }
  }

  private static byte[] twice(byte[] bytes) {
    ByteArrayOutputStream both = new ByteArrayOutputStream();
    both.writeBytes(bytes);
    both.writeBytes(bytes);
    return both.toByteArray();
  }

  /** A transport, and a socket at its other end. */
  private static final class Pair implements AutoCloseable {
    private final Socket peer;
    private final Transport transport;

    Pair() throws IOException {
      try (ServerSocket listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
        peer = new Socket(listener.getInetAddress(), listener.getLocalPort());
        transport = new Transport(listener.accept(), Deadline.in(PATIENCE));
      }
    }

    @Override
    public void close() throws IOException {
      transport.close();
      peer.close();
    }
  }
}
