package io.github.tlsgauntlet.probe;

import java.util.List;

/**
 * One of the chains that the server sends, depending on what the client can verify.
 *
 * @param certificates as sent, the server's own first
 * @param unreadable how many entries could not be read as certificates
 * @param trusted whether a path to an anchor was found
 * @param trustDetail what stands in its way; which store it was judged by
 * @param matchesName whether the server's own certificate is for the name that was asked for
 * @param nameDetail the name asked for
 * @param inOrder whether each certificate issued the one before it
 * @param complete whether a path was found from what was sent alone
 * @param onlyWithoutServerName whether none but a client that names no server gets it
 * @param staple what is told by the stapled response; empty where none came
 * @param details what else was found out about it
 */
public record ChainFacts(
    List<CertificateFacts> certificates,
    int unreadable,
    Answer trusted,
    String trustDetail,
    Answer matchesName,
    String nameDetail,
    boolean inOrder,
    Answer complete,
    boolean onlyWithoutServerName,
    String staple,
    ChainDetails details) {
  public ChainFacts {
    certificates = List.copyOf(certificates);
  }

  /** A chain of which nothing else was asked. */
  public ChainFacts(
      List<CertificateFacts> certificates,
      int unreadable,
      Answer trusted,
      String trustDetail,
      Answer matchesName,
      String nameDetail,
      boolean inOrder,
      Answer complete,
      boolean onlyWithoutServerName,
      String staple) {
    this(
        certificates,
        unreadable,
        trusted,
        trustDetail,
        matchesName,
        nameDetail,
        inOrder,
        complete,
        onlyWithoutServerName,
        staple,
        ChainDetails.NONE);
  }
}
