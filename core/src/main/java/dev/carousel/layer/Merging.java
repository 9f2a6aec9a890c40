package dev.carousel.layer;

import dev.carousel.tensor.Shape;
import dev.carousel.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A layer that makes one of several inputs: all (T, F), or all (F). */
interface Merging extends Vertex {
  /** How. */
  Merge merge();

  @Override
  default List<Form> outputs(List<Form> inputs) {
    if (inputs.size() < 2) {
      throw new IllegalArgumentException(
          "%s reads at least two inputs, found %d".formatted(kind(), inputs.size()));
    }
    List<Integer> widths = new ArrayList<>();
    Shape all = Forms.features(kind(), inputs.getFirst());
    for (Form input : inputs) {
      Shape shape = Forms.features(kind(), input);
      widths.add(shape.last());
      all = common(all, shape, inputs);
    }
    return List.of(Form.features(all.withLast(merge().width(widths))));
  }

  private Shape common(Shape a, Shape b, List<Form> inputs) {
    boolean widths = merge() == Merge.CONCAT || a.last() == b.last();
    if (a.rank() != b.rank() || !widths || !Forms.sameTime(a, b)) {
      throw new IllegalArgumentException(
          "%s reads %s, found %s"
              .formatted(
                  kind(),
                  merge() == Merge.CONCAT
                      ? "inputs of one length, or none a sequence"
                      : "inputs of one shape",
                  inputs));
    }
    return a.rank() > 1 && a.at(0) == 0 ? a.withFirst(b.at(0)) : a;
  }

  @Override
  default List<Signal> apply(Place place, Pass pass, List<Signal> inputs) {
    Tensor y = merge().of(inputs.stream().map(Signal::values).toList());
    @Nullable Tensor mask = null;
    for (Signal input : inputs) {
      mask = Masks.both(mask, input.mask());
    }
    return List.of(new Signal(y, mask));
  }
}
