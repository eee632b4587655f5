package io.github.tlsgauntlet.suite;

import io.github.tlsgauntlet.protocol.AlertDescription;

/** In which way a target refused. */
public sealed interface Refusal {
  /** As a person reads it: {@code the alert bad_certificate}. */
  String inWords();

  /** As a table shows it: {@code bad_certificate}, {@code HTTP 400}. */
  String inShort();

  /**
   * By an alert.
   *
   * @param description which
   */
  record ByAlert(AlertDescription description) implements Refusal {
    @Override
    public String inWords() {
      return "the alert " + description;
    }

    @Override
    public String inShort() {
      return description.toString();
    }
  }

  /**
   * By an HTTP status, after a completed handshake.
   *
   * @param status 400, 401, 403, 495 or 496
   */
  record ByHttp(int status) implements Refusal {
    @Override
    public String inWords() {
      return "HTTP " + status + " after a completed handshake";
    }

    @Override
    public String inShort() {
      return "HTTP " + status;
    }
  }

  /** By closing the stream without an alert. */
  record ByClosing() implements Refusal {
    @Override
    public String inWords() {
      return "closing the connection without an alert";
    }

    @Override
    public String inShort() {
      return "closed";
    }
  }

  /** By resetting the connection. */
  record ByReset() implements Refusal {
    @Override
    public String inWords() {
      return "resetting the connection";
    }

    @Override
    public String inShort() {
      return "reset";
    }
  }

  /**
   * In its own words, where it sent nothing: a client that closed in good order and told its
   * application why.
   *
   * @param message the client's own
   */
  record ByOwnAccount(String message) implements Refusal {
    @Override
    public String inWords() {
      return "an error of its own, after an orderly close: " + message;
    }

    @Override
    public String inShort() {
      return "close_notify";
    }
  }
}
