package dev.carousel.task.panel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

/** How much of a difference may be chance. */
class PairedDifferenceTest {
  @Test
  void byHand() {
    PairedDifference d = PairedDifference.of(new double[] {1, 2, 6});
    assertThat(d.mean()).isEqualTo(3);
    assertThat(d.error()).isCloseTo(Math.sqrt(14 / 2.0 / 3), within(1e-12));
    assertThat(d.significant()).isFalse();
    assertThat(PairedDifference.of(new double[] {-1, -1.5, -2}).significant()).isTrue();
    assertThat(PairedDifference.of(new double[] {5}).significant()).isFalse();
    assertThat(PairedDifference.of(new double[] {0, 0, 0}).significant()).isFalse();
  }

  /** A wave of chance looks like a difference where neighbours are taken for independent. */
  @Test
  void neighboursAreNotIndependent() {
    int few = 0;
    int many = 0;
    for (int seed = 0; seed < 40; seed++) {
      Random random = new Random(seed);
      double[] differences = new double[400];
      double level = 0;
      for (int i = 0; i < differences.length; i++) {
        level = 0.9 * level + random.nextGaussian();
        differences[i] = level;
      }
      few += PairedDifference.ofNeighbours(differences).significant() ? 1 : 0;
      many += PairedDifference.of(differences).significant() ? 1 : 0;
    }
    assertThat(few).isLessThan(10);
    assertThat(many).isGreaterThan(20);
  }
}
