package dev.carousel.kernel;

import dev.carousel.BadInput;
import dev.carousel.kernel.Matmul.Left;
import dev.carousel.kernel.Matmul.Right;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What computes: one set of kernels and one pool of workers. Results do not depend on the choice of
 * either.
 */
public record Engine(Kernels kernels, Workers workers) {
  /** Floats that stay in half of the second cache. */
  private static final int CACHED = 64 * 1024;

  /** Rows that the tiles of six and of eight divide. */
  private static final int TILES = 24;

  /**
   * Multiply-adds that take as long as packing a value. Small weights are worth two threads as well
   * (LSTM 1, 100, 128, 128: 6 % of a training step).
   */
  private static final long MOVE = 10;

  /** System property: number of threads, from 1 to 1024; default one a processor. */
  public static final String THREADS = "carousel.threads";

  /** The largest number of threads. */
  public static final int MOST_THREADS = 1024;

  private static volatile @Nullable Engine shared;

  /**
   * The process's own engine, made at first use from {@code -Dcarousel.kernels=auto|scalar|vector}
   * and {@code -Dcarousel.threads=N}.
   *
   * @throws BadInput if one of them cannot be met, again at every call
   */
  public static Engine shared() {
    Engine engine = shared;
    return engine != null ? engine : makeShared();
  }

  private static synchronized Engine makeShared() {
    Engine engine = shared;
    if (engine == null) {
      engine = of(System.getProperty(KernelChoice.PROPERTY, "auto"), threadsAsked());
      shared = engine;
    }
    return engine;
  }

  /**
   * An engine of its own, for instance to compare backends or thread counts.
   *
   * @param kernels {@code auto}, {@code scalar} or {@code vector}
   * @throws BadInput if there are no such kernels here
   */
  public static Engine of(String kernels, int threads) {
    return new Engine(KernelChoice.choose(kernels), new Workers(threads));
  }

  private static int threadsAsked() {
    String asked = System.getProperty(THREADS);
    if (asked == null) {
      return Runtime.getRuntime().availableProcessors();
    }
    try {
      int threads = Integer.parseInt(asked);
      if (threads >= 1 && threads <= MOST_THREADS) {
        return threads;
      }
    } catch (NumberFormatException e) {
      throw new BadInput(e, badThreads(asked));
    }
    throw new BadInput(badThreads(asked));
  }

  private static String badThreads(String asked) {
    return ("-D%s=%s: expected a number of threads from 1 to %d; leave it out for one a processor"
            + " (%d here)")
        .formatted(THREADS, asked, MOST_THREADS, Runtime.getRuntime().availableProcessors());
  }

  /** {@code out (M, N) += a (M, K) * b}, rows (or, for few rows, panels) split over the workers. */
  public void multiply(
      int rows,
      float[] a,
      int aOffset,
      int aStride,
      PackedMatrix b,
      float[] out,
      int outOffset,
      int outStride) {
    long work = (long) rows * b.rows() * b.columns();
    Matmul matmul = kernels.matmul();
    if (rows >= 2 * workers.threads()) {
      workers.split(
          rows,
          4,
          work,
          (from, to) ->
              matmul.multiply(
                  to - from,
                  a,
                  aOffset + from * aStride,
                  aStride,
                  b,
                  out,
                  outOffset + from * outStride,
                  outStride));
    } else {
      workers.split(
          b.panelsPerGroup(),
          1,
          work,
          (from, to) ->
              matmul.multiply(rows, a, aOffset, aStride, b, from, to, out, outOffset, outStride));
    }
  }

  /** A row-major K x N matrix, packed, the panels split over the workers. */
  public void pack(PackedMatrix packed, float[] source, int offset, int stride) {
    workers.split(
        packed.panels(),
        1,
        MOVE * packed.rows() * packed.columns(),
        (from, to) -> kernels.matmul().pack(packed, source, offset, stride, from, to));
  }

  /** The transpose of a row-major N x K matrix, packed, the panels split over the workers. */
  public void packTransposed(PackedMatrix packed, float[] source, int offset, int stride) {
    workers.split(
        packed.panels(),
        1,
        MOVE * packed.rows() * packed.columns(),
        (from, to) -> kernels.matmul().packTransposed(packed, source, offset, stride, from, to));
  }

  /** {@code out (N) += a (M, N)}, rows ascending, split over columns. */
  public void addRows(int rows, int n, float[] a, int aOffset, float[] out, int outOffset) {
    workers.split(
        n,
        64,
        (long) rows * n,
        (from, to) -> {
          for (int row = 0; row < rows; row++) {
            int at = aOffset + row * n + from;
            kernels.reductions().add(a, at, out, outOffset + from, to - from);
          }
        });
  }

  /**
   * {@code out (M, N) = bias (N) + a (M, K) * b}. Where b fits the cache, so many rows at a time
   * get the bias and then the product as stay there as well.
   */
  public void multiply(
      int rows,
      float[] bias,
      int biasOffset,
      float[] a,
      int aOffset,
      int aStride,
      PackedMatrix b,
      float[] out,
      int outOffset,
      int outStride) {
    int n = b.columns();
    long work = (long) rows * b.rows() * n;
    boolean small = (long) b.rows() * n <= CACHED;
    int block = small ? Math.max(1, CACHED / n / TILES) * TILES : rows;
    workers.split(
        rows,
        4,
        work,
        (from, to) -> {
          for (int first = from; first < to; first += block) {
            int last = Math.min(to, first + block);
            for (int row = first; row < last; row++) {
              System.arraycopy(bias, biasOffset, out, outOffset + row * outStride, n);
            }
            int at = outOffset + first * outStride;
            int aAt = aOffset + first * aStride;
            kernels.matmul().multiply(last - first, a, aAt, aStride, b, out, at, outStride);
          }
        });
  }

  /** {@code out (M, N) += a^T * b}, a (K, M), b (K, N). */
  public void multiplyTransposed(
      int k, int m, int n, float[] a, int aOffset, float[] b, int bOffset, float[] out, int outAt) {
    multiplyTransposed(
        k, Right.of(n, b, bOffset, n), List.of(new Left(m, a, aOffset, m, out, outAt, n)));
  }

  /** Products of one right operand, split over its columns, or over rows of the results. */
  public void multiplyTransposed(int k, Right right, List<Left> lefts) {
    Matmul matmul = kernels.matmul();
    int width = matmul.panelWidth();
    int n = right.n();
    int rows = 0;
    for (Left left : lefts) {
      rows += left.m();
    }
    if (n >= 2 * width * workers.threads()) {
      workers.split(
          n,
          width,
          (long) k * rows * n,
          (from, to) ->
              matmul.multiplyTransposed(k, right.columns(from, to), columns(lefts, from)));
      return;
    }
    for (Left left : lefts) {
      workers.split(
          left.m(),
          1,
          (long) k * left.m() * n,
          (from, to) -> matmul.multiplyTransposed(k, right.alone(), List.of(left.rows(from, to))));
    }
    float[] sums = right.sums();
    if (sums != null) {
      matmul.multiplyTransposed(k, right, List.of());
    }
  }

  private static List<Left> columns(List<Left> lefts, int from) {
    return from == 0 ? lefts : lefts.stream().map(left -> left.from(from)).toList();
  }
}
