package dev.carousel.train;

import dev.carousel.data.Examples;
import dev.carousel.kernel.Engine;
import dev.carousel.layer.CarriedState;
import dev.carousel.layer.Pass;
import dev.carousel.loss.Loss;
import dev.carousel.network.Network;
import dev.carousel.random.Randomness;
import dev.carousel.tensor.Shape;
import dev.carousel.tensor.Tape;
import dev.carousel.tensor.Tensor;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

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
    Windows windows = new Windows(network, engine, loss, window, examples);
    CarriedState carried = new CarriedState();
    double sum = 0;
    double total = 0;
    Tape tape = take();
    try {
      for (int from = 0; from < examples.size(); from += BATCH) {
        int to = Math.min(examples.size(), from + BATCH);
        int[] rows = BatchReader.rows(null, from, to);
        for (int part = 0; part < windows.count() && windows.reaches(rows, part); part++) {
          tape.reset(NONE);
          Batch batch = windows.read(tape, rows, part, carried);
          Pass pass = windows.pass(tape, carried);
          Tensor y = network.apply(pass, List.of(batch.x())).getFirst().values();
          double mean = loss.mean(y, batch.y(), batch.weights(), batch.total()).get();
          sum += mean * batch.total();
          total += batch.total();
        }
      }
    } finally {
      idle.add(tape);
    }
    return sum / total;
  }

  private Tape take() {
    Tape tape = idle.poll();
    return tape != null ? tape : new Tape(engine, false);
  }
}
