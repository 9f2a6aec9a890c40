package dev.carousel.online;

import java.util.Arrays;
import java.util.function.Consumer;

/**
 * Full real-time recurrent learning (Robinson and Fallside 1987; Williams and Zipser 1989): beside
 * the network runs the derivative of everything it carries with respect to every weight. The
 * gradient is the exact one of back-propagation through time, known at every step, and nothing is
 * kept of the past; but a step costs the number of weights times the square of the number of
 * carried values, so it is for small networks.
 */
public final class RealTimeRecurrentLearning implements OnlineLearner {
  private final Tangents tangents;
  private final NetworkRun run;
  private final WeightChange change;
  private final double[] carriedError;

  /** Puts 0 where the array of weights has room for a bias that does not exist. */
  private final Consumer<double[]> clearAbsent;

  /** [weight][carried], and the same one step on. */
  private double[][] now;

  private double[][] next;

  private RealTimeRecurrentLearning(
      Tangents tangents, double[] weights, Consumer<double[]> clearAbsent) {
    this.tangents = tangents;
    this.clearAbsent = clearAbsent;
    run = tangents.run();
    change = new WeightChange(weights);
    carriedError = new double[tangents.carried()];
    now = new double[tangents.movingWeights()][tangents.carried()];
    next = new double[tangents.movingWeights()][tangents.carried()];
  }

  /** Learns a conventional recurrent network, before the first step of a sequence. */
  public static RealTimeRecurrentLearning of(RecurrentNetwork network) {
    return new RealTimeRecurrentLearning(
        new RecurrentTangents(network), network.weights(), all -> {});
  }

  /** Learns memory cell blocks by their full gradient, before the first step of a sequence. */
  public static RealTimeRecurrentLearning of(BlockNetwork network) {
    return new RealTimeRecurrentLearning(
        new BlockTangents(network), network.weights(), network::clearUnbiased);
  }

  @Override
  public void start() {
    run.start();
    for (double[] row : now) {
      Arrays.fill(row, 0);
    }
  }

  @Override
  public void step(double[] x) {
    run.step(x);
    advance();
  }

  @Override
  public void step(int hot) {
    run.step(hot);
    advance();
  }

  private void advance() {
    for (int w = 0; w < now.length; w++) {
      tangents.advance(w, now[w], next[w]);
    }
    double[][] old = now;
    now = next;
    next = old;
  }

  @Override
  public double[] outputs() {
    return run.outputs();
  }

  @Override
  public void learn(double[] target) {
    tangents.learn(target, change.sum, carriedError);
    for (int w = 0; w < now.length; w++) {
      double sum = 0;
      for (int i = 0; i < carriedError.length; i++) {
        sum += carriedError[i] * now[w][i];
      }
      change.sum[w] += sum;
    }
    clearAbsent.accept(change.sum);
  }

  @Override
  public double[] change() {
    return change.sum;
  }

  @Override
  public void update(double rate, double momentum) {
    change.apply(rate, momentum);
  }
}
