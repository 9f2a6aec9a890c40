package dev.carousel.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Factors worked out by hand or by another formula. */
class ScheduleTest {
  private static final int PER_EPOCH = 4;

  private static Progress at(long step) {
    return new Progress(step, (int) (step / PER_EPOCH), 40, List.of());
  }

  private static double[] epochs(Schedule schedule, int count) {
    return IntStream.range(0, count)
        .mapToDouble(epoch -> schedule.factor(at((long) epoch * PER_EPOCH + 3)))
        .toArray();
  }

  private static double[] steps(Schedule schedule, int count) {
    return IntStream.range(0, count).mapToDouble(step -> schedule.factor(at(step))).toArray();
  }

  private static double plateau(Schedule schedule, double... watched) {
    List<Double> list = DoubleStream.of(watched).boxed().toList();
    return schedule.factor(new Progress(99, watched.length, 0, list));
  }

  private static void assertClose(double[] actual, double... expected) {
    assertThat(actual).containsExactly(expected, within(1e-12));
  }

  @Test
  void byEpochs() {
    assertClose(epochs(new ConstantRate(), 3), 1, 1, 1);
    assertClose(epochs(new StepDecay(2, 0.5), 6), 1, 1, 0.5, 0.5, 0.25, 0.25);
    assertClose(epochs(new ExponentialDecay(0.5), 4), 1, 0.5, 0.25, 0.125);
    assertClose(epochs(new ZarembaDecay(2, 4), 5), 1, 1, 1 / 4.0, 1 / 16.0, 1 / 64.0);
    assertClose(epochs(new ZarembaDecay(0, 2), 2), 0.5, 0.25);
  }

  @Test
  void zarembasMediumModel() {
    double[] factors = epochs(new ZarembaDecay(6, 1.2), 39);
    assertThat(factors[5]).isEqualTo(1);
    assertThat(factors[38]).isCloseTo(Math.pow(1.2, -33), within(1e-12));
  }

  @Test
  void exponentialByStep() {
    assertClose(steps(new ExponentialDecay(0.25, 2), 5), 1, 0.5, 0.25, 0.125, 0.0625);
  }

  @Test
  void cosine() {
    double half = Math.sqrt(0.5);
    double[] fall = {1, (1 + half) / 2, 0.5, (1 - half) / 2, 0, 0, 0};
    assertClose(steps(new CosineDecay(4), 7), fall);
    double[] raised = DoubleStream.of(fall).map(f -> 0.2 + 0.8 * f).toArray();
    assertClose(steps(new CosineDecay(4, 0.2, 0), 7), raised);
    CosineDecay whole = new CosineDecay();
    assertThat(whole.factor(at(20))).isCloseTo(0.5, within(1e-12));
    assertThat(whole.factor(at(40))).isCloseTo(0, within(1e-12));
    assertThat(whole.dependsOnTotal()).isTrue();
    assertThat(new CosineDecay(4).dependsOnTotal()).isFalse();
  }

  @Test
  void warmRestarts() {
    assertClose(steps(CosineDecay.restarting(2, 1), 6), 1, 0.5, 1, 0.5, 1, 0.5);
    double[] factors = steps(CosineDecay.restarting(2, 3), 9); // falls of 2, 6, 18 ...
    for (int step = 2; step < 8; step++) {
      double expected = (1 + Math.cos(Math.PI * (step - 2) / 6)) / 2;
      assertThat(factors[step]).isCloseTo(expected, within(1e-12));
    }
    assertThat(factors[8]).isEqualTo(1);
  }

  /** PyTorch's OneCycleLR(max_lr=1, total_steps=10), its recurrence in its words. */
  @Test
  void oneCycle() {
    double[] factors = steps(new OneCycle(10), 12);
    double initial = 1 / 25.0;
    double lowest = initial / 1e4;
    for (int step = 0; step < 10; step++) {
      double expected =
          step <= 2 ? anneal(initial, 1, step / 2.0) : anneal(1, lowest, (step - 2) / 7.0);
      assertThat(factors[step]).as("step %d", step).isCloseTo(expected, within(1e-12));
    }
    assertThat(factors[2]).isEqualTo(1);
    assertThat(factors[9]).isCloseTo(lowest, within(1e-12));
    assertThat(factors[11]).isCloseTo(lowest, within(1e-12));
    assertThat(new OneCycle().factor(at(11))).isEqualTo(1); // 30 % of 40
  }

