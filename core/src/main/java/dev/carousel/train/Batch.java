package dev.carousel.train;

import dev.carousel.data.Examples;
import dev.carousel.tensor.Shape;
import dev.carousel.tensor.Tape;
import dev.carousel.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/** Examples gathered on a tape. */
record Batch(Tensor x, Tensor y, @Nullable Tensor weights, double total) {

  /** The examples {@code order[from .. to)}; consecutive ones if order is null. */
  static Batch gather(
      Tape tape, Examples examples, int @Nullable [] order, int from, int to, boolean byRow) {
    Shape one = examples.inputShape();
    Shape target = examples.targetShape();
    int n = to - from;
    float[] x = tape.buffer(n * one.size());
    float[] y = tape.buffer(n * target.size());
    for (int i = 0; i < n; i++) {
      int index = order == null ? from + i : order[from + i];
      examples.readInput(index, x, i * one.size());
      examples.readTarget(index, y, i * target.size());
    }
    Tensor yTensor = tape.constant(target.prepend(n), y, 0);
    Tensor xTensor = tape.constant(one.prepend(n), x, 0);
    if (!examples.weighted()) {
      return new Batch(xTensor, yTensor, null, byRow ? n * target.rows() : y.length);
    }
    float[] w = tape.buffer(n * target.size());
    double total = 0;
    for (int i = 0; i < n; i++) {
      examples.readWeights(order == null ? from + i : order[from + i], w, i * target.size());
    }
    for (float weight : w) {
      total += weight;
    }
    return new Batch(xTensor, yTensor, tape.constant(target.prepend(n), w, 0), total);
  }
}
