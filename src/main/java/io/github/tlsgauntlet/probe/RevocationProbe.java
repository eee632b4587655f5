package io.github.tlsgauntlet.probe;

import io.github.tlsgauntlet.peer.Deadline;
import io.github.tlsgauntlet.pki.CrlJudge;
import io.github.tlsgauntlet.pki.OcspJudge;
import io.github.tlsgauntlet.pki.RevocationFinding;
import io.github.tlsgauntlet.pki.RevocationFinding.Status;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Asks the places that certificates name whether they are revoked: responders by OCSP (RFC 6960,
 * Appendix A), lists by HTTP. Each certificate once, however many chains it is in.
 */
final class RevocationProbe {
  private static final int MOST_CERTIFICATES = 4;
  private static final int MOST_PLACES = 2;
  private static final int MOST_TIMEOUTS = 4;

  private final Optional<Checks.Calls> calls;
  private final Duration timeout;
  private final Instant now;
  private final Deadline whole;
  private final Map<String, List<RevocationFacts>> known = new HashMap<>();

  /**
   * A probe.
   *
   * @param calls empty where nobody is to be asked
   * @param timeout for one call; all of them together have four times as long
   */
  RevocationProbe(Optional<Checks.Calls> calls, Duration timeout, Instant now) {
    this.calls = calls;
    this.timeout = timeout;
    this.now = now;
    this.whole = Deadline.in(timeout.multipliedBy(MOST_TIMEOUTS));
  }

  /**
   * What is said of the certificates of a path.
   *
   * @param path each certificate before its issuer, in DER; of the last one nothing is asked, for
   *     it is trusted by itself or has no issuer that is known
   */
  List<RevocationFacts> of(List<byte[]> path) {
    if (calls.isEmpty()) {
      return List.of();
    }
    List<RevocationFacts> all = new ArrayList<>();
    for (int i = 0; i < Math.min(MOST_CERTIFICATES, path.size()); i++) {
      byte[] one = path.get(i);
      Optional<byte[]> issuer =
          i + 1 < path.size() ? Optional.of(path.get(i + 1)) : Optional.empty();
      if (i > 0 && issuer.isEmpty()) {
        break;
      }
      String key = Certificates.sha256(one);
      List<RevocationFacts> before = known.get(key);
      List<RevocationFacts> found = before == null ? ask(one, issuer, calls.get()) : before;
      known.put(key, found);
      all.addAll(found);
    }
    return all;
  }

  private List<RevocationFacts> ask(byte[] one, Optional<byte[]> issuer, Checks.Calls how) {
    Optional<CertificateFacts> facts = Certificates.read(one);
    if (facts.isEmpty()) {
      return List.of();
    }
    Fetch fetch = new Fetch(how.privateToo());
    List<RevocationFacts> found = new ArrayList<>();
    String name = facts.get().subject();
    for (String place : first(facts.get().ocsp())) {
      found.add(new RevocationFacts(name, "OCSP", place, ocsp(fetch, place, one, issuer)));
    }
    for (String place : first(facts.get().crls())) {
      found.add(new RevocationFacts(name, "CRL", place, crl(fetch, place, one, issuer)));
    }
    return found;
  }

  private static List<String> first(List<String> places) {
    return places.subList(0, Math.min(MOST_PLACES, places.size()));
  }

  private RevocationFinding ocsp(Fetch fetch, String place, byte[] one, Optional<byte[]> issuer) {
    Optional<byte[]> request = issuer.flatMap(authority -> OcspJudge.request(one, authority));
    if (request.isEmpty()) {
      return RevocationFinding.of(
          Status.UNTOLD, "The certificate's issuer is not known, and without it none can ask.");
    }
    try {
      byte[] response =
          fetch.fetch(
              new Fetch.Request(
                  place,
                  Optional.of(new Fetch.Body("application/ocsp-request", request.get())),
                  OcspJudge.MOST_OCTETS),
              whole.atMost(timeout));
      return OcspJudge.judge(response, one, issuer, now);
    } catch (IOException e) {
      return missing(e);
    }
  }

  private RevocationFinding crl(Fetch fetch, String place, byte[] one, Optional<byte[]> issuer) {
    try {
      byte[] list =
          fetch.fetch(
              new Fetch.Request(place, Optional.empty(), CrlJudge.MOST_OCTETS),
              whole.atMost(timeout));
      return CrlJudge.judge(list, one, issuer, place, now);
    } catch (IOException e) {
      return missing(e);
    }
  }

  private static RevocationFinding missing(IOException e) {
    return RevocationFinding.of(Status.MISSING, "None came: " + e.getMessage() + ".");
  }
}
