package io.github.tlsgauntlet.probe;

import io.github.tlsgauntlet.peer.ClientSettings;
import io.github.tlsgauntlet.peer.FirstFlight;
import io.github.tlsgauntlet.peer.HandshakeOutcome;
import io.github.tlsgauntlet.peer.Session;
import io.github.tlsgauntlet.protocol.Extension;
import io.github.tlsgauntlet.protocol.ExtensionType;
import io.github.tlsgauntlet.protocol.HandshakeMessage.NewSessionTicket12;
import io.github.tlsgauntlet.protocol.HandshakeType;
import io.github.tlsgauntlet.protocol.ProtocolVersion;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * Whether a server resumes sessions of TLS 1.2: told by resuming one, not by what it issues. One
 * behind a load balancer may resume only sometimes.
 */
final class ResumptionProbe {
  private static final int AT_FIRST = 2;
  private static final int AT_MOST = 5;
  private static final String OTHER_NAME = "unknown.invalid";

  private final Line line;
  private final ClientSettings base;

  ResumptionProbe(Line line, ClientSettings base, ProtocolVersion version) {
    this.line = line;
    this.base = base.toBuilder().versions(version).build();
  }

  /** One way to resume, and what came of it. */
  private final class Series {
    private final String id;
    private final String title;
    private final ClientSettings settings;
    private final Visit first;
    private final Optional<Session> session;
    private int tries;
    private int resumed;
    private Optional<Visit> failed = Optional.empty();
    private Optional<Visit> unnamed = Optional.empty();

    private Series(String id, String title, ClientSettings settings) {
      this.id = id;
      this.title = title;
      this.settings = settings;
      this.first = visit(settings);
      this.session =
          first
              .session()
              .filter(
                  one -> settings.tickets() ? one.ticket().length > 0 : one.sessionId().length > 0);
      if (session.isPresent()) {
        run();
      }
    }

    private void run() {
      once(builder -> builder);
      if (settings.tickets() && settings.serverName().isPresent()) {
        unnamed = Optional.of(aside(builder -> builder.serverName(Optional.empty())));
      }
      if (tries < AT_FIRST) {
        once(builder -> builder);
      }
      while (resumed > 0 && resumed < tries && tries < AT_MOST) {
        once(builder -> builder);
      }
    }

    /** Only a resumption speaks for the rate: a refusal is for what is different. */
    private Visit aside(UnaryOperator<ClientSettings.Builder> change) {
      int before = tries;
      Optional<Visit> failedBefore = failed;
      Visit visit = once(change);
      tries = visit.resumed() ? tries : before;
      failed = failedBefore;
      return visit;
    }

    private Visit once(UnaryOperator<ClientSettings.Builder> change) {
      Visit visit = visit(change.apply(settings.toBuilder().session(session)).build());
      tries++;
      if (visit.resumed()) {
        resumed++;
      }
      if (!visit.completed()) {
        failed = Optional.of(visit);
      }
      return visit;
    }

    private Fact fact() {
      if (!first.completed()) {
        return new Fact(id, title, Answer.UNTOLD, "In the first handshake: " + first.inWords());
      }
      if (session.isEmpty()) {
        return new Fact(
            id,
            title,
            Answer.NO,
            settings.tickets() ? "It issues no ticket." : "It assigns no session ID.");
      }
      if (resumed > 0) {
        return new Fact(
            id, title, Answer.YES, "It resumed in " + resumed + " of " + tries + " tries.");
      }
      return failed
          .map(visit -> new Fact(id, title, Answer.UNTOLD, "In a try: " + visit.inWords()))
          .orElseGet(
              () ->
                  new Fact(
                      id, title, Answer.NO, "In " + tries + " tries it made full handshakes."));
    }

    private boolean always() {
      return tries > 0 && resumed == tries;
    }
  }

  private Visit visit(ClientSettings settings) {
    return Visit.make(line, settings, client -> Optional.empty());
  }

  /** By session ID. */
  List<Fact> byId() {
    Series series =
        new Series(
            "session-ids",
            "resumes by session ID (RFC 5246)",
            base.toBuilder().tickets(false).build());
    return List.of(series.fact());
  }

