package dev.carousel.bench.work;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LayoutTest {
  @Test
  void transposes() {
    float[] matrix = {1, 2, 3, 4, 5, 6}; // (2, 3)
    assertThat(Layout.transposed(matrix, 2, 3)).containsExactly(1, 4, 2, 5, 3, 6);
  }

  @Test
  void swapsTheOuterAxes() {
    float[] values = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12}; // (2, 3, 2)
    float[] swapped = Layout.swapped(values, 2, 3, 2);
    assertThat(swapped).containsExactly(1, 2, 7, 8, 3, 4, 9, 10, 5, 6, 11, 12);
    assertThat(Layout.swapped(swapped, 3, 2, 2)).isEqualTo(values);
  }

  @Test
  void rearrangesGatesAndBack() {
    float[] matrix = {1, 2, 3, 4, 5, 6, 11, 12, 13, 14, 15, 16}; // 2 rows, 3 gates, H = 2
    int[] order = {2, 0, 1};
    float[] rearranged = Layout.gates(matrix, 2, 2, order);
    assertThat(rearranged).containsExactly(5, 6, 1, 2, 3, 4, 15, 16, 11, 12, 13, 14);
    assertThat(Layout.gates(rearranged, 2, 2, Layout.inverse(order))).isEqualTo(matrix);
  }
}
