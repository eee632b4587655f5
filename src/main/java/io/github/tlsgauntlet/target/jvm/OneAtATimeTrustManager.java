package io.github.tlsgauntlet.target.jvm;

import java.net.Socket;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.concurrent.locks.ReentrantLock;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;

/**
 * The JDK's judge of certificates, asked by one thread at a time. It keeps what it has parsed, and
 * its check of name constraints writes the common name into the names of the certificate that all
 * threads share: two that judge one chain at once can end in a ConcurrentModificationException,
 * which would be told as a refusal.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc5280#section-4.2.1.10">RFC 5280, 4.2.1.10</a>
 */
final class OneAtATimeTrustManager extends X509ExtendedTrustManager {
  /** For the whole JVM, as the JDK's store of parsed certificates is. */
  private static final ReentrantLock TURN = new ReentrantLock();

  private final X509ExtendedTrustManager judge;

  OneAtATimeTrustManager(X509ExtendedTrustManager judge) {
    this.judge = judge;
  }

  private interface Judgement {
    void run() throws CertificateException;
  }

  private static void inTurn(Judgement judgement) throws CertificateException {
    TURN.lock();
    try {
      judgement.run();
    } finally {
      TURN.unlock();
    }
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String authType)
      throws CertificateException {
    inTurn(() -> judge.checkClientTrusted(chain, authType));
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket)
      throws CertificateException {
    inTurn(() -> judge.checkClientTrusted(chain, authType, socket));
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
      throws CertificateException {
    inTurn(() -> judge.checkClientTrusted(chain, authType, engine));
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String authType)
      throws CertificateException {
    inTurn(() -> judge.checkServerTrusted(chain, authType));
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket)
      throws CertificateException {
    inTurn(() -> judge.checkServerTrusted(chain, authType, socket));
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
      throws CertificateException {
    inTurn(() -> judge.checkServerTrusted(chain, authType, engine));
  }

  @Override
  public X509Certificate[] getAcceptedIssuers() {
    return judge.getAcceptedIssuers();
  }
}
