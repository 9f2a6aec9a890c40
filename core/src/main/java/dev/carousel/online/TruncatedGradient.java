package dev.carousel.online;

/**
 * The learning algorithm of the 1997 paper, appendix A.1, by its forward accumulators: an error
 * that reaches a cell input or a gate changes the weights into it and goes no further; only the
 * state of a cell carries error through time. A step costs O(weights) and nothing is kept of the
 * past, so the memory is the same for a sequence of any length.
 */
public final class TruncatedGradient implements OnlineLearner {
  private static final PerTopology<BlockRun, ForwardSums> SUMS =
      new PerTopology<>(TruncatedSums.class, BlockRun.class, ForwardSums.class);

  private final BlockRun run;
  private final ForwardSums sums;
  private final WeightChange change;

  /** A learner for this network, before the first step of a sequence. */
  public TruncatedGradient(BlockNetwork network) {
    run = BlockRun.of(network);
    sums = SUMS.create(network.topology, run);
    change = new WeightChange(network.weights());
  }

  @Override
  public void start() {
    run.start();
    sums.start();
  }

  @Override
  public void step(double[] x) {
    run.step(x);
    sums.accumulate();
  }

  @Override
  public void step(int hot) {
    run.step(hot);
    sums.accumulate();
  }

  @Override
  public double[] outputs() {
    return run.outputs();
  }

  @Override
  public void learn(double[] target) {
    sums.learn(target, change.sum);
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
