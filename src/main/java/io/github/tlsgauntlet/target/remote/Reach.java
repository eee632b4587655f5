package io.github.tlsgauntlet.target.remote;

import io.github.tlsgauntlet.target.TargetException;
import io.github.tlsgauntlet.target.TargetSpec;
import io.github.tlsgauntlet.target.upgrade.UpgradeException;
import io.github.tlsgauntlet.target.upgrade.Upgrades;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NoRouteToHostException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Looks a live server up, connects, and tells apart what answers. */
final class Reach {
  private static final int MOST_ADDRESSES = 4;

  private final TargetSpec.Remote spec;
  private final Optional<String> serverName;
  private final Deadline deadline;
  private final String place;

  Reach(TargetSpec.Remote spec, Optional<String> serverName, Deadline deadline) {
    this.spec = spec;
    this.serverName = serverName;
    this.deadline = deadline;
    String host = spec.host().indexOf(':') >= 0 ? "[" + spec.host() + "]" : spec.host();
    this.place = host + ":" + spec.port();
  }

  /** Where it answers as TLS. */
  InetSocketAddress address() throws TargetException {
    InetAddress[] addresses = lookUp();
    int tried = Math.min(addresses.length, MOST_ADDRESSES);
    for (int i = 0; i < tried - 1; i++) {
      InetSocketAddress address = new InetSocketAddress(addresses[i], spec.port());
      try (Socket socket = connect(address, deadline.half())) {
        return judged(address, socket);
      } catch (IOException elsewherePerhaps) {
        // The next address is tried; the last one's failure is reported.
      }
    }
    InetSocketAddress last = new InetSocketAddress(addresses[tried - 1], spec.port());
    try (Socket socket = connect(last, deadline)) {
      return judged(last, socket);
    } catch (IOException failed) {
      throw unreachable(why(failed), failed);
    }
  }

  private static String why(IOException failed) {
    if (failed instanceof NoRouteToHostException) {
      return "there is no route to it";
    }
    if (failed instanceof ConnectException) {
      return "nothing listens there (connection refused)";
    }
    if (failed instanceof SocketTimeoutException) {
      return "it takes no connection within the timeout";
    }
    return "the connection failed: " + failed.getMessage();
  }

  /** Looks the name up beside this thread: a resolver knows no timeout. */
  private InetAddress[] lookUp() throws TargetException {
    CompletableFuture<InetAddress[]> answer = new CompletableFuture<>();
    Thread resolver =
        new Thread(
            () -> {
              try {
                answer.complete(InetAddress.getAllByName(spec.host()));
              } catch (UnknownHostException unknown) {
                answer.completeExceptionally(unknown);
              }
            },
            "tlsgauntlet-resolver");
    resolver.setDaemon(true);
    resolver.start();
    try {
      return answer.get(deadline.millis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException unknown) {
      throw unreachable("there is no such host", unknown);
    } catch (TimeoutException | SocketTimeoutException late) {
      throw unreachable("its name is not resolved within the timeout", late);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw unreachable("interrupted while its name was looked up", interrupted);
    }
  }

  private static Socket connect(InetSocketAddress address, Deadline until) throws IOException {
    Socket socket = new Socket();
    try {
      socket.setTcpNoDelay(true);
      socket.connect(address, until.millis());
      return socket;
    } catch (IOException failed) {
      socket.close();
      throw failed;
    }
  }

  private InetSocketAddress judged(InetSocketAddress address, Socket socket)
      throws TargetException, IOException {
    if (spec.upgrade().isPresent()) {
      try {
        Upgrades.perform(
            spec.upgrade().get(),
            socket,
            spec.host(),
            io.github.tlsgauntlet.peer.Deadline.in(deadline.left()));
      } catch (UpgradeException e) {
        throw unreachable(String.valueOf(e.getMessage()), e);
      } catch (SocketTimeoutException e) {
        throw unreachable(
            "it doesn't talk " + spec.upgrade().get().scheme() + " within the timeout", e);
      }
    }
    // Half of the time: what is silent to a ClientHello is asked in plain HTTP with the rest.
    Answer answer = ask(socket, GreetingHello.bytes(serverName), deadline.half());
    if (FirstWords.isTls(answer.words())) {
      return address;
    }
    if (answer.words().length > 0) {
      throw unreachable("it speaks " + FirstWords.describe(answer.words()));
    }
    // A server that serves one at a time must see this connection end first.
    socket.close();
    if (spec.upgrade().isEmpty() && speaksHttp(address)) {
      throw unreachable("it speaks plain HTTP, not TLS");
    }
    throw unreachable(
        answer.ended()
            ? "it closes the connection when it is sent a ClientHello"
            : "it accepts the connection but does not answer a ClientHello within the timeout");
  }

  private boolean speaksHttp(InetSocketAddress address) {
    byte[] request = "GET / HTTP/1.0\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
    try (Socket socket = connect(address, deadline)) {
      return FirstWords.isHttp(ask(socket, request, deadline).words());
    } catch (IOException notHttpEither) {
      return false;
    }
  }

  /** The first bytes of an answer, and whether the peer ended the connection before more came. */
  private record Answer(byte[] words, boolean ended) {}

  private static Answer ask(Socket socket, byte[] question, Deadline until) {
    ByteArrayOutputStream words = new ByteArrayOutputStream();
    try {
      socket.getOutputStream().write(question);
      InputStream in = socket.getInputStream();
      byte[] buffer = new byte[FirstWords.ENOUGH];
      while (!FirstWords.isClear(words.toByteArray())) {
        socket.setSoTimeout(until.millis());
        int length = in.read(buffer, 0, FirstWords.ENOUGH - words.size());
        if (length < 0) {
          return new Answer(words.toByteArray(), true);
        }
        words.write(buffer, 0, length);
      }
      return new Answer(words.toByteArray(), false);
    } catch (SocketTimeoutException silent) {
      return new Answer(words.toByteArray(), false);
    } catch (IOException broken) {
      return new Answer(words.toByteArray(), true);
    }
  }

  private TargetException unreachable(String what) {
    return new TargetException(TargetException.Kind.UNREACHABLE, place + ": " + what);
  }

  private TargetException unreachable(String what, Exception cause) {
    return new TargetException(TargetException.Kind.UNREACHABLE, place + ": " + what, cause);
  }
}
