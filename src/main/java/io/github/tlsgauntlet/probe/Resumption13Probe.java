package io.github.tlsgauntlet.probe;

import io.github.tlsgauntlet.peer.ClientSettings;
import io.github.tlsgauntlet.peer.Session;
import io.github.tlsgauntlet.protocol.HandshakeMessage.NewSessionTicket13;
import io.github.tlsgauntlet.protocol.HandshakeType;
import io.github.tlsgauntlet.protocol.ProtocolVersion;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** What a server does with its tickets of TLS 1.3: told by resuming, not by what it issues. */
final class Resumption13Probe {
  /** Seven days (RFC 9846, Section 4.7.1). */
  private static final long MOST_LIFETIME = 604_800;

  /** A longer one leaves no room for the hello's other extensions. */
  private static final int MOST_TICKET = 60_000;

  private static final int TOO_EARLY = 425;

  /** Tickets come with a server's last word in the handshake, where they come at all. */
  private static final Duration PATIENCE = Duration.ofMillis(300);

  private static final int AT_FIRST = 2;
  private static final int AT_MOST = 5;

  private static final String OTHER_NAME = "unknown.invalid";

  private final Line line;
  private final boolean http;
  private final ClientSettings settings;
  private final Tickets13 tickets;
  private Visit.Errand errand;
  private boolean answers;
  private int tries;
  private int resumed;
  private final List<Fact> facts = new ArrayList<>();

  Resumption13Probe(Line line, boolean http, ClientSettings base) {
    this.line = line;
    this.http = http;
    this.settings = base.toBuilder().versions(ProtocolVersion.TLS13).build();
    this.errand =
        http ? Visit.http(base.serverName().orElse("localhost")) : Visit.patient(PATIENCE);
    this.tickets = new Tickets13(line, settings);
  }

  List<Fact> run() {
    String id = "psk-resumption";
    String title = "resumes by ticket in TLS 1.3 (RFC 9846, Section 2.2)";
    ClientSettings asking = settings.toBuilder().postHandshakeAuthentication(true).build();
    Visit first =
        Visit.make(line, asking, http ? errand : Visit.patient(line.timeout().dividedBy(4)));
    if (!first.completed()) {
      return List.of(
          new Fact(id, title, Answer.UNTOLD, "In the first handshake: " + first.inWords()));
    }
    answers = http && first.answer().isPresent();
    if (answers || asksLate(first)) {
      facts.add(postHandshake(asksLate(first)));
    }
    if (!answers) {
      // Who does not answer a request is not waited for again and again.
      errand = Visit.patient(PATIENCE);
    }
    tickets.add(first);
    Optional<Session> session = tickets.take(errand);
    if (session.isEmpty()) {
      facts.add(new Fact(id, title, Answer.NO, "It issues no ticket."));
      return facts;
    }
    int length = session.get().ticket().length;
    if (length > MOST_TICKET) {
      facts.add(
          new Fact(
              id,
              title,
              Answer.UNTOLD,
              "Its tickets have " + length + " octets, too many for a ClientHello."));
      return facts;
    }
    Visit second = resume(session.get());
    if (second.completed() && !second.resumed()) {
      Optional<Session> other = tickets.take(errand);
      if (other.isPresent()) {
        session = other;
        second = resume(other.get());
      }
    }
    int place = facts.size();
    facts.add(issued(first, second));
    facts.add(keyName(first, second));
    first.messages(HandshakeType.NEW_SESSION_TICKET, NewSessionTicket13.class).stream()
        .findFirst()
        .ifPresent(ticket -> facts.add(lifetime(ticket)));
    if (second.resumed()) {
      furtherUses(session.get());
    }
    while (resumed > 0 && tries < AT_FIRST || resumed > 0 && resumed < tries && tries < AT_MOST) {
      Optional<Session> fresh = tickets.take(errand);
      if (fresh.isEmpty()) {
        break;
      }
      resume(fresh.get());
    }
    facts.add(place, rate(id, title, second));
    earlyData(session.get(), second);
    return facts;
  }

  private Visit resume(Session session) {
    Visit visit = visit(session, builder -> builder);
    tickets.add(visit);
    tries++;
    resumed += visit.resumed() ? 1 : 0;
    return visit;
  }

