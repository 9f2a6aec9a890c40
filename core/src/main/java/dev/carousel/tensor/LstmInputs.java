package dev.carousel.tensor;

import dev.carousel.kernel.Gate;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The tensors an LSTM reads; {@link LstmOp.Weights} says their shapes. */
record LstmInputs(
    FloatTensor x,
    FloatTensor h0,
    FloatTensor c0,
    @Nullable FloatTensor wX,
    FloatTensor wH,
    FloatTensor bias,
    @Nullable FloatTensor peepholes,
    @Nullable FloatTensor projection) {

  boolean needGradient() {
    return Stream.of(x, h0, c0, wX, wH, bias, peepholes, projection)
        .anyMatch(input -> input != null && input.needsGradient);
  }

  /** Refuses shapes that do not fit each other, with all of them. */
  void check(@Nullable FloatTensor mask) {
    int hidden = wH.shape().last() / Gate.COUNT;
    int output = wH.shape().at(0);
    Shape steps = x.shape();
    boolean fits =
        steps.rank() == 3
            && wH.shape().equals(Shape.of(output, Gate.COUNT * hidden))
            && bias.shape().equals(Shape.of(Gate.COUNT * hidden))
            && h0.shape().equals(Shape.of(steps.at(0), output))
            && c0.shape().equals(Shape.of(steps.at(0), hidden))
            && (wX == null
                ? steps.at(2) == Gate.COUNT * hidden
                : wX.shape().equals(Shape.of(steps.at(2), Gate.COUNT * hidden)))
            && (projection == null
                ? output == hidden
                : projection.shape().equals(Shape.of(hidden, output)))
            && (peepholes == null || peepholes.shape().equals(Shape.of(3 * hidden)))
            && (mask == null || mask.shape().equals(Shape.of(steps.at(0), steps.at(1))));
    if (!fits) {
      throw new IllegalArgumentException(
          ("lstm: x %s, h0 %s, c0 %s, wX %s, wH %s, bias %s, peepholes %s, projection %s, mask %s;"
                  + " expected (B, T, I), (B, R), (B, H), (I, 4H), (R, 4H), (4H), (3H), (H, R),"
                  + " (B, T), where R is H without projection")
              .formatted(
                  steps,
                  h0.shape(),
                  c0.shape(),
                  shape(wX),
                  wH.shape(),
                  bias.shape(),
                  shape(peepholes),
                  shape(projection),
                  shape(mask)));
    }
  }

  private static String shape(@Nullable FloatTensor tensor) {
    return Objects.toString(tensor == null ? null : tensor.shape(), "none");
  }
}
