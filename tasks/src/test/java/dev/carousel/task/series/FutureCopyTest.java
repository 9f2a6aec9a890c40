package dev.carousel.task.series;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class FutureCopyTest {
  private final Random random = new Random(7);

  private double[] walk(int length) {
    double[] walk = new double[length];
    for (int t = 1; t < length; t++) {
      walk[t] = walk[t - 1] + random.nextGaussian();
    }
    return walk;
  }

  /** Another column: the target so many steps later, in another unit; NaN where it ends. */
  private static double[] shifted(double[] target, int steps) {
    double[] other = new double[target.length];
    Arrays.setAll(
        other,
        t ->
            t + steps < 0 || t + steps >= target.length
                ? Double.NaN
                : 1.8 * target[t + steps] + 32);
    return other;
  }

  @Test
  void findsTheTargetOfLaterSteps() {
    double[] target = walk(900);
    for (int steps : new int[] {1, 7, 24, 200}) {
      assertThat(FutureCopy.stepsAhead(target, shifted(target, steps))).isEqualTo(steps);
    }
  }

  @Test
  void findsItThroughGapsAndRounding() {
    double[] target = walk(500);
    double[] other = shifted(target, 3);
    for (int t = 0; t < other.length; t++) {
      other[t] = t % 5 == 0 ? Double.NaN : Math.rint(other[t] * 10) / 10;
    }
    for (int t = 0; t < target.length; t += 7) {
      target[t] = Double.NaN;
    }
    assertThat(FutureCopy.stepsAhead(target, other)).isEqualTo(3);
  }

  @Test
  void whatThePastTellsIsNoSecret() {
    double[] target = walk(500);
    double[] line = new double[500];
    double[] wave = new double[500];
    Arrays.setAll(line, t -> 3 + 0.5 * t);
    Arrays.setAll(wave, t -> Math.sin(2 * Math.PI * t / 24));
    assertThat(FutureCopy.stepsAhead(target, shifted(target, 0))).as("the same step").isZero();
    assertThat(FutureCopy.stepsAhead(target, shifted(target, -2))).as("the past").isZero();
    assertThat(FutureCopy.stepsAhead(line, shifted(line, 4))).as("a line").isZero();
    assertThat(FutureCopy.stepsAhead(wave, shifted(wave, 5))).as("a season").isZero();
    assertThat(FutureCopy.stepsAhead(target, walk(500))).as("another").isZero();
    assertThat(FutureCopy.stepsAhead(walk(20), shifted(walk(20), 1))).as("too short").isZero();
  }
}
