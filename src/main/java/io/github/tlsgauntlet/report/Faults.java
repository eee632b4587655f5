package io.github.tlsgauntlet.report;

import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.util.Optional;

/** Says in one line what an exception means. */
final class Faults {
  private Faults() {}

  static String oneLine(Throwable fault) {
    if (fault instanceof AccessDeniedException) {
      return "permission denied";
    } else if (fault instanceof NoSuchFileException) {
      return "no such file";
    } else if (fault instanceof FileAlreadyExistsException
        || fault instanceof NotDirectoryException) {
      return "a file stands where a folder should be";
    }
    if (fault instanceof FileSystemException file && file.getReason() != null) {
      return Text.bounded(Text.oneLine(file.getReason()), 200);
    }
    String message =
        Optional.ofNullable(fault.getMessage()).orElse(fault.getClass().getSimpleName());
    return Text.bounded(Text.oneLine(message.lines().findFirst().orElse("")), 200);
  }
}