  private Fact rate(String id, String title, Visit last) {
    if (resumed > 0) {
      return new Fact(
          id, title, Answer.YES, "It resumed in " + resumed + " of " + tries + " tries.");
    }
    return new Fact(
        id,
        title,
        last.completed() ? Answer.NO : Answer.UNTOLD,
        last.completed()
            ? "In " + tries + (tries == 1 ? " try" : " tries") + " it made full handshakes."
            : last.inWords());
  }

  private static Fact keyName(Visit first, Visit second) {
    List<byte[]> all = new ArrayList<>();
    first.sessions().forEach(one -> all.add(one.ticket()));
    second.sessions().forEach(one -> all.add(one.ticket()));
    return TicketKeyName.fact(
        "ticket-key-name-tls13",
        "tickets of TLS 1.3 begin with a key's name, as those of RFC 5077, Section 4 do",
        all.get(0),
        all.stream().skip(1).findFirst());
  }

  private Visit visit(Session session, UnaryOperator<ClientSettings.Builder> change) {
    return Visit.make(
        line, change.apply(settings.toBuilder().session(Optional.of(session))).build(), errand);
  }

  private static boolean asksLate(Visit visit) {
    List<String> received = visit.received();
    return received.contains("CertificateRequest")
        && received.lastIndexOf("CertificateRequest") > received.indexOf("Finished");
  }

  private static Fact postHandshake(boolean asked) {
    return new Fact(
        "post-handshake-authentication",
        "asks for a client certificate after the handshake (RFC 9846, Section 4.7.2)",
        asked ? Answer.YES : Answer.NO,
        asked
            ? "After an HTTP request it sent a CertificateRequest."
            : "An HTTP request brought none.");
  }

  private static Fact issued(Visit full, Visit resumed) {
    return new Fact(
        "ticket-count",
        "issues more than one ticket at a time (RFC 9846, Section 4.7.1)",
        full.sessions().size() > 1 ? Answer.YES : Answer.NO,
        full.sessions().size()
            + " after a full handshake"
            + (resumed.resumed() ? ", " + resumed.sessions().size() + " after a resumed one" : ""));
  }

  private static Fact lifetime(NewSessionTicket13 ticket) {
    return new Fact(
        "ticket-lifetime",
        "lifetime of its tickets in TLS 1.3",
        ticket.lifetime() <= MOST_LIFETIME ? Answer.YES : Answer.NO,
        ticket.lifetime() + " seconds");
  }

  private void furtherUses(Session used) {
    boolean named = settings.serverName().isPresent();
    // One connection tells both where the server does not care.
    Visit unnamed = visit(used, builder -> builder.serverName(Optional.empty()));
    tickets.add(unnamed);
    Visit again = named && !unnamed.resumed() ? visit(used, builder -> builder) : unnamed;
    tickets.add(again);
    if (again.resumed()) {
      tickets.areReusable();
      // Only a resumption speaks for the rate: a refusal may be for the ticket's second use.
      tries++;
      resumed++;
    }
    facts.add(
        fact(
            "ticket-reuse",
            "takes a ticket of TLS 1.3 more than once (RFC 9846, Appendix C.4)",
            again,
            "A third handshake resumed by the same ticket.",
            "A third handshake by the same ticket was a full one."));
    facts.add(withoutDh());
    facts.add(
        underName(
            "psk-other-name",
            "takes a ticket of TLS 1.3 under another server name",
            Optional.of(OTHER_NAME)));
    if (named) {
      String id = "psk-without-name";
      String title = "takes a ticket of TLS 1.3 without a server name";
      facts.add(
          again.resumed()
              ? fact(id, title, unnamed, "It resumed.", "It made a full handshake.")
              : underName(id, title, Optional.empty()));
    }
  }

  private static Fact noTicket(String id, String title) {
    return new Fact(id, title, Answer.UNTOLD, "It issued no further ticket to try this with.");
  }

  /** psk_ke gives up forward secrecy (RFC 9846, Section 4.3.9). */
  private Fact withoutDh() {
    String id = "psk-without-dh";
    String title = "resumes without a key exchange, so without forward secrecy (psk_ke, RFC 9846)";
    Optional<Session> session = tickets.take(errand);
    if (session.isEmpty()) {
      return noTicket(id, title);
    }
    Visit visit = visit(session.get(), builder -> builder.pskModes(List.of(0)));
    tickets.add(visit);
    if (visit.resumed()) {
      boolean without = visit.outcome().flatMap(one -> one.group()).isEmpty();
      return new Fact(
          id,
          title,
          without ? Answer.YES : Answer.NO,
          without
              ? "Offered psk_ke alone, it resumed."
              : "Offered psk_ke alone, it resumed with a key exchange all the same.");
    }
    return new Fact(
        id,
        title,
        visit.completed() || visit.refused() ? Answer.NO : Answer.UNTOLD,
        visit.completed()
            ? "Offered psk_ke alone, it made a full handshake."
            : "Offered psk_ke alone: " + visit.inWords());
  }

