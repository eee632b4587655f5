package io.github.tlsgauntlet.suites.conformance;

import io.github.tlsgauntlet.peer.CertificateAsk;
import io.github.tlsgauntlet.peer.Ending;
import io.github.tlsgauntlet.peer.HelloCaller;
import io.github.tlsgauntlet.peer.TlsServer;
import io.github.tlsgauntlet.protocol.ContentType;
import io.github.tlsgauntlet.protocol.HandshakeType;
import io.github.tlsgauntlet.suite.Finding;
import io.github.tlsgauntlet.suite.Verdict;
import io.github.tlsgauntlet.suite.conformance.AfterServed;
import io.github.tlsgauntlet.suite.conformance.Exchange;
import io.github.tlsgauntlet.suite.conformance.Expectations;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Asks a client for its certificate after the handshake, and reads how it answers. The response to
 * its own request follows at once: who has read that, and leaves, will not answer any more. For one
 * connection; what was read is asked for when that has ended.
 */
final class LateAnswer implements AfterServed {
  /** For one that neither answers nor leaves: it may be asking its user (Section 4.7.2). */
  private static final Duration PATIENCE = Duration.ofSeconds(3);

  private static final int MOST_RECORDS = 64;
  private static final int HEADER = 4;

  /** Of our server's requests. */
  private static final int CONTEXT = 1;

  private final CertificateAsk ask;
  private final Duration patience;
  private final ByteArrayOutputStream messages = new ByteArrayOutputStream();
  private volatile boolean broken; // read by the thread that judges
  private volatile boolean asked; // read by the thread that judges
  private volatile boolean silent; // read by the thread that judges

  LateAnswer(CertificateAsk ask) {
    this(ask, PATIENCE);
  }

  LateAnswer(CertificateAsk ask, Duration patience) {
    this.ask = ask;
    this.patience = patience;
  }

  @Override
  public void serve(TlsServer server, byte[] response) {
    if (server.read().isEmpty()) {
      return;
    }
    asked = true;
    server.askAfterHandshake(ask);
    server.write(response);
    for (int i = 0; i < MOST_RECORDS && !types().contains(HandshakeType.FINISHED.code()); i++) {
      HelloCaller.Received received = server.nextRecord(patience);
      if (received.record().isEmpty()) {
        silent = received.ending() instanceof Ending.Silence;
        return;
      }
      take(received.record().get());
    }
  }

  private synchronized void take(HelloCaller.Fragment fragment) {
    if (fragment.contentType() == ContentType.HANDSHAKE.code()) {
      messages.writeBytes(fragment.bytes());
    } else {
      broken |= messages.size() > 0;
    }
  }

  /** The types of the messages that came whole. */
  private synchronized List<Integer> types() {
    byte[] all = messages.toByteArray();
    List<Integer> types = new ArrayList<>();
    int at = 0;
    while (all.length - at >= HEADER) {
      int length = (all[at + 1] & 0xff) << 16 | (all[at + 2] & 0xff) << 8 | all[at + 3] & 0xff;
      if (all.length - at - HEADER < length) {
        break;
      }
      types.add(all[at] & 0xff);
      at += HEADER + length;
    }
    return types;
  }

  private synchronized boolean echoes() {
    byte[] all = messages.toByteArray();
    return all.length > HEADER + 1 && all[HEADER] == 1 && all[HEADER + 1] == CONTEXT;
  }

  Finding finding(Exchange exchange) {
    if (!asked) {
      return Expectations.finding(
          Verdict.NOT_APPLICABLE, "The client sent no request, and left.", exchange);
    }
    List<Integer> types = types();
    if (silent && types.isEmpty() && !broken) {
      return Expectations.finding(
          Verdict.INCONCLUSIVE,
          "It neither answers within " + patience.toMillis() + " ms nor leaves.",
          exchange);
    }
    if (types.isEmpty() && !broken) {
      return Expectations.finding(Verdict.FAIL, "It leaves without an answer.", exchange);
    }
    boolean ordered =
        types.equals(
                List.of(
                    HandshakeType.CERTIFICATE.code(),
                    HandshakeType.CERTIFICATE_VERIFY.code(),
                    HandshakeType.FINISHED.code()))
            || types.equals(
                List.of(HandshakeType.CERTIFICATE.code(), HandshakeType.FINISHED.code()));
    boolean right = ordered && echoes() && !broken;
    return Expectations.finding(
        right ? Verdict.PASS : Verdict.FAIL,
        right
            ? "It answers in order, with the request's context."
            : "It answers by "
                + types.stream().map(code -> new HandshakeType(code).toString()).toList()
                + (echoes() ? "" : ", without the request's context")
                + (broken ? ", with something else between." : "."),
        exchange);
  }
}
