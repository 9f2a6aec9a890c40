package dev.carousel.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.carousel.tensor.Samples;
import dev.carousel.tensor.Tensor;
import org.junit.jupiter.api.Test;

/** Weights of examples and of classes. */
class WeightedTest {
  private static float[] weights(Examples examples, int index) {
    float[] weights = new float[examples.targetShape().size() + 1];
    examples.readWeights(index, weights, 1);
    assertThat(examples.weighted()).isTrue();
    assertThat(weights[0]).isZero();
    return java.util.Arrays.copyOfRange(weights, 1, weights.length);
  }

  private static Examples tokens(float... y) {
    return Examples.of(Samples.tensor(1, y.length / 2, 2, 3), Tensor.of(y, y.length / 2, 2));
  }

  @Test
  void weightsMultiply() {
    Examples examples = tokens(0, 1, 2, 0, 1, 1).weighted(new float[] {2, 0, 3});
    assertThat(weights(examples, 0)).containsExactly(2, 2);
    assertThat(weights(examples, 1)).containsExactly(0, 0);
    Examples both = ClassWeights.ofTokens(examples, 1, 5, 0.5f);
    assertThat(weights(both, 0)).containsExactly(2, 10);
    assertThat(weights(both, 2)).containsExactly(15, 15);
    assertThat(weights(both.select(2, 0), 1)).containsExactly(2, 10);
    assertThat(weights(both.range(2, 3), 0)).containsExactly(15, 15);
  }

  @Test
  void aOneHotRowHasOneWeight() {
    Tensor y = Tensor.of(new float[] {0, 1, 0, 1, 0, 0, 0, 0, 1, 0, 1, 0}, 2, 2, 3);
    Examples examples = ClassWeights.ofOneHot(Examples.of(Samples.tensor(1, 2, 2, 1), y), 4, 5, 6);
    assertThat(weights(examples, 0)).containsExactly(5, 5, 5, 4, 4, 4);
    assertThat(weights(examples, 1)).containsExactly(6, 6, 6, 5, 5, 5);
  }

  /** Of 8 tokens 5 are 0, 1 is 1, 2 are 3 and none is 2: 8 / (4 n). */
  @Test
  void balancedClassesCountTheSame() {
    Examples balanced = ClassWeights.balancedTokens(tokens(0, 0, 3, 0, 0, 1, 3, 0), 4);
    assertThat(weights(balanced, 1)).containsExactly(1, 0.4f);
    assertThat(weights(balanced, 2)).containsExactly(0.4f, 2);
    Tensor y = Tensor.of(new float[] {0, 1, 0, 1, 0, 1, 1, 0}, 4, 2);
    Examples oneHot = ClassWeights.balancedOneHot(Examples.of(Samples.tensor(1, 4, 2, 1), y));
    assertThat(weights(oneHot, 3)).containsExactly(2, 2);
    assertThat(weights(oneHot, 0)).containsExactly(2 / 3f, 2 / 3f);
    Examples counted = tokens(0, 0, 1, 1).weighted(new float[] {3, 1});
    assertThat(weights(ClassWeights.balancedTokens(counted, 2), 0)).containsExactly(2, 2);
  }

  @Test
  void weightsThatCannotBe() {
    assertThatThrownBy(() -> tokens(0, 1).weighted(new float[] {1, 2}))
        .hasMessage("2 weights for 1 examples");
    assertThatThrownBy(() -> tokens(0, 1).weighted(new float[] {-1}))
        .hasMessage("example 0 has weight -1.0, expected at least 0");
    assertThatThrownBy(() -> ClassWeights.ofTokens(tokens(0, 1), 1, Float.NaN))
        .hasMessage("class 1 has weight NaN, expected at least 0");
    assertThatThrownBy(() -> weights(ClassWeights.ofTokens(tokens(0, 2), 1, 1), 0))
        .hasMessage("example 0 has target 2.0, expected a token 0 to 1");
    assertThatThrownBy(() -> ClassWeights.ofOneHot(tokens(0, 1), 1, 1, 1))
        .hasMessage("3 class weights for one-hot targets (2), expected 2");
  }
}
