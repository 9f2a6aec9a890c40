package dev.carousel.task.panel.deepar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.carousel.cell.LstmCell;
import dev.carousel.kernel.Engine;
import dev.carousel.network.Network;
import dev.carousel.task.distribution.Likelihood;
import dev.carousel.tensor.Parameter;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Paths: drawn from what the network gives, step by step, the same on any number of threads. */
class PathSamplerTest {
  private static final StepRows ROWS = new StepRows(List.of(1, 3), 0);

  /** A series of its own for each number. */
  private record Wave(int number) implements Sight {
    @Override
    public int origin() {
      return 20;
    }

    @Override
    public double scaled(int place) {
      return Math.sin(place * (1 + number)) + number;
    }

    @Override
    public double target(int place) {
      return scaled(place);
    }

    @Override
    public double scale() {
      return 1;
    }

    @Override
    public double scaledDraw(double draw) {
      return draw;
    }

    @Override
    public boolean observed(int place) {
      return true;
    }

    @Override
    public void known(int place, float[] to, int offset) {
      throw new IllegalStateException("nothing is known ahead");
    }
  }

  private static List<Wave> waves(int count) {
    return IntStream.range(0, count).mapToObj(Wave::new).toList();
  }

  private static Network network(int members, Likelihood likelihood) {
    return DeepArNetwork.of(2, new LstmCell(5, 1), 0.2, members, likelihood.parameters(), 4);
  }

  private static List<double[][]> sample(Network network, int threads, int series, int samples) {
    return new PathSampler(
            network, Engine.of("scalar", threads), ROWS, Likelihood.STUDENT_T, 8, 6, 11)
        .sample(waves(series), samples);
  }

  @Test
  void threadsAndOthersChangeNoBit() {
    Network network = network(3, Likelihood.STUDENT_T);
    List<double[][]> one = sample(network, 1, 5, 700);
    List<double[][]> two = sample(network, 2, 5, 700);
    List<double[][]> fewer = sample(network, 2, 2, 31);
    for (int i = 0; i < 5; i++) {
      assertThat(two.get(i)).isDeepEqualTo(one.get(i));
    }
    for (int i = 0; i < 2; i++) {
      assertThat(fewer.get(i)).isDeepEqualTo(Arrays.copyOf(one.get(i), 31));
    }
    assertThat(one.get(0)[0]).isNotEqualTo(one.get(0)[1]);
    assertThat(one.get(0)[0]).isNotEqualTo(one.get(1)[0]);
  }

  /** Each step is the last one plus a normal number: after six steps the variance is six times. */
  @Test
  void aRandomWalkSpreadsAsItShould() {
    Network network = network(2, Likelihood.GAUSSIAN);
    Arrays.fill(network.parameters().values(), 0f);
    for (Parameter p : network.parameters().all()) {
      if (p.name().matches("linear_\\d/kernel")) {
        network.parameters().values()[p.offset()] = 1; // the value before, to the mean
      }
      if (p.name().matches("linear_\\d/bias")) {
        network.parameters().values()[p.offset() + 1] = 0.5413f; // softplus is 1
      }
    }
    network.parameters().changed();
    int samples = 20_000;
    double[][] paths =
        new PathSampler(network, Engine.of("scalar", 2), ROWS, Likelihood.GAUSSIAN, 8, 6, 1)
            .sample(waves(1), samples)
            .getFirst();
    double start = new Wave(0).scaled(19);
    for (int h : new int[] {0, 5}) {
      double[] ends = Arrays.stream(paths).mapToDouble(path -> path[h] - start).sorted().toArray();
      double sd = Math.sqrt(h + 1);
      assertThat(ends[samples / 2]).isCloseTo(0, within(0.03 * sd));
      assertThat(ends[(int) (0.975 * samples)]).isCloseTo(1.96 * sd, within(0.06 * sd));
      assertThat(ends[(int) (0.1 * samples)]).isCloseTo(-1.2816 * sd, within(0.05 * sd));
    }
    double[] first = Arrays.stream(paths).mapToDouble(path -> path[1] - path[0]).toArray();
    double[] second = Arrays.stream(paths).mapToDouble(path -> path[2] - path[1]).toArray();
    double product = 0;
    for (int s = 0; s < samples; s++) {
      product += first[s] * second[s] / samples;
    }
    assertThat(product).as("steps have nothing to do with each other").isBetween(-0.03, 0.03);
  }

  @Test
  void anotherNetworkIsRefused() {
    Network network = network(1, Likelihood.GAUSSIAN);
    assertThatThrownBy(() -> sample(network, 1, 1, 2))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("3 numbers for each step");
    assertThatThrownBy(() -> new StepRows(List.of(2, 3), 0)).hasMessageContaining("expected 1");
    assertThatThrownBy(() -> new StepRows(List.of(1, 3, 3), 0)).hasMessageContaining("ascending");
  }

  /** What the network reads at a step is what came before what it is to give. */
  @Test
  void teacherForcingNeverShowsTheTarget() {
    DeepArExamples examples = new DeepArExamples(2, Wave::new, ROWS, 4, 3, 2);
    float[] x = new float[6 * 2];
    float[] y = new float[6 * 2];
    examples.readInput(1, x, 0);
    examples.readTarget(1, y, 0);
    Wave wave = new Wave(1);
    for (int step = 0; step < 6; step++) {
      int place = 20 - 4 + 1 + step;
      assertThat(x[step * 2]).isEqualTo((float) wave.scaled(place - 1));
      assertThat(x[step * 2 + 1]).isEqualTo((float) wave.scaled(place - 3));
      assertThat(y[step * 2]).isEqualTo((float) wave.scaled(place));
      assertThat(y[step * 2 + 1]).isEqualTo(1f);
    }
  }
}
