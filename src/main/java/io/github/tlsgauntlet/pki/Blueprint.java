package io.github.tlsgauntlet.pki;

import java.io.ByteArrayInputStream;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What commands need to know to make certificates like a fixture's: the certificates, issuers
 * first, each with the place of its issuer.
 *
 * @param steps the certificates, the end entity's last
 * @param beyond what no command can do, one sentence each
 */
record Blueprint(List<Step> steps, List<String> beyond) {
  /** A longer chain says nothing that a shorter one doesn't. */
  private static final int MOST_STEPS = 12;

  /**
   * One certificate.
   *
   * @param certificate what it says
   * @param issuer the number of the step that issues it, from 1; its own if it issues itself
   */
  record Step(SentCertificate certificate, int issuer) {}

  Blueprint {
    steps = List.copyOf(steps);
    beyond = List.copyOf(beyond);
  }

  static Blueprint of(Fixture fixture) {
    List<String> beyond = new ArrayList<>();
    BeyondOptions.of(fixture.scenario().presentation()).ifPresent(beyond::add);
    List<SentCertificate> readable = new ArrayList<>();
    for (X509Certificate anchor : fixture.trustAnchors()) {
      add(readable, encoded(anchor), "A trust anchor", beyond);
    }
    List<byte[]> sent = fixture.credential().certificates();
    for (int i = sent.size() - 1; i >= 0; i--) {
      add(readable, sent.get(i), "Certificate " + (i + 1) + " of the list", beyond);
    }
    if (readable.size() > MOST_STEPS) {
      beyond.add(
          (readable.size() - MOST_STEPS)
              + " certificates more are left out, made like the others.");
      readable.subList(MOST_STEPS / 2, readable.size() - MOST_STEPS / 2).clear();
    }
    List<Integer> issuers = new ArrayList<>();
    for (int i = 0; i < readable.size(); i++) {
      issuers.add(issuer(i, readable, beyond));
      beyond.addAll(BeyondOptions.of(readable.get(i), readable.get(issuers.get(i))));
    }
    List<Integer> order = new ArrayList<>();
    for (int i = 0; i < readable.size(); i++) {
      issuersFirst(i, issuers, order);
    }
    return new Blueprint(
        order.stream().map(i -> step(readable.get(i), order, i, issuers.get(i))).toList(),
        beyond.stream().distinct().toList());
  }

  /** In a circle of issuers, one has to begin. */
  private static Step step(SentCertificate certificate, List<Integer> order, int own, int issuer) {
    return new Step(certificate, Math.min(order.indexOf(own), order.indexOf(issuer)) + 1);
  }

  private static void issuersFirst(int one, List<Integer> issuers, List<Integer> order) {
    List<Integer> way = new ArrayList<>();
    for (int at = one; !order.contains(at) && !way.contains(at); at = issuers.get(at)) {
      way.add(at);
    }
    Collections.reverse(way);
    order.addAll(way);
  }

  private static void add(
      List<SentCertificate> readable, byte[] encoded, String where, List<String> beyond) {
    Optional<SentCertificate> read = SentCertificate.read(encoded, OptionalInt.empty());
    if (read.isEmpty() || StrictDer.problem(encoded).isPresent()) {
      beyond.add(where + " is no sound DER; no option makes such a thing, a hex editor does.");
    }
    if (read.isPresent() && readable.stream().noneMatch(read.get()::isSame)) {
      readable.add(read.get());
    }
  }

  private static int issuer(int one, List<SentCertificate> all, List<String> beyond) {
    SentCertificate certificate = all.get(one);
    if (signed(certificate, certificate)) {
      return one;
    }
    int named = -1;
    for (int i = 0; i < all.size(); i++) {
      boolean name = DistinguishedNames.same(all.get(i).subject(), certificate.issuer());
      if (i != one && signed(all.get(i), certificate)) {
        if (!name) {
          beyond.add(certificate.inWords() + " names another issuer than the one that signs it.");
        }
        return i;
      }
      named = i != one && name ? i : named;
    }
    if (named >= 0) {
      beyond.add(certificate.inWords() + " has a signature that does not verify.");
      return named;
    }
    beyond.add(certificate.inWords() + " has an issuer that is not here; it signs itself instead.");
    return one;
  }

  /** Whether the first one's key made the other's signature. */
  private static boolean signed(SentCertificate issuer, SentCertificate other) {
    try {
      CertificateFactory factory = CertificateFactory.getInstance("X.509", BouncyCastle.provider());
      X509Certificate certificate =
          (X509Certificate) factory.generateCertificate(new ByteArrayInputStream(other.encoded()));
      if (issuer.publicKey().isEmpty()) {
        return false;
      }
      certificate.verify(issuer.publicKey().get(), BouncyCastle.provider());
      return true;
    } catch (GeneralSecurityException | RuntimeException e) {
      // Bouncy Castle tells certificates that it can't read by unchecked exceptions too.
      return false;
    }
  }

  private static byte[] encoded(X509Certificate certificate) {
    try {
      return certificate.getEncoded();
    } catch (CertificateException e) {
      throw new IllegalStateException("A certificate that has lost its encoding", e);
    }
  }
}
