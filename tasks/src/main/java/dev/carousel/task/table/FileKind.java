package dev.carousel.task.table;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a file that is no text looks like, told by its first bytes.
 *
 * @param cure what to do, with FILE for the file
 * @param magic the first bytes, each as one character
 */
record FileKind(String name, String cure, String magic) {
  private static final List<FileKind> KNOWN =
      List.of(
          new FileKind("gzip inside gzip", "Unpack it first: gunzip -k FILE", "\u001f\u008b"),
          new FileKind(
              "zip or Excel (xlsx)",
              "Unpack it, or save the sheet as CSV UTF-8.",
              "PK\u0003\u0004"),
          new FileKind(
              "old Excel (xls)", "Save the sheet as CSV UTF-8.", "\u00d0\u00cf\u0011\u00e0"),
          new FileKind("Parquet", "Export it as CSV.", "PAR1"),
          new FileKind("HDF5", "Export it as CSV.", "\u0089HDF"),
          new FileKind("bzip2", "Unpack it first: bunzip2 -k FILE", "BZh"),
          new FileKind("xz", "Unpack it first: unxz -k FILE", "\u00fd7zXZ"),
          new FileKind("zstd", "Unpack it first: unzstd FILE", "(\u00b5/\u00fd"),
          new FileKind("PNG image", "Give a CSV file.", "\u0089PNG"),
          new FileKind("JPEG image", "Give a CSV file.", "\u00ff\u00d8\u00ff"),
          new FileKind("PDF", "Give a CSV file.", "%PDF-"),
          new FileKind("SQLite database", "Export the table as CSV.", "SQLite"),
          new FileKind("UTF-16 text", "Save it as CSV UTF-8.", "\u00ff\u00fe"),
          new FileKind("UTF-16 text", "Save it as CSV UTF-8.", "\u00fe\u00ff"));

  /** The kind these bytes begin like, or null. */
  static @Nullable FileKind of(byte[] bytes) {
    for (FileKind kind : KNOWN) {
      if (kind.begins(bytes)) {
        return kind;
      }
    }
    return null;
  }

  private boolean begins(byte[] bytes) {
    if (bytes.length < magic.length()) {
      return false;
    }
    for (int i = 0; i < magic.length(); i++) {
      if ((bytes[i] & 0xff) != magic.charAt(i)) {
        return false;
      }
    }
    return true;
  }
}
