package dev.carousel.bench.onnxruntime;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import dev.carousel.bench.work.Case;
import dev.carousel.bench.work.Subject;

/** ONNX Runtime's subjects. */
public final class OnnxRuntimeSide {
  private OnnxRuntimeSide() {}

  /** Makes ONNX Runtime ready for a case. */
  public static Subject open(Case which) throws OrtException {
    return switch (which.work()) {
      case FORWARD -> new ForwardSubject(which);
      case STREAM -> StreamSubject.fastest(which);
      case TRAIN, MODEL -> throw new IllegalArgumentException("onnxruntime cannot train: " + which);
    };
  }

  static OrtSession session(byte[] model, int threads) throws OrtException {
    try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
      options.setIntraOpNumThreads(threads);
      options.setInterOpNumThreads(1);
      options.setOptimizationLevel(OrtSession.SessionOptions.OptLevel.ALL_OPT);
      return OrtEnvironment.getEnvironment().createSession(model, options);
    }
  }

  static String description(int threads) {
    return "%s, %d threads".formatted(OrtEnvironment.getEnvironment().getVersion(), threads);
  }
}
