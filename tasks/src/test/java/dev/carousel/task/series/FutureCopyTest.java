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

  /** With errors of a tenth of a usual step it is no copy any more, and still tells. */
  @Test
  void findsNoisyCopies() {
    double[] target = walk(900);
    double[] other = shifted(target, 5);
    Arrays.setAll(other, t -> other[t] + 0.18 * random.nextGaussian());
    assertThat(FutureCopy.stepsAhead(target, other)).isZero();
    assertThat(FutureCopy.nearlyAhead(target, other)).isEqualTo(5);
    assertThat(FutureCopy.nearlySame(target, other)).isFalse();
    double[] known = shifted(target, 0);
    Arrays.setAll(known, t -> known[t] + 0.1 * random.nextGaussian());
    assertThat(FutureCopy.nearlySame(target, known)).isTrue();
    assertThat(FutureCopy.nearlyAhead(target, known)).isZero();
  }

  @Test
  void whatIsHonestIsNoNoisyCopy() {
    double[] target = walk(900);
    double[] forecast = shifted(target, 0);
    Arrays.setAll(forecast, t -> forecast[t] + random.nextGaussian()); // half a usual step
    assertThat(FutureCopy.nearlySame(target, forecast)).as("a good forecast").isFalse();
    double[] day = new double[900];
    double[] sun = new double[900];
    Arrays.setAll(day, t -> Math.sin(2 * Math.PI * t / 24) + 0.05 * random.nextGaussian());
    Arrays.setAll(sun, t -> Math.sin(2 * Math.PI * (t + 3) / 24));
    assertThat(FutureCopy.nearlyAhead(day, sun)).as("a season").isZero();
    assertThat(FutureCopy.nearlySame(day, sun)).as("a season").isFalse();
    assertThat(FutureCopy.nearlyAhead(target, walk(900))).as("another").isZero();
  }

  /** A season makes much of the past tell; a copy tells more. */
  @Test
  void findsCopiesOfSeasonalSeries() {
    double[] target = new double[400];
    Arrays.setAll(
        target, t -> 100 + 10 * Math.sin(2 * Math.PI * t / 7) + 2 * random.nextGaussian());
    assertThat(FutureCopy.same(target, shifted(target, 0))).isTrue();
    double[] known = shifted(target, 0);
    Arrays.setAll(known, t -> known[t] + random.nextGaussian());
    assertThat(FutureCopy.same(target, known)).isFalse();
    assertThat(FutureCopy.nearlySame(target, known)).isTrue();
    double[] ahead = shifted(target, 7);
    Arrays.setAll(ahead, t -> ahead[t] + random.nextGaussian());
    assertThat(FutureCopy.nearlyAhead(target, ahead)).isEqualTo(7);
    double[] usual = new double[400]; // what everybody knows
    Arrays.setAll(usual, t -> 10 * Math.sin(2 * Math.PI * t / 7));
    assertThat(FutureCopy.same(target, usual)).isFalse();
    assertThat(FutureCopy.nearlySame(target, usual)).isFalse();
    assertThat(FutureCopy.nearlyAhead(target, usual)).isZero();
  }
}
