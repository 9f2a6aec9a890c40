package dev.carousel.lab.paper;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carousel.lab.Draws;
import dev.carousel.lab.Experiments;
import dev.carousel.lab.Variant;
import dev.carousel.random.Randomness;
import org.junit.jupiter.api.Test;

/** The waveforms, and the sizes of what generates them. */
class WaveformTest {
  @Test
  void theLargestValueIsOneAndEachIsAnother() {
    Randomness random = new Randomness(1, 2);
    float[] first = ClockworkWaveform.waveform(new Draws(random.numbered(0)));
    float[] second = ClockworkWaveform.waveform(new Draws(random.numbered(1)));
    assertThat(first).hasSize(320).isNotEqualTo(second);
    float largest = 0;
    for (float value : first) {
      largest = Math.max(largest, Math.abs(value));
    }
    assertThat(largest).isEqualTo(1);
  }

  @Test
  void networksAreOfEqualSize() {
    for (Variant row : Experiments.named("clockwork-waveform").variants()) {
      assertThat(row.weights()).as(row.name()).isBetween(950, 1050);
    }
  }
}
