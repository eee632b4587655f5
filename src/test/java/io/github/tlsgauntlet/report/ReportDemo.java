package io.github.tlsgauntlet.report;

import io.github.tlsgauntlet.peer.Ending;
import io.github.tlsgauntlet.peer.Transcript;
import io.github.tlsgauntlet.peer.TranscriptEntry;
import io.github.tlsgauntlet.peer.TranscriptEntry.Direction;
import io.github.tlsgauntlet.protocol.AlertDescription;
import io.github.tlsgauntlet.suite.AlertGrade;
import io.github.tlsgauntlet.suite.Attempts;
import io.github.tlsgauntlet.suite.Breach;
import io.github.tlsgauntlet.suite.Mend;
import io.github.tlsgauntlet.suite.Quarter;
import io.github.tlsgauntlet.suite.Requirement.Explanation;
import io.github.tlsgauntlet.suite.Result;
import io.github.tlsgauntlet.suite.RunInfo;
import io.github.tlsgauntlet.suite.Verdict;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;

/** Makes runs that look real, for tests and for looking at the page: {@code main FOLDER}. */
final class ReportDemo {
  /** Text that would do harm in a page, a table, a terminal or a file, if it were not escaped. */
  static final String HOSTILE =
      "</script><script>alert(1)</script><img src=x onerror=alert(1)>\"'`=|@everyone"
          + " #1\u001b[31m\u0007\u0000\u202egnp.exe\ud800 ]]> {{x}} {{{y}}} &amp;"
          + " https://evil.example";

  private static final List<String> SERVERS =
      List.of("jvm:SunJSSE", "jvm:BCJSSE", "jvm:netty-boringssl", "jvm:tomcat");
  private static final List<String> CLIENTS =
      List.of("jvm:OkHttp", "jvm:java.net.http", "jvm:Conscrypt");
  private static final List<String> VERSIONS = List.of("TLS 1.2", "TLS 1.3");
  private static final Map<String, List<String>> CHECKS =
      new TreeMap<>(
          Map.of(
              "Time",
                  List.of(
                      "leaf-expired", "leaf-not-yet-valid", "intermediate-expired", "root-expired"),
              "Names",
                  List.of(
                      "name-missing",
                      "name-wrong",
                      "wildcard-two-labels",
                      "name-in-cn-only",
                      "ip-as-dns"),
              "Usage", List.of("eku-wrong", "key-usage-wrong", "ca-as-leaf"),
              "Path",
                  List.of(
                      "self-signed",
                      "unknown-ca",
                      "intermediate-missing",
                      "path-length-exceeded",
                      "not-a-ca"),
              "Signature", List.of("signature-flipped", "md5-signature", "sha1-signature"),
              "Key", List.of("rsa-1024", "ec-wrong-curve"),
              "Proof of possession", List.of("certificate-verify-wrong-key", "finished-corrupted"),
              "Revocation", List.of("leaf-revoked-ocsp", "leaf-revoked-crl")));

  private final Random random;

  private ReportDemo(long seed) {
    random = new Random(seed);
  }

  /**
   * Writes a small run, a cut one and one of ten thousand results.
   *
   * @param arguments a folder
   */
  public static void main(String[] arguments) throws ReportException {
    Path folder = Path.of(arguments[0]);
    for (int size : new int[] {700, 3000, 10_000}) {
      long start = System.nanoTime();
      Report report = run("demo:" + size, size, true);
      long made = System.nanoTime();
      Path page = new ReportWriter().write(report, folder);
      long written = System.nanoTime();
      System.out.printf(
          "%s: %d results, made in %d ms, written in %d ms%n",
          page, report.results().size(), (made - start) / 1_000_000, (written - made) / 1_000_000);
    }
    new ReportWriter().write(hostile(), folder);
    Report all = run("jvm:tomcat", 700, true);
    new ReportWriter()
        .write(
            Report.of(
                all.run(),
                all.ended(),
                true,
                all.results().stream().filter(r -> r.target().equals("jvm:tomcat")).toList()),
            folder);
    Report cut = run("client:curl -sS \"{url}\" " + HOSTILE, 60, false);
    System.out.println(new ReportWriter().write(cut, folder));
    System.out.println(new TerminalTable(true).render(run("demo:700", 700, true)));
    System.out.println(new TerminalTable(false).render(cut));
  }

  /** A run of about this many results, the same for the same arguments. */
  static Report run(String target, int size, boolean complete) {
    ReportDemo demo = new ReportDemo(size);
    List<Result> results = new ArrayList<>();
    for (int round = 0; results.size() < size; round++) {
      demo.round(results, size, round);
    }
    Instant started = Instant.parse("2026-11-23T11:00:00Z");
    RunInfo info =
        new RunInfo(
            target,
            started,
            "1.0.0",
            "OpenJDK 17.0.15, Linux amd64",
            -8_113_422_907_115_223_001L,
            Map.of("failOn", "must", "timeout", "5s", "intrusive", "false"));
    Report report = Report.of(info, started.plusMillis(48_211), complete, results);
    return report.withNotes(
        List.of(
            "The baseline accepts leaf-revoked-crl of jvm:tomcat, which now passes: remove it."));
  }

