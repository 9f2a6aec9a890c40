package dev.carousel.bench.libtorch;

import dev.carousel.bench.work.Case;
import dev.carousel.bench.work.CellKind;
import dev.carousel.bench.work.LayerData;
import dev.carousel.bench.work.LayerShape;
import dev.carousel.bench.work.Layout;
import dev.carousel.bench.work.Subject;
import java.util.Map;
import java.util.TreeMap;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.BoolOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;

/** Forward and backward of what {@code torch.nn.LSTM}, {@code GRU} and {@code RNN} call. */
final class TrainSubject implements Subject {
  private static final int TRIED_STEPS = 16;
  private static final int TRIED_RUNS = 4;

  /** Nanoseconds after which two runs of a variant are enough. */
  private static final long TRIED = 300_000_000;

  private final Case which;
  private final Variant variant;
  private final Tensor x;
  private final Tensor state;
  private final TensorVector weights;
  private final TensorVector dY;

  private TrainSubject(Case which, LayerData data, Variant variant) {
    this.which = which;
    this.variant = variant;
    LayerShape s = which.shape();
    int columns = which.cell().gates() * s.hidden();
    x = sequence(data.x(), s.input());
    dY = new TensorVector(sequence(data.dY(), s.hidden()));
    state = torch.zeros(1, s.batch(), s.hidden());
    weights =
        new TensorVector(
            Torch.leaf(Layout.transposed(data.wX(), s.input(), columns), columns, s.input()),
            Torch.leaf(Layout.transposed(data.wH(), s.hidden(), columns), columns, s.hidden()),
            Torch.leaf(data.bias(), columns),
            Torch.leaf(recurrentBias(data, columns), columns));
  }

  /** Tries the variants, on shorter sequences, and takes the fastest. */
  static TrainSubject fastest(Case which) {
    LayerShape s = which.shape();
    int time = Math.min(s.time(), Math.max(TRIED_STEPS, s.time() / 8));
    LayerShape shorter = new LayerShape(s.batch(), time, s.input(), s.hidden());
    Case tried = new Case(which.work(), which.cell(), shorter, which.threads());
    LayerData data = LayerData.of(tried);
    Variant fastest = Variant.ALL.getFirst();
    long least = Long.MAX_VALUE;
    for (Variant variant : Variant.ALL) {
      long nanos = new TrainSubject(tried, data, variant).leastNanos();
      if (nanos < least) {
        fastest = variant;
        least = nanos;
      }
    }
    return new TrainSubject(which, LayerData.of(which), fastest);
  }

  private long leastNanos() {
    long least = Long.MAX_VALUE;
    long sum = 0;
    for (int i = 0; i < TRIED_RUNS && (i < 2 || sum < TRIED); i++) {
      long start = System.nanoTime();
      run();
      long nanos = System.nanoTime() - start;
      least = Math.min(least, nanos);
      sum += nanos;
    }
    return least;
  }

  /** PyTorch has a second bias everywhere; only the candidate of a GRU needs it. */
  private static float[] recurrentBias(LayerData data, int columns) {
    float[] all = new float[columns];
    int n = data.recurrentBias().length;
    System.arraycopy(data.recurrentBias(), 0, all, columns - n, n);
    return all;
  }

  private Tensor sequence(float[] values, int n) {
    int b = which.shape().batch();
    int t = which.shape().time();
    return variant.batchFirst()
        ? Torch.of(values, b, t, n)
        : Torch.of(Layout.swapped(values, b, t, n), t, b, n);
  }

  @Override
  public String description() {
    return "%s, %d threads".formatted(variant, torch.get_num_threads());
  }

  @Override
  public void run() {
    try (PointerScope _ = new PointerScope()) {
      gradients(forward());
    }
  }

  private Tensor forward() {
    torch.globalContext().setUserEnabledMkldnn(variant.oneDnn());
    boolean first = variant.batchFirst();
    return switch (which.cell()) {
      case LSTM ->
          torch
              .lstm(x, new TensorVector(state, state), weights, true, 1, 0, true, false, first)
              .get0();
      case GRU -> torch.gru(x, state, weights, true, 1, 0, true, false, first).get0();
      case RNN -> torch.rnn_tanh(x, state, weights, true, 1, 0, true, false, first).get0();
    };
  }

  private TensorVector gradients(Tensor sequence) {
    return torch.grad(
        new TensorVector(sequence), weights, dY, new BoolOptional(false), false, false);
  }

  @Override
  public Map<String, float[]> results() {
    LayerShape s = which.shape();
    int columns = which.cell().gates() * s.hidden();
    try (PointerScope _ = new PointerScope()) {
      Tensor sequence = forward();
      TensorVector gradients = gradients(sequence);
      Map<String, float[]> results = new TreeMap<>();
      float[] h = Torch.values(sequence);
      results.put(
          SEQUENCE, variant.batchFirst() ? h : Layout.swapped(h, s.time(), s.batch(), s.hidden()));
      results.put(D_WX, Layout.transposed(Torch.values(gradients.get(0)), columns, s.input()));
      results.put(D_WH, Layout.transposed(Torch.values(gradients.get(1)), columns, s.hidden()));
      results.put(D_BIAS, Torch.values(gradients.get(2)));
      if (which.cell() == CellKind.GRU) {
        float[] dB = Torch.values(gradients.get(3));
        results.put(
            D_RECURRENT_BIAS, java.util.Arrays.copyOfRange(dB, columns - s.hidden(), columns));
      }
      return results;
    }
  }
}
