package io.github.tlsgauntlet.probe;

import java.io.IOException;
import org.bouncycastle.cert.ocsp.BasicOCSPResp;
import org.bouncycastle.cert.ocsp.CertificateStatus;
import org.bouncycastle.cert.ocsp.OCSPException;
import org.bouncycastle.cert.ocsp.OCSPResp;
import org.bouncycastle.cert.ocsp.RevokedStatus;
import org.bouncycastle.cert.ocsp.SingleResp;

/** What a stapled OCSP response says (RFC 6960); its signature is not judged here. */
final class Staples {
  private Staples() {}

  static String inWords(byte[] response) {
    try {
      OCSPResp whole = new OCSPResp(response);
      if (whole.getStatus() != OCSPResp.SUCCESSFUL) {
        return "an error of the responder, number " + whole.getStatus();
      }
      if (!(whole.getResponseObject() instanceof BasicOCSPResp basic)
          || basic.getResponses().length == 0) {
        return "a response of a form that can't be read";
      }
      SingleResp one = basic.getResponses()[0];
      CertificateStatus status = one.getCertStatus();
      String said =
          status == CertificateStatus.GOOD
              ? "good"
              : status instanceof RevokedStatus ? "revoked" : "unknown";
      return one.getNextUpdate() == null
          ? said
          : said + ", until " + one.getNextUpdate().toInstant();
    } catch (IOException | OCSPException | RuntimeException e) {
      // Bouncy Castle tells much of what it can't read by unchecked exceptions.
      return "a response that can't be read";
    }
  }
}
