package dev.carousel.bench.carousel;

import dev.carousel.bench.work.Case;
import dev.carousel.bench.work.Subject;
import dev.carousel.kernel.Engine;

/** Carousel's subjects. */
public final class CarouselSide {
  private CarouselSide() {}

  /** Makes Carousel ready for a case. */
  public static Subject open(Case which) {
    return switch (which.work()) {
      case TRAIN -> new TrainSubject(which);
      case FORWARD -> new ForwardSubject(which);
      case STREAM -> new StreamSubject(which);
      case MODEL -> new ModelSubject(which);
    };
  }

  static String description() {
    return "%s, %d threads"
        .formatted(Engine.shared().kernels().detail(), Engine.shared().workers().threads());
  }
}
