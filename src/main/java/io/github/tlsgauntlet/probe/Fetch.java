package io.github.tlsgauntlet.probe;

import io.github.tlsgauntlet.peer.Deadline;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

/**
 * Fetches small things from places that someone else named, by HTTP/1.1: only http and https, only
 * addresses that may be called, few redirects, so many octets, until a deadline. The address that
 * was looked at is the one that is called, so that a name can't change its meaning in between;
 * hence no HTTP client of the JDK's, which looks names up by itself.
 */
final class Fetch {
  private static final int MOST_REDIRECTS = 3;
  private static final int MOST_HEAD = 16 * 1024;
  private static final int MOST_LINE = 1024;
  private static final int HTTP_PORT = 80;
  private static final int HTTPS_PORT = 443;

  private final boolean privateToo;

  Fetch(boolean privateToo) {
    this.privateToo = privateToo;
  }

  /**
   * What to ask for.
   *
   * @param body to post, with its media type in front; empty to get
   * @param most how many octets the answer may have
   */
  record Request(String place, Optional<Body> body, int most) {}

  /** What is posted. */
  record Body(String type, byte[] octets) {}

  /**
   * The body of the answer.
   *
   * @throws IOException if none came in time, with the reason in one line
   */
  byte[] fetch(Request request, Deadline deadline) throws IOException {
    Exchange exchange = new Exchange(request, deadline);
    FutureTask<byte[]> task = new FutureTask<>(exchange);
    Thread thread = new Thread(task, "tls-gauntlet-fetch");
    thread.setDaemon(true);
    thread.start();
    try {
      return task.get(Math.max(1, deadline.remainingMillis()), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      throw new IOException("no answer in time", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof SocketTimeoutException) {
        throw new IOException("no answer in time", e);
      }
      throw e.getCause() instanceof IOException io
          ? io
          : new IOException("no answer that can be read", e);
    } finally {
      exchange.abort();
    }
  }

  /** Runs on a thread of its own, so that names that nobody looks up hold up nobody. */
  private final class Exchange implements Callable<byte[]> {
    private final Request request;
    private final Deadline deadline;
    // Written by the thread that calls, and read by the one that waits, which may close it.
    private volatile Optional<Socket> open = Optional.empty();
    private volatile boolean over;

    private Exchange(Request request, Deadline deadline) {
      this.request = request;
      this.deadline = deadline;
    }

    private void abort() {
      over = true;
      open.ifPresent(
          socket -> {
            try {
              socket.close();
            } catch (IOException e) {
              // It is of no use any more, closed or not.
              over = true;
            }
          });
    }

    @Override
    public byte[] call() throws IOException {
      URI place = uri(request.place());
      for (int i = 0; i <= MOST_REDIRECTS && !over; i++) {
        Head head;
        try (Socket socket = connect(place)) {
          socket.getOutputStream().write(Fetch.request(place, request.body()));
          socket.getOutputStream().flush();
          InputStream in = new Limited(socket, deadline);
          head = Head.read(in);
          if (head.status() == 200) {
            return body(in, head);
          }
        }
        if (head.status() / 100 != 3 || head.header("location").isEmpty()) {
          throw new IOException("HTTP status " + head.status());
        }
        place = uri(place.resolve(uriOf(head.header("location"))).toString());
      }
      throw new IOException("more than " + MOST_REDIRECTS + " redirects");
    }

    private Socket connect(URI place) throws IOException {
      InetAddress address = Addresses.callable(place.getHost(), privateToo);
      boolean secure = place.getScheme().equalsIgnoreCase("https");
      int port = place.getPort() > 0 ? place.getPort() : secure ? HTTPS_PORT : HTTP_PORT;
      Socket socket = new Socket();
      open = Optional.of(socket);
      try {
        socket.connect(
            new InetSocketAddress(address, port), Math.max(1, deadline.remainingMillis()));
        socket.setSoTimeout(Math.max(1, deadline.remainingMillis()));
        return secure ? secured(socket, place.getHost(), port) : socket;
      } catch (IOException e) {
        socket.close();
        throw e;
      }
    }

    private Socket secured(Socket socket, String host, int port) throws IOException {
      SSLSocket layered =
          (SSLSocket)
              ((SSLSocketFactory) SSLSocketFactory.getDefault())
                  .createSocket(socket, host, port, true);
      SSLParameters parameters = layered.getSSLParameters();
      parameters.setEndpointIdentificationAlgorithm("HTTPS");
      layered.setSSLParameters(parameters);
      layered.startHandshake();
      return layered;
    }

    private byte[] body(InputStream in, Head head) throws IOException {
      if (head.header("transfer-encoding").toLowerCase(Locale.ROOT).contains("chunked")) {
        return chunks(in);
      }
      String length = head.header("content-length");
      if (!length.matches("[0-9]{1,9}")) {
        return whole(in, Integer.MAX_VALUE);
      }
      int wanted = Integer.parseInt(length);
      byte[] body = whole(in, wanted);
      if (body.length < wanted) {
        throw new IOException("the answer is cut short");
      }
      return body;
    }

    private byte[] whole(InputStream in, int wanted) throws IOException {
      if (wanted != Integer.MAX_VALUE && wanted > request.most()) {
        throw tooLong();
      }
      byte[] body = in.readNBytes(Math.min(wanted, request.most() + 1));
      if (body.length > request.most()) {
        throw tooLong();
      }
      return body;
    }

    private byte[] chunks(InputStream in) throws IOException {
      ByteArrayOutputStream body = new ByteArrayOutputStream();
      while (true) {
        String size = Head.line(in).split(";", 2)[0].strip();
        if (!size.matches("[0-9A-Fa-f]{1,7}")) {
          throw new IOException("the answer's chunks can't be read");
        }
        int length = Integer.parseInt(size, 16);
        if (length == 0) {
          return body.toByteArray();
        }
        if (length > request.most() - body.size()) {
          throw tooLong();
        }
        body.write(in.readNBytes(length));
        Head.line(in);
      }
    }

    private IOException tooLong() {
      return new IOException("the answer is longer than " + request.most() + " octets");
    }
  }

  private static URI uriOf(String text) throws IOException {
    try {
      return new URI(text);
    } catch (URISyntaxException e) {
      throw new IOException("no URL that can be read", e);
    }
  }

  private static URI uri(String text) throws IOException {
    URI uri = uriOf(text);
    String scheme = String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
    if (!List.of("http", "https").contains(scheme) || uri.getHost() == null) {
      throw new IOException("only http and https are called");
    }
    return uri;
  }

  private static byte[] request(URI place, Optional<Body> body) {
    String path = place.getRawPath().isEmpty() ? "/" : place.getRawPath();
    String query = place.getRawQuery() == null ? "" : "?" + place.getRawQuery();
    String port = place.getPort() > 0 ? ":" + place.getPort() : "";
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    String head =
        (body.isPresent() ? "POST " : "GET ")
            + path
            + query
            + " HTTP/1.1\r\nHost: "
            + place.getHost()
            + port
            + "\r\nUser-Agent: TLS-Gauntlet\r\nConnection: close\r\n"
            + body.map(
                    one ->
                        "Content-Type: "
                            + one.type()
                            + "\r\nContent-Length: "
                            + one.octets().length
                            + "\r\n")
                .orElse("")
            + "\r\n";
    out.writeBytes(head.getBytes(StandardCharsets.US_ASCII));
    body.ifPresent(one -> out.writeBytes(one.octets()));
    return out.toByteArray();
  }

  /** The status line and the headers. */
  private record Head(int status, List<String> lines) {
    static Head read(InputStream in) throws IOException {
      java.util.ArrayList<String> lines = new java.util.ArrayList<>();
      String first = line(in);
      if (!first.matches("HTTP/[0-9.]{1,8} [0-9]{3}.*")) {
        throw new IOException("what answers speaks no HTTP");
      }
      int read = 0;
      for (String line = line(in); !line.isEmpty(); line = line(in)) {
        lines.add(line);
        read += line.length();
        if (read > MOST_HEAD) {
          throw new IOException("the answer's head has no end");
        }
      }
      return new Head(Integer.parseInt(first.split(" ", 3)[1].substring(0, 3)), lines);
    }

    static String line(InputStream in) throws IOException {
      StringBuilder line = new StringBuilder();
      for (int c = in.read(); c != '\n'; c = in.read()) {
        if (c < 0) {
          throw new IOException("the answer is cut short");
        }
        if (line.length() > MOST_LINE) {
          throw new IOException("the answer's head has no end");
        }
        line.append((char) c);
      }
      return line.toString().strip();
    }

    String header(String name) {
      return lines.stream()
          .filter(line -> line.toLowerCase(Locale.ROOT).startsWith(name + ":"))
          .map(line -> line.substring(name.length() + 1).strip())
          .findFirst()
          .orElse("");
    }
  }

  /** Reads until the deadline, however slowly the octets drip. */
  private static final class Limited extends InputStream {
    private final Socket socket;
    private final InputStream in;
    private final Deadline deadline;

    private Limited(Socket socket, Deadline deadline) throws IOException {
      this.socket = socket;
      this.in = new java.io.BufferedInputStream(socket.getInputStream());
      this.deadline = deadline;
    }

    private void await() throws IOException {
      if (deadline.remainingMillis() == 0) {
        throw new IOException("no answer in time");
      }
      socket.setSoTimeout(Math.max(1, deadline.remainingMillis()));
    }

    @Override
    public int read() throws IOException {
      await();
      return in.read();
    }

    @Override
    public int read(byte[] into, int at, int length) throws IOException {
      await();
      return in.read(into, at, length);
    }
  }
}
