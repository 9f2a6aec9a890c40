package dev.carousel.task.classify;

import dev.carousel.BadInput;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Images and labels as MNIST has them (LeCun, Cortes and Burges): four bytes of magic, the sizes as
 * big-endian numbers, then a byte a pixel or label. Pixels become 0 to 1.
 */
final class IdxImages {
  private static final int IMAGES = 0x00000803;
  private static final int LABELS = 0x00000801;

  private IdxImages() {}

  /** Whether bytes begin like idx images or labels. */
  static boolean is(byte[] bytes) {
    return bytes.length >= 4 && bytes[0] == 0 && bytes[1] == 0 && bytes[2] == 8;
  }

  /** The labels beside images, by the names that MNIST's files have. */
  static Path labelsOf(Path images) {
    String name = String.valueOf(images.getFileName());
    String labels = name.replace("images", "labels").replace("idx3", "idx1");
    Path file = images.resolveSibling(labels);
    if (labels.equals(name) || !Files.exists(file)) {
      throw new BadInput(
          "%s: no labels beside it (looked for %s); name them by --labels", images, file);
    }
    return file;
  }

  static SequenceSet read(Path file, byte[] bytes, Path labelFile, byte[] labels, ImageForm form) {
    int[] sizes = sizes(file, bytes, IMAGES, 3, "images");
    int[] count = sizes(labelFile, labels, LABELS, 1, "labels");
    if (count[0] != sizes[0]) {
      throw new BadInput(
          "%s: %d labels for the %d images of %s; give the labels of these images",
          labelFile, count[0], sizes[0], file);
    }
    int pixels = sizes[1] * sizes[2];
    float[][] sequences = new float[sizes[0]][pixels];
    int[] classes = new int[sizes[0]];
    int most = 0;
    for (int i = 0; i < sizes[0]; i++) {
      int from = 4 * 4 + i * pixels;
      for (int p = 0; p < pixels; p++) {
        sequences[i][p] = (bytes[from + p] & 0xff) / 255f;
      }
      classes[i] = labels[4 * 2 + i] & 0xff;
      most = Math.max(most, classes[i]);
    }
    int channels = form == ImageForm.ROWS ? sizes[2] : 1;
    List<String> names = IntStream.rangeClosed(0, most).mapToObj(Integer::toString).toList();
    return new SequenceSet(file.toString(), channels, true, names, sequences, classes);
  }

  private static int[] sizes(Path file, byte[] bytes, int magic, int rank, String what) {
    int head = Integer.BYTES * (1 + rank);
    ByteBuffer in = ByteBuffer.wrap(bytes);
    if (bytes.length < head || in.getInt() != magic) {
      throw new BadInput(
          "%s: does not begin like idx %s (magic %08x); give another file", file, what, magic);
    }
    int[] sizes = new int[rank];
    long expected = 1;
    for (int i = 0; i < rank; i++) {
      sizes[i] = in.getInt();
      if (sizes[i] < 1) {
        throw new BadInput("%s: says it holds %d %s, expected 1 or more", file, sizes[i], what);
      }
      expected = Math.min(Integer.MAX_VALUE, expected * sizes[i]);
    }
    if (bytes.length - head != expected) {
      throw new BadInput(
          "%s: %,d bytes of %s, its head says %,d; the file is cut off or damaged: copy it again",
          file, bytes.length - head, what, expected);
    }
    return sizes;
  }
}
