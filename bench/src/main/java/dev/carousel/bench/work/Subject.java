package dev.carousel.bench.work;

import java.util.Map;

/** One side of a comparison, made ready for one case. It lives as long as its process. */
public interface Subject {
  /** Results of {@link #results}: h of every step, (B, T, H); of a stream the last, (H). */
  String SEQUENCE = "sequence";

  /** Gradient of wX, (I, GH). */
  String D_WX = "dWX";

  /** Gradient of wH, (H, GH). */
  String D_WH = "dWH";

  /** Gradient of the bias, (GH). */
  String D_BIAS = "dBias";

  /** Gradient of the recurrent bias of a GRU, (H). */
  String D_RECURRENT_BIAS = "dRecurrentBias";

  /** Loss of a model before the step. Its other results are by what its weights moved. */
  String LOSS = "loss";

  /** Steps of a stream after which its results are compared: the state has been carried. */
  int STEPS = 10;

  /** What computes, and which variant of it was chosen as the fastest. */
  String description();

  /** What is timed. */
  void run() throws Exception;

  /** Does the same once more and gives what came out, in Carousel's layout, by name. */
  Map<String, float[]> results() throws Exception;
}
