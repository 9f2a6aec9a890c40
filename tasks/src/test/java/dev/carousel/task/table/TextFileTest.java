package dev.carousel.task.table;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.carousel.BadInput;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TextFileTest {
  @TempDir Path folder;

  private Path file(byte[] bytes) throws IOException {
    return Files.write(folder.resolve("data.csv"), bytes);
  }

  private void refused(byte[] bytes, String message) throws IOException {
    Path file = file(bytes);
    assertThatThrownBy(() -> Table.read(file))
        .isInstanceOf(BadInput.class)
        .hasMessage(message.replace("FILE", file.toString()));
  }

  @Test
  void passesOverAByteOrderMark() throws IOException {
    Table table = Table.read(file("\uFEFFdate,größe\n2012-01-01,5\n".getBytes(UTF_8)));

    assertThat(table.names()).containsExactly("date", "größe");
  }

  @Test
  void refusesWhatIsNoFile() {
    Path none = folder.resolve("none.csv");
    assertThatThrownBy(() -> Table.read(none))
        .isInstanceOf(BadInput.class)
        .hasMessage(none + " does not exist (looked for " + none.toAbsolutePath() + ").");
    assertThatThrownBy(() -> Table.read(folder))
        .isInstanceOf(BadInput.class)
        .hasMessage(folder + " is a directory; a CSV file was expected.");
  }

  @Test
  void refusesAFileItMayNotRead() throws IOException {
    Path file = file("a,b\n1,2\n".getBytes(UTF_8));
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("-w-------"));
    Assumptions.assumeFalse(Files.isReadable(file), "this user may read everything");

    assertThatThrownBy(() -> Table.read(file))
        .isInstanceOf(BadInput.class)
        .hasMessage(file + " may not be read by this user. Try: chmod u+r " + file);
  }

  @Test
  void refusesAnEmptyFile() throws IOException {
    refused(
        new byte[0],
        "FILE is empty (0 bytes); a line of column names and rows of values were expected.");
  }

  private static byte[] gzip(byte[] text) throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
      gzip.write(text);
    }
    return packed.toByteArray();
  }

  @Test
  void readsWhatGzipHasPacked() throws IOException {
    Table table = Table.read(file(gzip("\uFEFFdate,größe\n2012-01-01,5\n".getBytes(UTF_8))));

    assertThat(table.names()).containsExactly("date", "größe");
    assertThat(table.column("größe").text(0)).isEqualTo("5");
  }

  @Test
  void refusesGzipThatIsCutOffOrDamaged() throws IOException {
    byte[] whole = gzip("date,value\n2012-01-01,1\n".getBytes(UTF_8));
    refused(
        Arrays.copyOf(whole, whole.length - 3),
        "FILE is cut off: the gzip data end after 24 bytes of text. Copy or download it again.");
    refused(
        Arrays.copyOf(whole, 5),
        "FILE is cut off: the gzip data end after 0 bytes of text. Copy or download it again.");
    byte[] damaged = whole.clone();
    damaged[damaged.length - 6] ^= 1;
    refused(
        damaged,
        "FILE is damaged gzip data (Corrupt GZIP trailer) after 24 bytes of text. Copy or download"
            + " it again.");
    refused(
        gzip(whole),
        "FILE is no CSV text: it looks like gzip inside gzip. Unpack it first: gunzip -k FILE");
    refused(
        gzip(new byte[0]),
        "FILE is empty (0 bytes); a line of column names and rows of values were expected.");
    byte[] two = Arrays.copyOf(whole, 2 * whole.length);
    System.arraycopy(whole, 0, two, whole.length, whole.length);
    assertThat(Gzip.unpack("two.csv.gz", two, 99)).hasSize(48);
    for (int kept = whole.length + 1; kept < two.length; kept++) {
      byte[] cut = Arrays.copyOf(two, kept);
      assertThatThrownBy(() -> Gzip.unpack("two.csv.gz", cut, 99))
          .as("%d of %d bytes", kept, two.length)
          .isInstanceOf(BadInput.class)
          .hasMessageContaining("Copy or download it again");
    }
    assertThatThrownBy(() -> Gzip.unpack("big.csv.gz", whole, 23))
        .isInstanceOf(BadInput.class)
        .hasMessageContaining("more than 23 bytes");
  }

  @Test
  void saysWhatABinaryFileLooksLike() throws IOException {
    refused(
        new byte[] {(byte) 0x89, 'P', 'N', 'G', 13, 10, 26, 10, 0, 0},
        "FILE is no CSV text: it looks like PNG image. Give a CSV file.");
    refused(
        new byte[] {'P', 'K', 3, 4, 20, 0},
        "FILE is no CSV text: it looks like zip or Excel (xlsx). Unpack it, or save the sheet as "
            + "CSV UTF-8.");
    refused(
        "date,value\n".getBytes(UTF_16LE),
        "FILE is no CSV text: byte 2 is zero, so this is a binary file or UTF-16 text. Save it as "
            + "CSV UTF-8.");
  }

  @Test
  void refusesOtherEncodingsWithLineAndByte() throws IOException {
    refused(
        "date,value\n2012-01-01,1\nJänner,2\n".getBytes(ISO_8859_1),
        "FILE, line 3: byte 0xE4 is not UTF-8 text. Save the file as UTF-8, for example: iconv -f "
            + "WINDOWS-1252 -t UTF-8 FILE > utf8.csv");
  }

  @Test
  void refusesTextCutInsideACharacter() throws IOException {
    byte[] whole = "date,value\n2012-01-01,ä".getBytes(UTF_8);
    byte[] cut = java.util.Arrays.copyOf(whole, whole.length - 1);

    assertThatThrownBy(() -> Table.read(file(cut)))
        .isInstanceOf(BadInput.class)
        .hasMessageContaining("line 2: byte 0xC3 is not UTF-8");
  }
}
