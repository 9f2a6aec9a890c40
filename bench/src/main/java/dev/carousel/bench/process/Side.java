package dev.carousel.bench.process;

import dev.carousel.bench.carousel.CarouselSide;
import dev.carousel.bench.deeplearning4j.Deeplearning4jSide;
import dev.carousel.bench.libtorch.LibtorchSide;
import dev.carousel.bench.onnxruntime.OnnxRuntimeSide;
import dev.carousel.bench.work.Case;
import dev.carousel.bench.work.Subject;

/** Who computes. A peer's classes are only there in its own child process. */
public enum Side {
  /** Ours. */
  CAROUSEL,
  /** PyTorch's library, through JavaCPP. */
  LIBTORCH,
  /** Through its Java API. */
  ONNXRUNTIME,
  /** On its native CPU backend. */
  DEEPLEARNING4J;

  /** Makes this side ready for a case. */
  Subject open(Case which) throws Exception {
    return switch (this) {
      case CAROUSEL -> CarouselSide.open(which);
      case LIBTORCH -> LibtorchSide.open(which);
      case ONNXRUNTIME -> OnnxRuntimeSide.open(which);
      case DEEPLEARNING4J -> Deeplearning4jSide.open(which);
    };
  }
}
