package dev.carousel.task.classify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.carousel.BadInput;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SequenceFileTest {
  private static final String TS =
      """
      # a comment
      @problemName Test
      @timeStamps false
      @univariate false
      @classLabel true one two
      @data
      1,2,3:10,20,30:two
      4,?:40,50:one
      # another one
      -5,6e1,NaN,?:50,NaN,?,NaN:two
      """;

  @TempDir private Path folder;

  private SequenceSet read(String text) throws IOException {
    Path file = Files.writeString(folder.resolve("x.ts"), text);
    return SequenceFile.read(file, null, ImageForm.ROWS);
  }

  @Test
  void channelsBecomeStepsAndWhatOnlyFillsUpIsCutOff() throws IOException {
    SequenceSet set = read(TS);
    assertThat(set.channels()).isEqualTo(2);
    assertThat(set.classes()).containsExactly("one", "two");
    assertThat(set.labels()).containsExactly(1, 0, 1);
    assertThat(set.sequences()[0]).containsExactly(1, 10, 2, 20, 3, 30);
    assertThat(set.sequences()[1]).containsExactly(4, 40, Float.NaN, 50);
    assertThat(set.sequences()[2]).containsExactly(-5, 50, 60, Float.NaN);
    assertThat(set.longest()).isEqualTo(3);
    assertThat(set.shortest()).isEqualTo(2);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "3:10,20,30:two | 3:x:two | line 7, channel 2, step 1: found 'x', a number was expected",
        "3:10,20,30:two | 3:10:three | line 7: class 'three', the line @classLabel names one, two",
        "4,?:40,50:one | 4:one | line 8: 1 channels, the first sequence has 2",
        "4,?:40,50:one | 4 | line 8: no colon",
        "4,?:40,50:one | ?:NaN:one | line 8: no value is there",
        "@data | @dta | line 7: found '1,2,3:10,20,30:two', expected a line of the head",
        "@timeStamps false | @timeStamps true | line 3: values with time stamps are not read",
        "@classLabel true one two | @classLabel false | line 5: its sequences have no classes",
        "4,? | 4,Infinity | line 8, channel 1, step 2: found 'Infinity'",
      })
  void whatCannotBeReadIsNamedWithItsPlace(String old, String changed, String message) {
    assertThat(TS).contains(old);
    assertThatThrownBy(() -> read(TS.replace(old, changed)))
        .isInstanceOf(BadInput.class)
        .hasMessageContaining(message);
  }

  @Test
  void aFileWithoutSequencesIsRefused() {
    assertThatThrownBy(() -> read(TS.substring(0, TS.indexOf("1,2,3"))))
        .isInstanceOf(BadInput.class)
        .hasMessageContaining("no sequence");
    assertThatThrownBy(() -> read("")).hasMessageContaining("no line @data");
  }

  private static byte[] images() {
    byte[] bytes = new byte[16 + 2 * 6];
    bytes[2] = 8;
    bytes[3] = 3;
    bytes[7] = 2; // images
    bytes[11] = 3; // rows
    bytes[15] = 2; // columns
    for (int i = 0; i < 12; i++) {
      bytes[16 + i] = (byte) (20 * i);
    }
    return bytes;
  }

  private static byte[] labels(int... classes) {
    byte[] bytes = new byte[8 + classes.length];
    bytes[2] = 8;
    bytes[3] = 1;
    bytes[7] = (byte) classes.length;
    for (int i = 0; i < classes.length; i++) {
      bytes[8 + i] = (byte) classes[i];
    }
    return bytes;
  }

  private Path write(String name, byte[] bytes) throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
      out.write(bytes);
    }
    return Files.write(folder.resolve(name), name.endsWith(".gz") ? packed.toByteArray() : bytes);
  }

  @ParameterizedTest
  @CsvSource({"a-images-idx3-ubyte, a-labels-idx1-ubyte", "images.idx3.gz, labels.idx1.gz"})
  void imagesAreReadByRowsOrPixels(String images, String labels) throws IOException {
    Path file = write(images, images());
    write(labels, labels(3, 0));
    SequenceSet rows = SequenceFile.read(file, null, ImageForm.ROWS);
    assertThat(rows.channels()).isEqualTo(2);
    assertThat(rows.length(1)).isEqualTo(3);
    assertThat(rows.labels()).containsExactly(3, 0);
    assertThat(rows.classes()).containsExactly("0", "1", "2", "3");
    assertThat(rows.sequences()[1]).startsWith(120 / 255f).endsWith(220 / 255f);
    SequenceSet pixels = SequenceFile.read(file, null, ImageForm.PIXELS);
    assertThat(pixels.channels()).isEqualTo(1);
    assertThat(pixels.length(0)).isEqualTo(6);
    assertThat(pixels.sequences()).isDeepEqualTo(rows.sequences());
  }

  @Test
  void imagesThatDoNotFitTheirLabelsAreRefused() throws IOException {
    Path file = write("images", images());
    Path three = write("three", labels(1, 2, 3));
    assertThatThrownBy(() -> SequenceFile.read(file, three, ImageForm.ROWS))
        .isInstanceOf(BadInput.class)
        .hasMessageContaining("3 labels for the 2 images");
    assertThatThrownBy(() -> SequenceFile.read(file, null, ImageForm.ROWS))
        .isInstanceOf(BadInput.class)
        .hasMessageContaining("no labels beside it");
    assertThatThrownBy(() -> SequenceFile.read(file, file, ImageForm.ROWS))
        .isInstanceOf(BadInput.class)
        .hasMessageContaining("does not begin like idx labels");
    byte[] cut = java.util.Arrays.copyOf(images(), 25);
    Path two = write("two", labels(1, 2));
    Path damaged = write("cut", cut);
    assertThatThrownBy(() -> SequenceFile.read(damaged, two, ImageForm.ROWS))
        .isInstanceOf(BadInput.class)
        .hasMessageContaining("9 bytes of images, its head says 12");
  }
}
