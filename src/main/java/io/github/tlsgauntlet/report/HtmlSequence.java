package io.github.tlsgauntlet.report;

import io.github.tlsgauntlet.peer.Ending;
import io.github.tlsgauntlet.peer.Transcript;
import io.github.tlsgauntlet.peer.TranscriptEntry;
import io.github.tlsgauntlet.suite.Result;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

/**
 * A transcript as a picture of two lanes.
 *
 * @param caption which connection of how many; empty where there is one
 * @param ours what our endpoint is
 * @param peer what the peer is
 * @param arrows what passed between them
 * @param cut how many entries were left out; zero for none
 * @param ending how it ended, in words
 * @param tone {@code alert}, {@code odd} or {@code good}: how the ending is coloured
 */
record HtmlSequence(
    String caption,
    String ours,
    String peer,
    List<Arrow> arrows,
    int cut,
    String ending,
    String tone) {
  private static final int ENTRIES_SHOWN = 60;
  private static final int LINES_SHOWN = 24;
  private static final int LINE_LENGTH = 200;
  private static final int BYTES_SHOWN = 256;

  /** One entry. {@code side} is {@code sent}, {@code received} or {@code local}. */
  record Arrow(
      String side,
      String words,
      String time,
      String label,
      boolean encrypted,
      boolean alert,
      boolean more,
      List<String> details,
      String hex,
      String size) {}

  static List<HtmlSequence> of(Result result) {
    boolean serverUnderTest = result.quarter().underTest().equals("server");
    List<HtmlSequence> sequences = new ArrayList<>();
    int all = result.evidence().size();
    for (int i = 0; i < all; i++) {
      Transcript transcript = result.evidence().get(i);
      List<TranscriptEntry> entries = transcript.entries();
      sequences.add(
          new HtmlSequence(
              all == 1 ? "" : "Connection " + (i + 1) + " of " + all,
              serverUnderTest ? "Gauntlet (client)" : "Gauntlet (server)",
              result.target() + (serverUnderTest ? " (server)" : " (client)"),
              entries.stream().limit(ENTRIES_SHOWN).map(HtmlSequence::arrow).toList(),
              Math.max(0, entries.size() - ENTRIES_SHOWN),
              Words.ending(transcript.ending()),
              tone(transcript.ending())));
    }
    return sequences;
  }

  /** About how many characters the pictures of a result will take in the page. */
  static int weight(Result result) {
    int weight = 0;
    for (Transcript transcript : result.evidence()) {
      weight += 400;
      for (TranscriptEntry entry :
          transcript.entries().subList(0, Math.min(transcript.entries().size(), ENTRIES_SHOWN))) {
        weight += 350 + 2 * Math.min(entry.bytes().length, BYTES_SHOWN);
        weight +=
            entry.details().stream()
                .limit(LINES_SHOWN)
                .mapToInt(line -> Math.min(line.length(), LINE_LENGTH) + 10)
                .sum();
      }
    }
    return weight;
  }

  private static Arrow arrow(TranscriptEntry entry) {
    List<String> details =
        new ArrayList<>(
            entry.details().stream()
                .limit(LINES_SHOWN)
                .map(line -> Text.bounded(line, LINE_LENGTH))
                .toList());
    if (entry.details().size() > LINES_SHOWN) {
      details.add("… " + (entry.details().size() - LINES_SHOWN) + " more lines");
    }
    int length = entry.bytes().length;
    String hex =
        HexFormat.of().formatHex(Arrays.copyOf(entry.bytes(), Math.min(length, BYTES_SHOWN)));
    String size = length > BYTES_SHOWN ? "first " + BYTES_SHOWN + " of " + length : "" + length;
    return new Arrow(
        switch (entry.direction()) {
          case SENT -> "sent";
          case RECEIVED -> "received";
          case LOCAL -> "local";
        },
        switch (entry.direction()) {
          case SENT -> "sent to the peer";
          case RECEIVED -> "received from the peer";
          case LOCAL -> "seen by us alone";
        },
        Words.tenths(entry.at()),
        label(entry),
        entry.encrypted(),
        isAlert(entry) && !label(entry).contains("close_notify"),
        !details.isEmpty() || length > 0,
        details,
        hex,
        length == 0 ? "" : size + (length == 1 ? " byte" : " bytes"));
  }

  private static boolean isAlert(TranscriptEntry entry) {
    return entry.label().startsWith("Alert");
  }

  /** An alert says in the picture which one it is. */
  private static String label(TranscriptEntry entry) {
    boolean bare = isAlert(entry) && !entry.details().isEmpty();
    String label = bare ? entry.label() + ": " + entry.details().get(0) : entry.label();
    return Text.bounded(Text.oneLine(label), 80);
  }

  private static String tone(Ending ending) {
    if (ending instanceof Ending.Alert || ending instanceof Ending.Broken) {
      return "alert";
    }
    return ending instanceof Ending.Open || ending instanceof Ending.CloseNotify ? "good" : "odd";
  }
}