  /** A run of which every text is hostile from its first character on. */
  static Report hostile() {
    String text = "\u001b[2J" + HOSTILE;
    List<Result> results = new ArrayList<>();
    for (Verdict verdict : Verdict.values()) {
      for (Quarter quarter : Quarter.values()) {
        results.add(hostile(text, verdict, quarter));
      }
    }
    RunInfo info = new RunInfo(text, Instant.EPOCH, text, text, 1, Map.of(text, text));
    return Report.of(info, Instant.EPOCH, false, results).withNotes(List.of(text));
  }

  private static Result hostile(String text, Verdict verdict, Quarter quarter) {
    TranscriptEntry entry =
        new TranscriptEntry(
            Duration.ZERO, Direction.RECEIVED, text, List.of(text, text), true, new byte[3]);
    return new Result(
        text + verdict,
        quarter,
        text,
        text,
        text,
        text,
        Optional.of(text),
        text,
        Optional.of(text),
        text,
        verdict,
        text,
        AlertGrade.OTHER_ALERT,
        Optional.of(text),
        Optional.of(text),
        List.of(new Mend(text, text)),
        List.of(
            new Transcript(
                List.of(entry, entry), new Ending.Broken(text, new AlertDescription(80)))),
        Duration.ZERO,
        Optional.of(new Explanation(text, text, Breach.SECURITY, List.of(text), List.of())),
        List.of(new Attempts(List.of(text, text + 2), text)));
  }

  private void round(List<Result> results, int size, int round) {
    for (Quarter quarter : Quarter.values()) {
      for (String target : quarter.underTest().equals("server") ? SERVERS : CLIENTS) {
        String name = round < 2 ? target : target + "?jdk=" + (round + 9);
        for (String version : VERSIONS) {
          results.add(control(quarter, name, version));
          CHECKS.forEach(
              (group, checks) ->
                  checks.forEach(
                      check -> {
                        if (results.size() < size) {
                          String id = round % 2 == 0 ? check : check + "-ecdsa";
                          results.add(result(quarter, name, version, group, id));
                        }
                      }));
        }
      }
    }
  }

  private Result control(Quarter quarter, String target, String version) {
    return make(
        quarter,
        target,
        version,
        "Path",
        "valid",
        Verdict.PASS,
        AlertGrade.NONE,
        "",
        "The handshake completed and the answer came.",
        List.of(),
        Optional.empty());
  }

  private Result result(
      Quarter quarter, String target, String version, String group, String check) {
    int dice = random.nextInt(1000);
    if (check.equals("leaf-revoked-ocsp") && target.startsWith("jvm:t")) {
      return make(
          quarter,
          target,
          version,
          group,
          check,
          Verdict.NOT_APPLICABLE,
          AlertGrade.NONE,
          "",
          "The target does not ask for stapled responses; -Drevocation=true would let it.",
          List.of(),
          Optional.of("valid"));
    } else if (check.equals("md5-signature") && target.contains("BCJSSE")) {
      return make(
          quarter,
          target,
          version,
          group,
          check,
          Verdict.KNOWN,
          AlertGrade.NONE,
          "",
          "Accepted, expected a refusal. Accepted in the baseline: the test lab only (until"
              + " 2027-01-01).",
          List.of(accepted()),
          Optional.of("valid"));
    } else if (check.equals("name-in-cn-only") && target.contains("OkHttp")) {
      return make(
          quarter,
          target,
          version,
          group,
          check,
          Verdict.FAIL,
          AlertGrade.NONE,
          "",
          "The handshake completed and application data came back; expected a refusal, as no"
              + " subjectAltName names the host.",
          List.of(accepted()),
          Optional.of("valid"));
    } else if (dice < 8) {
      return make(
          quarter,
          target,
          version,
          group,
          check,
          Verdict.FAIL,
          AlertGrade.NONE,
          "",
          "The certificate was accepted, expected a refusal. Subject: CN=" + HOSTILE,
          List.of(accepted()),
          Optional.of("valid"));
    } else if (dice < 15) {
      return make(
          quarter,
          target,
          version,
          group,
          check,
          Verdict.WARN,
          AlertGrade.OTHER_ALERT,
          "internal_error",
          "Refused with internal_error; RFC 9846 asks for certificate_expired.",
          List.of(refused(80)),
          Optional.of("valid"));
    } else if (dice < 22) {
      return make(
          quarter,
          target,
          version,
          group,
          check,
          Verdict.INCONCLUSIVE,
          AlertGrade.SILENT_CLOSE,
          "",
          "The connection was reset before the handshake began, three times in a row.",
          List.of(
              new Transcript(
                  List.of(
                      entry(
                          0.2,
                          Direction.SENT,
                          "ClientHello",
                          false,
                          List.of("legacy_version: TLS 1.2"),
                          517),
                      entry(31, Direction.LOCAL, "reset", false, List.of(), 0)),
                  new Ending.Reset())),
          Optional.of("valid"));
    }
    AlertGrade grade = dice % 3 == 0 ? AlertGrade.OTHER_CERTIFICATE_ALERT : AlertGrade.FITTING;
    String alert = dice % 3 == 0 ? "certificate_unknown" : "certificate_expired";
    return make(
        quarter,
        target,
        version,
        group,
        check,
        Verdict.PASS,
        grade,
        alert,
        "Refused with " + alert + " after 12 ms, as it should.",
        List.of(refused(dice % 3 == 0 ? 46 : 45)),
        Optional.of("valid"));
  }

