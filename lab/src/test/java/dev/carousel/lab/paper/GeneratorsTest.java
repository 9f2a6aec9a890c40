package dev.carousel.lab.paper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.carousel.lab.Draws;
import dev.carousel.random.Randomness;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Sequences are those of the paper's set-ups. */
class GeneratorsTest {
  private static final int MANY = 20_000;

  private final Draws draws = new Draws(new Randomness(17, 4));

  /** The inner automaton as a regular expression, made by hand from its graph. */
  @Test
  void reberStringsAreThoseOfTheGrammar() {
    String toTwo = "T*";
    String two = toTwo + "V(PX" + toTwo + "V)*(V|PS)";
    Pattern inner = Pattern.compile("B(TS*X(S|X" + two + ")|P" + two + ")E");
    Pattern loose = Pattern.compile("B(T|P)B[TPSXV]{3,}E\\1E");
    ReberGrammar grammar = new ReberGrammar();
    double symbols = 0;
    int shortest = Integer.MAX_VALUE;
    Map<String, Integer> counts = new HashMap<>();
    for (int i = 0; i < MANY; i++) {
      String word = grammar.draw(draws).toString();
      assertThat(word).matches(loose);
      assertThat(word.substring(2, word.length() - 2)).matches(inner);
      symbols += word.length();
      shortest = Math.min(shortest, word.length());
      counts.merge(word, 1, Integer::sum);
    }
    assertThat(symbols / MANY).isCloseTo(12.0, within(0.1));
    assertThat(shortest).isEqualTo(9);
    int commonest = counts.values().stream().mapToInt(n -> n).max().orElseThrow();
    assertThat((double) commonest / MANY).isCloseTo(0.0625, within(0.006));
  }

  /** The samples of the paper belong to the inner grammar; what may follow is told rightly. */
  @Test
  void reberToldPossibleSymbolsAreThoseThatOccur() {
    ReberGrammar grammar = new ReberGrammar();
    Map<String, Integer> possible = new HashMap<>();
    Map<String, Integer> seen = new HashMap<>();
    Set<String> inner = new HashSet<>();
    for (int i = 0; i < MANY; i++) {
      ReberGrammar.Word word = grammar.draw(draws);
      String text = word.toString();
      inner.add(text.substring(2, text.length() - 2));
      for (int t = 1; t < Math.min(7, word.length()); t++) {
        String before = text.substring(0, t);
        assertThat(possible.merge(before, word.possible()[t], (a, b) -> a))
            .isEqualTo(word.possible()[t]);
        seen.merge(before, 1 << word.symbols()[t], (a, b) -> a | b);
      }
    }
    assertThat(seen).isEqualTo(possible);
    assertThat(inner).contains("BTSSXXTVVE", "BPVVE", "BTXXVPSE");
  }

