package io.github.tlsgauntlet.target;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Takes a target's text apart. */
final class TargetSpecParser {
  private static final String FORMS =
      "jvm, jvm:STACK[?jdk=25], host, host:port, https://host/path, smtp://host,"
          + " container:NAME[?port=8443], client:COMMAND";
  private static final List<String> STACKS =
      List.of("SunJSSE", "BCJSSE", "Conscrypt", "mockwebserver", "OkHttp");
  private static final List<String> PLANNED_STACKS =
      List.of("netty-boringssl", "tomcat", "spring-boot");
  private static final List<String> KINDS = List.of("jvm", "container", "client", "https");
  private static final Pattern SCHEME = Pattern.compile("([A-Za-z][A-Za-z0-9+.-]*)://(.*)");
  private static final Pattern KIND =
      Pattern.compile("(jvm|container|client)([:?].*)?", Pattern.CASE_INSENSITIVE);
  private static final Pattern BRACKETED = Pattern.compile("\\[([^]]*)](?::(.*))?");
  private static final Pattern PORT = Pattern.compile("[0-9]{1,5}");
  private static final int HTTPS = 443;
  private static final int LONGEST_SHOWN = 100;
  private static final int LONGEST_TEXT = 32 * 1024;

  private final String text;

  TargetSpecParser(String text) {
    this.text = text.strip();
  }

  TargetSpec parse() throws TargetException {
    if (text.isEmpty()) {
      throw wrong("the target is empty");
    }
    if (text.length() > LONGEST_TEXT) {
      throw wrong("the target is longer than " + LONGEST_TEXT + " characters");
    }
    Matcher kind = KIND.matcher(text);
    if (kind.matches()) {
      String rest = Optional.ofNullable(kind.group(2)).orElse("");
      return switch (kind.group(1).toLowerCase(Locale.ROOT)) {
        case "jvm" -> jvm(rest);
        case "container" -> container(rest);
        default -> command(rest);
      };
    }
    Matcher scheme = SCHEME.matcher(text);
    return scheme.matches()
        ? url(scheme.group(1), scheme.group(2))
        : remote(text, "/", Optional.empty());
  }

  private TargetSpec jvm(String rest) throws TargetException {
    Named named = named(rest);
    for (String option : named.options().keySet()) {
      if (!option.equals("jdk") && !option.equals("tls")) {
        throw wrong(
            "a JVM target has no option \""
                + shown(option)
                + "\", only jdk and tls"
                + Suggestion.clause(option, List.of("jdk", "tls")));
      }
    }
    Optional<String> tls = Optional.ofNullable(named.options().get("tls"));
    if (tls.isPresent() && !tls.get().equals("legacy")) {
      throw wrong("tls= takes only legacy, not \"" + shown(tls.get()) + "\"");
    }
    Optional<String> jdk = Optional.ofNullable(named.options().get("jdk"));
    if (jdk.isPresent() && jdk.get().isBlank()) {
      throw wrong("jdk= needs a version or a folder");
    }
    Optional<String> stack =
        named.name().isEmpty() ? Optional.empty() : Optional.of(stack(named.name()));
    return new TargetSpec.Jvm(text, stack, jdk, tls.isPresent());
  }

  private String stack(String name) throws TargetException {
    for (String known : STACKS) {
      if (known.equalsIgnoreCase(name)) {
        return known;
      }
    }
    for (String planned : PLANNED_STACKS) {
      if (planned.equalsIgnoreCase(name)) {
        throw wrong(
            "jvm:" + planned + " is not supported yet; there are " + String.join(", ", STACKS));
      }
    }
    throw wrong(
        "there is no JVM stack \""
            + shown(name)
            + "\", only "
            + String.join(", ", STACKS)
            + Suggestion.clause(name, STACKS));
  }

  private TargetSpec container(String rest) throws TargetException {
    Named named = named(rest);
    if (named.name().isEmpty()) {
      throw wrong("container: needs a name, such as container:nginx");
    }
    Optional<String> port = Optional.ofNullable(named.options().get("port"));
    if (port.isPresent()) {
      port(port.get());
    }
    Optional<String> asks = Optional.ofNullable(named.options().get("clientAuth"));
    if (asks.isPresent() && !Set.of("none", "optional", "required").contains(asks.get())) {
      throw wrong(
          "clientAuth= takes none, optional or required, not \"" + shown(asks.get()) + "\"");
    }
    return new TargetSpec.Container(text, named.name(), named.options());
  }

  private TargetSpec command(String rest) throws TargetException {
    String command = rest.startsWith(":") ? rest.substring(1).strip() : "";
    if (command.isEmpty()) {
      throw wrong("client: needs a command, such as client:curl --cacert {ca} {url}");
    }
    return new TargetSpec.Command(text, command);
  }