  private Result make(
      Quarter quarter,
      String target,
      String version,
      String group,
      String check,
      Verdict verdict,
      AlertGrade grade,
      String alert,
      String reason,
      List<Transcript> evidence,
      Optional<String> control) {
    return new Result(
        Words.quarterId(quarter) + "/" + target + "/" + version + "/" + check,
        quarter,
        quarter.way().equals("one-way") ? "OneWay" : "TwoWay",
        target,
        check,
        group,
        Optional.of(version),
        control.isEmpty()
            ? "A good chain is accepted"
            : "A chain with the fault “" + check.replace('-', ' ') + "” is refused",
        Optional.of("RFC 5280 §6.1.3"),
        "A certificate past its notAfter date proves nothing about who holds the key today.",
        verdict,
        reason,
        grade,
        alert.isEmpty() ? Optional.empty() : Optional.of(alert),
        control,
        List.of(
            new Mend(
                "nginx",
                "ssl_verify_client on;\nssl_client_certificate /etc/nginx/clients-ca.pem;"),
            new Mend("Spring Boot", "server.ssl.client-auth=need\nserver.ssl.bundle=web"),
            new Mend(
                "JSSE",
                "SSLParameters parameters = socket.getSSLParameters();\n"
                    + "parameters.setEndpointIdentificationAlgorithm(\"HTTPS\");\n"
                    + "socket.setSSLParameters(parameters);")),
        evidence,
        Duration.ofNanos(1_000_000L + random.nextInt(40_000_000)));
  }

  private Transcript accepted() {
    List<TranscriptEntry> entries = handshake();
    entries.add(
        entry(6.4, Direction.RECEIVED, "Finished", true, List.of("verify_data: 32 bytes"), 36));
    entries.add(
        entry(
            6.9,
            Direction.RECEIVED,
            "application data",
            true,
            List.of("GET / HTTP/1.1", "Host: " + HOSTILE),
            118));
    entries.add(
        entry(7.2, Direction.SENT, "application data", true, List.of("HTTP/1.1 200 OK"), 90));
    entries.add(entry(7.6, Direction.RECEIVED, "Alert", true, List.of("warning close_notify"), 2));
    return new Transcript(entries, new Ending.CloseNotify());
  }

  private Transcript refused(int alert) {
    List<TranscriptEntry> entries = handshake();
    entries.add(entry(7.1, Direction.RECEIVED, "Alert", true, List.of("fatal " + alert), 2));
    entries.add(entry(7.3, Direction.LOCAL, "the peer closed the stream", false, List.of(), 0));
    return new Transcript(entries, new Ending.Alert(new AlertDescription(alert), true));
  }

  private List<TranscriptEntry> handshake() {
    return new ArrayList<>(
        List.of(
            entry(
                0.4,
                Direction.RECEIVED,
                "ClientHello",
                false,
                List.of(
                    "legacy_version: TLS 1.2",
                    "cipher_suites: TLS_AES_256_GCM_SHA384, TLS_AES_128_GCM_SHA256",
                    "server_name: " + HOSTILE,
                    "supported_versions: TLS 1.3, TLS 1.2",
                    "supported_groups: x25519, secp256r1",
                    "key_share: x25519 (32 bytes)"),
                283),
            entry(
                1.9,
                Direction.SENT,
                "ServerHello",
                false,
                List.of(
                    "version: TLS 1.3",
                    "cipher_suite: TLS_AES_128_GCM_SHA256",
                    "key_share: x25519"),
                122),
            entry(2.0, Direction.SENT, "ChangeCipherSpec", false, List.of(), 1),
            entry(2.2, Direction.SENT, "EncryptedExtensions", true, List.of("no extensions"), 6),
            entry(
                2.4,
                Direction.SENT,
                "Certificate",
                true,
                List.of(
                    "0: CN=localhost, notAfter 2026-11-22T11:00:00Z",
                    "1: CN=Gauntlet Intermediate"),
                1722),
            entry(
                2.6,
                Direction.SENT,
                "CertificateVerify",
                true,
                List.of("algorithm: rsa_pss_rsae_sha256", "signature: 256 bytes"),
                264),
            entry(2.7, Direction.SENT, "Finished", true, List.of("verify_data: 32 bytes"), 36)));
  }

  private TranscriptEntry entry(
      double millis,
      Direction direction,
      String label,
      boolean encrypted,
      List<String> details,
      int length) {
    byte[] bytes = new byte[length];
    random.nextBytes(bytes);
    return new TranscriptEntry(
        Duration.ofNanos((long) (millis * 1e6)), direction, label, details, encrypted, bytes);
  }
}
