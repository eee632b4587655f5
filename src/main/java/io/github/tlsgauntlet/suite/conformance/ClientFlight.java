package io.github.tlsgauntlet.suite.conformance;

import io.github.tlsgauntlet.peer.TranscriptEntry;
import io.github.tlsgauntlet.protocol.HandshakeType;
import io.github.tlsgauntlet.protocol.ProtocolVersion;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** What our client says in an ordinary handshake with a server, step by step, up to Finished. */
final class ClientFlight {
  static final String CHANGE_CIPHER_SPEC = "ChangeCipherSpec";
  static final String FINISHED = HandshakeType.FINISHED.toString();
  static final String CLIENT_HELLO = HandshakeType.CLIENT_HELLO.toString();

  /** Header, context and list length of a Certificate without certificates, in bytes. */
  private static final int LONGEST_EMPTY = 8;

  private final List<TranscriptEntry> steps;
  private final boolean tls13;

  /**
   * The flight of a handshake that was completed.
   *
   * @param ordinary as it was first made
   */
  ClientFlight(Exchange ordinary) {
    this.tls13 = ordinary.version().filter(ProtocolVersion.TLS13::equals).isPresent();
    List<TranscriptEntry> all =
        ordinary.transcript().entries().stream()
            .filter(entry -> entry.direction() == TranscriptEntry.Direction.SENT)
            .toList();
    int last =
        IntStream.range(0, all.size())
            .filter(i -> all.get(i).label().equals(FINISHED))
            .findFirst()
            .orElse(all.size() - 1);
    this.steps = all.subList(0, last + 1);
  }

  int size() {
    return steps.size();
  }

  String label(int step) {
    return steps.get(step).label();
  }

  byte[] bytes(int step) {
    return steps.get(step).bytes();
  }

  boolean isTls13() {
    return tls13;
  }

  /** The first step after the last ClientHello: what is before has to be said for anything else. */
  int begin() {
    int begin = 0;
    for (int i = 0; i < steps.size(); i++) {
      if (label(i).equals(CLIENT_HELLO)) {
        begin = i + 1;
      }
    }
    return begin;
  }

  int finished() {
    return steps.size() - 1;
  }

  /** The steps as they are due, to be changed. */
  List<Integer> ordinary() {
    return new ArrayList<>(IntStream.range(0, steps.size()).boxed().toList());
  }

  /**
   * The step that a message is.
   *
   * @param label of the message
   * @param ordinal how many of that label came before
   * @return -1 for one that the ordinary handshake did not have
   */
  int step(String label, int ordinal) {
    int seen = 0;
    for (int i = 0; i < steps.size(); i++) {
      if (label(i).equals(label) && seen++ == ordinal) {
        return i;
      }
    }
    return -1;
  }

  /**
   * Whether a server has to take it: before Finished a ChangeCipherSpec means nothing in TLS 1.3
   * (RFC 9846, Section 5), and in TLS 1.2 a ClientHello after Finished asks for a renegotiation.
   */
  boolean isLegal(List<Integer> plan) {
    List<Integer> due = ordinary();
    if (tls13) {
      return significant(plan).equals(significant(due));
    }
    int end = plan.lastIndexOf(finished());
    boolean renegotiates =
        plan.subList(0, end + 1).equals(due)
            && plan.size() == end + 2
            && label(plan.get(end + 1)).equals(CLIENT_HELLO);
    return plan.equals(due) || renegotiates;
  }

  private List<Integer> significant(List<Integer> plan) {
    int end = plan.indexOf(finished());
    List<Integer> significant = new ArrayList<>();
    for (int i = 0; i < plan.size(); i++) {
      boolean dummy = label(plan.get(i)).equals(CHANGE_CIPHER_SPEC) && (i < end || end < 0);
      if (!dummy) {
        significant.add(plan.get(i));
      }
    }
    return significant;
  }

  /** Whether it differs in nothing but an empty Certificate, which says as little as none. */
  boolean lacksNothing(List<Integer> plan) {
    List<Integer> due = ordinary();
    due.removeIf(this::isEmptyCertificate);
    List<Integer> said = new ArrayList<>(plan);
    said.removeIf(this::isEmptyCertificate);
    return said.equals(due);
  }

  private boolean isEmptyCertificate(int step) {
    return label(step).equals(HandshakeType.CERTIFICATE.toString())
        && bytes(step).length <= LONGEST_EMPTY;
  }

  /** Whether something that is due in the clear comes after a ChangeCipherSpec (TLS 1.2). */
  boolean crossesKeys(List<Integer> plan) {
    int change = step(CHANGE_CIPHER_SPEC, 0);
    int at = plan.indexOf(change);
    return !tls13
        && at >= 0
        && plan.subList(at + 1, plan.size()).stream().anyMatch(step -> step <= change);
  }

  /** Whether all is as it is due up to Finished, so that what is wrong comes after it. */
  boolean isLegalUntilFinished(List<Integer> plan) {
    int end = plan.indexOf(finished());
    return end >= 0 && isLegal(plan.subList(0, end + 1)) && plan.size() > end + 1;
  }
}
