package dev.carousel.bench.onnxruntime;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import dev.carousel.bench.work.Case;
import dev.carousel.bench.work.CellKind;
import dev.carousel.bench.work.LayerData;
import dev.carousel.bench.work.LayerShape;
import dev.carousel.bench.work.Subject;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * One step: the input copied in, h copied out. Two sets of state tensors take turns at what goes in
 * and what comes out, so that the state is never copied.
 */
final class StreamSubject implements Subject {
  private static final int TRIED_STEPS = 3000;

  private final int threads;
  private final float[] input;
  private final float[] h;
  private final OrtSession session;
  private final FloatTensor x;
  private final Turn even = new Turn();
  private final Turn odd = new Turn();
  private Turn next = even;

  /** What every second step reads and writes. */
  private static final class Turn {
    final List<FloatTensor> states = new ArrayList<>(); // h first
    final Map<String, OnnxTensor> in = new HashMap<>();
    final Map<String, OnnxTensor> out = new HashMap<>();
  }

  private StreamSubject(Case which, int threads) throws OrtException {
    this.threads = threads;
    LayerShape s = which.shape();
    LayerData data = LayerData.of(which);
    input = data.x();
    h = new float[s.hidden()];
    session = OnnxRuntimeSide.session(LayerModel.step(which, data), threads);
    OrtEnvironment environment = OrtEnvironment.getEnvironment();
    x = FloatTensor.zeros(environment, 1, 1, s.input());
    even.in.put(LayerModel.X, x.tensor());
    odd.in.put(LayerModel.X, x.tensor());
    state(LayerModel.H_BEFORE, LayerModel.H, s.hidden());
    if (which.cell() == CellKind.LSTM) {
      state(LayerModel.C_BEFORE, LayerModel.C, s.hidden());
    }
  }

  /** Some cases are faster on one thread than on all: takes what is. */
  static StreamSubject fastest(Case which) throws OrtException {
    StreamSubject one = new StreamSubject(which, 1);
    StreamSubject all = new StreamSubject(which, which.threads());
    one.time();
    all.time();
    boolean oneWins = one.time() <= all.time();
    (oneWins ? all : one).session.close();
    return oneWins ? one : all;
  }

  private long time() throws OrtException {
    long start = System.nanoTime();
    for (int step = 0; step < TRIED_STEPS; step++) {
      run();
    }
    return System.nanoTime() - start;
  }

  private void state(String before, String after, int hidden) throws OrtException {
    OrtEnvironment environment = OrtEnvironment.getEnvironment();
    FloatTensor a = FloatTensor.zeros(environment, 1, 1, hidden);
    FloatTensor b = FloatTensor.zeros(environment, 1, 1, hidden);
    even.in.put(before, a.tensor());
    even.out.put(after, b.tensor());
    even.states.add(b);
    odd.in.put(before, b.tensor());
    odd.out.put(after, a.tensor());
    odd.states.add(a);
  }

  @Override
  public String description() {
    return OnnxRuntimeSide.description(threads);
  }

  @Override
  public void run() throws OrtException {
    Turn now = next;
    next = now == even ? odd : even;
    x.set(input);
    session.run(now.in, now.out).close();
    now.states.getFirst().get(h);
  }

  @Override
  public Map<String, float[]> results() throws OrtException {
    for (Turn turn : List.of(even, odd)) {
      turn.states.forEach(state -> state.set(new float[h.length]));
    }
    for (int step = 0; step < STEPS; step++) {
      run();
    }
    return Map.of(SEQUENCE, h.clone());
  }
}
