package dev.carousel.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.carousel.tensor.Samples;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The mean of weights, and when it begins. The weights themselves move as without it. */
class AveragedTest extends OptimizerContract {
  private static final int N = 21;

  @Override
  Optimizer optimizer() {
    return Averaged.polyak(new Sgd(0.02, 0.9));
  }

  @Override
  double reference(long step, double value, double gradient, double[] memory) {
    memory[0] = 0.9 * memory[0] + gradient;
    return value - 0.02 * memory[0];
  }

  @Test
  void theMeanIsOfTheWeightsCounted() {
    for (int first : new int[] {1, 2, 7}) {
      Averaged averaged = Averaged.afterEpochs(3, RmsProp.graves(0.01));
      float[][] slots = new float[averaged.slots()][N];
      float[] values = Samples.values(1, N, 1);
      double[] sums = new double[N];
      for (int step = 1; step <= 40; step++) {
        averaged.step(step, values, Samples.values(step, N, 1), slots);
        if (step >= first) {
          averaged.average(step - first + 1L, values, slots, 0, 10);
          averaged.average(step - first + 1L, values, slots, 10, N);
          for (int i = 0; i < N; i++) {
            sums[i] += values[i];
          }
        }
      }
      for (int i = 0; i < N; i++) {
        double expected = sums[i] / (41 - first);
        assertThat((double) averaged.mean(slots)[i]).isCloseTo(expected, within(1e-6));
        assertThat((double) values[i]).isNotCloseTo(expected, within(1e-3));
      }
    }
  }

  /** Whoever validates between two steps changes no bit of what follows. */
  @Test
  void swappedTwiceAllIsAsBefore() {
    assertThat(run(true)).isDeepEqualTo(run(false));
  }

  private static float[][] run(boolean swapping) {
    Averaged averaged = Averaged.polyak(new Adam(0.1));
    float[][] slots = new float[averaged.slots()][N];
    float[] values = Samples.values(1, N, 1);
    for (int step = 1; step <= 6; step++) {
      averaged.step(step, values, Samples.values(step, N, 1), slots);
      averaged.average(step, values, slots, 0, N);
      if (swapping) {
        float[] mean = averaged.mean(slots).clone();
        float[] own = values.clone();
        averaged.swap(values, slots);
        assertThat(values).isEqualTo(mean).isNotSameAs(averaged.mean(slots));
        assertThat(averaged.mean(slots)).isEqualTo(own);
        averaged.swap(values, slots);
      }
    }
    return new float[][] {values, slots[0], slots[1], slots[2]};
  }

  @Test
  void beginsAfterThatManyEpochs() {
    assertThat(Averaged.polyak(new Sgd(1)).begins(List.of())).isTrue();
    Averaged later = Averaged.afterEpochs(2, new Sgd(1));
    assertThat(later.begins(List.of())).isFalse();
    assertThat(later.begins(List.of(1.0))).isFalse();
    assertThat(later.begins(List.of(1.0, 2.0))).isTrue();
    assertThat(later.begins(List.of(1.0, 2.0, 1.0))).isTrue();
  }

  /** The authors' program, line for line: what it has seen is appended after the question. */
  @Test
  void nonMonotonicAsTheAuthorsHaveIt() {
    for (int seed = 0; seed < 50; seed++) {
      float[] noise = Samples.values(seed, 30, 1);
      for (int interval : new int[] {1, 2, 5}) {
        Trigger trigger = new Trigger.NonMonotonic(interval);
        List<Double> watched = new ArrayList<>();
        List<Double> best = new ArrayList<>();
        for (int epoch = 0; epoch < noise.length; epoch++) {
          double loss = 3 - 0.1 * epoch + noise[epoch];
          watched.add(loss);
          boolean expected =
              best.size() > interval
                  && loss
                      > best.subList(0, best.size() - interval).stream()
                          .mapToDouble(v -> v)
                          .min()
                          .orElseThrow();
          assertThat(trigger.begins(watched)).isEqualTo(expected);
          best.add(loss);
        }
      }
    }
  }

  @Test
  void nonMonotonicByHand() {
    Averaged n2 = new Averaged(new Sgd(1), new Trigger.NonMonotonic(2));
    assertThat(n2.begins(List.of(5.0, 4.0, 3.0, 2.0))).isFalse();
    assertThat(n2.begins(List.of(5.0, 4.0, 3.0, 4.5))).isFalse(); // 4 and 3 are too near
    assertThat(n2.begins(List.of(5.0, 4.0, 3.0, 5.5))).isTrue();
    assertThat(n2.begins(List.of(5.0, 4.0, 3.0, 4.5, 4.1))).isTrue();
    assertThat(n2.begins(List.of(5.0, 4.0, 9.0))).isFalse(); // no more than two before it
    assertThat(Averaged.nonMonotonic(new Sgd(30)).toString())
        .isEqualTo(
            "Averaged[optimizer=Sgd[rate=30.0, momentum=0.0, nesterov=false],"
                + " trigger=NonMonotonic[interval=5]]");
  }

  @Test
  void options() {
    Averaged once = Averaged.polyak(new Sgd(1));
    assertThatThrownBy(() -> Averaged.polyak(once)).hasMessageStartingWith("averaged twice");
    assertThatThrownBy(() -> Averaged.afterEpochs(-1, new Sgd(1)))
        .hasMessage("averaging after -1 epochs, expected >= 0");
    assertThatThrownBy(() -> new Trigger.NonMonotonic(0))
        .hasMessage("non-monotonic interval: 0 epochs, expected >= 1");
    assertThat(once.rate()).isEqualTo(1);
  }
}
