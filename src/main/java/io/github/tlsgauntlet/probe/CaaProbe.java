package io.github.tlsgauntlet.probe;

import io.github.tlsgauntlet.peer.Deadline;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Hashtable;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.naming.CommunicationException;
import javax.naming.Context;
import javax.naming.NameNotFoundException;
import javax.naming.NamingException;
import javax.naming.directory.Attribute;
import javax.naming.directory.DirContext;
import javax.naming.directory.InitialDirContext;

/**
 * Asks DNS for CAA records, of the host's name and then of those above it (RFC 8659, Section 3).
 */
final class CaaProbe {
  /** JNDI takes some names for URLs and goes there: only what a host name is made of passes. */
  private static final Pattern HOST_NAME =
      Pattern.compile("(?=.{1,253}$)[A-Za-z0-9_-]{1,63}(\\.[A-Za-z0-9_-]{1,63})*");

  private static final Pattern ADDRESS = Pattern.compile("[0-9.]+");

  /** The number of the type, for which JNDI has no name. */
  private static final String CAA = "257";

  private static final int MOST_RECORDS = 100;
  private static final int CRITICAL = 0x80;

  private final Checks.Resolver resolver;
  private final Deadline deadline;

  CaaProbe(Checks.Resolver resolver, Deadline deadline) {
    this.resolver = resolver;
    this.deadline = deadline;
  }

  /**
   * Asks.
   *
   * @param host its name; empty where the server has none
   */
  CaaFacts facts(Optional<String> host) {
    String name = host.map(one -> one.replaceAll("\\.$", "")).orElse("");
    if (!HOST_NAME.matcher(name).matches() || ADDRESS.matcher(name).matches()) {
      return untold("The server was not asked for by a host name.");
    }
    for (String domain = name; !domain.isEmpty(); domain = parent(domain)) {
      try {
        List<CaaFacts.Record> records = ask(domain);
        if (!records.isEmpty()) {
          return new CaaFacts(Answer.YES, domain, records, "");
        }
      } catch (NameNotFoundException e) {
        // A name that does not exist has no records; those above it may.
        continue;
      } catch (CommunicationException e) {
        return untold("DNS gave no answer for " + domain + " in time.");
      } catch (NamingException e) {
        return untold("DNS gave no answer for " + domain + ": " + String.valueOf(e.getMessage()));
      }
    }
    return new CaaFacts(Answer.NO, "", List.of(), "Every authority may issue for it.");
  }

  private static CaaFacts untold(String why) {
    return new CaaFacts(Answer.UNTOLD, "", List.of(), why);
  }

  private static String parent(String domain) {
    int dot = domain.indexOf('.');
    return dot < 0 ? "" : domain.substring(dot + 1);
  }

  // Only the provider for DNS is asked, which deserializes nothing, for names that are no URLs.
  @SuppressWarnings("BanJNDI")
  private List<CaaFacts.Record> ask(String domain) throws NamingException {
    if (deadline.remainingMillis() == 0) {
      throw new CommunicationException("no time is left");
    }
    Hashtable<String, String> environment = new Hashtable<>();
    environment.put(Context.INITIAL_CONTEXT_FACTORY, "com.sun.jndi.dns.DnsContextFactory");
    environment.put(
        Context.PROVIDER_URL,
        resolver.address().isEmpty() ? "dns:" : "dns://" + resolver.address());
    environment.put("com.sun.jndi.dns.timeout.initial", String.valueOf(deadline.remainingMillis()));
    environment.put("com.sun.jndi.dns.timeout.retries", "1");
    DirContext context = new InitialDirContext(environment);
    try {
      List<CaaFacts.Record> records = new ArrayList<>();
      for (Attribute attribute :
          Collections.list(context.getAttributes(domain + ".", new String[] {CAA}).getAll())) {
        for (Object value : Collections.list(attribute.getAll())) {
          if (value instanceof byte[] data && records.size() < MOST_RECORDS) {
            read(data).ifPresent(records::add);
          }
        }
      }
      return records;
    } finally {
      context.close();
    }
  }

  /** RFC 8659, Section 4.1. */
  private static Optional<CaaFacts.Record> read(byte[] data) {
    if (data.length < 2 || data.length < 2 + (data[1] & 0xff)) {
      return Optional.empty();
    }
    int tag = data[1] & 0xff;
    return Optional.of(
        new CaaFacts.Record(
            (data[0] & CRITICAL) != 0,
            new String(data, 2, tag, StandardCharsets.ISO_8859_1),
            new String(data, 2 + tag, data.length - 2 - tag, StandardCharsets.UTF_8)));
  }
}
