package dev.carousel.lab.paper;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carousel.lab.Algorithm;
import dev.carousel.lab.Curve;
import dev.carousel.lab.Trial;
import dev.carousel.online.BlockTopology;
import dev.carousel.online.Wiring;
import dev.carousel.random.Randomness;
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

  /** At a decay of 1e-40 that is after one step, whose prediction is right or wrong. */
  @Test
  void aTrainingStreamEndsWhereTheRateHasComeToNothing() {
    assertThat(curve(0.5, 1e-40).errors()).contains(0.0).allMatch(error -> error <= 1);
  }

  @Test
  void learnsWhileTheRateMatters() {
    assertThat(curve(0.5, 0.99)).isNotEqualTo(curve(0.5, 1e-3)).isNotEqualTo(curve(0.5, 1e-40));
  }
}
