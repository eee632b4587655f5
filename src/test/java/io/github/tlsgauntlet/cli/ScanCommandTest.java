package io.github.tlsgauntlet.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.github.tlsgauntlet.pki.Catalogue;
import io.github.tlsgauntlet.pki.CredentialFiles;
import io.github.tlsgauntlet.pki.Mint;
import io.github.tlsgauntlet.pki.Role;
import io.github.tlsgauntlet.target.ClientAuthentication;
import io.github.tlsgauntlet.target.RunningServer;
import io.github.tlsgauntlet.target.ServerSetup;
import io.github.tlsgauntlet.target.jvm.JvmStack;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The scan command on a server in this JVM. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ScanCommandTest {
  private static final Schema SCHEMA = schema();

  @TempDir private Path temporary;
  private RunningServer server;
  private String host;
  private Path trust;

  private record Ran(int code, String out, String err) {}

  @BeforeAll
  void start(@TempDir Path folder) throws Exception {
    Mint mint = new Mint(Catalogue.load(), 1, Clock.systemUTC().instant());
    server =
        JvmStack.SUN_JSSE
            .server()
            .orElseThrow()
            .start(
                new ServerSetup(
                    mint.fixture("ok-chain", Role.SERVER).credential(),
                    List.of(),
                    ClientAuthentication.NONE,
                    Set.of()),
                Duration.ofSeconds(30));
    host = "127.0.0.1:" + server.address().getPort();
    trust =
        Files.writeString(
            folder.resolve("trust.pem"), CredentialFiles.anchors(mint.trustAnchors(Role.SERVER)));
  }

  @AfterAll
  void stop() {
    server.close();
  }

  private static Schema schema() {
    try (InputStream form =
        ScanCommandTest.class.getResourceAsStream(
            "/io/github/tlsgauntlet/report/scan.schema.json")) {
      return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
          .getSchema(new String(form.readAllBytes(), StandardCharsets.UTF_8), InputFormat.JSON);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Ran scan(String... more) {
    List<String> words =
        new ArrayList<>(
            List.of("--servername", "server.gauntlet.test", "--truststore", trust.toString()));
    words.addAll(List.of(more));
    return plainly(words);
  }

  private static Ran plainly(List<String> words) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    CommandLine commandLine = Main.commandLine("scan");
    commandLine.setOut(new PrintWriter(out, true));
    commandLine.setErr(new PrintWriter(err, true));
    List<String> all = new ArrayList<>(List.of("scan"));
    all.addAll(words);
    int code = commandLine.execute(all.toArray(new String[0]));
    return new Ran(code, out.toString(), err.toString());
  }

  /** What breaks the published form in a server's facts. */
  static List<String> validate(String json) {
    return SCHEMA.validate(json, InputFormat.JSON).stream().map(Object::toString).toList();
  }

  private static JsonNode json(String text) {
    return JsonMapper.builder().build().readTree(text);
  }

  @Test
  void a_line_of_json_keeps_the_published_form() {
    Ran ran = scan(host, "--format", "jsonl", "--policy", "mozilla-intermediate");

    assertThat(ran.out().lines()).hasSize(1);
    assertThat(SCHEMA.validate(ran.out(), InputFormat.JSON)).isEmpty();
    assertThat(json(ran.out()).path("chains").get(0).path("trusted").asString()).isEqualTo("yes");
  }

  @Test
  void keys_that_others_know_are_asked_for_where_a_list_is_given() throws IOException {
    Path list = Files.writeString(temporary.resolve("keys"), "0000d80c186767f2473a\n");

    assertThat(weakness(scan(host, "--format", "jsonl"), "debian-weak-key"))
        .containsExactly("untold", "Not asked: give --weak-keys.");
    assertThat(
            weakness(
                scan(host, "--format", "jsonl", "--weak-keys", list.toString()), "debian-weak-key"))
        .first()
        .isEqualTo("safe");
  }

  private static List<String> weakness(Ran ran, String id) {
    for (JsonNode one : json(ran.out()).path("weaknesses")) {
      if (one.path("id").asString().equals(id)) {
        return List.of(one.path("exposure").asString(), one.path("detail").asString());
      }
    }
    return List.of();
  }

  @Test
  void what_is_not_asked_for_costs_no_connection_and_is_absent() {
    JsonNode whole = json(scan(host, "--format", "jsonl").out());
    Ran ran = scan(host, "--format", "jsonl", "--only", "versions,groups");
    JsonNode some = json(ran.out());

    assertThat(SCHEMA.validate(ran.out(), InputFormat.JSON)).isEmpty();
    assertThat(some.path("versions")).isEqualTo(whole.path("versions"));
    assertThat(some.path("groups")).isEqualTo(whole.path("groups"));
    assertThat(some.path("connections").asInt()).isLessThan(whole.path("connections").asInt());
    assertThat(some.propertyNames())
        .contains("only")
        .doesNotContain("chains", "features", "weaknesses", "grade", "http");
  }

  @ParameterizedTest
  @CsvSource({
    "signatures, signatureSchemes",
    "chain,      chains",
    "client,     clientAuthentication",
    "features,   features",
    "weaknesses, weaknesses",
  })
  void each_part_can_be_had_alone(String part, String field) {
    JsonNode some = json(scan(host, "--format", "jsonl", "--only", part).out());

    assertThat(some.path(field)).as(part).isNotEmpty();
    assertThat(scan(host, "--only", part).out())
        .contains("Cipher suites")
        .doesNotContain("Letter grade");
  }

  @Test
  void what_is_asked_beside_the_handshakes_keeps_the_published_form() {
    Ran ran = scan(host, "--format", "jsonl", "--revocation", "--caa", "--resolver", "127.0.0.1:9");

    assertThat(SCHEMA.validate(ran.out(), InputFormat.JSON)).isEmpty();
    JsonNode chain = json(ran.out()).path("chains").get(0);
    assertThat(chain.path("trust").get(0).path("trusted").asString()).isEqualTo("yes");
    assertThat(chain.path("trust").get(1).path("trusted").asString()).isEqualTo("no");
    assertThat(json(ran.out()).path("host").path("caa").path("found").asString())
        .isEqualTo("untold");
  }

  @Test
  void a_broken_rule_decides_the_exit_code() {
    // JSSE takes suites in CBC, which Mozilla's list has not.
    assertThat(scan(host, "--policy", "mozilla-intermediate").code()).isEqualTo(1);
    assertThat(scan(host).code()).isZero();
  }

  @Test
  void the_table_fits_a_terminal_and_names_the_mend() {
    Ran ran = scan(host, "--policy", "mozilla-modern", "--mend", "JSSE", "--color", "never");

    assertThat(ran.out()).contains("TLS 1.3", "Weaknesses", "Letter grade", "JSSE:", "broken");
    assertThat(ran.out()).doesNotContain("\u001b");
    assertThat(ran.out().lines().filter(line -> !line.startsWith("            ")))
        .allSatisfy(line -> assertThat(line).hasSizeLessThan(81));
  }

  @Test
  void several_hosts_are_one_list_and_the_unreachable_one_tells_the_exit_code() throws Exception {
    int closed;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      closed = socket.getLocalPort();
    }
    Ran ran = scan(host, "127.0.0.1:" + closed, "--format", "json");

    assertThat(ran.code()).isEqualTo(3);
    assertThat(ran.err().lines()).singleElement().asString().contains("refused");
    assertThat(json(ran.out()).size()).isEqualTo(2);
    json(ran.out())
        .forEach(one -> assertThat(SCHEMA.validate(one.toString(), InputFormat.JSON)).isEmpty());
  }

  @Test
  void a_scan_goes_on_where_an_earlier_one_was_cut_short() throws Exception {
    Path file = temporary.resolve("facts.jsonl");
    assertThat(scan(host, "--resume", file.toString()).code()).isZero();
    String whole = Files.readString(file);
    assertThat(whole.lines()).hasSize(1);

    Files.writeString(file, whole + whole.substring(0, 100));
    Ran again = scan(host, "--resume", file.toString());

    assertThat(again.out()).isEmpty();
    assertThat(Files.readString(file)).isEqualTo(whole);
  }

  @Test
  void rows_have_as_many_cells_as_the_head() {
    Ran ran = scan(host, "--format", "csv");

    assertThat(ran.out().lines().findFirst()).contains("target,kind,subject,id,answer,detail");
    assertThat(ran.out().lines().filter(line -> line.contains(",suite,")))
        .isNotEmpty()
        .allSatisfy(line -> assertThat(line.split(",", -1)).hasSize(6));
  }

  @Test
  void a_host_that_cannot_be_scanned_is_a_row_of_an_error() throws Exception {
    int closed;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      closed = socket.getLocalPort();
    }
    Ran ran = scan("127.0.0.1:" + closed, host, "--format", "csv", "--only", "versions");

    assertThat(ran.out().lines().filter(line -> line.contains(",error,")))
        .singleElement()
        .asString()
        .startsWith("127.0.0.1:" + closed + ",error,,not-scanned,untold,")
        .contains("refused");
    assertThat(ran.out()).contains(host + ",version,");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--connections 0                  | connections",
        "--connections many               | many",
        "--timeout 0                      | timeout",
        "--rate -1                        | rate",
        "--host-timeout 0                 | host-timeout",
        "--client-keystore absent.p12     | absent.p12",
        "--policy mozila-modern           | mozilla-modern",
        "--only suites                    | weaknesses",
        "--only http --policy bcp195      | policy",
        "--truststore absent.pem          | absent.pem",
        "--color pink                     | pink",
        "--format xml                     | xml",
        "--ct-logs absent.json            | absent.json",
        "--ct-logs pom.xml                | pom.xml",
        "--weak-keys absent.list          | absent.list",
        "--weak-keys pom.xml              | pom.xml",
        "--ech-config absent.ech          | absent.ech",
        "--ech-config pom.xml             | pom.xml",
        "--caa --resolver dns.example     | dns.example",
        "--caa --resolver 192.0.2.1:70000 | 70000",
        "--resolver 192.0.2.1             | --caa",
        "--resume absent/folder/x.jsonl   | absent",
        "jvm:SunJSSE                      | jvm:SunJSSE",
        "htps://localhost/                | https",
      })
  void bad_input_is_one_line_that_names_it_and_exit_code_2(String words, String named) {
    String line = words.startsWith("--") ? host + " " + words.strip() : words.strip();
    Ran ran = plainly(List.of(line.split(" +")));

    assertThat(ran.code()).as(ran.err()).isEqualTo(2);
    assertThat(ran.err().lines()).singleElement().asString().contains(named);
    assertThat(ran.out()).isEmpty();
  }
}
