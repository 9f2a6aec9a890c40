package dev.carousel.task.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.carousel.BadInput;
import dev.carousel.random.Randomness;
import dev.carousel.task.text.token.Characters;
import java.util.List;
import org.junit.jupiter.api.Test;

class SamplerTest {
  private static final int DRAWS = 40_000;

  /** Logits whose probabilities are 0.1, 0.4, 0.05, 0.15, 0.3. */
  private static final float[] LOGITS = {ln(1), ln(4), ln(0.5), ln(1.5), ln(3)};

  private static float ln(double x) {
    return (float) (StrictMath.log(x) + 3.7);
  }

  private static void frequencies(Sampling sampling, double... expected) {
    float[] logits = new float[LOGITS.length + 2];
    System.arraycopy(LOGITS, 0, logits, 2, LOGITS.length);
    Sampler sampler = new Sampler(sampling, LOGITS.length, 11);
    int[] counts = new int[LOGITS.length];
    for (int i = 0; i < DRAWS; i++) {
      counts[sampler.next(logits, 2, i)]++;
    }
    for (int token = 0; token < counts.length; token++) {
      double p = expected[token];
      double deviation = StrictMath.sqrt(p * (1 - p) / DRAWS);
      assertThat((double) counts[token] / DRAWS)
          .as("token %d of %s", token, sampling)
          .isCloseTo(p, within(4 * deviation));
    }
  }

  @Test
  void drawsByProbability() {
    frequencies(Sampling.PLAIN, 0.1, 0.4, 0.05, 0.15, 0.3);
  }

  @Test
  void temperatureIsAPowerOfTheProbabilities() {
    double all = 1 + 16 + 0.25 + 2.25 + 9;
    frequencies(
        Sampling.PLAIN.withTemperature(0.5), 1 / all, 16 / all, 0.25 / all, 2.25 / all, 9 / all);
    double[] roots = {1, 2, StrictMath.sqrt(0.5), StrictMath.sqrt(1.5), StrictMath.sqrt(3)};
    double sum = roots[0] + roots[1] + roots[2] + roots[3] + roots[4];
    frequencies(
        Sampling.PLAIN.withTemperature(2),
        roots[0] / sum,
        roots[1] / sum,
        roots[2] / sum,
        roots[3] / sum,
        roots[4] / sum);
  }

  @Test
  void topKKeepsTheMostProbable() {
    frequencies(Sampling.PLAIN.withTopK(1), 0, 1, 0, 0, 0);
    frequencies(Sampling.PLAIN.withTopK(3), 0, 4 / 8.5, 0, 1.5 / 8.5, 3 / 8.5);
    frequencies(Sampling.PLAIN.withTopK(99), 0.1, 0.4, 0.05, 0.15, 0.3);
  }

  @Test
  void topPKeepsTheFewestThatReachTheShare() {
    frequencies(Sampling.PLAIN.withTopP(0.39), 0, 1, 0, 0, 0);
    frequencies(Sampling.PLAIN.withTopP(0.41), 0, 4 / 7.0, 0, 0, 3 / 7.0);
    frequencies(Sampling.PLAIN.withTopP(0.71), 0, 4 / 8.5, 0, 1.5 / 8.5, 3 / 8.5);
    frequencies(Sampling.PLAIN.withTopP(0.96), 0.1, 0.4, 0.05, 0.15, 0.3);
    // of the three most probable ones the shares are 0.47, 0.35, 0.18
    frequencies(Sampling.PLAIN.withTopK(3).withTopP(0.75), 0, 4 / 7.0, 0, 0, 3 / 7.0);
    frequencies(Sampling.PLAIN.withTemperature(0.5).withTopP(0.56), 0, 1, 0, 0, 0);
  }

  @Test
  void aShareThatIsReachedExactlyIsEnough() {
    Sampler sampler = new Sampler(Sampling.PLAIN.withTopP(0.5), 4, 1);
    for (int i = 0; i < 100; i++) {
      assertThat(sampler.next(new float[] {2, 2, 2, 2}, 0, i)).isIn(0, 1);
    }
  }

