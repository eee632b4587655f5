package io.github.tlsgauntlet.cli;

/** How far something long has come. Used by several threads at once. */
interface Progress extends AutoCloseable {
  /** For nobody. */
  Progress UNSEEN =
      new Progress() {
        @Override
        public void more(int count) {}

        @Override
        public void oneDone() {}

        @Override
        public void says(String words) {}

        @Override
        public void close() {}
      };

  /** For somebody who watches: not where there is no terminal, nor in CI. */
  static Progress watched(String task) {
    return Terminal.present() && System.getenv("CI") == null ? new BarOfProgress(task) : UNSEEN;
  }

  /** So many more are to be done. */
  void more(int count);

  /** One of them is done. */
  void oneDone();

  /** Puts words beside it. */
  void says(String words);

  /** Takes it off the terminal; a second time does nothing. */
  @Override
  void close();
}
