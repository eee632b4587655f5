package io.github.tlsgauntlet.suite;

/**
 * The options of a run, under the names that Maven ({@code -Dtarget=…}), the command line and a
 * JUnit configuration parameter share.
 */
public enum Setting {
  TARGET("target", "What to test: jvm, jvm:NAME, HOST[:PORT], https://HOST/, container:NAME"),
  CLIENT("client", "A client command to judge, such as 'curl --cacert {ca} {url}'"),
  SERVER_NAME("servername", "The name to expect and to send as server_name"),
  TRUST_STORE("truststore", "PEM, PKCS#12 or JKS: the anchors that the server is judged by"),
  TRUST_STORE_PASSWORD("truststore.password", "Its password"),
  CLIENT_KEY_STORE("client.keystore", "PEM, PKCS#12 or JKS: a client credential that is valid"),
  CLIENT_KEY_STORE_PASSWORD("client.keystore.password", "Its password"),
  CLIENT_ISSUER(
      "client.issuer", "PEM, PKCS#12 or JKS: the CA, with its key, that the server trusts"),
  CLIENT_ISSUER_PASSWORD("client.issuer.password", "Its password"),
  WEAK_KEYS(
      "weak.keys",
      "Files with fingerprints of RSA keys that others know, with commas between (CVE-2008-0166)"),
  FIXTURES("fixtures", "A file or folder with certificate recipes of your own"),
  PROFILE("profile", "Whose rules decide where both verdicts are defensible"),
  POLICY("policy", "What a server ought to do: mozilla-intermediate and so on, or a file"),
  BASELINE("baseline", "A file of accepted deviations; with failOn=regression a report.json"),
  FAIL_ON("failOn", "From which verdict on the run fails: must, should, policy, regression, never"),
  INTRUSIVE("intrusive", "Whether to send a live target what could harm it: true, false"),
  SUITES("suites", "Which suites to run, by name, with commas between: Conformance,TwoWay"),
  STRENGTH("strength", "How many values are varied together where all must hold: 1, 2, 3"),
  TIMEOUT("timeout", "Seconds for one connection"),
  CONNECTIONS("connections", "How many connections at once"),
  SEED("seed", "What the fixtures' keys and serial numbers are drawn from"),
  CLOCK("clock", "When the fixtures are made, such as 2026-11-26T12:00:00Z; now when left out"),
  REPORTS("reports", "The folder that receives the reports"),
  COLOR("color", "When to colour what the terminal shows: auto, always, never");

  private final String key;
  private final String meaning;

  Setting(String key, String meaning) {
    this.key = key;
    this.meaning = meaning;
  }

  /** The name that a user writes. */
  public String key() {
    return key;
  }

  /** One line for a help text. */
  public String meaning() {
    return meaning;
  }

  /** Whether its value must never be printed. */
  public boolean secret() {
    return key.endsWith(".password");
  }
}
