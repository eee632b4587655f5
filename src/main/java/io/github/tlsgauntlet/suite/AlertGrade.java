package io.github.tlsgauntlet.suite;

/** How a refusal was told: a result of its own, beside the verdict. */
public enum AlertGrade {
  /** The alert that the specification defines for the case. */
  FITTING,
  /** Another alert about certificates. */
  OTHER_CERTIFICATE_ALERT,
  /** Another fatal alert. */
  OTHER_ALERT,
  /** The connection was closed or reset without an alert. */
  SILENT_CLOSE,
  /** An HTTP status of 400, 401, 403, 495 or 496 after a completed handshake. */
  HTTP_STATUS,
  /** Nothing was refused. */
  NONE
}
