package dev.carousel.online;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** Copies of the steps of memory cell blocks, one for each topology. */
class PerTopologyTest {
  private static final BlockTopology TOPOLOGY = BlockTopology.of(3, 2, 2, 1);

  private static BlockRun run(BlockTopology topology) {
    return BlockRun.of(new BlockNetwork(topology));
  }

  @Test
  void networksOfOneTopologyShareTheirCopy() {
    Class<?> copy = run(TOPOLOGY).getClass();
    assertThat(copy).isNotEqualTo(BlockForward.class);
    assertThat(copy.isHidden()).isTrue();
    assertThat(run(BlockTopology.of(3, 2, 2, 1)).getClass()).isEqualTo(copy);
  }

  /** Also where only the wiring or a function differs, which are constants of the copy too. */
  @Test
  void otherTopologiesHaveOthers() {
    Class<?> copy = run(TOPOLOGY).getClass();
    assertThat(run(TOPOLOGY.withBlocks(1)).getClass()).isNotEqualTo(copy);
    assertThat(run(TOPOLOGY.with(Wiring.CELL_BIAS)).getClass()).isNotEqualTo(copy);
    assertThat(run(TOPOLOGY.withInitialActivation(0.5)).getClass()).isNotEqualTo(copy);
    assertThat(run(TOPOLOGY.withSquash(Squash.TANH, Squash.BIPOLAR, Squash.LOGISTIC)).getClass())
        .isNotEqualTo(copy);
  }

  /** Two topologies in turns: neither sees the constants of the other. */
  @Test
  void topologiesInTurnsLearnAsAlone() {
    BlockTopology other = TOPOLOGY.with(Wiring.FORGET_GATES, Wiring.PEEPHOLES);
    double[] alone = learn(TOPOLOGY);
    double[] otherAlone = learn(other);
    TruncatedGradient first = learner(TOPOLOGY);
    TruncatedGradient second = learner(other);
    for (int t = 0; t < 20; t++) {
      step(first, t);
      step(second, t);
    }
    assertThat(first.change()).containsExactly(alone);
    assertThat(second.change()).containsExactly(otherAlone);
  }

  @Test
  void manyThreadsAskingAtOnceGetOneCopy() throws Exception {
    BlockTopology topology = BlockTopology.of(5, 3, 1, 2);
    List<Callable<Class<?>>> asks = new ArrayList<>();
    for (int i = 0; i < 16; i++) {
      asks.add(() -> run(topology).getClass());
    }
    try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
      for (Future<Class<?>> copy : threads.invokeAll(asks)) {
        assertThat(copy.get()).isEqualTo(run(topology).getClass());
      }
    }
  }

  private static double[] learn(BlockTopology topology) {
    TruncatedGradient learner = learner(topology);
    for (int t = 0; t < 20; t++) {
      step(learner, t);
    }
    return learner.change();
  }

  private static TruncatedGradient learner(BlockTopology topology) {
    TruncatedGradient learner = new TruncatedGradient(BlockCases.network(topology));
    learner.start();
    return learner;
  }

  private static void step(TruncatedGradient learner, int t) {
    learner.step(new double[] {0.1 * t, 1, -0.5});
    learner.learn(new double[] {t % 2});
  }
}
