package io.github.tlsgauntlet.peer;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.tlsgauntlet.pki.Credential;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.interfaces.ECPrivateKey;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.bouncycastle.asn1.ASN1BitString;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.x509.Certificate;

/** Programs from outside the JVM: started, fed, and stopped. */
final class ForeignProgram {
  private static final int PATIENCE_SECONDS = 60;
  private static final int LINE = 64;
  private static final int FIRST_PORT = 20_000;
  private static final int LAST_PORT = 32_000;

  private ForeignProgram() {}

  /** A server that runs until it is closed. */
  record Running(Process process, int port) implements AutoCloseable {
    @Override
    public void close() {
      process.destroyForcibly();
    }
  }

  /** Skips the test where a program is missing; in a CI run it fails instead. */
  static void require(String program) {
    boolean present = present(program);
    if (!"true".equals(System.getenv("CI"))) {
      assumeTrue(present, program + " is not installed");
    } else if (!present) {
      throw new AssertionError(program + " is not installed, and this is a CI run");
    }
  }

  static boolean present(String program) {
    return List.of(System.getenv("PATH").split(":")).stream()
        .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
  }

  /** Writes a file that a program is to read. */
  static Path file(Path folder, String name, String content) {
    try {
      return Files.writeString(Files.createTempFile(folder, name, ""), content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Starts a server and waits until it prints that it listens. */
  static Running serve(int port, String ready, List<String> command) {
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      CountDownLatch listening = new CountDownLatch(1);
      Thread reader = new Thread(() -> drain(process, ready, listening), "output of " + command);
      reader.setDaemon(true);
      reader.start();
      if (!listening.await(PATIENCE_SECONDS, TimeUnit.SECONDS) || !process.isAlive()) {
        process.destroyForcibly();
        throw new IllegalStateException("it does not listen: " + command);
      }
      return new Running(process, port);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException("interrupted", e);
    }
  }

  private static void drain(Process process, String ready, CountDownLatch listening) {
    try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.contains(ready)) {
          listening.countDown();
        }
      }
    } catch (IOException e) {
      // The stream of a process that was stopped.
    } finally {
      listening.countDown();
    }
  }

  private static void feed(Process process, String input) {
    try (OutputStream in = process.getOutputStream()) {
      in.write(input.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      // It has ended without its input: why, its output tells.
    }
  }

  /** Runs a program to its end. */
  static String run(String input, List<String> command) {
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      feed(process, input);
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS);
      return output;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException("interrupted", e);
    }
  }

  /** Below the range that the system draws from for others, so that nobody takes it meanwhile. */
  static int freePort() {
    while (true) {
      int port = ThreadLocalRandom.current().nextInt(FIRST_PORT, LAST_PORT);
      try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
        return socket.getLocalPort();
      } catch (BindException e) {
        // Taken: another is drawn.
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  /** Writes a credential as PEM: its certificate and its key. */
  static Pem pem(Path folder, Credential credential) {
    try {
      String certificate = armor("CERTIFICATE", credential.certificates().get(0));
      String key = armor("PRIVATE KEY", encoded(credential));
      return new Pem(
          file(folder, "certificate", certificate).toString(), file(folder, "key", key).toString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** GnuTLS wants the public key beside a private EC key, where the JDK leaves it out. */
  private static byte[] encoded(Credential credential) throws IOException {
    if (!(credential.privateKey() instanceof ECPrivateKey key)) {
      return credential.privateKey().getEncoded();
    }
    PrivateKeyInfo info = PrivateKeyInfo.getInstance(key.getEncoded());
    ASN1BitString point =
        Certificate.getInstance(credential.certificates().get(0))
            .getSubjectPublicKeyInfo()
            .getPublicKeyData();
    return new PrivateKeyInfo(
            info.getPrivateKeyAlgorithm(),
            new org.bouncycastle.asn1.sec.ECPrivateKey(
                key.getParams().getOrder().bitLength(), key.getS(), point, null))
        .getEncoded();
  }

  /** Where a credential lies. */
  record Pem(String certificate, String key) {}

  private static String armor(String label, byte[] bytes) {
    return "-----BEGIN %s-----%n%s%n-----END %s-----%n"
        .formatted(
            label, Base64.getMimeEncoder(LINE, new byte[] {'\n'}).encodeToString(bytes), label);
  }
}
