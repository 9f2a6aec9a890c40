package dev.carousel.bench.scaling;

import dev.carousel.bench.work.LayerShape;
import java.util.List;

/** One size of the layer grows, the others stay. */
public enum Sweep {
  TIME(25, 50, 100, 200),
  BATCH(8, 16, 32, 64, 128),
  HIDDEN(64, 128, 256, 512);

  private static final LayerShape BASE = new LayerShape(64, 50, 256, 256);

  private final List<Integer> sizes;

  Sweep(Integer... sizes) {
    this.sizes = List.of(sizes);
  }

  /** The shapes in order of size. */
  List<LayerShape> shapes() {
    return sizes.stream().map(this::shape).toList();
  }

  private LayerShape shape(int size) {
    return switch (this) {
      case TIME -> new LayerShape(BASE.batch(), size, BASE.input(), BASE.hidden());
      case BATCH -> new LayerShape(size, BASE.time(), BASE.input(), BASE.hidden());
      case HIDDEN -> new LayerShape(BASE.batch(), BASE.time(), BASE.input(), size);
    };
  }
}
