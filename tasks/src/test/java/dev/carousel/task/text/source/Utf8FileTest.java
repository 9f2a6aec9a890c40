package dev.carousel.task.text.source;

import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.carousel.BadInput;
import dev.carousel.random.Randomness;
import dev.carousel.task.text.OddTexts;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class Utf8FileTest {
  private static final int[] BYTES = {
    'a', '\n', 0, 0x7F, 0x80, 0x8F, 0x90, 0x9F, 0xA0, 0xBF, 0xC0, 0xC1, 0xC2, 0xDF, 0xE0, 0xE1,
    0xEC, 0xED, 0xEE, 0xEF, 0xF0, 0xF1, 0xF3, 0xF4, 0xF5, 0xFF
  };

  @TempDir Path folder;

  private Path file(byte[] bytes) throws IOException {
    return Files.write(folder.resolve("text.txt"), bytes);
  }

  private static String read(Path file) {
    StringBuilder text = new StringBuilder();
    Utf8File.of(file).read(text::appendCodePoint);
    return text.toString();
  }

  private void refused(byte[] bytes, String message) throws IOException {
    Path file = file(bytes);
    assertThatThrownBy(() -> read(file))
        .isInstanceOf(BadInput.class)
        .hasMessage(message.replace("FILE", file.toString()));
  }

  @Test
  void readsOddTexts() throws IOException {
    for (String text : OddTexts.all()) {
      String expected = text.startsWith("\uFEFF") ? text.substring(1) : text;
      assertThat(read(file(text.getBytes(UTF_8)))).isEqualTo(expected.replace("\r\n", "\n"));
    }
  }

  @Test
  void dropsAByteOrderMarkAndCarriageReturnsOfWindows() throws IOException {
    assertThat(read(file("\uFEFFa\r\n\r\r\nb\r\uFEFF\r".getBytes(UTF_8))))
        .isEqualTo("a\n\r\nb\r\uFEFF\r");
  }

  @Test
  void readsCharactersAcrossTheEndOfABuffer() throws IOException {
    for (int before = (1 << 16) - 5; before <= (1 << 16) + 1; before++) {
      String text = "x".repeat(before) + "😀é中\r\nz";
      assertThat(read(file(text.getBytes(UTF_8)))).isEqualTo(text.replace("\r\n", "\n"));
    }
  }

  private static String decode(Path file, byte[] bytes) throws IOException {
    Utf8Decoder decoder = new Utf8Decoder(file, new ByteArrayInputStream(bytes));
    StringBuilder text = new StringBuilder();
    for (int c = decoder.next(); c >= 0; c = decoder.next()) {
      text.appendCodePoint(c);
    }
    return text.toString();
  }

  /** The decoder of the JDK accepts the same bytes, and stops at the same offset. */
  @Test
  void agreesWithTheJdkOnRandomBytes() throws IOException {
    Randomness randomness = new Randomness(3, 0);
    int refused = 0;
    for (int round = 0; round < 3000; round++) {
      byte[] bytes = new byte[1 + round % 7];
      for (int i = 0; i < bytes.length; i++) {
        double u = randomness.uniformDouble(10L * round + i);
        bytes[i] = (byte) BYTES[(int) (u * BYTES.length)];
      }
      refused += isRefusedLikeTheJdkDoes(bytes) ? 1 : 0;
    }
    assertThat(refused).isBetween(500, 2900);
  }

  @Test
  void agreesWithTheJdkOnEveryBeginning() throws IOException {
    int refused = 0;
    for (int first = 0xBF; first <= 0xFF; first++) {
      for (int second : new int[] {'a', 0x7F, 0x80, 0x8F, 0x90, 0x9F, 0xA0, 0xBF, 0xC0}) {
        byte[] bytes = {'a', (byte) first, (byte) second, (byte) 0x80, (byte) 0xBF};
        for (int length = 2; length <= 5; length++) {
          refused += isRefusedLikeTheJdkDoes(Arrays.copyOf(bytes, length)) ? 1 : 0;
        }
      }
    }
    assertThat(refused).isBetween(1000, 2300);
  }

  private boolean isRefusedLikeTheJdkDoes(byte[] bytes) throws IOException {
    Path file = folder.resolve("named in messages.txt");
    if (!Files.exists(file)) {
      Files.write(file, new byte[] {'x'});
    }
    ByteBuffer in = ByteBuffer.wrap(bytes);
    CharBuffer out = CharBuffer.allocate(16);
    boolean refused = UTF_8.newDecoder().decode(in, out, true).isError();
    try {
      String text = decode(file, bytes);
      assertThat(refused).as("%s: refused by the JDK", HexFormat.of().formatHex(bytes)).isFalse();
      assertThat(text).isEqualTo(out.flip().toString());
    } catch (BadInput e) {
      assertThat(refused).as("%s: refused", HexFormat.of().formatHex(bytes)).isTrue();
      assertThat(e).hasMessageContaining("byte offset " + in.position() + " (from 0)");
    }
    return refused;
  }

  @Test
  void countsBytesAndLinesFromTheBeginningOfTheFile() throws IOException {
    byte[] bytes = "é\n".repeat(70_000).getBytes(UTF_8);
    bytes[199_998] = 'x';
    Path file = file(bytes);
    assertThatThrownBy(() -> read(file))
        .hasMessageContaining("line 66667, byte offset 199999 (from 0): found A9");
  }

  @Test
  void refusesABadByteAtEveryPosition() throws IOException {
    byte[] good = "aé\n中😀z".getBytes(UTF_8);
    String starts = " 0 1 3 4 7 11 ";
    for (int i = 0; i <= good.length; i++) {
      byte[] bad = new byte[good.length + 1];
      System.arraycopy(good, 0, bad, 0, i);
      bad[i] = (byte) 0xFF;
      System.arraycopy(good, i, bad, i + 1, good.length - i);
      int offset = i;
      while (offset < good.length && !starts.contains(" " + offset + " ")) {
        offset--; // inside a character, which is then what is broken
      }
      Path file = file(bad);
      String line = offset > 3 ? "line 2" : "line 1";
      assertThatThrownBy(() -> read(file))
          .hasMessageContaining(line + ", byte offset " + offset + " (from 0): found")
          .hasMessageContaining("FF");
    }
  }

  @Test
  void saysWhatWasFoundAndWhatToDo() throws IOException {
    refused(
        new byte[] {'a', '\n', 'J', (byte) 0xE4, 'n'},
        "FILE, line 2, byte offset 3 (from 0): found E4 6E, expected UTF-8 text. Save it as UTF-8,"
            + " for example: iconv -f WINDOWS-1252 -t UTF-8 FILE > utf8.txt");
    refused(
        new byte[] {'a', (byte) 0xF0, (byte) 0x9F, (byte) 0x98},
        "FILE, line 1, byte offset 1 (from 0): found F0 9F 98 and the end of the file, expected"
            + " UTF-8 text. It looks cut off in the midst of a character; copy or download it"
            + " again.");
    refused(
        "\uFEFFa".getBytes(UTF_16LE),
        "FILE, line 1, byte offset 0 (from 0): found FF, expected UTF-8 text. Save it as UTF-8,"
            + " for example: iconv -f UTF-16 -t UTF-8 FILE > utf8.txt");
  }

  @Test
  void readsWhatGzipHasPacked() throws IOException {
    String text = "aé\n中😀z".repeat(30_000);
    byte[] packed = gzip(text.getBytes(UTF_8));
    assertThat(read(file(packed))).isEqualTo(text);
    refused(
        Arrays.copyOf(packed, packed.length - 20),
        "FILE is cut off or damaged gzip data; copy or download it again.");
    packed[packed.length - 6] ^= 1;
    refused(packed, "FILE is cut off or damaged gzip data; copy or download it again.");
    refused(
        gzip(gzip("a text".getBytes(UTF_8))),
        "FILE, line 1, byte offset 1 (from 0): found 8B, expected UTF-8 text. The file is"
            + " gzip data, of which this is the text unpacked; save that as UTF-8.");
  }

  private static byte[] gzip(byte[] bytes) throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
      gzip.write(bytes);
    }
    return packed.toByteArray();
  }

  @Test
  void refusesWhatIsEmptyOrNoFile() throws IOException {
    refused(new byte[0], "FILE is empty; a text in UTF-8 was expected.");
    refused("\uFEFF".getBytes(UTF_8), "FILE is empty; a text in UTF-8 was expected.");
    Path none = folder.resolve("none.txt");
    assertThatThrownBy(() -> Utf8File.of(none))
        .isInstanceOf(BadInput.class)
        .hasMessage(
            none + " does not exist (looked for " + none.toAbsolutePath() + "); give a text file.");
    assertThatThrownBy(() -> Utf8File.of(folder))
        .isInstanceOf(BadInput.class)
        .hasMessage(folder + " is a directory; a text file in UTF-8 was expected.");
  }
}
