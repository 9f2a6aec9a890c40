package dev.carousel.lab.compare;

import com.sun.management.ThreadMXBean;
import dev.carousel.BadInput;
import dev.carousel.kernel.Engine;
import dev.carousel.lab.Draws;
import dev.carousel.lab.compare.KeptTrials.Trial;
import dev.carousel.lab.paper.SequenceTask;
import dev.carousel.lab.paper.SequenceTask.Drawn;
import dev.carousel.layer.Dense;
import dev.carousel.layer.Input;
import dev.carousel.layer.Layer;
import dev.carousel.layer.Recurrent;
import dev.carousel.loss.Loss;
import dev.carousel.model.Sequential;
import dev.carousel.network.Network;
import dev.carousel.optim.Adam;
import dev.carousel.random.Randomness;
import dev.carousel.tensor.Tape;
import dev.carousel.tensor.Tensor;
import dev.carousel.train.Fit;
import dev.carousel.train.TrainingDiverged;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.BooleanSupplier;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Cells at equal weights on the same tasks, trained alike: the same sequences over and over, in
 * batches of 20, with Adam and gradients clipped to norm 1, on one thread; then as many fresh ones.
 * The hidden size of each cell is the largest whose network, with its output layer, has no more
 * weights than asked for.
 *
 * @param weights at most
 * @param sequences to learn from, and as many to test on
 * @param epochs times that the sequences are gone over
 * @param rate of Adam
 * @param trials with other weights and other data each
 * @param seed of everything random
 */
