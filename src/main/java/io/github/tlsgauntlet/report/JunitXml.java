package io.github.tlsgauntlet.report;

import io.github.tlsgauntlet.suite.Quarter;
import io.github.tlsgauntlet.suite.Result;
import io.github.tlsgauntlet.suite.Verdict;
import java.io.IOException;
import java.io.Writer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/**
 * Writes {@code junit.xml} for continuous integration. FAIL is a failure; INCONCLUSIVE,
 * NOT_APPLICABLE and KNOWN are skipped with their reason; WARN passes and says so in its output.
 */
public final class JunitXml {
  private record Suite(Quarter quarter, String target) {}

  /**
   * Writes a report.
   *
   * @param report the run
   * @param out where to; stays open
   * @throws IOException if it cannot be written
   */
  public void write(Report report, Writer out) throws IOException {
    Map<Suite, List<Result>> suites = new LinkedHashMap<>();
    for (Result result : report.results()) {
      suites
          .computeIfAbsent(new Suite(result.quarter(), result.target()), suite -> new ArrayList<>())
          .add(result);
    }
    try {
      XMLStreamWriter xml = XMLOutputFactory.newFactory().createXMLStreamWriter(out);
      xml.writeStartDocument("UTF-8", "1.0");
      xml.writeCharacters("\n");
      xml.writeStartElement("testsuites");
      attribute(xml, "name", "TLS Gauntlet: " + report.run().target());
      counts(xml, report.results());
      for (Map.Entry<Suite, List<Result>> suite : suites.entrySet()) {
        suite(xml, report, suite.getKey(), suite.getValue());
      }
      xml.writeEndElement();
      xml.writeEndDocument();
      xml.flush();
    } catch (XMLStreamException e) {
      throw e.getNestedException() instanceof IOException io ? io : new IOException(e);
    }
  }

  private static void suite(XMLStreamWriter xml, Report report, Suite suite, List<Result> results)
      throws XMLStreamException {
    xml.writeCharacters("\n");
    xml.writeStartElement("testsuite");
    attribute(xml, "name", Words.quarter(suite.quarter()) + ", " + suite.target());
    attribute(xml, "timestamp", report.run().started().toString());
    counts(xml, results);
    for (Result result : results) {
      xml.writeCharacters("\n");
      testCase(xml, result);
    }
    xml.writeCharacters("\n");
    xml.writeEndElement();
  }

  private static void counts(XMLStreamWriter xml, List<Result> results) throws XMLStreamException {
    Totals totals = Totals.of(results);
    int skipped =
        totals.of(Verdict.INCONCLUSIVE)
            + totals.of(Verdict.NOT_APPLICABLE)
            + totals.of(Verdict.KNOWN);
    attribute(xml, "tests", Integer.toString(totals.all()));
    attribute(xml, "failures", Integer.toString(totals.of(Verdict.FAIL)));
    attribute(xml, "errors", "0");
    attribute(xml, "skipped", Integer.toString(skipped));
    attribute(
        xml,
        "time",
        seconds(results.stream().map(Result::took).reduce(Duration.ZERO, Duration::plus)));
  }

  private static void testCase(XMLStreamWriter xml, Result result) throws XMLStreamException {
    xml.writeStartElement("testcase");
    String version = result.version().map(v -> " [" + v + "]").orElse("");
    attribute(xml, "name", result.check() + version + ": " + result.title());
    attribute(
        xml,
        "classname",
        Words.quarterId(result.quarter())
            + "."
            + dotless(result.target())
            + "."
            + dotless(result.group()));
    attribute(xml, "time", seconds(result.took()));
    switch (result.verdict()) {
      case FAIL -> failure(xml, result);
      case INCONCLUSIVE, NOT_APPLICABLE, KNOWN -> {
        xml.writeEmptyElement("skipped");
        attribute(xml, "message", Words.verdict(result.verdict()) + ": " + result.reason());
      }
      case WARN -> {
        xml.writeStartElement("system-out");
        characters(xml, "warn: " + body(result));
        xml.writeEndElement();
      }
      case PASS -> {}
    }
    xml.writeEndElement();
  }

  private static void failure(XMLStreamWriter xml, Result result) throws XMLStreamException {
    xml.writeStartElement("failure");
    attribute(xml, "message", result.reason());
    attribute(xml, "type", result.check());
    StringBuilder text = new StringBuilder(result.says());
    List<String> sources = Meaning.sources(result);
    if (!sources.isEmpty()) {
      text.append(" (").append(String.join("; ", sources)).append(')');
    }
    text.append('\n').append(body(result)).append('\n');
    if (!Words.alert(result).isEmpty()) {
      text.append("Alert: ").append(Words.alert(result)).append('\n');
    }
    result.evidence().forEach(transcript -> text.append(Sequence.asText(transcript)));
    characters(xml, text.toString());
    xml.writeEndElement();
  }

  /** What was seen, and what is sent, conforms and is meant, a line each. */
  private static String body(Result result) {
    List<String> lines = new ArrayList<>(List.of(result.reason()));
    lines.addAll(Meaning.lines(result));
    return String.join("\n", lines);
  }

  /** Dots part packages in a class name, so a host's become middle dots. */
  private static String dotless(String name) {
    return name.replace('.', '·');
  }

  private static String seconds(Duration duration) {
    return String.format(Locale.ROOT, "%.3f", duration.toNanos() / 1e9);
  }

  private static void attribute(XMLStreamWriter xml, String name, String value)
      throws XMLStreamException {
    xml.writeAttribute(name, legal(value));
  }

  private static void characters(XMLStreamWriter xml, String text) throws XMLStreamException {
    xml.writeCharacters(legal(text));
  }

  /** The text in characters that XML 1.0 allows: what it forbids is written as an escape. */
  private static String legal(String text) {
    return Text.visible(Text.wellFormed(text))
        .codePoints()
        .filter(point -> point != 0xFFFE && point != 0xFFFF)
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }
}
