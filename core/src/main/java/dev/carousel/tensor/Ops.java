package dev.carousel.tensor;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The operations cells and losses are written with. {@link Tape} computes them in float32 and
 * differentiates them.
 *
 * <p>Where a second operand may be smaller, its shape must be the last axes of the first one's: it
 * is used again for every row.
 */
public interface Ops {
  /** a + b. */
  Tensor add(Tensor a, Tensor b);

  /** a - b. */
  Tensor subtract(Tensor a, Tensor b);

  /** a * b, elementwise. */
  Tensor multiply(Tensor a, Tensor b);

  /** a * factor + shift. */
  Tensor scale(Tensor a, float factor, float shift);

  /** a / b, of equal shapes. */
  Tensor divide(Tensor a, Tensor b);

  /** The larger of a and b, of equal shapes; where they are equal the gradient goes to a. */
  Tensor maximum(Tensor a, Tensor b);

  /** min(max(a, low), high); the derivative is 0 outside. */
  Tensor clip(Tensor a, float low, float high);

  /** A function of each element. */
  Tensor apply(Function function, Tensor a);

  /**
   * {@code init + x * w}: one chain an element that starts at init.
   *
   * @param init (N), used for every row, or (..., N)
   * @param x (..., K)
   * @param w (K, N)
   * @return (..., N)
   */
  Tensor linear(Tensor init, Tensor x, Tensor w);

  /**
   * {@code init + x * w^T}: the same with a matrix whose rows are the outputs.
   *
   * @param init (N), used for every row, or (..., N)
   * @param x (..., K)
   * @param w (N, K)
   * @return (..., N)
   */
  Tensor linearTransposed(Tensor init, Tensor x, Tensor w);

  /** Products of matrices: a (..., M, K) times b (..., K, N), giving (..., M, N). */
  Tensor matmul(Tensor a, Tensor b);

  /** Rows as columns: (..., M, N) becomes (..., N, M). */
  Tensor transpose(Tensor a);

  /**
   * Rows of a table: what one-hot rows times the table would give, up to the sign of zero.
   *
   * @param ids (...) tokens: whole numbers from 0 to V - 1
   * @param table (V, E)
   * @return (..., E)
   */
  Tensor embedding(Tensor ids, Tensor table);

  /** Columns {@code [from, to)} of the last axis. */
  Tensor columns(Tensor a, int from, int to);

  /** Tensors side by side along the last axis. */
  Tensor concat(List<Tensor> parts);

  /** Time step t of (B, T, F): (B, F). */
  Tensor step(Tensor a, int t);

  /** T tensors (B, F) as (B, T, F). */
  Tensor stack(List<Tensor> steps);

  /** The same elements in another shape of equal size. */
  Tensor reshape(Tensor a, Shape shape);

  /** Each element so many times, side by side: (..., N) becomes (..., N * times). */
  Tensor repeat(Tensor a, int times);

  /** The same elements as data: nothing flows back through them. */
  Tensor stopGradient(Tensor a);

  /** Sums over time: {@code y_t = a_1 + ... + a_t}, of (..., T, F). */
  Tensor cumulativeSum(Tensor a);

  /** {@code y_t = ln(e^a_1 + ... + e^a_t)} over time, of finite (..., T, F). */
  Tensor cumulativeLogSumExp(Tensor a);

  /** The largest of each row of the last axis: (..., N) becomes (...). */
  Tensor max(Tensor a);

  /** Each row less its mean, over its standard deviation: {@code / sqrt(variance + epsilon)}. */
  Tensor normalize(Tensor a, float epsilon);

  /** The sum of all elements, a scalar. */
  Tensor sum(Tensor a);

  /** Softmax of each row of the last axis. */
  Tensor softmax(Tensor a);

  /**
   * Softmax of each row over the columns that are there; the others are 0, and all of them where
   * none is there.
   *
   * @param a (B, ..., S)
   * @param mask (B, S), 0 for a column that is not there; takes no gradient
   */
  Tensor softmax(Tensor a, Tensor mask);

  /** {@code y[b, t, s] = a[b, t] + m[b, s]}: a (B, T, F), m (B, S, F), giving (B, T, S, F). */
  Tensor outerSum(Tensor a, Tensor m);

  /**
   * One row of each sequence; zeros if none of its steps is there.
   *
   * @param x (B, T, F)
   * @param mask (B, T), 0 for a step that only fills up; null if all are there
   * @return (B, F)
   */
  Tensor pool(Pooling pooling, Tensor x, @Nullable Tensor mask);

  /**
   * Cross-entropy of each row: {@code -sum_v target_v * ln softmax(logits)_v}.
   *
   * @param logits (..., V)
   * @param target (..., V), rows that sum to 1; takes no gradient
   * @return (...)
   */
  Tensor softmaxCrossEntropy(Tensor logits, Tensor target);

  /**
   * Cross-entropy of each row with one token: {@code -ln softmax(logits)_id}.
   *
   * @param logits (..., V)
   * @param ids (...) tokens: whole numbers from 0 to V - 1
   * @return (...)
   */
  Tensor sparseSoftmaxCrossEntropy(Tensor logits, Tensor ids);

  /**
   * A function of each row by itself, computed in double.
   *
   * @param a (..., N)
   * @param given (..., G), a row for each row of a; takes no gradient
   * @return (..., function.outputs)
   */
  Tensor rows(RowFunction function, Tensor a, Tensor given);

  /** Data, not copied; takes no gradient. */
  Tensor constant(Tensor data);

  /** A tensor of zeros. */
  Tensor zeros(Shape shape);

  /**
   * Rows of a where the mask is not 0, rows of b where it is.
   *
   * @param mask (B, 1); takes no gradient
   * @param a (B, F)
   * @param b (B, F)
   */
  Tensor select(Tensor mask, Tensor a, Tensor b);
}
