package dev.carousel.bench.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TurnsTest {
  private final List<String> log = new ArrayList<>();

  private Party party(String name, double... figures) {
    return new Party() {
      private int round;

      @Override
      public void warmUp(long millis, long longest) {
        log.add("%s warms up %d %d".formatted(name, millis, longest));
      }

      @Override
      public double run(long millis) {
        log.add("%s runs %d".formatted(name, millis));
        return figures[round++];
      }
    };
  }

  @Test
  void partiesTakeTurnsInEachRound() throws Exception {
    Turns turns = Turns.take(new Pacing(7, 8, 2, 5, 0), party("a", 3, 1), party("b", 5, 9));
    assertThat(log)
        .containsExactly(
            "a warms up 7 8", "b warms up 7 8", "a runs 5", "b runs 5", "a runs 5", "b runs 5");
    assertThat(turns.median(0)).isEqualTo(2);
    assertThat(turns.least(1)).isEqualTo(5);
  }

  @Test
  void aNewProcessIsWarmedLonger() {
    assertThat(Pacing.HURRIED.ofNewProcess()).isEqualTo(new Pacing(1500, 6000, 1, 50, 100));
    assertThat(Pacing.FULL.ofNewProcess()).isEqualTo(Pacing.FULL);
  }
}