  @Test
  void reberTestStringsAreNoTrainingStrings() {
    ReberTrial.Sets sets = ReberTrial.Sets.draw(draws);
    assertThat(sets.training()).hasSize(256);
    assertThat(sets.test()).hasSize(256);
    Set<String> training = new HashSet<>();
    sets.training().forEach(word -> training.add(word.toString()));
    assertThat(training).hasSizeBetween(80, 135);
    assertThat(sets.test()).noneMatch(word -> training.contains(word.toString()));
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void markedPairs(boolean product) {
    MarkedPairs pairs = product ? MarkedPairs.multiplication(100) : MarkedPairs.adding(100);
    double squares = 0;
    double constant = product ? 0.25 : 0.5;
    int firstMarked = 0;
    Set<Integer> lengths = new HashSet<>();
    Set<Integer> places = new HashSet<>();
    for (int i = 0; i < MANY; i++) {
      Sequence sequence = pairs.next(draws);
      lengths.add(sequence.length());
      double expected = product ? 1 : 0;
      int marked = 0;
      boolean early = false;
      for (int t = 0; t < sequence.length(); t++) {
        double marker = sequence.value(t, 1);
        boolean end = t == 0 || t == sequence.length() - 1;
        assertThat(marker).isIn(end ? -1.0 : 0.0, end ? -1.0 : 1.0);
        assertThat(sequence.value(t, 0)).isBetween(product ? 0.0 : -1.0, 1.0);
        if (marker == 1) {
          marked++;
          early |= t < 10;
          places.add(t);
          expected = product ? expected * sequence.value(t, 0) : expected + sequence.value(t, 0);
        }
      }
      firstMarked += marked == 1 ? 1 : 0;
      assertThat(marked).isBetween(1, 2);
      assertThat(marked == 1 || early).isTrue();
      double target = product ? expected : 0.5 + expected / 4;
      assertThat(sequence.target[0]).isCloseTo(target, within(1e-15));
      assertThat(sequence.truth[0]).isEqualTo(sequence.target[0]);
      squares += (target - constant) * (target - constant);
    }
    assertThat(lengths).hasSize(11).contains(100, 110);
    assertThat(places).hasSize(48).contains(1, 48);
    // one of the first ten, or the second mark, falls on the first pair
    assertThat((double) firstMarked / MANY).isCloseTo(0.1 + 0.9 / 48, within(0.01));
    double neutral = 0.1 + 0.9 / 48; // there one of the two values does not count
    double both = product ? 7.0 / 144 : 1.0 / 24;
    double one = product ? 1.0 / 12 + 1.0 / 16 : 1.0 / 48;
    assertThat(squares / MANY).isCloseTo(both + neutral * (one - both), within(0.002));
  }

  @Test
  void distractors() {
    Distractors generator = new Distractors(50, 7);
    double length = 0;
    int second = 0;
    for (int i = 0; i < MANY; i++) {
      Sequence sequence = generator.next(draws);
      int last = sequence.length() - 1;
      assertThat(sequence.symbol(0)).isEqualTo(8);
      assertThat(sequence.symbol(last)).isEqualTo(7);
      assertThat(last).isGreaterThanOrEqualTo(52);
      int which = sequence.symbol(1) - 9;
      assertThat(sequence.target[which]).isEqualTo(1);
      assertThat(sequence.target[1 - which]).isZero();
      for (int t = 2; t < last; t++) {
        assertThat(sequence.symbol(t)).isBetween(0, 6);
      }
      length += sequence.length() + 1; // and x or y after the trigger
      second += which;
    }
    assertThat(length / MANY).isCloseTo(50 + 13, within(0.3));
    assertThat((double) second / MANY).isCloseTo(0.5, within(0.02));
  }

  @ParameterizedTest
  @EnumSource(TwoClasses.Noise.class)
  void twoClasses(TwoClasses.Noise noise) {
    TwoClasses generator = new TwoClasses(100, 3, noise);
    double[] signal = new double[2];
    double[] after = new double[2];
    double[] target = new double[2];
    int signals = 0;
    int afters = 0;
    for (int i = 0; i < 3000; i++) {
      Sequence sequence = generator.next(draws);
      assertThat(sequence.length()).isBetween(100, 110);
      boolean on = noise == TwoClasses.Noise.ON_TARGET;
      boolean first = sequence.truth[0] == (on ? 0.2 : 1);
      assertThat(sequence.truth[0]).isIn(on ? 0.2 : 1.0, on ? 0.8 : 0.0);
      add(target, sequence.target[0] - sequence.truth[0]);
      for (int t = 0; t < sequence.length(); t++) {
        double value = sequence.value(t, 0);
        if (t < 3) {
          add(signal, value - (first ? 1 : -1));
          signals++;
        } else {
          add(after, value);
          afters++;
        }
      }
    }
    assertThat(after[0] / afters).isCloseTo(0, within(0.01));
    assertThat(after[1] / afters).isCloseTo(0.2, within(0.01));
    double onSignal = noise == TwoClasses.Noise.ON_SIGNAL ? 0.2 : 0;
    assertThat(signal[1] / signals).isCloseTo(onSignal, within(0.01));
    double onTarget = noise == TwoClasses.Noise.ON_TARGET ? 0.1 : 0;
    assertThat(target[1] / 3000).isCloseTo(onTarget, within(0.01));
  }

  private static void add(double[] sums, double value) {
    sums[0] += value;
    sums[1] += value * value;
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3})
  void orderedSymbols(int relevant) {
    OrderedSymbols generator = relevant == 2 ? OrderedSymbols.two() : OrderedSymbols.three();
    int[][] places =
        relevant == 2
            ? new int[][] {{10, 20}, {50, 60}}
            : new int[][] {{10, 20}, {33, 43}, {66, 76}};
    int classes = 1 << relevant;
    int[] counts = new int[classes];
    for (int i = 0; i < MANY; i++) {
      Sequence sequence = generator.next(draws);
      int length = sequence.length();
      assertThat(length).isBetween(100, 110);
      assertThat(sequence.symbol(0)).isZero();
      assertThat(sequence.symbol(length - 1)).isEqualTo(1);
      int which = 0;
      int found = 0;
      for (int t = 1; t < length - 1; t++) {
        int symbol = sequence.symbol(t);
        assertThat(symbol).isBetween(2, 7);
        if (symbol >= 6) {
          assertThat(t).isBetween(places[found][0], places[found][1]);
          which = 2 * which + symbol - 6;
          found++;
        }
      }
      assertThat(found).isEqualTo(relevant);
      counts[which]++;
      for (int k = 0; k < classes; k++) {
        assertThat(sequence.target[k]).isEqualTo(k == which ? 1 : 0);
      }
    }
    for (int count : counts) {
      assertThat((double) count / MANY).isCloseTo(1.0 / classes, within(0.02));
    }
  }
}