  private TargetSpec url(String scheme, String rest) throws TargetException {
    String lower = scheme.toLowerCase(Locale.ROOT);
    Optional<Upgrade> upgrade = Upgrade.of(lower);
    if (lower.equals("http")) {
      throw wrong("http:// is plain HTTP; name an https:// URL, or host:port");
    }
    if (!lower.equals("https") && upgrade.isEmpty()) {
      List<String> known = new ArrayList<>(Upgrade.schemes());
      known.add("https");
      throw wrong("there is no scheme \"" + shown(lower) + "\"" + Suggestion.clause(lower, known));
    }
    int end = rest.length();
    for (char stop : new char[] {'/', '?', '#'}) {
      int at = rest.indexOf(stop);
      end = at >= 0 && at < end ? at : end;
    }
    String tail = rest.substring(end);
    int fragment = tail.indexOf('#');
    String path = fragment < 0 ? tail : tail.substring(0, fragment);
    return remote(rest.substring(0, end), path.startsWith("/") ? path : "/" + path, upgrade);
  }

  private TargetSpec remote(String authority, String path, Optional<Upgrade> upgrade)
      throws TargetException {
    if (authority.indexOf('@') >= 0) {
      // Not shown: what stands before the @ may be a password.
      throw new TargetException(
          TargetException.Kind.INPUT, "a target takes no user name or password before an @");
    }
    Matcher bracketed = BRACKETED.matcher(authority);
    if (bracketed.matches()) {
      String literal = bracketed.group(1);
      Optional<HostName> host = literal.indexOf(':') < 0 ? Optional.empty() : HostName.of(literal);
      return remote(host, literal, Optional.ofNullable(bracketed.group(2)), path, upgrade);
    }
    int colon = authority.indexOf(':');
    if (colon < 0 || colon != authority.lastIndexOf(':')) {
      return remote(HostName.of(authority), authority, Optional.empty(), path, upgrade);
    }
    String name = authority.substring(0, colon);
    String port = authority.substring(colon + 1);
    if (!port.isEmpty() && !Character.isDigit(port.charAt(0)) && port.charAt(0) != '-') {
      throw wrong(
          "\""
              + shown(port)
              + "\" is not a port, and \""
              + shown(name)
              + ":\" is no kind of target"
              + Suggestion.clause(name, KINDS));
    }
    return remote(HostName.of(name), name, Optional.of(port), path, upgrade);
  }

  private TargetSpec remote(
      Optional<HostName> host,
      String written,
      Optional<String> port,
      String path,
      Optional<Upgrade> upgrade)
      throws TargetException {
    if (host.isEmpty()) {
      throw wrong(
          "\""
              + shown(written)
              + "\" is neither a host name nor an IP address"
              + (colons(written) ? "; an IPv6 address with a port looks like [::1]:8443" : ""));
    }
    int number = port.isPresent() ? port(port.get()) : upgrade.map(Upgrade::port).orElse(HTTPS);
    return new TargetSpec.Remote(
        text, host.get().text(), host.get().address(), number, path, upgrade);
  }

  private static boolean colons(String written) {
    return written.indexOf(':') != written.lastIndexOf(':');
  }

  private int port(String written) throws TargetException {
    int number = PORT.matcher(written).matches() ? Integer.parseInt(written) : 0;
    if (number < 1 || number > 65535) {
      throw wrong("\"" + shown(written) + "\" is not a port from 1 to 65535");
    }
    return number;
  }

  private record Named(String name, Map<String, String> options) {}

  private Named named(String rest) throws TargetException {
    int question = rest.indexOf('?');
    String before = question < 0 ? rest : rest.substring(0, question);
    String name = before.startsWith(":") ? before.substring(1).strip() : before.strip();
    Map<String, String> options = new LinkedHashMap<>();
    if (question >= 0) {
      for (String option : rest.substring(question + 1).split("&")) {
        int equals = option.indexOf('=');
        if (equals < 1) {
          throw wrong("\"" + shown(option) + "\" is not an option of the form name=value");
        }
        if (options.put(option.substring(0, equals), option.substring(equals + 1)) != null) {
          throw wrong("the option \"" + shown(option.substring(0, equals)) + "\" stands twice");
        }
      }
    }
    return new Named(name, options);
  }

  private TargetException wrong(String what) {
    return new TargetException(
        TargetException.Kind.INPUT,
        "target \"" + shown(text) + "\": " + what + " (forms: " + FORMS + ")");
  }

  private static String shown(String written) {
    String clean = written.replaceAll("\\p{Cntrl}", "?");
    return clean.length() <= LONGEST_SHOWN ? clean : clean.substring(0, LONGEST_SHOWN) + "…";
  }
}
