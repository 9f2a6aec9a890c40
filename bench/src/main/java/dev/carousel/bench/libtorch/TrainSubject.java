package dev.carousel.bench.libtorch;

import dev.carousel.bench.work.Case;
import dev.carousel.bench.work.CellKind;
import dev.carousel.bench.work.LayerData;
import dev.carousel.bench.work.LayerShape;
import dev.carousel.bench.work.Layout;
import dev.carousel.bench.work.Subject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.BoolOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;

/** Forward and backward of what {@code torch.nn.LSTM}, {@code GRU} and {@code RNN} call. */
final class TrainSubject implements Subject {
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

  /** Tries the variants and keeps the fastest. */
  static TrainSubject fastest(Case which) {
    LayerData data = LayerData.of(which);
    TrainSubject best = null;
    long bestTime = Long.MAX_VALUE;
    for (Variant variant : variants(which.cell())) {
      TrainSubject subject = new TrainSubject(which, data, variant);
      subject.run();
      long start = System.nanoTime();
      subject.run();
      long time = System.nanoTime() - start;
      if (time < bestTime) {
        best = subject;
        bestTime = time;
      }
    }
    return java.util.Objects.requireNonNull(best);
  }

  private static List<Variant> variants(CellKind cell) {
    List<Variant> variants = new ArrayList<>();
    for (boolean batchFirst : new boolean[] {false, true}) {
      variants.add(new Variant(false, batchFirst));
      variants.add(new Variant(true, batchFirst));
    }
    return variants;
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
    try (PointerScope scope = new PointerScope()) {
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
    try (PointerScope scope = new PointerScope()) {
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

  @Override
  public void close() {}
}
