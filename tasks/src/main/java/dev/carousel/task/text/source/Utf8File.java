package dev.carousel.task.text.source;

import dev.carousel.BadInput;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.IntConsumer;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/**
 * A file of UTF-8 text, packed by gzip or not, streamed. A byte order mark at its beginning is
 * passed over; a carriage return before a newline is dropped, so that lines of Windows and of Unix
 * are the same text; any other carriage return is a character like others, and so is NUL.
 */
public record Utf8File(Path path) implements TextSource {
  private static final int BYTE_ORDER_MARK = 0xFEFF;
  private static final int PIECE = 1 << 16;

  /**
   * A file that is there and may be read.
   *
   * @throws BadInput if it does not exist, is no regular file, is not readable, or is empty
   */
  public static Utf8File of(Path path) {
    if (!Files.exists(path)) {
      throw new BadInput(
          "%s does not exist (looked for %s); give a text file.", path, path.toAbsolutePath());
    }
    if (Files.isDirectory(path)) {
      throw new BadInput("%s is a directory; a text file in UTF-8 was expected.", path);
    }
    if (!Files.isRegularFile(path)) {
      throw new BadInput(
          "%s is no regular file; it is read more than once, so save the text to a file first.",
          path);
    }
    if (!Files.isReadable(path)) {
      throw new BadInput("%s may not be read by this user. Try: chmod u+r %s", path, path);
    }
    return new Utf8File(path);
  }

  @Override
  public String name() {
    return path.toString();
  }

  @Override
  public void read(IntConsumer to) {
    try (InputStream file = new BufferedInputStream(Files.newInputStream(path));
        InputStream in = isGzip(file) ? new GZIPInputStream(file, PIECE) : file) {
      if (!fold(new Utf8Decoder(path, in), to)) {
        throw new BadInput("%s is empty; a text in UTF-8 was expected.", path);
      }
    } catch (EOFException | ZipException e) {
      throw new BadInput(e, path + " is cut off or damaged gzip data; copy or download it again.");
    } catch (IOException e) {
      throw new BadInput(e, path + " cannot be read: " + e.getMessage() + ".");
    }
  }

  /** Whether a file, at its beginning, begins like gzip; it stays there. */
  private static boolean isGzip(InputStream file) throws IOException {
    file.mark(2);
    boolean is = file.read() == 0x1F && file.read() == 0x8B;
    file.reset();
    return is;
  }

  /** Passes the text on; false if there is none. */
  private static boolean fold(Utf8Decoder in, IntConsumer to) throws IOException {
    int c = in.next();
    if (c == BYTE_ORDER_MARK) {
      c = in.next();
    }
    boolean any = c >= 0;
    while (c >= 0) {
      int following = in.next();
      if (c != '\r' || following != '\n') {
        to.accept(c);
      }
      c = following;
    }
    return any;
  }
}
