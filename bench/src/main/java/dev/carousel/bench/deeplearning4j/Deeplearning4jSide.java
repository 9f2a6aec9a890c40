package dev.carousel.bench.deeplearning4j;

import dev.carousel.bench.work.Case;
import dev.carousel.bench.work.CellKind;
import dev.carousel.bench.work.Subject;
import dev.carousel.bench.work.Work;

/** Deeplearning4j's subjects. */
public final class Deeplearning4jSide {
  private Deeplearning4jSide() {}

  /** Makes Deeplearning4j ready for a case. */
  public static Subject open(Case which) {
    if (which.work() != Work.TRAIN || which.cell() == CellKind.GRU) {
      throw new IllegalArgumentException("deeplearning4j is not measured on " + which);
    }
    return new TrainSubject(which);
  }
}
