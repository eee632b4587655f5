package io.github.tlsgauntlet.suites.conformance;

import static io.github.tlsgauntlet.protocol.AlertDescription.BAD_CERTIFICATE;
import static io.github.tlsgauntlet.protocol.AlertDescription.BAD_CERTIFICATE_STATUS_RESPONSE;
import static io.github.tlsgauntlet.protocol.AlertDescription.DECODE_ERROR;
import static io.github.tlsgauntlet.protocol.AlertDescription.ILLEGAL_PARAMETER;
import static io.github.tlsgauntlet.protocol.AlertDescription.UNEXPECTED_MESSAGE;

import io.github.tlsgauntlet.peer.ClientSettings;
import io.github.tlsgauntlet.peer.Deviation;
import io.github.tlsgauntlet.peer.PeerJudge;
import io.github.tlsgauntlet.pki.OcspJudge;
import io.github.tlsgauntlet.pki.RevocationFinding;
import io.github.tlsgauntlet.pki.Role;
import io.github.tlsgauntlet.protocol.AlertDescription;
import io.github.tlsgauntlet.protocol.Extension;
import io.github.tlsgauntlet.protocol.ExtensionType;
import java.io.ByteArrayInputStream;
import java.security.cert.CertificateEncodingException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A client that takes any Certificate, whatever is stapled to it. */
class CertificateClientContractTest extends ClientContract {
  @Override
  Class<?> suite() {
    return CertificateClientTest.class;
  }

  @Override
  ClientSettings.Builder prepared(ClientSettings.Builder settings) {
    return settings
        .stapling(true)
        .extensions(
            List.of(
                Extension.of(
                    ExtensionType.COMPRESS_CERTIFICATE, w -> w.vector8(list -> list.uint16(1)))))
        .judge(new Careful());
  }

  /** Refuses MD5, and whatever a staple does not say is good. */
  private final class Careful implements PeerJudge {
    @Override
    public Optional<AlertDescription> objection(List<byte[]> certificates) {
      try {
        X509Certificate leaf =
            (X509Certificate)
                CertificateFactory.getInstance("X.509")
                    .generateCertificate(new ByteArrayInputStream(certificates.get(0)));
        return leaf.getSigAlgName().startsWith("MD5")
            ? Optional.of(BAD_CERTIFICATE)
            : Optional.empty();
      } catch (CertificateException | IndexOutOfBoundsException e) {
        return Optional.of(BAD_CERTIFICATE);
      }
    }

    @Override
    public Optional<AlertDescription> objection(
        List<byte[]> certificates, Optional<byte[]> stapled) {
      Optional<AlertDescription> bad = objection(certificates);
      return bad.isPresent() || stapled.isEmpty() || isGood(stapled.get(), certificates.get(0))
          ? bad
          : Optional.of(BAD_CERTIFICATE_STATUS_RESPONSE);
    }

    private boolean isGood(byte[] staple, byte[] leaf) {
      try {
        byte[] issuer = mint().issuer(Role.SERVER).certificate().getEncoded();
        return OcspJudge.judge(staple, leaf, Optional.of(issuer), Instant.now(Clock.systemUTC()))
                .status()
            == RevocationFinding.Status.GOOD;
      } catch (CertificateEncodingException e) {
        throw new AssertionError(e);
      }
    }
  }

  /** What it cannot expand it cannot go on with. */
  @Override
  Set<String> tellsAlone() {
    return Set.of("a-compression-that-was-not-offered-is-refused");
  }

  @Override
  Map<String, Fault> faults() {
    Fault careless = settings -> settings.judge(PeerJudge.TAKES_ANY);
    Fault any =
        settings ->
            settings
                .judge(PeerJudge.TAKES_ANY)
                .deviations(
                    new Deviation.Overlook(DECODE_ERROR),
                    new Deviation.Overlook(BAD_CERTIFICATE),
                    new Deviation.Overlook(ILLEGAL_PARAMETER),
                    new Deviation.TakeAnyProof());
    return Map.ofEntries(
        Map.entry("an-empty-list-of-certificates-is-refused", any),
        Map.entry("an-empty-certificate-is-refused", any),
        Map.entry("a-context-of-the-servers-certificate-is-refused", any),
        Map.entry("a-certificate-signed-with-md5-is-refused", careless),
        Map.entry(
            "a-status-that-was-not-announced-is-refused",
            settings ->
                settings
                    .judge(PeerJudge.TAKES_ANY)
                    .deviations(new Deviation.Overlook(UNEXPECTED_MESSAGE))),
        Map.entry("a-staple-that-says-revoked-is-refused", careless),
        Map.entry("a-staple-that-answers-nothing-is-refused", careless),
        Map.entry("an-rsa-key-under-an-ecdsa-suite-is-refused", any),
        Map.entry("a-certificate-that-does-not-expand-is-refused", any),
        Map.entry("a-compression-that-was-not-offered-is-refused", any));
  }
}
