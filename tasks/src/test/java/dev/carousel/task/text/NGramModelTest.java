package dev.carousel.task.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.carousel.random.Randomness;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class NGramModelTest {
  private static final int V = 7;

  /** Tokens that mostly depend on the two before; token 6 never occurs. */
  private static Corpus corpus(long seed, int n) {
    Randomness randomness = new Randomness(seed, 1);
    int[] tokens = new int[n + 1];
    for (int i = 1; i <= n; i++) {
      int before = i > 1 ? tokens[i - 2] : 3;
      double u = randomness.uniformDouble(i);
      tokens[i] = u < 0.7 ? (2 * tokens[i - 1] + before + 1) % 6 : (int) (u * 1000) % 6;
    }
    return new Corpus(TokenSequence.of(tokens), n, 0);
  }

  @Test
  void probabilitiesAreOneInSum() {
    NGramModel model = new NGramModel(corpus(1, 400), V, 4);
    Randomness randomness = new Randomness(9, 9);
    for (int round = 0; round < 50; round++) {
      int[] context = new int[round % 6];
      for (int i = 0; i < context.length; i++) {
        context[i] = (int) (randomness.uniformDouble(10L * round + i) * V);
      }
      for (int m = 1; m <= 4; m++) {
        double sum = 0;
        for (int token = 0; token < V; token++) {
          double p = model.probability(context, token, m);
          assertThat(p).isPositive();
          sum += p;
        }
        assertThat(sum).isCloseTo(1, within(1e-12));
      }
    }
  }

  /** The bigram model of 0 | 1 2 1 2 1 0 0, worked out by hand. */
  @Test
  void bigramsByHand() {
    Corpus corpus = new Corpus(TokenSequence.of(0, 1, 2, 1, 2, 1, 0, 0), 7, 0);
    NGramModel model = new NGramModel(corpus, 3, 2);
    // bigrams 01 once, 12 twice, 21 twice, 10 once, 00 once: n1 = 3, n2 = 2, D = 3 / 7
    // different tokens before: 0 has {1, 0}, 1 has {0, 2}, 2 has {1}: n1 = 1, n2 = 2, D = 1 / 5
    double d2 = 3 / 7.0;
    double d1 = 0.2;
    double lower2 = (1 - d1) / 5 + d1 * 3 / 5 / 3;
    double lower0 = (2 - d1) / 5 + d1 * 3 / 5 / 3;
    assertThat(model.probability(new int[] {1}, 2, 2))
        .isCloseTo((2 - d2) / 3 + d2 * 2 / 3 * lower2, within(1e-15));
    assertThat(model.probability(new int[] {2, 0}, 2, 2))
        .isCloseTo(d2 * 2 / 2 * lower2, within(1e-15));
    assertThat(model.probability(new int[] {2}, 0, 2)).isCloseTo(d2 / 2 * lower0, within(1e-15));
    // tokens 0 twice, 1 three times, 2 twice: no n1, so D = 0.5
    assertThat(model.probability(new int[] {1}, 1, 1))
        .isCloseTo(2.5 / 7 + 0.5 * 3 / 7 / 3, within(1e-15));
  }

  @Test
  void scoreIsTheMeanOfItsProbabilities() {
    Corpus training = corpus(1, 500);
    Corpus test = corpus(2, 100);
    NGramModel model = new NGramModel(training, V, 3);
    for (int m = 1; m <= 3; m++) {
      double nats = 0;
      int[] tokens = new int[101];
      for (int i = 0; i <= 100; i++) {
        tokens[i] = test.tokens().at(i);
      }
      for (int i = 1; i <= 100; i++) {
        nats -= StrictMath.log(model.probability(Arrays.copyOf(tokens, i), tokens[i], m));
      }
      assertThat(model.score(test, m).nats()).isCloseTo(nats / 100, within(1e-13));
      assertThat(model.score(test, m).tokens()).isEqualTo(100);
      NGramModel lower = new NGramModel(training, V, m);
      assertThat(model.score(test, m)).isEqualTo(lower.score(test, m));
    }
  }

  @Test
  void longerContextHelpsWhereTokensDependOnIt() {
    NGramModel model = new NGramModel(corpus(1, 4000), V, 3);
    Corpus test = corpus(2, 1000);
    double uniform = StrictMath.log(V);
    assertThat(model.score(test, 1).nats()).isLessThan(uniform);
    assertThat(model.score(test, 3).nats()).isLessThan(model.score(test, 1).nats() - 0.2);
    assertThat(model.score(test, 3).nats()).isLessThan(model.score(test, 2).nats() - 0.2);
  }

  @Test
  void refusesOtherOrders() {
    assertThatThrownBy(() -> new NGramModel(corpus(1, 5), V, 0))
        .hasMessage("n-grams of 0 tokens, expected 1 to 20");
    assertThatThrownBy(() -> new NGramModel(corpus(1, 5), V, 2).score(corpus(1, 5), 3))
        .hasMessage("order 3, expected 1 to 2");
  }

  @Test
  void theMapOfNumbersIsAMap() {
    LongIntMap map = new LongIntMap();
    Map<Long, Integer> expected = new HashMap<>();
    Randomness randomness = new Randomness(4, 4);
    for (int i = 0; i < 20_000; i++) {
      long key = i % 2 == 0 ? i : randomness.bits(i) >>> (8 + i % 40);
      assertThat(map.get(key)).isEqualTo(expected.getOrDefault(key, -1));
      if (expected.putIfAbsent(key, i) == null) {
        map.put(key, i);
      }
    }
    expected.forEach((key, value) -> assertThat(map.get(key)).isEqualTo(value));
  }
}
