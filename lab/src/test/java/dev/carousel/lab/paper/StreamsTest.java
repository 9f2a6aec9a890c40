package dev.carousel.lab.paper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.carousel.lab.Draws;
import dev.carousel.random.Randomness;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** What the streams of the later papers bring. */
class StreamsTest {
  private static Draws draws() {
    return new Draws(new Randomness(3, 4));
  }

  @Test
  void reberStringsFollowOneAnother() {
    ReberStream stream = new ReberStream(draws());
    int begins = 0;
    int last = ReberGrammar.ALPHABET.indexOf('E');
    for (int t = 0; t < 5000; t++) {
      boolean begin = stream.atBegin();
      int possible = stream.possible();
      int symbol = stream.next();
      assertThat(possible >> symbol & 1).isOne();
      if (begin) {
        begins++;
        assertThat(ReberGrammar.ALPHABET.charAt(symbol)).isEqualTo('B');
        assertThat(ReberGrammar.ALPHABET.charAt(last)).isEqualTo('E');
        assertThat(Integer.bitCount(possible)).isOne();
      }
      last = symbol;
    }
    assertThat((double) begins).isCloseTo(5000 / 12.0, within(25.0)); // 12 symbols a string
  }

  @Test
  void spikesAreMeasured() {
    TimedStream stream = TimedStream.measuring(7);
    List<Integer> gaps = new ArrayList<>();
    stream.start(draws());
    assertThat(stream.input).isOne();
    assertThat(stream.told).isFalse();
    int gap = 0;
    for (int t = 0; t < 300; t++) {
      stream.advance();
      gap++;
      assertThat(stream.told).isEqualTo(stream.input == 1).isEqualTo(stream.completes);
      if (stream.told) {
        assertThat(stream.target).isEqualTo(gap - 7.0);
        gaps.add(gap);
        gap = 0;
      }
    }
    assertThat(new TreeSet<>(gaps)).containsExactly(7, 8);
  }

  @Test
  void spikesAreAskedForAfterWhatTheInputSaid() {
    TimedStream stream = TimedStream.generating(5);
    stream.start(draws());
    assertThat(stream.told).isFalse();
    double said = stream.input;
    int gap = 0;
    TreeSet<Integer> gaps = new TreeSet<>();
    for (int t = 0; t < 300; t++) {
      stream.advance();
      gap++;
      assertThat(stream.told).isTrue();
      assertThat(stream.completes).isEqualTo(stream.target == 1);
      if (stream.completes) {
        assertThat(gap).isEqualTo(5 + (int) said);
        gaps.add(gap);
        said = stream.input;
        gap = 0;
      } else {
        assertThat(stream.input).isZero();
      }
    }
    assertThat(gaps).containsExactly(5, 6);
  }

  @Test
  void wavesArePeriodic() {
    for (TimedStream.Wave wave : TimedStream.Wave.values()) {
      TimedStream stream = TimedStream.periodic(wave, 10);
      stream.start(draws());
      double[] first = new double[10];
      for (int t = 0; t < 30; t++) {
        if (t < 10) {
          first[t] = stream.target;
        }
        assertThat(stream.target).isEqualTo(first[t % 10]);
        assertThat(stream.completes).isEqualTo(t % 10 == 9);
        stream.advance();
      }
      switch (wave) {
        case COS -> assertThat(first[5]).isCloseTo(1, within(1e-15));
        case TRIANGLE ->
            assertThat(first)
                .containsExactly(wave(0, .2, .4, .6, .8, 1, .8, .6, .4, .2), within(1e-15));
        case RECTANGLE -> assertThat(first).containsExactly(0, 0, 0, 0, 0, 0, 1, 1, 1, 1);
      }
      assertThat(first[0]).isZero();
    }
  }

  private static double[] wave(double... values) {
    return values;
  }
}
