package dev.carousel.online;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carousel.random.Randomness;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Learners that stop learning within a sequence. */
class ReadingTest {
  private static final int STEPS = 9;
  private static final int LEARNT = 4;

  static List<Supplier<OnlineLearner>> learners() {
    return List.of(
        () -> new TruncatedGradient(blocks()),
        () -> new BlockBptt(blocks()),
        () -> RealTimeRecurrentLearning.of(blocks()),
        () -> RecurrentBptt.full(units()),
        () -> RealTimeRecurrentLearning.of(units()));
  }

  private static BlockNetwork blocks() {
    return BlockCases.network(
        BlockTopology.of(3, 2, 3, 2).with(Wiring.FORGET_GATES, Wiring.PEEPHOLES));
  }

  private static RecurrentNetwork units() {
    RecurrentTopology topology = RecurrentTopology.of(3, 4, 2, Readout.UNITS);
    return RecurrentNetwork.random(topology, 1.3, new Randomness(6, 2));
  }

  @ParameterizedTest
  @MethodSource("learners")
  void readingGoesOnWhereTheLearnerStands(Supplier<OnlineLearner> learners) {
    double[][] x = BlockCases.random(STEPS, 3, 4);
    double[][] targets = BlockCases.random(STEPS, 2, 5);
    OnlineLearner all = learners.get();
    OnlineLearner some = learners.get();
    assertThat(some.reading()).isNotInstanceOf(OnlineLearner.class); // which would cost as much
    for (int sequence = 0; sequence < 2; sequence++) {
      all.start();
      some.start();
      for (int t = 0; t < STEPS; t++) {
        NetworkRun run = t < LEARNT ? some : some.reading();
        if (t % 3 == 1) {
          all.step(t % 2);
          run.step(t % 2);
        } else {
          all.step(x[t]);
          run.step(x[t]);
        }
        assertThat(run.outputs()).as("step %d", t).containsExactly(all.outputs());
        if (t < LEARNT) {
          all.learn(targets[t]);
          some.learn(targets[t]);
        }
      }
      assertThat(some.change()).containsExactly(all.change());
      all.update(0.3);
      some.update(0.3);
    }
  }
}
