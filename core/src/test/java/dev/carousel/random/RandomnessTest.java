package dev.carousel.random;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The generator: even, without memory, and of streams that have nothing to do with each other. */
class RandomnessTest {
  private static final int N = 100_000;

  /** Streams as the engine makes them. */
  private static List<Randomness> streams() {
    Randomness root = new Randomness(1, 0);
    return List.of(
        root,
        new Randomness(2, 0),
        new Randomness(0, 0),
        new Randomness(-1, 7),
        root.named("dropout").numbered(0).named("dropout_1"),
        root.named("dropout").numbered(1).named("dropout_1"),
        root.named("dropout").numbered(0).named("dropout_2"),
        root.named("order").numbered(3),
        root.named("initial").named("lstm_1/input"));
  }

  /** Chi-square of counts against equal ones, in standard deviations from its mean. */
  private static double excess(int[] counts) {
    double expected = (double) Arrays.stream(counts).sum() / counts.length;
    double sum = Arrays.stream(counts).mapToDouble(c -> (c - expected) * (c - expected)).sum();
    double freedom = counts.length - 1;
    return (sum / expected - freedom) / Math.sqrt(2 * freedom);
  }

  @Test
  void uniformIsEvenInItsHighAndLowBits() {
    for (Randomness random : streams()) {
      int[] high = new int[256];
      int[] low = new int[256];
      int[] doubles = new int[256];
      for (int i = 0; i < N; i++) {
        float u = random.uniform(i);
        high[(int) (u * 256)]++;
        low[(int) (u * 0x1p24f) & 255]++;
        doubles[(int) (random.uniformDouble(i) * 256)]++;
      }
      for (int[] counts : List.of(high, low, doubles)) {
        assertThat(excess(counts)).as("%s", random).isBetween(-5.0, 5.0);
      }
    }
  }

  @Test
  void everyBitIsSetHalfTheTime() {
    for (Randomness random : streams()) {
      int[] ones = new int[64];
      for (int i = 0; i < N; i++) {
        long bits = random.bits(i);
        for (int b = 0; b < 64; b++) {
          ones[b] += (int) (bits >>> b & 1);
        }
      }
      for (int b = 0; b < 64; b++) {
        assertThat((double) ones[b] / N).as("bit %d of %s", b, random).isCloseTo(0.5, within(0.01));
      }
    }
  }

  @Test
  void neighboursAndStreamsAreUncorrelated() {
    for (Randomness a : streams()) {
      for (Randomness b : streams()) {
        for (int lag = a.equals(b) ? 1 : 0; lag <= 2; lag++) {
          double sum = 0;
          for (int i = 0; i < N / 4; i++) {
            sum += (a.uniformDouble(i) - 0.5) * (b.uniformDouble(i + lag) - 0.5);
          }
          double correlation = sum * 12 * 4 / N;
          assertThat(correlation).as("%s, %s, %d apart", a, b, lag).isCloseTo(0, within(0.035));
        }
      }
    }
  }

  @Test
  void noNumberAndNoStreamComesTwice() {
    Set<Long> seen = new HashSet<>();
    for (Randomness random : streams()) {
      for (int i = 0; i < 10_000; i++) {
        seen.add(random.bits(i));
      }
    }
    assertThat(seen).hasSize(streams().size() * 10_000);
    Set<Randomness> made = new HashSet<>();
    for (int i = 0; i < 1000; i++) {
      made.add(new Randomness(1, 0).numbered(i));
      made.add(new Randomness(1, 0).named(Integer.toString(i)));
    }
    assertThat(made).hasSize(2000);
    assertThat(new Randomness(1, 0).named("ab")).isNotEqualTo(new Randomness(1, 0).named("ba"));
  }

  /** A seed gives the same model for ever; computed by another program from the description. */
  @Test
  void theBitsStay() {
    Randomness order = new Randomness(42, 0).named("order");
    assertThat(new Randomness(0, 0).bits(0)).isEqualTo(0x4e96155e5f0a1c3fL);
    assertThat(new Randomness(0, 0).numbered(7).bits(123_456_789_012L))
        .isEqualTo(0x4cc3c67f15921e2L);
    assertThat(order.bits(0)).isEqualTo(0xa30d5694cd509d09L);
    assertThat(order.numbered(7).bits(123_456_789_012L)).isEqualTo(0xed8ed6965d56a76dL);
  }

  @Test
  void gaussianHasTheMomentsOfTheNormal() {
    for (Randomness random : streams()) {
      double[] moments = new double[5];
      int beyondTwo = 0;
      for (int i = 0; i < N; i++) {
        double g = random.gaussian(i);
        double power = 1;
        for (int k = 1; k <= 4; k++) {
          power *= g;
          moments[k] += power / N;
        }
        beyondTwo += Math.abs(g) > 2 ? 1 : 0;
      }
      assertThat(moments[1]).isCloseTo(0, within(0.02));
      assertThat(moments[2]).isCloseTo(1, within(0.03));
      assertThat(moments[3]).isCloseTo(0, within(0.06));
      assertThat(moments[4]).isCloseTo(3, within(0.2));
      assertThat((double) beyondTwo / N).isCloseTo(0.0455, within(0.004));
    }
  }

  @Test
  void permutationsHoldEveryNumberOnce() {
    for (int n : new int[] {0, 1, 2, 3, 7, 100, 1001}) {
      int[] order = new Randomness(3, n).permutation(n);
      int[] sorted = order.clone();
      Arrays.sort(sorted);
      for (int i = 0; i < n; i++) {
        assertThat(sorted[i]).isEqualTo(i);
      }
      assertThat(order).hasSize(n);
    }
  }

  @Test
  void allOrdersOfFourAreEquallyLikely() {
    int[] counts = new int[256];
    Randomness root = new Randomness(1, 0).named("order");
    for (int epoch = 0; epoch < 24_000; epoch++) {
      int[] p = root.numbered(epoch).permutation(4);
      counts[p[0] * 64 + p[1] * 16 + p[2] * 4 + p[3]]++;
    }
    int[] met = Arrays.stream(counts).filter(c -> c > 0).toArray();
    assertThat(met).hasSize(24);
    assertThat(excess(met)).isBetween(-4.0, 4.0);
  }

  @Test
  void everyPlaceOfALongerPermutationIsEquallyLikely() {
    int[] where = new int[50];
    for (int epoch = 0; epoch < 20_000; epoch++) {
      int[] p = new Randomness(9, 0).numbered(epoch).permutation(50);
      for (int place = 0; place < 50; place++) {
        where[place] += p[place] == 17 ? 1 : 0;
      }
    }
    assertThat(excess(where)).isBetween(-4.0, 4.0);
  }
}
