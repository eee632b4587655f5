package io.github.tlsgauntlet.probe;

import io.github.tlsgauntlet.peer.Deadline;
import io.github.tlsgauntlet.protocol.CipherSuite;
import io.github.tlsgauntlet.wire.WireException;
import io.github.tlsgauntlet.wire.WireReader;
import io.github.tlsgauntlet.wire.WireWriter;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.ArrayList;
import java.util.List;

/**
 * SSL 2.0 as far as the SERVER-HELLO (draft-hickman-netscape-ssl-00; RFC 6176 forbids it): the one
 * message tells all suites at once.
 */
final class Ssl2Probe {
  static final String VERSION = "SSL 2.0";
  private static final int[] SUITES = {
    0x010080, 0x020080, 0x030080, 0x040080, 0x050080, 0x060040, 0x0700c0
  };
  private static final int CODE = 3;
  private static final int CHALLENGE = 16;
  private static final int CLIENT_HELLO = 1;
  private static final int SERVER_HELLO = 4;
  private static final int ERROR = 0;
  private static final int VERSION_CODE = 0x0002;
  private static final int MOST = 0x3fff;

  private final Line line;

  Ssl2Probe(Line line) {
    this.line = line;
  }

  VersionFacts run() {
    Line.Opened opened;
    try {
      opened = line.open();
    } catch (IOException e) {
      return none(Answer.UNTOLD, "No connection came about: " + e.getMessage() + ".");
    }
    try (Socket socket = opened.socket()) {
      socket.getOutputStream().write(hello());
      return judge(socket, opened.deadline());
    } catch (SocketTimeoutException e) {
      return none(Answer.UNTOLD, "It said nothing within the time limit.");
    } catch (IOException e) {
      return none(Answer.NO, "It closed the connection.");
    }
  }

  private byte[] hello() {
    byte[] challenge = new byte[CHALLENGE];
    line.random().nextBytes(challenge);
    byte[] message =
        WireWriter.write(
            w -> {
              w.uint8(CLIENT_HELLO)
                  .uint16(VERSION_CODE)
                  .uint16(SUITES.length * CODE)
                  .uint16(0)
                  .uint16(CHALLENGE);
              for (int suite : SUITES) {
                w.uint24(suite);
              }
              w.bytes(challenge);
            });
    return WireWriter.write(w -> w.uint16(0x8000 | message.length).bytes(message));
  }

  private static VersionFacts judge(Socket socket, Deadline deadline) throws IOException {
    InputStream in = socket.getInputStream();
    byte[] head = read(socket, in, 2, deadline);
    if ((head[0] & 0x80) == 0) {
      return none(Answer.NO, "It answered with something else.");
    }
    int length = ((head[0] & 0xff) << 8 | head[1] & 0xff) & 0x7fff;
    if (length == 0 || length > MOST) {
      return none(Answer.NO, "It answered with something else.");
    }
    try {
      return judge(read(socket, in, length, deadline));
    } catch (WireException e) {
      return none(Answer.UNTOLD, "Its answer begins like SSL 2.0 and can't be read.");
    }
  }

  private static VersionFacts judge(byte[] message) throws WireException {
    WireReader reader = WireReader.of(message);
    int type = reader.uint8();
    if (type == ERROR) {
      return none(Answer.NO, "It sent an error in SSL 2.0.");
    }
    if (type != SERVER_HELLO) {
      return none(Answer.NO, "It answered with something else.");
    }
    reader.uint16();
    int version = reader.uint16();
    if (version != VERSION_CODE) {
      return none(Answer.NO, "It answered with another version.");
    }
    int certificate = reader.uint16();
    int suites = reader.uint16();
    reader.uint16();
    reader.bytes(certificate);
    List<SuiteFacts> found = new ArrayList<>();
    for (int i = 0; i < suites / CODE; i++) {
      found.add(new SuiteFacts(new CipherSuite(reader.uint24()), "", 0));
    }
    return new VersionFacts(
        VERSION,
        Answer.YES,
        found.isEmpty() ? "It names no suite, and may take some all the same." : "",
        found,
        Preference.CLIENT,
        false);
  }

  private static byte[] read(Socket socket, InputStream in, int length, Deadline deadline)
      throws IOException {
    byte[] bytes = new byte[length];
    int got = 0;
    while (got < length) {
      int left = deadline.remainingMillis();
      if (left == 0) {
        throw new SocketTimeoutException();
      }
      socket.setSoTimeout(left);
      int count = in.read(bytes, got, length - got);
      if (count < 0) {
        throw new IOException("closed");
      }
      got += count;
    }
    return bytes;
  }

  private static VersionFacts none(Answer offered, String detail) {
    return new VersionFacts(VERSION, offered, detail, List.of(), Preference.UNTOLD, false);
  }
}