public record Comparison(
    int weights, int sequences, int epochs, double rate, int trials, long seed) {
  private static final int BATCH = 20;

  /** What the thread that trains has taken: with one thread that is all. */
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private static final int MOST_WEIGHTS = 1_000_000;

  /**
   * Validates the options.
   *
   * @throws BadInput with the option that is out of range
   */
  public Comparison {
    inRange("--weights", weights, 10, MOST_WEIGHTS);
    inRange("--sequences", sequences, BATCH, 1_000_000);
    inRange("--epochs", epochs, 1, 100_000);
    inRange("--trials", trials, 1, 1000);
    if (!(rate > 0 && rate <= 1)) {
      throw new BadInput("--rate %s: expected a number above 0, up to 1", rate);
    }
  }

  private static void inRange(String option, int found, int least, int most) {
    if (found < least || found > most) {
      throw new BadInput("%s %d: expected a number from %d to %d", option, found, least, most);
    }
  }

  /**
   * A cell on a task; means over the trials.
   *
   * @param hidden units whose outputs are shown; of several layers, those of one
   * @param weights trained
   * @param right share of fresh sequences that are right
   * @param leastRight of the trials
   * @param loss on fresh sequences; null if no training came to its end
   * @param diverged trials whose training did not
   * @param memory bytes of the buffers of a training step of one batch, without the weights
   * @param milliseconds of the processor for training a batch
   */
  public record Result(
      SequenceTask task,
      String cell,
      int hidden,
      int weights,
      double right,
      double leastRight,
      @Nullable Double loss,
      int diverged,
      long memory,
      double milliseconds) {}

  /**
   * Trains and tests a cell.
   *
   * @param kept what earlier runs have finished, which is not run again; takes what this one does
   * @param stop asked now and then; true ends the training
   * @return null if it was stopped
   */
  public @Nullable Result of(
      SequenceTask task, NamedCell cell, KeptTrials kept, BooleanSupplier stop) throws IOException {
    int hidden = largest(task, cell);
    List<Trial> done = new ArrayList<>();
    for (int n = 0; n < trials; n++) {
      String name = "%s, %s, trial %d".formatted(task.label(), cell.name(), n + 1);
      Trial trial = kept.get(name);
      if (trial == null && !stop.getAsBoolean()) {
        trial = trial(task, network(task, cell, hidden, n), n, stop);
        if (trial != null) {
          kept.add(name, trial);
        }
      }
      if (trial == null) {
        return null;
      }
      done.add(trial);
    }
    List<Trial> whole = done.stream().filter(t -> !t.diverged()).toList();
    return new Result(
        task,
        cell.name(),
        cell.sized().apply(hidden).hiddenSize(),
        count(task, cell, hidden),
        mean(done, Trial::right),
        done.stream().mapToDouble(Trial::right).min().orElse(0),
        whole.isEmpty() ? null : mean(whole, Comparison::loss),
        trials - whole.size(),
        memory(task, network(task, cell, hidden, 0)),
        mean(done, Trial::milliseconds));
  }

  private static double loss(Trial trial) {
    return Objects.requireNonNull(trial.loss());
  }

  private static double mean(List<Trial> trials, ToDoubleFunction<Trial> value) {
    return trials.stream().mapToDouble(value).sum() / Math.max(1, trials.size());
  }

  private int largest(SequenceTask task, NamedCell cell) {
    int hidden = 1;
    int least = count(task, cell, hidden);
    if (least > weights) {
      throw new BadInput(
          "--weights %d: the smallest network of %s for the task %s has %d; give at least that",
          weights, cell.name(), task.label(), least);
    }
    while (count(task, cell, hidden + 1) <= weights) {
      hidden++;
    }
    return hidden;
  }

  private int count(SequenceTask task, NamedCell cell, int hidden) {
    return network(task, cell, hidden, 0).parameters().values().length;
  }

  private Network network(SequenceTask task, NamedCell cell, int hidden, int trial) {
    List<Layer> layers =
        List.of(Recurrent.of(cell.sized().apply(hidden)), Dense.units(task.outputs()));
    return new Network(Input.anySequence(task.inputs()), layers, seed + 1000L * trial);
  }

  private Draws draws(SequenceTask task, String use, int trial) {
    return new Draws(new Randomness(seed, 0).named(task.label()).named(use).numbered(trial));
  }

  private static Loss loss(SequenceTask task) {
    return task.classes() ? Loss.SOFTMAX_CROSS_ENTROPY : Loss.MEAN_SQUARED_ERROR;
  }

  /** Null if it was stopped. */
  private @Nullable Trial trial(
      SequenceTask task, Network network, int number, BooleanSupplier stop) {
    Sequential model =
        Sequential.of(network, Engine.of("auto", 1)).compile(new Adam(rate), loss(task));
    Drawn seen = task.draw(sequences, draws(task, "training", number));
    long start = THREADS.getCurrentThreadCpuTime();
    boolean diverged = false;
    try {
      model.fit(
          seen.x(),
          seen.y(),
          Fit.epochs(epochs).batchSize(BATCH).clipNorm(1).seed(seed + number).stopWhen(stop));
    } catch (TrainingDiverged e) {
      diverged = true;
    }
    double batches = (double) epochs * sequences / BATCH;
    double milliseconds = (THREADS.getCurrentThreadCpuTime() - start) / 1e6 / batches;
    if (diverged) {
      return new Trial(true, 0, null, milliseconds);
    }
    if (stop.getAsBoolean()) {
      return null;
    }
    return test(task, model, task.draw(sequences, draws(task, "test", number)), milliseconds);
  }

  /** A batch at a time, for some cells keep a matrix a step and sequence. */
  private Trial test(SequenceTask task, Sequential model, Drawn fresh, double milliseconds) {
    int right = 0;
    double loss = 0;
    for (int from = 0; from < sequences; from += BATCH) {
      int n = Math.min(BATCH, sequences - from);
      Tensor x = rows(fresh.x(), from, n);
      Tensor y = rows(fresh.y(), from, n);
      right += right(task, model.predict(x), y, n);
      loss += n * model.evaluate(x, y);
    }
    return new Trial(false, (double) right / sequences, loss / sequences, milliseconds);
  }

  private static Tensor rows(Tensor all, int from, int n) {
    int size = all.shape().size() / all.shape().at(0);
    float[] values = Arrays.copyOfRange(all.toArray(), from * size, (from + n) * size);
    int[] shape = IntStream.range(0, all.shape().rank()).map(all.shape()::at).toArray();
    shape[0] = n;
    return Tensor.of(values, shape);
  }

  private static int right(SequenceTask task, Tensor predicted, Tensor wanted, int rows) {
    int right = 0;
    for (int n = 0; n < rows; n++) {
      if (task.classes()) {
        right += wanted.get(n, best(predicted, n, task.outputs())) == 1 ? 1 : 0;
      } else {
        right += Math.abs(predicted.get(n, 0) - wanted.get(n, 0)) < task.tolerance() ? 1 : 0;
      }
    }
    return right;
  }

  private static int best(Tensor rows, int row, int columns) {
    int best = 0;
    for (int k = 1; k < columns; k++) {
      best = rows.get(row, k) > rows.get(row, best) ? k : best;
    }
    return best;
  }

  /** Bytes of the buffers of a training step of one batch, which the next one uses again. */
  private long memory(SequenceTask task, Network network) {
    Drawn batch = task.draw(BATCH, draws(task, "memory", 0));
    Tape tape = new Tape(Engine.of("auto", 1), true);
    Tensor predicted = network.apply(tape, tape.constant(batch.x()));
    tape.backward(loss(task).mean(predicted, tape.constant(batch.y())));
    return tape.bufferBytes();
  }
}
