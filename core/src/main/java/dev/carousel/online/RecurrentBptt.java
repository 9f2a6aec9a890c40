package dev.carousel.online;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Back-propagation through time over a conventional recurrent network, or over one step of it: then
 * what was copied from the step before counts as an input (Elman 1990). Steps are kept from {@link
 * #start}, so memory grows with the sequence.
 */
public final class RecurrentBptt implements OnlineLearner {
  private final RecurrentRun run;
  private final RecurrentTopology topology;
  private final boolean throughTime;
  private final WeightChange change;
  private final List<Step> steps = new ArrayList<>();
  private int length;
  private boolean pending;
  private final double[] above;
  private final double[] net;

  /** What a step has to remember; the error is 0 where there was no target. */
  private record Step(double[] z, double[] y, double[] error) {}

  private RecurrentBptt(RecurrentNetwork network, boolean throughTime) {
    run = new RecurrentRun(network);
    topology = network.topology;
    this.throughTime = throughTime;
    change = new WeightChange(network.weights());
    above = new double[run.units];
    net = new double[run.units];
  }

  /** The exact gradient. */
  public static RecurrentBptt full(RecurrentNetwork network) {
    return new RecurrentBptt(network, true);
  }

  /** The gradient within each step alone. */
  public static RecurrentBptt oneStep(RecurrentNetwork network) {
    return new RecurrentBptt(network, false);
  }

  @Override
  public void start() {
    flush();
    run.start();
    length = 0;
  }

  @Override
  public void step(double[] x) {
    makeRoom();
    run.step(x);
    keep();
  }

  @Override
  public void step(int hot) {
    makeRoom();
    run.step(hot);
    keep();
  }

  /** Of one step nothing before it is needed. */
  private void makeRoom() {
    if (!throughTime) {
      flush();
      length = 0;
    }
  }

  private void keep() {
    if (length == steps.size()) {
      steps.add(new Step(new double[run.z.length], new double[run.units], new double[run.units]));
    }
    Step step = steps.get(length++);
    System.arraycopy(run.z, 0, step.z(), 0, run.z.length);
    System.arraycopy(run.y, 0, step.y(), 0, run.units);
    Arrays.fill(step.error(), 0);
  }

  @Override
  public double[] outputs() {
    return run.outputs();
  }

  @Override
  public void learn(double[] target) {
    run.learn(target, change.sum, steps.get(length - 1).error());
    pending = true;
  }

  @Override
  public double[] change() {
    flush();
    return change.sum;
  }

  @Override
  public void update(double rate, double momentum) {
    flush();
    change.apply(rate, momentum);
  }

  private void flush() {
    if (!pending) {
      return;
    }
    pending = false;
    Arrays.fill(above, 0);
    for (int t = length - 1; t >= 0; t--) {
      back(steps.get(t));
      Arrays.fill(steps.get(t).error(), 0);
    }
  }

  /** y = f(W z), z = [x; y(t-1); 1]. */
  private void back(Step step) {
    for (int u = 0; u < run.units; u++) {
      net[u] = topology.unit().slope(step.y()[u]) * (step.error()[u] + above[u]);
    }
    for (int m = 0; m < step.z().length; m++) {
      double zm = step.z()[m];
      for (int u = 0; zm != 0 && u < run.units; u++) {
        change.sum[m * run.units + u] += net[u] * zm;
      }
    }
    for (int l = 0; l < run.units; l++) {
      int row = (topology.inputs() + l) * run.units;
      double sum = 0;
      for (int u = 0; u < run.units; u++) {
        sum += run.weights[row + u] * net[u];
      }
      above[l] = sum;
    }
  }
}
