package io.github.tlsgauntlet.cli;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;

/**
 * Listens in several places and counts how many connections to all of them are open at once. The
 * first one to each place is answered with an alert, as by a server of TLS; the others are held.
 */
final class CountingListeners implements AutoCloseable {
  private static final byte[] ALERT = {21, 3, 3, 0, 2, 2, 40};

  private final Selector selector = Selector.open();
  private final List<ServerSocketChannel> places = new ArrayList<>();
  private final List<SocketChannel> open = new ArrayList<>();
  private final Set<ServerSocketChannel> answered = new HashSet<>();
  private volatile int most;

  private CountingListeners() throws IOException {}

  static CountingListeners of(int count) throws IOException {
    CountingListeners all = new CountingListeners();
    for (int i = 0; i < count; i++) {
      ServerSocketChannel place = ServerSocketChannel.open();
      place.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
      place.configureBlocking(false);
      place.register(all.selector, SelectionKey.OP_ACCEPT);
      all.places.add(place);
    }
    Thread thread = new Thread(all::serve, "counting-listeners");
    thread.setDaemon(true);
    thread.start();
    return all;
  }

  List<String> hosts() throws IOException {
    List<String> hosts = new ArrayList<>();
    for (ServerSocketChannel place : places) {
      hosts.add("127.0.0.1:" + ((InetSocketAddress) place.getLocalAddress()).getPort());
    }
    return hosts;
  }

  /** How many were open at once, at most. */
  int most() {
    return most;
  }

  private void serve() {
    try {
      while (selector.isOpen()) {
        selector.select();
        Set<SelectionKey> ready = selector.selectedKeys();
        for (SelectionKey key : ready) {
          if (key.isAcceptable() && key.channel() instanceof ServerSocketChannel place) {
            accept(place);
          }
        }
        ready.clear();
      }
    } catch (IOException | java.nio.channels.ClosedSelectorException e) {
      // The test is over.
      return;
    }
  }

  private void accept(ServerSocketChannel place) throws IOException {
    SocketChannel socket = place.accept();
    if (socket == null) {
      return;
    }
    // Whoever closed a connection before this one came has been heard of.
    dropEnded();
    socket.configureBlocking(false);
    open.add(socket);
    most = Math.max(most, open.size());
    if (answered.add(place)) {
      socket.write(ByteBuffer.wrap(ALERT));
    }
  }

  private void dropEnded() throws IOException {
    Iterator<SocketChannel> all = open.iterator();
    while (all.hasNext()) {
      SocketChannel one = all.next();
      if (hasEnded(one)) {
        one.close();
        all.remove();
      }
    }
  }

  private static boolean hasEnded(SocketChannel socket) {
    ByteBuffer some = ByteBuffer.allocate(1 << 16);
    try {
      int got = socket.read(some);
      while (got > 0) {
        some.clear();
        got = socket.read(some);
      }
      return got < 0;
    } catch (IOException e) {
      return true;
    }
  }

  @Override
  public void close() throws IOException {
    selector.close();
    for (ServerSocketChannel place : places) {
      place.close();
    }
  }
}
