package io.github.tlsgauntlet.suite.conformance;

import io.github.tlsgauntlet.protocol.AlertDescription;
import io.github.tlsgauntlet.protocol.ProtocolVersion;
import io.github.tlsgauntlet.suite.AlertGrade;
import io.github.tlsgauntlet.suite.Finding;
import io.github.tlsgauntlet.suite.Reaction;
import io.github.tlsgauntlet.suite.Refusal;
import io.github.tlsgauntlet.suite.Verdict;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The usual expectations of a refusal, in three degrees of what the specification fixes: that an
 * alert is sent and which ({@link #sends}), which if one is sent ({@link #aborts}), and the refusal
 * alone ({@link #refuses}).
 *
 * <p>Going on is a breach of all three. Another alert is a warning and no more, whichever of them
 * it is: the endpoint refuses, nobody is deceived, and it is told apart from one that is broken;
 * the sentence says whether the specification demands the other alert or only its definition
 * suggests it. Closing without an alert is a warning where one has to be sent: by {@link #sends},
 * and in TLS 1.2 always (RFC 5246, Section 7.2.2); it passes where RFC 9846, Section 6.2, leaves it
 * to the endpoint.
 */
public final class Expectations {
  /** What a specification fixes of a refusal. */
  private enum Fixed {
    /** That one alert is sent. */
    ALERT,
    /** Which alert it is, if one is sent. */
    WHICH_ALERT,
    /** The refusal. */
    REFUSAL
  }

  private Expectations() {}

  /**
   * The specification wants this alert sent: a silent close breaks the form as another alert does.
   *
   * @param named the alerts that the specification names
   */
  public static Expectation sends(AlertDescription... named) {
    return exchange -> refusal(exchange, List.of(named), Fixed.ALERT);
  }

  /**
   * The specification names the alert, as in "abort the handshake with": it has to be this one if
   * any is sent (RFC 9846, Section 6.2). TLS 1.2 lets nobody close without one (RFC 5246, Section
   * 7.2.2).
   *
   * @param named the alerts that the specification names
   */
  public static Expectation aborts(AlertDescription... named) {
    return exchange -> refusal(exchange, List.of(named), Fixed.WHICH_ALERT);
  }

  /**
   * The specification fixes the refusal and not the alert: an alert beside the fitting ones
   * misleads and no more.
   *
   * @param fitting what the definitions of the alerts suggest; none: any
   */
  public static Expectation refuses(AlertDescription... fitting) {
    return exchange -> refusal(exchange, List.of(fitting), Fixed.REFUSAL);
  }

  /**
   * {@link #refuses}, and an HTTP status does as well: a server may finish the handshake with a
   * client whose certificate it does not take, and treat it as an unknown one (RFC 9846, Section
   * 4.5.1.3).
   *
   * @param fitting what the definitions of the alerts suggest; none: any
   */
  public static Expectation refusesClient(AlertDescription... fitting) {
    return exchange ->
        httpStatus(exchange)
            .map(
                http ->
                    byHttp(Verdict.PASS, "It refuses by " + http.inWords() + ".", http, exchange))
            .orElseGet(() -> refusal(exchange, List.of(fitting), Fixed.REFUSAL));
  }

  /**
   * {@link #aborts} in TLS 1.3, whose specification names the alert, and {@link #refuses} before
   * it.
   *
   * @param named the alerts that the specification names
   */
  public static Expectation abortsInTls13(AlertDescription... named) {
    return exchange ->
        refusal(
            exchange,
            List.of(named),
            exchange.version().filter(ProtocolVersion.TLS13::equals).isPresent()
                ? Fixed.WHICH_ALERT
                : Fixed.REFUSAL);
  }

  /** The target goes on as if nothing were special. */
  public static Expectation goesOn() {
    return Expectations::wentOn;
  }

  /**
   * The target may go on, whatever it answers then; where it refuses, the specification names the
   * alert.
   *
   * @param named the alerts that the specification names
   */
  public static Expectation goesOnOrAborts(AlertDescription... named) {
    return exchange ->
        exchange.reaction() instanceof Reaction.Taken taken
            ? finding(Verdict.PASS, "It goes on: " + taken.how(), exchange)
            : httpStatus(exchange)
                .map(
                    http ->
                        byHttp(
                            Verdict.PASS,
                            "It goes on, and answers " + http.inWords() + ".",
                            http,
                            exchange))
                .orElseGet(() -> refusal(exchange, List.of(named), Fixed.WHICH_ALERT));
  }

  /**
   * Judged by what was seen on a connection that went on.
   *
   * @param judge of an exchange in which the target went on
   */
  public static Expectation seen(Function<Exchange, Finding> judge) {
    return exchange -> {
      Finding wentOn = wentOn(exchange);
      return wentOn.verdict() == Verdict.PASS ? judge.apply(exchange) : wentOn;
    };
  }

  /**
   * A finding with this exchange as its evidence.
   *
   * @param verdict what it says
   * @param reason one sentence
   * @param exchange what it rests on
   */
  public static Finding finding(Verdict verdict, String reason, Exchange exchange) {
    return new Finding(
        verdict,
        reason,
        AlertGrade.NONE,
        Optional.empty(),
        List.of(),
        List.of(exchange.transcript()));
  }

  private static Finding wentOn(Exchange exchange) {
    Reaction reaction = exchange.reaction();
    if (reaction instanceof Reaction.Taken taken) {
      return finding(Verdict.PASS, "It goes on: " + taken.how(), exchange);
    }
    return reaction instanceof Reaction.Refused refused
        ? finding(Verdict.FAIL, "It refuses by " + refused.how().inWords() + ".", exchange)
        : untold(exchange);
  }

  private static Finding untold(Exchange exchange) {
    return finding(
        Verdict.INCONCLUSIVE,
        exchange.reaction() instanceof Reaction.Untold untold ? untold.why() : "",
        exchange);
  }

  private static Finding refusal(Exchange exchange, List<AlertDescription> fitting, Fixed fixed) {
    Reaction reaction = exchange.reaction();
    if (reaction instanceof Reaction.Taken taken) {
      return finding(
          Verdict.FAIL,
          "It should refuse" + by(fitting) + ", and goes on: " + taken.how(),
          exchange);
    }
    Optional<String> next = GoingOn.of(exchange);
    if (reaction instanceof Reaction.Untold && next.isPresent()) {
      return finding(
          Verdict.FAIL,
          "It should refuse" + by(fitting) + ", and goes on: it sent " + next.get() + ".",
          exchange);
    }
    if (!(reaction instanceof Reaction.Refused refused)) {
      return untold(exchange);
    }
    Refusal how = refused.how();
    if (how instanceof Refusal.ByAlert alert) {
      boolean fits = fitting.isEmpty() || fitting.contains(alert.description());
      return new Finding(
          fits ? Verdict.PASS : Verdict.WARN,
          fits
              ? "It refuses by " + how.inWords() + "."
              : "It refuses by "
                  + how.inWords()
                  + (fixed == Fixed.REFUSAL ? "; what fits is " : "; the specification names ")
                  + words(fitting)
                  + ".",
          fits ? AlertGrade.FITTING : AlertGrade.OTHER_ALERT,
          Optional.of(how.inShort()),
          List.of(),
          List.of(exchange.transcript()));
    }
    if (how instanceof Refusal.ByHttp http) {
      return byHttp(
          Verdict.WARN,
          "It should refuse" + by(fitting) + ", and refuses only by " + http.inWords() + ".",
          http,
          exchange);
    }
    return closed(exchange, how, fitting, fixed);
  }

  private static Finding closed(
      Exchange exchange, Refusal how, List<AlertDescription> fitting, Fixed fixed) {
    boolean tls13 = exchange.version().filter(ProtocolVersion.TLS13::equals).isPresent();
    String due =
        fixed == Fixed.REFUSAL || fitting.isEmpty() ? "an alert" : "the alert " + words(fitting);
    boolean missing = !tls13 || fixed == Fixed.ALERT;
    return new Finding(
        missing ? Verdict.WARN : Verdict.PASS,
        "It refuses by "
            + how.inWords()
            + (fixed == Fixed.ALERT
                ? ", where the specification wants " + due + " sent."
                : tls13 ? ", as TLS 1.3 allows." : ", where TLS 1.2 wants " + due + "."),
        AlertGrade.SILENT_CLOSE,
        Optional.of(how.inShort()),
        List.of(),
        List.of(exchange.transcript()));
  }

  private static Optional<Refusal.ByHttp> httpStatus(Exchange exchange) {
    return exchange.reaction() instanceof Reaction.Refused refused
            && refused.how() instanceof Refusal.ByHttp http
        ? Optional.of(http)
        : Optional.empty();
  }

  private static Finding byHttp(
      Verdict verdict, String reason, Refusal.ByHttp http, Exchange exchange) {
    return new Finding(
        verdict,
        reason,
        AlertGrade.HTTP_STATUS,
        Optional.of(http.inShort()),
        List.of(),
        List.of(exchange.transcript()));
  }

  private static String by(List<AlertDescription> fitting) {
    return fitting.isEmpty() ? "" : " by " + words(fitting);
  }

  private static String words(List<AlertDescription> alerts) {
    return alerts.stream().map(Object::toString).collect(Collectors.joining(" or "));
  }
}
