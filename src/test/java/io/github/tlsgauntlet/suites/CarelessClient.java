package io.github.tlsgauntlet.suites;

import io.github.tlsgauntlet.target.ClientAttempt;
import io.github.tlsgauntlet.target.ClientSetup;
import io.github.tlsgauntlet.target.ClientTarget;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.HexFormat;

/** A client that answers any ServerHello with a ClientKeyExchange, whatever its version. */
record CarelessClient() implements ClientTarget {
  private static final HexFormat HEX = HexFormat.of();
  private static final byte[] CLIENT_HELLO =
      HEX.parseHex("160301002d010000290303" + "5a".repeat(32) + "000002002f0100");
  private static final byte[] CLIENT_KEY_EXCHANGE = HEX.parseHex("1603010006100000020000");

  @Override
  public String name() {
    return "careless client";
  }

  @Override
  public ClientAttempt connect(InetSocketAddress server, ClientSetup setup, Duration timeout) {
    try (Socket socket = new Socket(server.getAddress(), server.getPort())) {
      socket.setSoTimeout((int) timeout.toMillis());
      socket.getOutputStream().write(CLIENT_HELLO);
      int first = socket.getInputStream().read();
      socket.getOutputStream().write(CLIENT_KEY_EXCHANGE);
      return new ClientAttempt(false, "the first octet was " + first);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {}
}
