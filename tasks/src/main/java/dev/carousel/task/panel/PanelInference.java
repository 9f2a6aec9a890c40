package dev.carousel.task.panel;

import dev.carousel.kernel.Engine;
import dev.carousel.layer.Pass;
import dev.carousel.layer.Signal;
import dev.carousel.network.Network;
import dev.carousel.random.Randomness;
import dev.carousel.tensor.Shape;
import dev.carousel.tensor.Tape;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Runs the network of a panel on windows, some at a time. Safe for many threads. */
final class PanelInference {
  private static final int BATCH = 256;
  private static final Randomness NONE = new Randomness(0, 0);

  private final PanelSpec spec;
  private final Network network;
  private final Engine engine;
  private final Queue<Tape> idle = new ConcurrentLinkedQueue<>();

  PanelInference(PanelSpec spec, Network network, Engine engine) {
    this.spec = spec;
    this.network = network;
    this.engine = engine;
  }

  /**
   * What the network gives from each origin.
   *
   * @return (windows, outputs)
   */
  float[] outputs(List<PreparedSeries> series, int[] origins) {
    float[] all = new float[origins.length * spec.outputs()];
    Tape idling = idle.poll();
    Tape tape = idling == null ? new Tape(engine, false) : idling;
    try {
      for (int from = 0; from < origins.length; from += BATCH) {
        int to = Math.min(from + BATCH, origins.length);
        tape.reset(NONE);
        List<Signal> read = read(tape, series, origins, from, to);
        float[] out = network.apply(Pass.on(tape), read).getFirst().values().toArray();
        System.arraycopy(out, 0, all, from * spec.outputs(), out.length);
      }
    } finally {
      idle.add(tape);
    }
    return all;
  }

  private List<Signal> read(
      Tape tape, List<PreparedSeries> series, int[] origins, int from, int to) {
    int n = to - from;
    boolean apart = spec.linear() != spec.features();
    float[] window = new float[n * spec.steps() * spec.features()];
    float[] linear = new float[apart ? n * spec.steps() * spec.linear() : 0];
    float[] ahead = new float[n * spec.ahead()];
    for (int i = 0; i < n; i++) {
      PreparedSeries one = series.get(from + i);
      int origin = origins[from + i];
      one.window(origin, window, i * spec.steps() * spec.features());
      if (apart) {
        one.linear(origin, linear, i * spec.steps() * spec.linear());
      }
      if (spec.ahead() > 0) {
        one.ahead(origin, ahead, i * spec.ahead());
      }
    }
    List<Signal> signals = new ArrayList<>();
    signals.add(signal(tape, window, n, spec.steps(), spec.features()));
    if (apart) {
      signals.add(signal(tape, linear, n, spec.steps(), spec.linear()));
    }
    if (spec.ahead() > 0) {
      signals.add(signal(tape, ahead, n, 1, spec.ahead()));
    }
    return signals;
  }

  private static Signal signal(Tape tape, float[] values, int n, int steps, int features) {
    return Signal.of(tape.constant(Shape.of(n, steps, features), values, 0));
  }
}
