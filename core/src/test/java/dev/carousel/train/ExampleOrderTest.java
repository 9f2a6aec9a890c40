package dev.carousel.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.carousel.data.Examples;
import dev.carousel.kernel.Engine;
import dev.carousel.layer.Dense;
import dev.carousel.layer.Input;
import dev.carousel.layer.Lstm;
import dev.carousel.loss.Loss;
import dev.carousel.network.Network;
import dev.carousel.optim.Sgd;
import dev.carousel.random.Randomness;
import dev.carousel.tensor.Samples;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The order of examples by length, and what is put aside for validation. */
class ExampleOrderTest {
  private static final int BATCH = 8;
  private static final int T = 50;

  /** Lengths from 1 to 50, most of them short. */
  private static Examples ragged(int n) {
    Randomness random = new Randomness(3, 3);
    int[] lengths = new int[n];
    for (int i = 0; i < n; i++) {
      double u = random.uniformDouble(i);
      lengths[i] = 1 + (int) (u * u * T);
    }
    return Examples.of(Samples.tensor(1, n, T, 1), Samples.tensor(2, n, 1), lengths);
  }

  /** Steps that only fill up, as a share of all that are computed. */
  private static double waste(Examples examples, int[] order) {
    long computed = 0;
    long there = 0;
    for (int from = 0; from < order.length; from += BATCH) {
      int[] rows = Arrays.copyOfRange(order, from, Math.min(order.length, from + BATCH));
      computed += (long) rows.length * Group.longest(examples, rows);
      there += Arrays.stream(rows).map(examples::length).sum();
    }
    return 1 - (double) there / computed;
  }

  @Test
  void bucketsWasteLittle() {
    Examples examples = ragged(1003);
    Randomness random = new Randomness(1, 1);
    int[] buckets = ExampleOrder.BY_LENGTH.of(examples, BATCH, random);
    assertThat(waste(examples, buckets)).isLessThan(0.06);
    assertThat(waste(examples, ExampleOrder.SHUFFLED.of(examples, BATCH, random)))
        .isGreaterThan(0.4);
    assertThat(Arrays.stream(buckets).sorted()).containsExactly(range(1003));
  }

  private static Integer[] range(int n) {
    Integer[] range = new Integer[n];
    Arrays.setAll(range, i -> i);
    return range;
  }

  /** Long batches come at any time, and who is with whom changes from epoch to epoch. */
  @Test
  void bucketsAreShuffledWithinAndAmong() {
    Examples examples = ragged(1003);
    int[] first = ExampleOrder.BY_LENGTH.of(examples, BATCH, new Randomness(1, 1).numbered(0));
    int[] second = ExampleOrder.BY_LENGTH.of(examples, BATCH, new Randomness(1, 1).numbered(1));
    assertThat(first).isNotEqualTo(second);
    assertThat(ExampleOrder.BY_LENGTH.of(examples, BATCH, new Randomness(1, 1).numbered(0)))
        .isEqualTo(first);
    long rising = 0;
    for (int i = BATCH; i < 1000; i += BATCH) {
      rising += examples.length(first[i]) >= examples.length(first[i - BATCH]) ? 1 : 0;
    }
    assertThat(rising).isBetween(40L, 90L); // of 124
    List<Integer> row = Arrays.stream(first).boxed().toList();
    List<Integer> other = Arrays.stream(second).boxed().toList();
    int together = 0;
    for (int i = 0; i < 1000; i += BATCH) {
      together +=
          other.indexOf(row.get(i)) / BATCH == other.indexOf(row.get(i + 1)) / BATCH ? 1 : 0;
    }
    assertThat(together).isLessThan(60); // of 125
  }

  @Test
  void fewerExamplesThanABatch() {
    for (int n : new int[] {1, 7, 8, 9}) {
      int[] order = ExampleOrder.BY_LENGTH.of(ragged(n), BATCH, new Randomness(1, 1));
      assertThat(Arrays.stream(order).sorted()).containsExactly(range(n));
    }
  }

