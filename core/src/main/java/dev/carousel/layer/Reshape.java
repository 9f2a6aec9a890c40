package dev.carousel.layer;

import dev.carousel.tensor.Shape;
import dev.carousel.tensor.Tape;
import dev.carousel.tensor.Tensor;
import java.util.Arrays;
import java.util.List;

/**
 * The same values in another shape, the batch axis aside. Steps that are not there become zeros;
 * there is no mask behind it.
 *
 * @param sizes of one example, one to three: (F), (T, F) or (T, S, F)
 */
public record Reshape(List<Integer> sizes) implements Layer {
  /** Checks the sizes. */
  public Reshape {
    sizes = sizes == null ? List.of() : List.copyOf(sizes);
    if (sizes.isEmpty() || sizes.size() > 3 || sizes.stream().anyMatch(n -> n < 1)) {
      throw new IllegalArgumentException(
          "reshape to %s: expected one to three sizes, each at least 1".formatted(sizes));
    }
  }

  /** One example's new shape. */
  public static Reshape to(int... sizes) {
    return new Reshape(Arrays.stream(sizes).boxed().toList());
  }

  @Override
  public String kind() {
    return "reshape";
  }

  @Override
  public boolean needsWholeSequence() {
    return true;
  }

  @Override
  public Shape outputShape(Shape input) {
    Shape shape = Shape.of(sizes.stream().mapToInt(n -> n).toArray());
    if (Forms.fixed(kind(), input).size() != shape.size()) {
      throw new IllegalArgumentException(
          "reshape to %s, which holds %d values, found %s, which holds %d"
              .formatted(shape, shape.size(), input, input.size()));
    }
    return shape;
  }

  @Override
  public Tensor apply(Place place, Tape tape, Tensor x) {
    return x.reshape(outputShape(place.input()).prepend(x.shape().at(0)).toArray());
  }

  @Override
  public Signal apply(Place place, Pass pass, Signal x) {
    return Signal.of(apply(place, pass.tape(), Masks.cleared(x.values(), x.mask())));
  }
}
