package io.github.tlsgauntlet.peer;

import io.github.tlsgauntlet.crypto.CipherSuiteParameters;
import io.github.tlsgauntlet.crypto.Tls13KeySchedule;
import io.github.tlsgauntlet.crypto.Tls13Records;

/** The application traffic secrets of a TLS 1.3 connection (RFC 9846, Sections 7.1 and 7.2). */
final class TrafficKeys {
  private final CipherSuiteParameters parameters;
  private final Tls13KeySchedule schedule;
  private final byte[] exporterSecret;
  private byte[] sending;
  private byte[] receiving;

  TrafficKeys(
      CipherSuiteParameters parameters,
      Tls13KeySchedule schedule,
      byte[] sending,
      byte[] receiving,
      byte[] exporterSecret) {
    this.parameters = parameters;
    this.schedule = schedule;
    this.sending = sending;
    this.receiving = receiving;
    this.exporterSecret = exporterSecret;
  }

  Tls13Records sealer() {
    return new Tls13Records(parameters, sending);
  }

  Tls13Records opener() {
    return new Tls13Records(parameters, receiving);
  }

  Tls13Records nextSealer() {
    sending = schedule.update(sending);
    return sealer();
  }

  Tls13Records nextOpener() {
    receiving = schedule.update(receiving);
    return opener();
  }

  byte[] export(String label, byte[] context, int length) {
    return schedule.export(exporterSecret, label, context, length);
  }

  byte[] verifyData(byte[] transcriptHash) {
    return schedule.verifyData(sending, transcriptHash);
  }

  byte[] verifyPeerData(byte[] transcriptHash) {
    return schedule.verifyData(receiving, transcriptHash);
  }

  CipherSuiteParameters parameters() {
    return parameters;
  }

  Tls13KeySchedule schedule() {
    return schedule;
  }
}