  private static float[] run(Fit fit, Examples examples) {
    Network network = new Network(Input.anySequence(1), List.of(Lstm.units(3), Dense.units(1)), 4);
    new Trainer(network, new Sgd(0.1), Loss.MEAN_SQUARED_ERROR, Engine.shared(), fit, examples)
        .run();
    return network.parameters().values();
  }

  @Test
  void aRunByLengthIsTakenUpToTheSameBits(@TempDir Path folder) {
    Examples examples = ragged(29);
    Fit fit = Fit.epochs(2).batchSize(4).bucketByLength().accumulate(2).randomValidationSplit(0.2);
    float[] whole = run(fit, examples);
    assertThat(run(fit.inOrder(), examples)).isNotEqualTo(whole);
    for (int stop = 1; stop < 6; stop++) {
      Fit kept = fit.checkpoint(folder.resolve("run" + stop), Duration.ofHours(1));
      int[] asked = {stop};
      run(kept.stopWhen(() -> asked[0]-- == 0), examples);
      assertThat(run(kept, examples)).as("%d", stop).containsExactly(whole);
    }
    int[] lengths = new int[29];
    Arrays.setAll(lengths, i -> i == 3 ? 1 + examples.length(3) % T : examples.length(i));
    Examples other = Examples.of(Samples.tensor(1, 29, T, 1), Samples.tensor(2, 29, 1), lengths);
    Fit kept = fit.checkpoint(folder.resolve("run1"), Duration.ofHours(1));
    assertThatThrownBy(() -> run(kept, other)).hasMessageContaining("examples of digest");
  }

  @Test
  void splitsTakeEachExampleOnce() {
    Examples examples = ragged(10);
    Feeds last = Feeds.of(Fit.epochs(1).validationSplit(0.3).inOrder(), examples);
    assertThat(lengths(last.training())).isEqualTo(lengths(examples.range(0, 7)));
    assertThat(lengths(last.validation())).isEqualTo(lengths(examples.range(7, 10)));
    Fit drawn = Fit.epochs(1).randomValidationSplit(0.3).inOrder();
    Feeds first = Feeds.of(drawn, examples);
    List<Float> all = new ArrayList<>(inputs(first.training()));
    all.addAll(inputs(first.validation()));
    assertThat(all).containsExactlyInAnyOrderElementsOf(inputs(last.training(), last.validation()));
    assertThat(inputs(first.validation())).isNotEqualTo(inputs(last.validation()));
    assertThat(inputs(Feeds.of(drawn, examples).validation()))
        .isEqualTo(inputs(first.validation()));
    assertThat(inputs(Feeds.of(drawn.seed(8), examples).validation()))
        .isNotEqualTo(inputs(first.validation()));
  }

  private static List<Integer> lengths(Feed feed) {
    return lengths(((IndexedFeed) feed).examples());
  }

  private static List<Integer> lengths(Examples examples) {
    return java.util.stream.IntStream.range(0, examples.size()).mapToObj(examples::length).toList();
  }

  private static List<Float> inputs(Feed... feeds) {
    List<Float> firsts = new ArrayList<>();
    for (Feed feed : feeds) {
      Examples examples = ((IndexedFeed) feed).examples();
      for (int i = 0; i < examples.size(); i++) {
        float[] x = new float[T];
        examples.readInput(i, x, 0);
        firsts.add(x[0]);
      }
    }
    return firsts;
  }

  @Test
  void splitsThatCannotBe() {
    assertThatThrownBy(() -> Fit.epochs(1).validationSplit(1))
        .hasMessage("validation split: 1.0, expected a share between 0 and 1");
    assertThatThrownBy(() -> run(Fit.epochs(1).validationSplit(0.9), ragged(3)))
        .hasMessage("validation split: 0.9 of 3 examples leaves none to train on");
  }
}
