package io.github.tlsgauntlet.peer;

import io.github.tlsgauntlet.protocol.CipherSuite;
import io.github.tlsgauntlet.protocol.NamedGroup;
import io.github.tlsgauntlet.protocol.ProtocolVersion;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The command lines of the stacks that we interoperate with. */
enum ForeignStack {
  OPENSSL("openssl", "openssl", true) {
    @Override
    Stream<CipherSuite> suites() {
      return codePoints(
          List.of("openssl", "ciphers", "-V", "-ciphersuites", EVERY_TLS13, EVERYTHING));
    }

    @Override
    ForeignProgram.Running serve(Path folder, String kind, boolean asks, String... more) {
      int port = ForeignProgram.freePort();
      ForeignProgram.Pem pem = ForeignProgram.pem(folder, TestCredentials.of(kind));
      List<String> command =
          new ArrayList<>(
              List.of(
                  "openssl",
                  "s_server",
                  "-accept",
                  "127.0.0.1:" + port,
                  "-rev",
                  "-cert",
                  pem.certificate(),
                  "-key",
                  pem.key(),
                  "-cipher",
                  EVERYTHING,
                  "-ciphersuites",
                  EVERY_TLS13,
                  "-groups",
                  GROUPS));
      if (asks) {
        command.addAll(List.of("-Verify", "1"));
      }
      command.addAll(Arrays.asList(more));
      return ForeignProgram.serve(port, "ACCEPT", command);
    }

    @Override
    List<String> client(Path folder, int port, Optional<String> kind, String... more) {
      List<String> command =
          new ArrayList<>(
              List.of(
                  "openssl",
                  "s_client",
                  "-connect",
                  "127.0.0.1:" + port,
                  "-cipher",
                  EVERYTHING,
                  "-ciphersuites",
                  EVERY_TLS13,
                  "-groups",
                  GROUPS));
      kind.map(k -> ForeignProgram.pem(folder, TestCredentials.of(k)))
          .ifPresent(pem -> command.addAll(List.of("-cert", pem.certificate(), "-key", pem.key())));
      command.addAll(Arrays.asList(more));
      return command;
    }

    @Override
    String[] serverBeforeTls13(Path folder, String kind) {
      return before(kind, "-min_protocol", "TLSv1");
    }

    @Override
    String[] clientBeforeTls13(ProtocolVersion version, String kind) {
      String option =
          switch (version.code()) {
            case 0x0301 -> "-tls1";
            case 0x0302 -> "-tls1_1";
            default -> "-tls1_2";
          };
      return before(kind, option);
    }

    private String[] before(String kind, String... versions) {
      List<String> options = new ArrayList<>(List.of(versions));
      options.addAll(List.of("-psk", SHARED_KEY, "-psk_identity", SHARED_NAME));
      if (kind.equals("DSA")) {
        options.addAll(List.of("-sigalgs", "DSA+SHA256:DSA+SHA1"));
      }
      return options.toArray(String[]::new);
    }

    @Override
    String[] only(NamedGroup group) {
      return new String[] {"-groups", group.toString()};
    }
  },

  GNUTLS("gnutls-cli", "gnutls-serv", false) {
    @Override
    Stream<CipherSuite> suites() {
      return Stream.of(PRIORITY, BEFORE_TLS13)
          .flatMap(priority -> codePoints(List.of("gnutls-cli", "-l", "--priority", priority)))
          .distinct();
    }

    @Override
    ForeignProgram.Running serve(Path folder, String kind, boolean asks, String... more) {
      int port = ForeignProgram.freePort();
      ForeignProgram.Pem pem = ForeignProgram.pem(folder, TestCredentials.of(kind));
      List<String> command =
          new ArrayList<>(
              List.of(
                  "gnutls-serv",
                  "--echo",
                  "--port",
                  "" + port,
                  "--x509certfile",
                  pem.certificate(),
                  "--x509keyfile",
                  pem.key(),
                  "--priority",
                  PRIORITY));
      command.add(asks ? "--require-client-cert" : "--disable-client-cert");
      command.addAll(Arrays.asList(more));
      return ForeignProgram.serve(port, "Echo Server listening", command);
    }

    @Override
    List<String> client(Path folder, int port, Optional<String> kind, String... more) {
      List<String> command =
          new ArrayList<>(
              List.of(
                  "gnutls-cli",
                  "-p",
                  "" + port,
                  "--insecure",
                  "--no-ca-verification",
                  "--priority",
                  PRIORITY));
      kind.map(k -> ForeignProgram.pem(folder, TestCredentials.of(k)))
          .ifPresent(
              pem ->
                  command.addAll(
                      List.of("--x509certfile", pem.certificate(), "--x509keyfile", pem.key())));
      command.addAll(Arrays.asList(more));
      command.add("127.0.0.1");
      return command;
    }

    @Override
    String[] serverBeforeTls13(Path folder, String kind) {
      Path keys = ForeignProgram.file(folder, "psk", SHARED_NAME + ":" + SHARED_KEY + "\n");
      return new String[] {"--priority", BEFORE_TLS13, "--pskpasswd", keys.toString()};
    }

    @Override
    String[] clientBeforeTls13(ProtocolVersion version, String kind) {
      return new String[] {
        "--priority", BEFORE_TLS13, "--pskusername", SHARED_NAME, "--pskkey", SHARED_KEY
      };
    }

    @Override
    String[] only(NamedGroup group) {
      String name = group.toString().toUpperCase(Locale.ROOT);
      return new String[] {"--priority", PRIORITY + ":-GROUP-ALL:+GROUP-" + name};
    }
  };

