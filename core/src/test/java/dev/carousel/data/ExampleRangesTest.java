package dev.carousel.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.carousel.tensor.Samples;
import org.junit.jupiter.api.Test;

/** A part of the examples is read as they are. */
class ExampleRangesTest {
  @Test
  void rangesOfExamples() {
    Examples all = Examples.of(Samples.tensor(1, 8, 5, 2), Samples.tensor(101, 8, 2));
    Examples some = all.range(2, 5);
    float[] there = new float[10];
    float[] here = new float[10];
    all.readInput(3, there, 0);
    some.readInput(1, here, 0);
    assertThat(here).isEqualTo(there);
    assertThat(some.size()).isEqualTo(3);
    assertThatThrownBy(() -> all.range(2, 9)).isInstanceOf(IndexOutOfBoundsException.class);
  }
}
