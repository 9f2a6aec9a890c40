package dev.carousel.layer;

import dev.carousel.tensor.Tensor;
import java.util.List;

/** How several tensors become one. */
public enum Merge {
  /** Side by side along the last axis. */
  CONCAT {
    @Override
    Tensor of(List<Tensor> parts) {
      return parts.getFirst().ops().concat(parts);
    }
  },
  /** Their sum, from the first to the last. */
  SUM {
    @Override
    Tensor of(List<Tensor> parts) {
      return parts.stream().reduce(Tensor::plus).orElseThrow();
    }
  },
  /** Their mean. */
  AVERAGE {
    @Override
    Tensor of(List<Tensor> parts) {
      return SUM.of(parts).times(1f / parts.size());
    }
  },
  /** Their product, element by element. */
  PRODUCT {
    @Override
    Tensor of(List<Tensor> parts) {
      return parts.stream().reduce(Tensor::times).orElseThrow();
    }
  };

  abstract Tensor of(List<Tensor> parts);

  /** The width of what becomes of parts of these widths. */
  int width(List<Integer> parts) {
    return this == CONCAT ? parts.stream().mapToInt(n -> n).sum() : parts.getFirst();
  }
}
