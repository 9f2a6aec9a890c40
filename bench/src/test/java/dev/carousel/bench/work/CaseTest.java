package dev.carousel.bench.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CaseTest {
  private static final LayerShape SHAPE = new LayerShape(3, 5, 7, 11);

  @Test
  void wordsComeBack() {
    Case which = new Case(Work.FORWARD, CellKind.GRU, SHAPE, 2);
    assertThat(which.words()).containsExactly("forward", "gru", "3,5,7,11", "2");
    assertThat(Case.parse(which.words())).isEqualTo(which);
  }

  @Test
  void countsTheMultiplyAddsOfEveryProduct() {
    long input = 3 * 5 * 7 * 44;
    long recurrent = 3 * 5 * 11 * 44;
    assertThat(new Case(Work.FORWARD, CellKind.LSTM, SHAPE, 1).multiplyAdds())
        .isEqualTo(input + recurrent);
    // dh, dWX, dWH come on top; there is no dx.
    assertThat(new Case(Work.TRAIN, CellKind.LSTM, SHAPE, 1).multiplyAdds())
        .isEqualTo(2 * input + 3 * recurrent);
    long output = 3 * 5 * 11 * 10_000;
    assertThat(new Case(Work.MODEL, CellKind.LSTM, SHAPE, 1).multiplyAdds())
        .isEqualTo(3 * (input + recurrent) + 3 * (recurrent + recurrent) + 3 * output);
    assertThat(new Case(Work.FORWARD, CellKind.RNN, SHAPE, 1).multiplyAdds())
        .isEqualTo((input + recurrent) / 4);
  }

  @Test
  void aStreamIsOneStepOfOneSequence() {
    assertThatThrownBy(() -> new Case(Work.STREAM, CellKind.LSTM, SHAPE, 1))
        .hasMessage("stream of shape 3,5,7,11, expected 1,1,I,H");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "1,2,3", "1,2,3,4,5", "1,2,3,x", "1,2,3,0", "-1,2,3,4", "1,2,,4"})
  void refusesOtherShapes(String text) {
    assertThatThrownBy(() -> LayerShape.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("shape ")
        .hasMessageContaining("expected");
  }

  @Test
  void threeStandardShapesAreSmall() {
    assertThat(LayerShape.STANDARD.stream().filter(LayerShape::small))
        .containsExactly(
            LayerShape.parse("128,28,28,128"),
            LayerShape.parse("32, 96, 8, 64"),
            LayerShape.parse("1,100,128,128"));
  }

  @Test
  void dataAreTheSameEachTimeAndDifferEverywhere() {
    Case which = new Case(Work.TRAIN, CellKind.GRU, SHAPE, 1);
    LayerData data = LayerData.of(which);
    assertThat(LayerData.of(which).wX()).isEqualTo(data.wX()).hasSize(7 * 33);
    assertThat(data.wH()).hasSize(11 * 33).doesNotHaveDuplicates();
    assertThat(data.recurrentBias()).hasSize(11);
    assertThat(LayerData.of(new Case(Work.TRAIN, CellKind.LSTM, SHAPE, 1)).recurrentBias())
        .isEmpty();
  }
}
