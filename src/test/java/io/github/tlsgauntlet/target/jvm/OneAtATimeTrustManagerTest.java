package io.github.tlsgauntlet.target.jvm;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tlsgauntlet.pki.Catalogue;
import io.github.tlsgauntlet.pki.Fixture;
import io.github.tlsgauntlet.pki.Mint;
import io.github.tlsgauntlet.pki.Role;
import java.io.ByteArrayInputStream;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.net.ssl.X509TrustManager;
import org.junit.jupiter.api.Test;

/** Two threads may have one chain judged by the JDK at once, and both are told the truth. */
class OneAtATimeTrustManagerTest {
  private static final int ROUNDS = 60;
  private static final int THREADS = 8;

  private static X509Certificate[] parsed(List<byte[]> encoded) throws Exception {
    List<X509Certificate> chain = new ArrayList<>();
    for (byte[] one : encoded) {
      chain.add(
          (X509Certificate)
              CertificateFactory.getInstance("X.509")
                  .generateCertificate(new ByteArrayInputStream(one)));
    }
    return chain.toArray(X509Certificate[]::new);
  }

  @Test
  void a_good_chain_with_name_constraints_is_taken_by_all_who_judge_it_at_once() throws Exception {
    JsseStack stack = JvmStack.sunJsse();
    Catalogue catalogue = Catalogue.load();
    ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    List<String> refused = new ArrayList<>();
    try {
      for (int round = 0; round < ROUNDS; round++) {
        Mint mint = new Mint(catalogue, 1_000 + round, Instant.now());
        Fixture fixture = mint.fixture("nc-ip-ok", Role.SERVER);
        X509TrustManager judge =
            (X509TrustManager) stack.trustManagers(mint.trustAnchors(Role.SERVER))[0];
        CyclicBarrier together = new CyclicBarrier(THREADS);
        Callable<Void> judged =
            () -> {
              X509Certificate[] chain = parsed(fixture.credential().certificates());
              together.await();
              judge.checkServerTrusted(chain, "ECDHE_ECDSA");
              return null;
            };
        List<Future<Void>> all = new ArrayList<>();
        for (int i = 0; i < THREADS; i++) {
          all.add(threads.submit(judged));
        }
        for (Future<Void> one : all) {
          try {
            one.get();
          } catch (ExecutionException e) {
            refused.add(String.valueOf(e.getCause()));
          }
        }
      }
    } finally {
      threads.shutdownNow();
    }

    assertThat(refused).isEmpty();
  }
}