  private Fact underName(String id, String title, Optional<String> name) {
    Optional<Session> session = tickets.take(errand);
    if (session.isEmpty()) {
      return noTicket(id, title);
    }
    Visit visit = visit(session.get(), builder -> builder.serverName(name));
    tickets.add(visit);
    return fact(id, title, visit, "It resumed.", "It made a full handshake.");
  }

  private static Fact fact(String id, String title, Visit visit, String yes, String no) {
    return new Fact(
        id,
        title,
        visit.resumed() ? Answer.YES : visit.completed() ? Answer.NO : Answer.UNTOLD,
        visit.resumed() ? yes : visit.completed() ? no : visit.inWords());
  }

  private void earlyData(Session known, Visit resumed) {
    String id = "early-data";
    String title = "early data, 0-RTT (RFC 9846, Section 2.3)";
    if (known.mostEarlyData() == 0) {
      facts.add(new Fact(id, title, Answer.NO, "Its tickets don't allow it."));
      return;
    }
    String allowed = "Its tickets allow " + known.mostEarlyData() + " octets";
    Optional<Session> session = resumed.resumed() ? tickets.take(errand) : Optional.empty();
    if (session.isEmpty()) {
      facts.add(
          new Fact(id, title, Answer.UNTOLD, allowed + ", but no resumption came about for it."));
      return;
    }
    byte[] request = Http.request(settings.serverName().orElse("localhost"));
    boolean fits = answers && request.length <= session.get().mostEarlyData();
    ClientSettings early =
        settings.toBuilder()
            .session(session)
            .earlyData(Optional.of(fits ? request : new byte[0]))
            .build();
    // What was taken early is answered without another word.
    Visit.Errand listen =
        client -> client.earlyDataAccepted() && fits ? client.read() : errand.run(client);
    Visit visit = Visit.make(line, early, listen);
    facts.add(
        new Fact(
            id,
            title,
            visit.earlyDataAccepted() ? Answer.YES : visit.resumed() ? Answer.NO : Answer.UNTOLD,
            allowed
                + (visit.earlyDataAccepted()
                    ? ", and it took what was sent."
                    : visit.resumed()
                        ? ", but it passed over what was sent."
                        : visit.completed()
                            ? ", but with early data it made a full handshake."
                            : ". With early data: " + visit.inWords())));
    if (visit.earlyDataAccepted()) {
      if (fits) {
        facts.add(answered(visit));
      }
      Visit.Errand same = visit.answer().isPresent() ? listen : client -> Optional.empty();
      facts.add(replayed(Visit.replay(line, early, visit, same)));
    }
  }

  private static Fact answered(Visit visit) {
    Optional<Integer> status = visit.status();
    boolean early = status.filter(code -> code == TOO_EARLY).isPresent();
    return new Fact(
        "early-data-http",
        "answers an HTTP request in early data (RFC 8470)",
        status.isEmpty() ? Answer.UNTOLD : early ? Answer.NO : Answer.YES,
        status
            .map(
                code ->
                    early
                        ? "It answers 425 (Too Early)."
                        : "It answers with the status " + code + ".")
            .orElse(
                visit.answer().isPresent()
                    ? "What it answers is no HTTP."
                    : "It took the request and answered nothing."));
  }

  private static Fact replayed(Visit visit) {
    boolean accepted = visit.earlyDataAccepted();
    return new Fact(
        "early-data-replay",
        "takes the same early data twice (RFC 9846, Section 8)",
        accepted ? Answer.YES : visit.completed() || visit.refused() ? Answer.NO : Answer.UNTOLD,
        accepted
            ? "The same ClientHello and early data were taken on a second connection"
                + visit.status().map(code -> ", and answered with the status " + code).orElse("")
                + "."
            : visit.completed()
                ? "On a second connection it passed over the same early data."
                : "To the same ClientHello and early data: " + visit.inWords());
  }
}