  @Test
  void temperatureZeroTakesTheFirstOfTheGreatest() {
    float[] logits = {-3, 7, 2, 7, -0f};
    Sampler sampler = new Sampler(Sampling.PLAIN.withTemperature(0), 5, 1);
    Sampler cold = new Sampler(Sampling.PLAIN.withTemperature(1e-300).withTopK(1), 5, 1);
    for (int i = 0; i < 20; i++) {
      assertThat(sampler.next(logits, 0, i)).isEqualTo(1);
      assertThat(cold.next(logits, 0, i)).isEqualTo(1);
    }
  }

  /** The choice is a function of seed, position and logits: order and history do not count. */
  @Test
  void isTheSameWhateverWasDrawnBefore() {
    float[] logits = new float[300];
    Randomness randomness = new Randomness(1, 2);
    for (int i = 0; i < logits.length; i++) {
      logits[i] = (float) (2 * randomness.gaussian(i));
    }
    for (Sampling sampling :
        List.of(Sampling.PLAIN, Sampling.PLAIN.withTopK(40).withTopP(0.9).withTemperature(1.3))) {
      Sampler forwards = new Sampler(sampling, 300, 5);
      Sampler backwards = new Sampler(sampling, 300, 5);
      Sampler other = new Sampler(sampling, 300, 6);
      int[] drawn = new int[100];
      int equal = 0;
      for (int i = 0; i < 100; i++) {
        drawn[i] = forwards.next(logits, 0, i);
        equal += drawn[i] == other.next(logits, 0, i) ? 1 : 0;
      }
      for (int i = 99; i >= 0; i--) {
        assertThat(backwards.next(logits, 0, i)).isEqualTo(drawn[i]);
      }
      assertThat(equal).isLessThan(40);
    }
  }

  @Test
  void neverDrawsWhatIsImpossible() {
    float none = Float.NEGATIVE_INFINITY;
    float[] logits = {none, 0, none, 0, none};
    for (Sampling sampling : List.of(Sampling.PLAIN, Sampling.PLAIN.withTopK(4))) {
      Sampler sampler = new Sampler(sampling, 5, 3);
      for (int i = 0; i < 1000; i++) {
        assertThat(sampler.next(logits, 0, i)).isIn(1, 3);
      }
    }
  }

  @Test
  void refusesWhatIsNoDistribution() {
    Sampler sampler = new Sampler(Sampling.PLAIN, 2, 3);
    assertThatThrownBy(() -> sampler.next(new float[] {0, Float.NaN}, 0, 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("logit 1 is NaN, expected a number");
    assertThatThrownBy(() -> sampler.next(new float[] {Float.POSITIVE_INFINITY, 0}, 0, 0))
        .hasMessage("logit 0 is Infinity, expected a number");
    float none = Float.NEGATIVE_INFINITY;
    assertThatThrownBy(() -> sampler.next(new float[] {none, none}, 0, 0))
        .hasMessage("all 2 logits are -Infinity");
    assertThatThrownBy(() -> Sampling.PLAIN.withTemperature(-1)).isInstanceOf(BadInput.class);
    assertThatThrownBy(() -> Sampling.PLAIN.withTemperature(Double.NaN))
        .isInstanceOf(BadInput.class);
    assertThatThrownBy(() -> Sampling.PLAIN.withTopK(-1)).isInstanceOf(BadInput.class);
    assertThatThrownBy(() -> Sampling.PLAIN.withTopP(0)).isInstanceOf(BadInput.class);
    assertThatThrownBy(() -> Sampling.PLAIN.withTopP(1.01)).isInstanceOf(BadInput.class);
  }

  @Test
  void tableOfTheMostProbable() {
    Characters characters = new Characters("\nabc", true, false);
    float[] logits = {9, ln(1), ln(4), ln(4), ln(0.5), ln(0.5)};
    List<NextToken> most = NextToken.most(characters, logits, 1, 4);
    assertThat(most).extracting(NextToken::token).containsExactly(1, 2, 0, 3);
    assertThat(most).extracting(NextToken::text).containsExactly("a", "b", "\n", "c");
    assertThat(most.get(0).probability()).isCloseTo(0.4, within(1e-6));
    assertThat(most.get(2).probability()).isCloseTo(0.1, within(1e-6));
    assertThat(NextToken.most(characters, logits, 1, 99)).hasSize(5);
  }
}
