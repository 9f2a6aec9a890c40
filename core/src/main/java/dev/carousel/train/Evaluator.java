package dev.carousel.train;

import dev.carousel.data.ExampleStream;
import dev.carousel.data.Examples;
import dev.carousel.kernel.Engine;
import dev.carousel.layer.Pass;
import dev.carousel.layer.Signal;
import dev.carousel.loss.Loss;
import dev.carousel.loss.Objective;
import dev.carousel.metric.Metric;
import dev.carousel.network.Network;
import dev.carousel.random.Randomness;
import dev.carousel.tensor.Shape;
import dev.carousel.tensor.Tape;
import dev.carousel.tensor.Tensor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Runs a network without training it. Safe for many threads, as long as nobody changes the weights.
 */
public final class Evaluator {
  private static final int BATCH = 256;
  private static final Randomness NONE = new Randomness(0, 0);

  private final Network network;
  private final Engine engine;
  private final Queue<Tape> idle = new ConcurrentLinkedQueue<>();

  /** An evaluator of a network. */
  public Evaluator(Network network, Engine engine) {
    this.network = network;
    this.engine = engine;
  }

  /**
   * The network's output.
   *
   * @param x (B, T, I), or (B, T) tokens
   * @return (B, ...)
   */
  public Tensor predict(Tensor x) {
    network.checkInput(x);
    int rows = x.shape().at(0);
    float[] in = x.toArray();
    Shape one = x.shape().dropFirst();
    float[] out = null;
    Shape outShape = network.output();
    Tape tape = take();
    try {
      for (int from = 0; from < rows; from += BATCH) {
        int n = Math.min(BATCH, rows - from);
        tape.reset(NONE);
        Tensor y = network.apply(tape, tape.constant(one.prepend(n), in, from * one.size()));
        outShape = y.shape().dropFirst();
        if (out == null) {
          out = new float[rows * outShape.size()];
        }
        System.arraycopy(y.toArray(), 0, out, from * outShape.size(), n * outShape.size());
      }
    } finally {
      idle.add(tape);
    }
    return Tensor.of(out == null ? new float[0] : out, outShape.prepend(rows).toArray());
  }

  /**
   * The network's outputs for examples with lengths of their own: what only fills up is masked, as
   * in training. Only the inputs are read.
   *
   * @return one for each output, (N, ...); where an output has steps, zeros behind the last of each
   *     example's group of {@value #BATCH}
   */
  public List<Tensor> predict(Examples examples) {
    Outputs outputs = new Outputs(network, examples);
    Tape tape = take();
    try {
      for (int from = 0; from < examples.size(); from += BATCH) {
        int[] rows = IntStream.range(from, Math.min(examples.size(), from + BATCH)).toArray();
        tape.reset(NONE);
        List<Signal> x =
            examples.inputParts().stream()
                .map(in -> InputReader.read(tape, in, rows, 0, Group.longest(in, rows)))
                .toList();
        outputs.add(network.apply(Pass.on(tape), x), rows.length);
      }
    } finally {
      idle.add(tape);
    }
    return outputs.tensors();
  }

  /** The mean loss over examples; NaN if there are none, or all their weights are 0. */
  public double loss(Loss loss, Examples examples) {
    return loss(loss, examples, 0);
  }

  /**
   * The mean loss over examples; NaN if there are none, or all their weights are 0.
   *
   * @param window steps of the windows in which long sequences are gone over, to save memory; the
   *     state goes on from one to the next. 0: as a whole
   */
  public double loss(Loss loss, Examples examples, int window) {
    return evaluate(examples, Objective.of(loss), window, List.of()).loss();
  }

  /** Loss and metrics of a network of one output. */
  public Evaluation evaluate(Examples examples, Loss loss, Metric... metrics) {
    List<OutputMetric> first = Stream.of(metrics).map(m -> new OutputMetric(0, m)).toList();
    return evaluate(examples, Objective.of(loss), 0, first);
  }

  /**
   * Losses and metrics of a network of any number of outputs.
   *
   * @param window as for {@link #loss(Loss, Examples, int)}
   */
  public Evaluation evaluate(
      Examples examples, Objective objective, int window, List<OutputMetric> metrics) {
    try {
      return evaluate(IndexedFeed.inOrder(examples, BATCH), objective, window, metrics);
    } catch (IOException e) { // of examples that lie in memory
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Losses and metrics over a stream.
   *
   * @param batch examples side by side
   * @throws IOException if the stream does
   */
  public Evaluation evaluate(
      ExampleStream stream, int batch, Objective objective, int window, List<OutputMetric> metrics)
      throws IOException {
    Feed feed = new StreamFeed(stream, ExampleOrder.AS_GIVEN, batch, batch, batch, NONE);
    return evaluate(feed, objective, window, metrics);
  }

  Evaluation evaluate(Feed feed, Objective objective, int window, List<OutputMetric> metrics)
      throws IOException {
    Scoring scoring = new Scoring(network, engine, objective, window, metrics, feed.some());
    Tape tape = take();
    try (Feed.Groups groups = feed.epoch(0, 0)) {
      for (Group group = groups.next(); group != null; group = groups.next()) {
        scoring.add(tape, group);
      }
    } finally {
      idle.add(tape);
    }
    return scoring.result();
  }

  private Tape take() {
    Tape tape = idle.poll();
    return tape != null ? tape : new Tape(engine, false);
  }
}
