package dev.carousel.online;

import java.util.Arrays;

/** y = f(W [x; y(t-1); 1]): what is carried is y. */
final class RecurrentTangents implements Tangents {
  private final RecurrentRun run;
  private final int inputs;

  RecurrentTangents(RecurrentNetwork network) {
    run = new RecurrentRun(network);
    inputs = network.topology.inputs();
  }

  @Override
  public NetworkRun run() {
    return run;
  }

  @Override
  public int carried() {
    return run.units;
  }

  @Override
  public int movingWeights() {
    return run.z.length * run.units;
  }

  @Override
  public void advance(int weight, double[] before, double[] after) {
    int units = run.units;
    double[] weights = run.weights;
    Arrays.fill(after, 0);
    after[weight % units] = run.z[weight / units];
    for (int l = 0; l < units; l++) {
      double moved = before[l];
      int row = (inputs + l) * units;
      for (int u = 0; u < units; u++) {
        after[u] += weights[row + u] * moved;
      }
    }
    Squash squash = run.topology.unit();
    for (int u = 0; u < units; u++) {
      after[u] *= squash.slope(run.y[u]);
    }
  }

  @Override
  public void learn(double[] target, double[] change, double[] carriedError) {
    run.learn(target, change, carriedError);
  }
}
