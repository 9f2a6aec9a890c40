package dev.carousel.bench.libtorch;

import dev.carousel.bench.work.Case;
import dev.carousel.bench.work.Subject;
import org.bytedeco.pytorch.global.torch;

/** libtorch's subjects. */
public final class LibtorchSide {
  private LibtorchSide() {}

  /** Makes libtorch ready for a case. */
  public static Subject open(Case which) {
    if (torch.get_num_interop_threads() != 1) { // may be said only before any work
      torch.set_num_interop_threads(1);
    }
    torch.set_num_threads(which.threads());
    return switch (which.work()) {
      case TRAIN -> TrainSubject.fastest(which);
      case MODEL -> new ModelSubject(which);
      case FORWARD, STREAM ->
          throw new IllegalArgumentException("libtorch is not measured on " + which);
    };
  }
}