  private static double anneal(double start, double end, double share) {
    double cosine = Math.cos(Math.PI * share) + 1;
    return end + (start - end) / 2.0 * cosine;
  }

  /** However short or steep: a number between 0 and 1. */
  @Test
  void oneCycleOfFewSteps() {
    for (int steps = 1; steps <= 12; steps++) {
      for (double rising : new double[] {0, 0.1, 0.25, 0.5, 1}) {
        for (double factor : steps(new OneCycle(steps, rising, 0.1, 0.01), steps + 2)) {
          assertThat(factor).as("%d steps, %s rising", steps, rising).isBetween(0.0, 1.0);
        }
      }
    }
  }

  @Test
  void plateau() {
    Schedule schedule = new ReduceOnPlateau(0.5, 2, 0.2);
    assertThat(plateau(schedule)).isEqualTo(1);
    assertThat(plateau(schedule, 3, 2, 1)).isEqualTo(1);
    assertThat(plateau(schedule, 1, 1)).isEqualTo(1); // one epoch is waited for
    assertThat(plateau(schedule, 1, 1, 2)).isEqualTo(0.5); // equal is no better
    assertThat(plateau(schedule, 1, 2, 0.9, 1, 2)).isEqualTo(0.5); // waits anew
    assertThat(plateau(schedule, 1, 2, 2, 2)).isEqualTo(0.5); // and after a cut
    assertThat(plateau(schedule, 1, 2, 2, 2, 2)).isEqualTo(0.25);
    assertThat(plateau(schedule, 1, 2, 2, 2, 2, 2, 2)).isEqualTo(0.2); // the minimum
    assertThat(plateau(schedule, 1, 2, 2, 0.5, 0.4)).isEqualTo(0.5); // never rises again
    assertThat(plateau(new ReduceOnPlateau(0.1, 1), Double.NaN)).isEqualTo(0.1);
  }

  @Test
  void warmup() {
    assertClose(steps(new ConstantRate().warmUp(4), 6), 0.25, 0.5, 0.75, 1, 1, 1);
    double[] cosine = steps(new CosineDecay(4), 5);
    assertClose(
        steps(new CosineDecay(4).warmUp(2), 5),
        cosine[0] / 2,
        cosine[1],
        cosine[2],
        cosine[3],
        cosine[4]);
    assertThat(new OneCycle().warmUp(2).dependsOnTotal()).isTrue();
    assertThat(new OneCycle(9).warmUp(2).dependsOnTotal()).isFalse();
  }

  @Test
  void wordsOfAFingerprint() {
    assertThat(new CosineDecay(100, 0.1, 2).warmUp(10).toString())
        .isEqualTo("Warmup[steps=10, then=CosineDecay[steps=100, minimum=0.1, growth=2.0]]");
    assertThat(new ReduceOnPlateau(0.5, 2).toString())
        .isEqualTo("ReduceOnPlateau[factor=0.5, patience=2, minimum=0.0]");
  }

  @Test
  void optionsAreChecked() {
    assertThatThrownBy(() -> new StepDecay(0, 0.5)).hasMessage("epochs: 0, expected at least 1");
    assertThatThrownBy(() -> new StepDecay(1, 1.5))
        .hasMessage("factor: 1.5, expected 0 <= factor <= 1");
    assertThatThrownBy(() -> new ExponentialDecay(0.5, -1))
        .hasMessage("steps: -1, expected at least 0");
    assertThatThrownBy(() -> new ZarembaDecay(1, 0.5)).hasMessage("divisor: 0.5, expected >= 1");
    assertThatThrownBy(() -> new CosineDecay(4, 0, 0.5))
        .hasMessage("growth: 0.5, expected 0 or >= 1");
    assertThatThrownBy(() -> new CosineDecay(0, 0, 2))
        .hasMessage("cosine restarts need the number of steps of a fall");
    assertThatThrownBy(() -> new ReduceOnPlateau(0.5, 0))
        .hasMessage("patience: 0, expected at least 1");
    assertThatThrownBy(() -> new Warmup(0, new ConstantRate()))
        .hasMessage("warm-up steps: 0, expected at least 1");
    assertThatThrownBy(() -> new OneCycle().factor(new Progress(0, 0, 0, List.of())))
        .hasMessageEndingWith("needs a number of steps: this run does not know its own");
    assertThatThrownBy(() -> new Progress(-1, 0, 0, List.of()))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
