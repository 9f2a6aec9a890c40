package dev.carousel.bench.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carousel.bench.work.Subject;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SamplerTest {
  private static final class Sleeper implements Subject {
    final long millis;
    int runs;

    Sleeper(long millis) {
      this.millis = millis;
    }

    @Override
    public String description() {
      return "sleeper";
    }

    @Override
    public void run() throws InterruptedException {
      runs++;
      if (millis > 0) {
        Thread.sleep(millis);
      }
    }

    @Override
    public Map<String, float[]> results() {
      return Map.of();
    }
  }

  @Test
  void aLongRunIsTimedOnce() throws Exception {
    Sleeper sleeper = new Sleeper(20);
    Sampler sampler = new Sampler(sleeper);
    sampler.warmUp(0, 0);
    assertThat(sleeper.runs).isEqualTo(1);
    assertThat(sampler.medianMillis(0)).isBetween(19.0, 2000.0);
    assertThat(sleeper.runs).isEqualTo(2);
  }

  @Test
  void shortRunsAreTimedTogether() throws Exception {
    Sleeper nothing = new Sleeper(0);
    Sampler sampler = new Sampler(nothing);
    sampler.warmUp(20, 100);
    nothing.runs = 0;
    assertThat(sampler.medianMillis(0)).isLessThan(0.1);
    assertThat(nothing.runs).isGreaterThan(100);
  }
}
