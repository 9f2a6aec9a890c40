package dev.carousel.task.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.carousel.BadInput;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TokenRowsTest {
  /** Token i is 100 + i, so that a place is known by its token. */
  private static TokenSequence counting(int n) {
    return TokenSequence.of(IntStream.range(100, 100 + n).toArray());
  }

  @Test
  void cutsTwelveTokensIntoTwoRows() {
    TokenRows rows = TokenRows.toTrain(counting(12), 2); // 11 targets, 5 a row, one left out
    assertThat(rows.size()).isEqualTo(2);
    assertThat(rows.steps()).isEqualTo(5);
    assertThat(rows.targets()).isEqualTo(10);
    float[] x = new float[3];
    rows.readInputSteps(1, 2, 3, x, 0);
    assertThat(x).containsExactly(107, 108, 109);
    rows.readTargetSteps(1, 2, 3, x, 0);
    assertThat(x).containsExactly(108, 109, 110);
  }

  @Test
  void evaluationLeavesNothingOut() {
    TokenRows rows = TokenRows.toEvaluate(counting(12), 2); // rows of 5 and 6 targets
    assertThat(rows.length(0)).isEqualTo(5);
    assertThat(rows.length(1)).isEqualTo(6);
    float[] y = new float[6];
    rows.readTarget(0, y, 0);
    assertThat(y).containsExactly(101, 102, 103, 104, 105, 0);
    rows.readTarget(1, y, 0);
    assertThat(y).containsExactly(106, 107, 108, 109, 110, 111);
  }

  /** Rows are one after the other, and an input is the token before its target. */
  @Test
  void everyTargetIsReadOnceInOrder() {
    for (int n = 2; n < 60; n += 1 + n / 9) {
      for (int batch = 1; batch < n; batch += 1 + batch / 3) {
        check(TokenRows.toTrain(counting(n), batch), (n - 1) / batch * batch);
        check(TokenRows.toEvaluate(counting(n), batch), n - 1);
      }
    }
  }

  private static void check(TokenRows rows, int targets) {
    assertThat(rows.targets()).isEqualTo(targets);
    List<Float> read = new ArrayList<>();
    for (int row = 0; row < rows.size(); row++) {
      for (int from = 0; from < rows.length(row); from += 3) {
        int n = Math.min(3, rows.length(row) - from);
        float[] x = new float[n];
        float[] y = new float[n];
        rows.readInputSteps(row, from, n, x, 0);
        rows.readTargetSteps(row, from, n, y, 0);
        for (int i = 0; i < n; i++) {
          assertThat(x[i]).isEqualTo(y[i] - 1);
          read.add(y[i]);
        }
      }
    }
    assertThat(read).isEqualTo(IntStream.rangeClosed(1, targets).mapToObj(i -> 100f + i).toList());
  }

  @Test
  void tooShort() {
    assertThatThrownBy(() -> TokenRows.toTrain(counting(4), 4))
        .isInstanceOf(BadInput.class)
        .hasMessage(
            "3 tokens are too few for 4 rows side by side; give a longer text or a smaller batch");
  }
}
