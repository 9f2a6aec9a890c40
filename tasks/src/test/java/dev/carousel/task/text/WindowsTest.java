package dev.carousel.task.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.carousel.BadInput;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class WindowsTest {
  /** Token i is 100 + i, so that a place is known by its token. */
  private static TokenSequence counting(int n) {
    return TokenSequence.of(IntStream.range(100, 100 + n).toArray());
  }

  @Test
  void cutsTwelveTokensIntoTwoRows() {
    Windows windows = Windows.toTrain(counting(12), 2, 2); // 11 targets, 5 a row, one left out
    assertThat(windows.windows()).isEqualTo(3);
    assertThat(windows.targets()).isEqualTo(10);
    float[] x = new float[4];
    float[] y = new float[4];
    float[] w = new float[4];
    windows.read(0, x, y, w);
    assertThat(x).containsExactly(100, 101, 105, 106);
    assertThat(y).containsExactly(101, 102, 106, 107);
    assertThat(w).containsOnly(1);
    windows.read(1, x, y, w);
    assertThat(x).containsExactly(102, 103, 107, 108);
    assertThat(windows.steps(2)).isEqualTo(1);
    windows.read(2, x, y, w);
    assertThat(x).startsWith(104, 109);
    assertThat(y).startsWith(105, 110);
  }

  @Test
  void evaluationLeavesNothingOut() {
    Windows windows = Windows.toEvaluate(counting(12), 2, 3); // rows of 5 and 6 targets
    assertThat(windows.windows()).isEqualTo(2);
    float[] x = new float[6];
    float[] y = new float[6];
    float[] w = new float[6];
    windows.read(1, x, y, w);
    assertThat(x).containsExactly(103, 104, 0, 108, 109, 110);
    assertThat(y).containsExactly(104, 105, 0, 109, 110, 111);
    assertThat(w).containsExactly(1, 1, 0, 1, 1, 1);
  }

  /** Each row is read from its beginning, step by step, and the rows are one after the other. */
  @Test
  void everyTargetIsReadOnceInOrder() {
    for (int n = 2; n < 60; n += 1 + n / 9) {
      for (int batch = 1; batch < n; batch += 1 + batch / 3) {
        for (int steps : new int[] {1, 2, 3, 7, 100}) {
          check(Windows.toTrain(counting(n), batch, steps), n, (n - 1) / batch * batch);
          check(Windows.toEvaluate(counting(n), batch, steps), n, n - 1);
        }
      }
    }
  }

  private static void check(Windows windows, int n, int targets) {
    int batch = windows.batch();
    int steps = windows.inputShape().at(0);
    List<List<Float>> rows = new ArrayList<>();
    for (int row = 0; row < batch; row++) {
      rows.add(new ArrayList<>());
    }
    for (int window = 0; window < windows.windows(); window++) {
      int width = windows.steps(window);
      assertThat(width == steps || window == windows.windows() - 1).isTrue();
      float[] x = new float[batch * width];
      float[] y = new float[batch * width];
      float[] w = new float[batch * width];
      windows.read(window, x, y, w);
      for (int row = 0; row < batch; row++) {
        float[] x2 = new float[steps + 1];
        float[] y2 = new float[steps + 1];
        float[] w2 = new float[steps + 1];
        windows.readInput(window * batch + row, x2, 1);
        windows.readTarget(window * batch + row, y2, 1);
        windows.readWeights(window * batch + row, w2, 1);
        for (int t = 0; t < steps; t++) {
          int at = row * width + t;
          boolean there = t < width && w[at] == 1;
          assertThat(w2[1 + t]).isEqualTo(there ? 1f : 0f);
          assertThat(x2[1 + t]).isEqualTo(there ? x[at] : 0f);
          assertThat(y2[1 + t]).isEqualTo(there ? y[at] : 0f);
          if (there) {
            assertThat(y[at]).isEqualTo(x[at] + 1);
            rows.get(row).add(y[at]);
          }
        }
      }
    }
    List<Float> all = rows.stream().flatMap(List::stream).toList();
    List<Float> expected = IntStream.range(101, 101 + targets).mapToObj(i -> (float) i).toList();
    assertThat(all).as("%d tokens, %d rows of %d", n, batch, steps).isEqualTo(expected);
    assertThat(windows.targets()).isEqualTo(targets);
    assertThat(windows.weighted()).isEqualTo(windows.size() * steps != targets);
    int shortest = rows.stream().mapToInt(List::size).min().orElseThrow();
    int longest = rows.stream().mapToInt(List::size).max().orElseThrow();
    assertThat(longest - shortest).isBetween(0, 1);
  }

  @Test
  void refusesWhatIsTooShort() {
    assertThatThrownBy(() -> Windows.toTrain(counting(4), 4, 2))
        .isInstanceOf(BadInput.class)
        .hasMessage(
            "3 tokens are too few for 4 rows side by side; give a longer text or a smaller batch");
    assertThatThrownBy(() -> Windows.toEvaluate(counting(1), 1, 1)).isInstanceOf(BadInput.class);
    assertThatThrownBy(() -> Windows.toTrain(counting(4), 0, 2)).isInstanceOf(BadInput.class);
    assertThatThrownBy(() -> Windows.toTrain(counting(4), 1, 0)).isInstanceOf(BadInput.class);
  }
}
