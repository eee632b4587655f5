package io.github.tlsgauntlet.suites.conformance;

import io.github.tlsgauntlet.peer.PeerJudge;
import io.github.tlsgauntlet.peer.ServerSettings;
import io.github.tlsgauntlet.protocol.AlertDescription;
import java.io.ByteArrayInputStream;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Map;
import java.util.Optional;

/** A server that refuses MD5 and nothing else; one that takes all, one that is too choosy. */
class ClientChainServerContractTest extends ServerContract {
  private static final int LEAF_AND_INTERMEDIATE = 2;

  @Override
  Class<?> suite() {
    return ClientChainServerTest.class;
  }

  @Override
  ServerSettings.Builder prepared(ServerSettings.Builder settings) {
    return settings.judge(
        certificates ->
            certificates.stream().anyMatch(ClientChainServerContractTest::isSignedWithMd5)
                ? Optional.of(AlertDescription.BAD_CERTIFICATE)
                : Optional.empty());
  }

  private static boolean isSignedWithMd5(byte[] certificate) {
    try {
      return ((X509Certificate)
              CertificateFactory.getInstance("X.509")
                  .generateCertificate(new ByteArrayInputStream(certificate)))
          .getSigAlgName()
          .startsWith("MD5");
    } catch (CertificateException e) {
      throw new IllegalArgumentException(e);
    }
  }

  @Override
  Map<String, Fault> faults() {
    return Map.of(
        "a-client-certificate-signed-with-md5-is-bad",
            settings -> settings.judge(PeerJudge.TAKES_ANY),
        "client-certificates-in-any-order-are-taken",
            settings ->
                settings.judge(
                    certificates ->
                        certificates.size() > LEAF_AND_INTERMEDIATE
                            ? Optional.of(AlertDescription.UNKNOWN_CA)
                            : Optional.empty()));
  }
}