  /**
   * By ticket, and what its tickets are.
   *
   * @param older a version below TLS 1.2 that the server speaks, as it is asked there
   */
  List<Fact> byTicket(Optional<Hello> older) {
    Series series =
        new Series("session-tickets", "resumes by ticket before TLS 1.3 (RFC 5077)", base);
    List<Fact> facts = new ArrayList<>();
    if (series.always()) {
      series.unnamed.ifPresent(
          visit ->
              facts.add(
                  under(
                      visit,
                      "session-without-name",
                      "takes a ticket of before TLS 1.3 without a server name")));
      facts.add(acknowledged(series.first));
      // RFC 6066, Section 3: who takes part in server_name must not resume such a session.
      facts.add(
          under(
              series.aside(builder -> builder.serverName(Optional.of(OTHER_NAME))),
              "session-other-name",
              "takes a ticket of before TLS 1.3 under another server name (RFC 6066, Section 3)"));
      older.ifPresent(hello -> facts.add(inOlder(hello, series.session.orElseThrow())));
    }
    facts.add(0, series.fact());
    ticket(series.first)
        .ifPresent(
            ticket -> {
              facts.add(lifetime(ticket));
              facts.add(keyName(ticket));
            });
    return facts;
  }

  private static Fact acknowledged(Visit visit) {
    boolean there =
        visit
            .outcome()
            .flatMap(HandshakeOutcome::serverHello)
            .flatMap(hello -> hello.extension(ExtensionType.SERVER_NAME))
            .isPresent();
    return new Fact(
        "server-name-acknowledged",
        "acknowledges the server name before TLS 1.3 (RFC 6066, Section 3)",
        there ? Answer.YES : visit.completed() ? Answer.NO : Answer.UNTOLD,
        there
            ? "Its ServerHello has the extension."
            : visit.completed() ? "Its ServerHello lacks the extension." : visit.inWords());
  }

  private static Fact under(Visit visit, String id, String title) {
    return new Fact(
        id,
        title,
        visit.resumed() ? Answer.YES : visit.completed() ? Answer.NO : Answer.UNTOLD,
        visit.resumed()
            ? "It resumed."
            : visit.completed() ? "It made a full handshake." : visit.inWords());
  }

  private static Optional<NewSessionTicket12> ticket(Visit visit) {
    return visit.messages(HandshakeType.NEW_SESSION_TICKET, NewSessionTicket12.class).stream()
        .filter(ticket -> ticket.ticket().length > 0)
        .findFirst();
  }

  private static Fact lifetime(NewSessionTicket12 ticket) {
    return new Fact(
        "ticket-lifetime-hint",
        "says how long its tickets of TLS 1.2 are good for (RFC 5077, Section 5.6)",
        ticket.lifetimeHint() > 0 ? Answer.YES : Answer.NO,
        ticket.lifetimeHint() > 0
            ? ticket.lifetimeHint() + " seconds"
            : "It leaves the lifetime to the client.");
  }

  /** The form that RFC 5077, Section 4 recommends begins with the name of the key. */
  private Fact keyName(NewSessionTicket12 one) {
    String id = "ticket-key-name";
    String title = "tickets of TLS 1.2 begin with a key's name (RFC 5077, Section 4)";
    return TicketKeyName.fact(
        id, title, one.ticket(), ticket(visit(base)).map(NewSessionTicket12::ticket));
  }

  /** A resumed session has the parameters of the first one (RFC 5246, Appendix F.1.4). */
  private Fact inOlder(Hello hello, Session session) {
    String id = "session-other-version";
    String title = "takes a ticket of TLS 1.2 in an older version";
    byte[] mark = new byte[Visit.SESSION_ID];
    line.random().nextBytes(mark);
    FirstFlight flight =
        line.askOnce(
            hello
                .sessionId(mark)
                .more(List.of(new Extension(ExtensionType.SESSION_TICKET, session.ticket()))));
    if (flight.hello().isEmpty()) {
      return new Fact(
          id,
          title,
          Answer.UNTOLD,
          "In " + hello.version() + " it " + Words.of(flight.ending()) + ".");
    }
    // Who takes a ticket returns the session ID that came with it (RFC 5077, Section 3.4).
    boolean taken = Arrays.equals(flight.hello().get().sessionId(), mark);
    return new Fact(
        id,
        title,
        taken ? Answer.YES : Answer.NO,
        (taken ? "It resumed in " : "It made a full handshake in ") + hello.version() + ".");
  }
}