  /** What its suites with a key shared beforehand rest on. */
  static final PreSharedKey SHARED =
      new PreSharedKey("me".getBytes(StandardCharsets.US_ASCII), new byte[] {1, 2, 3, 4});

  private static final Pattern CODE_POINT =
      Pattern.compile("0x([0-9A-Fa-f]{2}), ?0x([0-9A-Fa-f]{2})");
  private static final int HEXADECIMAL = 16;
  private static final String SHARED_NAME = "me";
  private static final String SHARED_KEY = "01020304";
  private static final String EVERYTHING = "ALL:COMPLEMENTOFALL:@SECLEVEL=0";
  private static final String EVERY_TLS13 =
      "TLS_AES_128_GCM_SHA256:TLS_AES_256_GCM_SHA384:TLS_CHACHA20_POLY1305_SHA256"
          + ":TLS_AES_128_CCM_SHA256:TLS_AES_128_CCM_8_SHA256";
  private static final String GROUPS =
      "X25519:X448:P-256:P-384:P-521:ffdhe2048:ffdhe3072:ffdhe4096:ffdhe6144:ffdhe8192"
          + ":brainpoolP256r1:brainpoolP384r1:brainpoolP512r1:secp224r1:secp256k1";
  private static final String PRIORITY =
      "NORMAL:+VERS-ALL:+CIPHER-ALL:+KX-ALL:+MAC-ALL:+SHA256:+SHA384"
          + ":+GROUP-ALL:+GROUP-SECP224R1:+SIGN-ALL"
          + ":+3DES-CBC:+AES-128-CCM-8:+AES-256-CCM-8:+CAMELLIA-128-GCM:+CAMELLIA-256-GCM"
          + ":+CAMELLIA-128-CBC:+CAMELLIA-256-CBC:%VERIFY_ALLOW_BROKEN";

  /** With NULL or RSA-PSK GnuTLS leaves TLS 1.3 out. */
  private static final String BEFORE_TLS13 =
      PRIORITY
          + ":+ARCFOUR-128:+NULL:+MD5:+DHE-DSS:+SIGN-DSA-SHA1:+SIGN-DSA-SHA256"
          + ":+ANON-DH:+ANON-ECDH:+PSK:+DHE-PSK:+ECDHE-PSK:+RSA-PSK";

  private final String client;
  private final String server;
  private final boolean reverses;

  ForeignStack(String client, String server, boolean reverses) {
    this.client = client;
    this.server = server;
    this.reverses = reverses;
  }

  /** Whether it is here; where it is not, {@link #require} says so. */
  boolean present() {
    return ForeignProgram.present(client) && ForeignProgram.present(server);
  }

  void require() {
    ForeignProgram.require(client);
    ForeignProgram.require(server);
  }

  /** What its server answers to a ping and a line feed. */
  String answer() {
    return reverses ? "gnip\n" : "ping\n";
  }

  /** The suites that it knows. */
  abstract Stream<CipherSuite> suites();

  abstract ForeignProgram.Running serve(Path folder, String kind, boolean asks, String... more);

  abstract List<String> client(Path folder, int port, Optional<String> kind, String... more);

  /** What its server is told, so that it takes all versions and suites before TLS 1.3. */
  abstract String[] serverBeforeTls13(Path folder, String kind);

  /** What its client is told, so that it offers a version with all suites. */
  abstract String[] clientBeforeTls13(ProtocolVersion version, String kind);

  /** What either is told, so that it knows one group alone. */
  abstract String[] only(NamedGroup group);

  /** Both list the code points as two bytes with a comma between. */
  private static Stream<CipherSuite> codePoints(List<String> command) {
    return CODE_POINT
        .matcher(ForeignProgram.run("", command))
        .results()
        .map(
            found ->
                new CipherSuite(Integer.parseInt(found.group(1) + found.group(2), HEXADECIMAL)));
  }
}
