package dev.carousel.task.table;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a file that is no text looks like, told by its first bytes. */
record FileKind(String name, String cure, int... magic) {
  private static final List<FileKind> KNOWN =
      List.of(
          new FileKind("gzip", "Unpack it first: gunzip -k FILE", 0x1f, 0x8b),
          new FileKind(
              "zip or Excel (xlsx)", "Unpack it, or save the sheet as CSV UTF-8.", 'P', 'K', 3, 4),
          new FileKind("old Excel (xls)", "Save the sheet as CSV UTF-8.", 0xd0, 0xcf, 0x11, 0xe0),
          new FileKind("Parquet", "Export it as CSV.", 'P', 'A', 'R', '1'),
          new FileKind("HDF5", "Export it as CSV.", 0x89, 'H', 'D', 'F'),
          new FileKind("bzip2", "Unpack it first: bunzip2 -k FILE", 'B', 'Z', 'h'),
          new FileKind("xz", "Unpack it first: unxz -k FILE", 0xfd, '7', 'z', 'X', 'Z'),
          new FileKind("zstd", "Unpack it first: unzstd FILE", 0x28, 0xb5, 0x2f, 0xfd),
          new FileKind("PNG image", "Give a CSV file.", 0x89, 'P', 'N', 'G'),
          new FileKind("JPEG image", "Give a CSV file.", 0xff, 0xd8, 0xff),
          new FileKind("PDF", "Give a CSV file.", '%', 'P', 'D', 'F', '-'),
          new FileKind("SQLite database", "Export the table as CSV.", 'S', 'Q', 'L', 'i', 't', 'e'),
          new FileKind("UTF-16 text", "Save it as CSV UTF-8.", 0xff, 0xfe),
          new FileKind("UTF-16 text", "Save it as CSV UTF-8.", 0xfe, 0xff));

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
    if (bytes.length < magic.length) {
      return false;
    }
    for (int i = 0; i < magic.length; i++) {
      if ((bytes[i] & 0xff) != magic[i]) {
        return false;
      }
    }
    return true;
  }
}
