package dev.carousel.train;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carousel.data.Examples;
import dev.carousel.tensor.Samples;
import dev.carousel.tensor.Shape;
import dev.carousel.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class DataDigestTest {
  /** Examples of equal numbers, of which one may differ; notes which are read. */
  private static final class Counted implements Examples {
    private final int size;
    private final int wide;
    private final int different;
    private final float weight;
    private final List<Integer> read = new ArrayList<>();

    Counted(int size, int wide, int different, float weight) {
      this.size = size;
      this.wide = wide;
      this.different = different;
      this.weight = weight;
    }

    @Override
    public int size() {
      return size;
    }

    @Override
    public Shape inputShape() {
      return Shape.of(1, wide);
    }

    @Override
    public Shape targetShape() {
      return Shape.of(1);
    }

    @Override
    public void readInput(int index, float[] to, int offset) {
      read.add(index);
      java.util.Arrays.fill(to, offset, offset + wide, 0.5f);
      to[offset + wide - 1] = index == different ? 2 : 1;
    }

    @Override
    public void readTarget(int index, float[] to, int offset) {
      to[offset] = index;
    }

    @Override
    public boolean weighted() {
      return weight != 1;
    }

    @Override
    public void readWeights(int index, float[] to, int offset) {
      to[offset] = index == 1 ? weight : 0.25f;
    }
  }

  private static String digest(int size, int wide, int different) {
    return DataDigest.of(new Counted(size, wide, different, 1));
  }

  @Test
  void smallDataAreReadAsAWhole() {
    String digest = digest(50, 7, -1);
    assertThat(digest).hasSize(32).isEqualTo(digest(50, 7, -1));
    for (int i = 0; i < 50; i++) {
      assertThat(digest(50, 7, i)).isNotEqualTo(digest);
    }
    assertThat(digest(49, 7, -1)).isNotEqualTo(digest);
  }

  @Test
  void weightsCount() {
    List<String> digests = new ArrayList<>();
    for (float weight : new float[] {1, 0, 2}) {
      digests.add(DataDigest.of(new Counted(3, 2, -1, weight)));
    }
    assertThat(digests).doesNotHaveDuplicates();
  }

  /** The same numbers in the same order, cut otherwise. */
  @Test
  void shapesCount() {
    Tensor y = Samples.tensor(2, 6, 1);
    float[] x = Samples.values(1, 6 * 12, 1);
    assertThat(DataDigest.of(Examples.of(Tensor.of(x, 6, 4, 3), y)))
        .isNotEqualTo(DataDigest.of(Examples.of(Tensor.of(x, 6, 3, 4), y)));
  }

  @Test
  void ofLargeDataSomeAreRead() {
    int size = 3_000_000;
    Counted large = new Counted(size, 9_998, -1, 1);
    String digest = DataDigest.of(large);
    assertThat(large.read).hasSizeBetween(100, 105).startsWith(0).endsWith(size - 1);
    for (int i = 1; i < large.read.size(); i++) {
      int gap = large.read.get(i) - large.read.get(i - 1);
      assertThat(gap).isBetween(size / 105, size / 98);
    }
    assertThat(digest(size, 9_998, 0)).isNotEqualTo(digest);
    assertThat(digest(size, 9_998, size - 1)).isNotEqualTo(digest);
    assertThat(digest(size, 9_998, large.read.get(50))).isNotEqualTo(digest);
  }

  @Test
  void hugeExamplesAndNone() {
    Counted huge = new Counted(7, DataDigest.WHOLE + 5, -1, 1);
    DataDigest.of(huge);
    assertThat(huge.read).containsExactly(0, 6);
    Counted single = new Counted(1, DataDigest.WHOLE + 5, -1, 1);
    DataDigest.of(single);
    assertThat(single.read).containsExactly(0);
    assertThat(digest(0, 4, -1)).isNotEqualTo(digest(0, 5, -1));
  }

  /** One row of many steps, never read as a whole, one of whose steps may differ. */
  private record LongRow(int steps, int different, boolean input) implements Examples {
    @Override
    public int size() {
      return 1;
    }

    @Override
    public Shape inputShape() {
      return Shape.of(steps);
    }

    @Override
    public Shape targetShape() {
      return Shape.of(steps);
    }

    @Override
    public void readInput(int index, float[] to, int offset) {
      throw new AssertionError("read as a whole");
    }

    @Override
    public void readTarget(int index, float[] to, int offset) {
      throw new AssertionError("read as a whole");
    }

    @Override
    public void readInputSteps(int index, int from, int n, float[] to, int offset) {
      read(from, n, to, offset, input);
    }

    @Override
    public void readTargetSteps(int index, int from, int n, float[] to, int offset) {
      read(from, n, to, offset, !input);
    }

    private void read(int from, int n, float[] to, int offset, boolean differs) {
      for (int i = 0; i < n; i++) {
        to[offset + i] = differs && from + i == different ? 2 : 1;
      }
    }
  }

  @Test
  void longRowsAreReadInPiecesAndToTheEnd() {
    int steps = DataDigest.WHOLE + 5;
    String equal = DataDigest.of(new LongRow(steps, -1, true));
    assertThat(DataDigest.of(new LongRow(steps, -1, false))).isEqualTo(equal);
    for (int different : new int[] {0, DataDigest.WHOLE, steps - 1}) {
      assertThat(DataDigest.of(new LongRow(steps, different, true))).isNotEqualTo(equal);
      assertThat(DataDigest.of(new LongRow(steps, different, false))).isNotEqualTo(equal);
    }
  }
}
