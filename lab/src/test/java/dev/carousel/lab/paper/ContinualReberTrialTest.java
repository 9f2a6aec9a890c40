package dev.carousel.lab.paper;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carousel.lab.Algorithm;
import dev.carousel.lab.Curve;
import dev.carousel.lab.Draws;
import dev.carousel.lab.Trial;
import dev.carousel.online.BlockNetwork;
import dev.carousel.online.BlockTopology;
import dev.carousel.online.TruncatedGradient;
import dev.carousel.online.Wiring;
import dev.carousel.random.Randomness;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Learning on streams of the grammar whose rate decays to nothing. */
class ContinualReberTrialTest {
  private static final BlockTopology TOPOLOGY =
      BlockTopology.of(ReberGrammar.SYMBOLS, 2, 2, ReberGrammar.SYMBOLS)
          .without(Wiring.GATES_FEED)
          .with(Wiring.GATE_BIAS, Wiring.OUTPUT_BIAS, Wiring.DIRECT_INPUTS, Wiring.FORGET_GATES);

  private static Curve.Points curve(double rate, double decay) {
    PaperNet net = PaperNet.of(TOPOLOGY, 0.2, rate);
    Trial trial = new Trial(0, Algorithm.PAPER, new Randomness(3, 0), n -> true);
    return new ContinualReberTrial(net, false, decay, 2000).run(trial).curve();
  }

  @Test
  void noWeightMovesAtTheRateWhereATrainingStreamEnds() {
    BlockNetwork network = BlockNetwork.random(TOPOLOGY, 0.2, new Randomness(1, 0));
    double[] before = network.weights().clone();
    TruncatedGradient learner = new TruncatedGradient(network);
    ReberStream stream = new ReberStream(new Draws(new Randomness(2, 0)));
    double[] target = new double[ReberGrammar.SYMBOLS];
    learner.start();
    for (int t = 0; t < 1000; t++) {
      learner.step(stream.next());
      learner.learn(target);
      learner.update(ContinualReberTrial.NEGLIGIBLE);
    }
    assertThat(network.weights()).containsExactly(before);
    learner.step(stream.next());
    learner.learn(target);
    learner.update(1e-15);
    assertThat(network.weights()).isNotEqualTo(before);
  }

  /** At a decay of 1e-40 that is after one step, whose prediction is right or wrong. */
  @Test
  void aTrainingStreamEndsWhereTheRateHasComeToNothing() {
    assertThat(curve(0.5, 1e-40).errors()).contains(0.0).allMatch(error -> error <= 1);
  }

  @Test
  void learnsWhileTheRateMatters() {
    List<Double> errors = curve(0.5, 0.99).errors();
    assertThat(errors.getLast()).isLessThan(errors.getFirst());
  }
}
