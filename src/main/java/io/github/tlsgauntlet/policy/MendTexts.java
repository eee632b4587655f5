package io.github.tlsgauntlet.policy;

import io.github.tlsgauntlet.protocol.CipherSuite;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** How to set things in the usual products, with a policy's values filled in. */
final class MendTexts {
  /** The products that there are mends for. */
  static final List<String> PRODUCTS =
      List.of("nginx", "Apache", "HAProxy", "Envoy", "Tomcat", "Spring Boot", "JSSE");

  private static final Pattern PLACE = Pattern.compile("\\{([a-z0-9-]+)}");

  private MendTexts() {}

  private static final class File {
    private static final Map<String, Map<String, String>> TOPICS = load();

    private static Map<String, Map<String, String>> load() {
      try {
        Map<String, Map<String, String>> topics = new LinkedHashMap<>();
        for (Map.Entry<String, Node> topic :
            YamlFile.read("mends.yaml", Resources.text("mends.yaml")).fields().entrySet()) {
          Map<String, String> texts = new LinkedHashMap<>();
          for (Map.Entry<String, Node> text : topic.getValue().fields().entrySet()) {
            texts.put(text.getKey(), text.getValue().text().strip());
          }
          topics.put(topic.getKey(), forAll(texts));
        }
        return topics;
      } catch (PolicyException | Misfit e) {
        throw new IllegalStateException("The mends in the jar cannot be read", e);
      }
    }
  }

  private static Map<String, String> forAll(Map<String, String> texts) {
    Map<String, String> all = new LinkedHashMap<>();
    for (String product : PRODUCTS) {
      String text = texts.getOrDefault(product, texts.getOrDefault("other", ""));
      if (!text.isEmpty()) {
        all.put(product, text);
      }
    }
    return all;
  }

  /** The mends of some topics, by product. */
  static Map<String, String> of(List<String> topics, Wishes wishes) {
    Map<String, String> values = values(wishes);
    Map<String, String> mends = new LinkedHashMap<>();
    for (String topic : topics) {
      File.TOPICS
          .getOrDefault(topic, Map.of())
          .forEach(
              (product, text) ->
                  mends.merge(
                      product,
                      fill(text, values),
                      (one, more) -> one.contains(more) ? one : one + "\n" + more));
    }
    return mends;
  }

  /** The topics that there are mends for. */
  static Map<String, Map<String, String>> topics() {
    return File.TOPICS;
  }

  private static String fill(String text, Map<String, String> values) {
    return PLACE
        .matcher(text)
        .replaceAll(
            place -> Matcher.quoteReplacement(values.getOrDefault(place.group(1), place.group())));
  }

  private static Map<String, String> values(Wishes wishes) {
    List<String> versions = wishes.versions().stream().map(MendTexts::openSslVersion).toList();
    List<String> others =
        Versions.ALL.stream()
            .filter(one -> !wishes.versions().contains(one))
            .map(one -> one.equals("SSL 2.0") ? "SSLv2Hello" : openSslVersion(one))
            .toList();
    String oldest = versions.get(0);
    String newest = versions.get(versions.size() - 1);
    Map<String, String> values = new LinkedHashMap<>();
    values.put("versions", String.join(" ", versions));
    values.put("apache-versions", "-all +" + String.join(" +", versions));
    values.put("versions-plus", String.join("+", versions));
    values.put("versions-comma", String.join(",", versions));
    values.put("versions-java", quoted(versions));
    values.put("versions-not", String.join(", ", others));
    values.put("oldest", oldest);
    values.put("newest", newest);
    values.put("oldest-envoy", oldest.replace('.', '_').replaceAll("v1$", "v1_0"));
    values.put("newest-envoy", newest.replace('.', '_').replaceAll("v1$", "v1_0"));
    List<CipherSuite> old = wishes.oldSuites();
    values.put("suites", openSsl(old));
    values.put("suites-without-dhe", openSsl(without(old, "dhe")));
    values.put("suites-without-cbc", openSsl(without(old, "cbc")));
    values.put("suites-envoy", quoted(envoy(old)));
    values.put("suites-envoy-without-cbc", quoted(envoy(without(old, "cbc"))));
    List<CipherSuite> young = ProductNames.jsse(wishes.newSuites());
    values.put("suites-iana", list(ProductNames.jsse(old), young, ","));
    values.put("suites-java", list(ProductNames.jsse(old), young, "\", \""));
    List<CipherSuite> aead = ProductNames.jsse(without(old, "cbc"));
    values.put("suites-iana-without-cbc", list(aead, young, ","));
    values.put("suites-java-without-cbc", list(aead, young, "\", \""));
    values.put("suites-13", list(List.of(), wishes.newSuites(), ":"));
    values.put(
        "groups",
        wishes.groups().stream().map(OpenSslNames::group).collect(Collectors.joining(":")));
    values.put(
        "groups-envoy",
        quoted(wishes.groups().stream().flatMap(one -> ProductNames.envoy(one).stream()).toList()));
    values.put(
        "groups-java",
        wishes.groups().stream().map(Object::toString).collect(Collectors.joining(",")));
    values.put("rsa-bits", Integer.toString(wishes.rsaBits()));
    values.put("dh-bits", Integer.toString(wishes.dhBits()));
    values.put("dh-named", Integer.toString(named(wishes.dhBits())));
    values.put("days", Integer.toString(wishes.days()));
    values.put("seconds", Long.toString(wishes.hstsSeconds()));
    return values;
  }

  /** The smallest published group that is large enough (RFC 7919, Appendix A). */
  private static int named(int bits) {
    return List.of(2048, 3072, 4096, 6144).stream()
        .filter(one -> one >= bits)
        .findFirst()
        .orElse(8192);
  }

  private static List<CipherSuite> without(List<CipherSuite> suites, String trait) {
    SuiteFilter filter = new SuiteFilter(trait);
    return suites.stream().filter(one -> !filter.matches(one).orElse(false)).toList();
  }

  private static String openSsl(List<CipherSuite> suites) {
    return String.join(":", openSslNames(suites));
  }

  private static List<String> envoy(List<CipherSuite> suites) {
    return openSslNames(ProductNames.envoy(suites));
  }

  private static List<String> openSslNames(List<CipherSuite> suites) {
    return suites.stream().flatMap(one -> OpenSslNames.suite(one).stream()).toList();
  }

  private static String list(List<CipherSuite> old, List<CipherSuite> young, String between) {
    return Stream.concat(old.stream(), young.stream())
        .map(CipherSuite::toString)
        .collect(Collectors.joining(between));
  }

  private static String quoted(List<String> words) {
    return words.stream().map(one -> "\"" + one + "\"").collect(Collectors.joining(", "));
  }

  private static String openSslVersion(String version) {
    return switch (version) {
      case "SSL 2.0" -> "SSLv2";
      case "SSL 3.0" -> "SSLv3";
      case "TLS 1.0" -> "TLSv1";
      default -> version.replace("TLS ", "TLSv");
    };
  }
}
