package io.github.tlsgauntlet.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tlsgauntlet.suite.Verdict;
import io.qameta.allure.model.Stage;
import io.qameta.allure.model.TestResult;
import io.qameta.allure.model.TestResultContainer;
import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.json.JsonMapper;

class MachineFormsTest {
  private static final Report DEMO = ReportDemo.run("demo " + ReportDemo.HOSTILE, 700, true);

  @Test
  void junit_xml_with_hostile_text_is_well_formed_and_its_counts_agree() throws Exception {
    Document document = parse(junit());
    Element root = document.getDocumentElement();
    Totals totals = DEMO.totals();
    assertThat(root.getTagName()).isEqualTo("testsuites");
    assertThat(root.getAttribute("tests")).isEqualTo("" + totals.all());
    assertThat(document.getElementsByTagName("testcase").getLength()).isEqualTo(totals.all());
    assertThat(document.getElementsByTagName("failure").getLength())
        .isEqualTo(totals.of(Verdict.FAIL))
        .isEqualTo(Integer.parseInt(root.getAttribute("failures")));
    assertThat(document.getElementsByTagName("skipped").getLength())
        .isEqualTo(Integer.parseInt(root.getAttribute("skipped")));
    assertThat(sum(document, "tests")).isEqualTo(totals.all());
    assertThat(sum(document, "failures")).isEqualTo(totals.of(Verdict.FAIL));
  }

  @Test
  void junit_xml_of_which_every_text_is_hostile_is_well_formed() throws Exception {
    StringWriter out = new StringWriter();
    new JunitXml().write(ReportDemo.hostile(), out);
    assertThat(parse(out.toString()).getElementsByTagName("failure").getLength()).isEqualTo(4);
  }

  @Test
  void junit_xml_carries_the_transcript_of_a_failure() throws Exception {
    String failure = parse(junit()).getElementsByTagName("failure").item(0).getTextContent();
    assertThat(failure).contains("RFC 5280 §6.1.3", "ClientHello", "ending: ");
  }

  @Test
  void allure_has_a_file_for_each_result_and_a_container_that_names_them(@TempDir Path folder)
      throws IOException {
    new AllureResults().write(DEMO, folder);
    JsonMapper mapper = JsonMapper.builder().build();
    Set<String> uuids = new HashSet<>();
    Set<String> statuses = new HashSet<>();
    List<String> children = new ArrayList<>();
    for (Path file : files(folder)) {
      JsonNode node = mapper.readTree(Files.readAllBytes(file));
      if (file.toString().endsWith("-container.json")) {
        node.path("children").forEach(child -> children.add(child.asString()));
        continue;
      }
      assertThat(file.getFileName()).hasToString(node.path("uuid").asString() + "-result.json");
      assertThat(node.path("stage").asString()).isEqualTo("finished");
      assertThat(node.path("stop").asLong()).isGreaterThanOrEqualTo(node.path("start").asLong());
      assertThat(node.path("labels").toString()).contains("\"feature\"", "\"severity\"");
      statuses.add(node.path("status").asString());
      uuids.add(node.path("uuid").asString());
    }
    assertThat(uuids).hasSameSizeAs(DEMO.results()).containsExactlyInAnyOrderElementsOf(children);
    assertThat(statuses).containsExactlyInAnyOrder("passed", "failed", "broken", "skipped");
  }

  @Test
  void allure_s_own_model_knows_every_field_that_is_written(@TempDir Path folder)
      throws IOException {
    new AllureResults().write(DEMO, folder);
    JsonMapper strict =
        JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(MapperFeature.ACCEPT_CASE_INSENSITIVE_ENUMS)
            .build();
    for (Path file : files(folder)) {
      if (file.toString().endsWith("-container.json")) {
        assertThat(strict.readValue(file.toFile(), TestResultContainer.class).getChildren())
            .hasSameSizeAs(DEMO.results());
      } else {
        TestResult result = strict.readValue(file.toFile(), TestResult.class);
        assertThat(result.getStatus()).isNotNull();
        assertThat(result.getStage()).isEqualTo(Stage.FINISHED);
        assertThat(result.getLabels()).isNotEmpty();
      }
    }
  }

  @Test
  void sarif_has_a_rule_for_every_result_and_no_result_for_what_passed(@TempDir Path folder)
      throws IOException {
    Path file = folder.resolve("report.sarif");
    new SarifReport().write(DEMO, file);
    JsonNode root = JsonMapper.builder().build().readTree(Files.readAllBytes(file));
    assertThat(root.path("version").asString()).isEqualTo("2.1.0");
    JsonNode run = root.path("runs").path(0);
    JsonNode rules = run.path("tool").path("driver").path("rules");
    Totals totals = DEMO.totals();
    int known = totals.of(Verdict.KNOWN);
    assertThat(run.path("results").size())
        .isEqualTo(totals.of(Verdict.FAIL) + totals.of(Verdict.WARN) + known);
    int suppressed = 0;
    for (JsonNode result : run.path("results")) {
      assertThat(rules.path(result.path("ruleIndex").asInt()).path("id"))
          .isEqualTo(result.path("ruleId"));
      assertThat(result.path("message").path("text").asString()).isNotBlank();
      assertThat(result.path("level").asString()).isIn("error", "warning");
      suppressed += result.path("suppressions").size();
    }
    assertThat(suppressed).isEqualTo(known).isPositive();
  }

  private static String junit() throws IOException {
    StringWriter out = new StringWriter();
    new JunitXml().write(DEMO, out);
    return out.toString();
  }

  private static Document parse(String xml) throws Exception {
    return DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new InputSource(new StringReader(xml)));
  }

  private static int sum(Document document, String attribute) {
    NodeList suites = document.getElementsByTagName("testsuite");
    int sum = 0;
    for (int i = 0; i < suites.getLength(); i++) {
      sum += Integer.parseInt(((Element) suites.item(i)).getAttribute(attribute));
    }
    return sum;
  }

  private static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.sorted().toList();
    }
  }
}
