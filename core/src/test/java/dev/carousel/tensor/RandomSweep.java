package dev.carousel.tensor;

import dev.carousel.cell.Cell;
import dev.carousel.cell.GruCell;
import dev.carousel.cell.ProjectedLstmCell;
import dev.carousel.cell.RnnCell;
import dev.carousel.kernel.Engine;
import dev.carousel.kernel.RnnActivation;
import dev.carousel.random.Randomness;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * A recurrent layer of random sizes, options and numbers, computed by its fused operation or by its
 * cell, step by step.
 *
 * @param output R, which is H but for a projection
 * @param started whether it starts from a given state, whose gradient is wanted
 * @param towardsInput whether the gradient of the input is wanted
 * @param spoiled whether all numbers are NaN
 */
record RandomSweep(
    long seed,
    Kind kind,
    int batch,
    int time,
    int input,
    int hidden,
    int output,
    boolean peepholes,
    boolean reversed,
    boolean masked,
    boolean started,
    boolean towardsInput,
    boolean spoiled) {

  /** The layers that have a fused form. */
  enum Kind {
    LSTM(4),
    PROJECTED_LSTM(4),
    GRU_RESET_AFTER(3),
    GRU_RESET_BEFORE(3),
    RNN_TANH(1),
    RNN_RELU(1);

    final int gates;

    Kind(int gates) {
      this.gates = gates;
    }

    boolean isLstm() {
      return gates == 4;
    }
  }

  /** One, around lanes, panels and tiles, and what is a multiple of nothing. */
  private static final int[] SIZES = {1, 2, 3, 5, 7, 8, 9, 13, 15, 16, 17, 24, 31, 33, 47, 64, 67};

  /** Multiply-adds of a step from which the threads share the hidden units (two million). */
  private static final int LARGE = 2_000_000;

  /**
   * Draws one; every eighth has few rows, or a single one, and so many units that the threads share
   * these.
   */
  static RandomSweep draw(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    Kind kind = Kind.values()[random.nextInt(Kind.values().length)];
    boolean large = seed % 8 == 0;
    boolean single = seed % 16 == 8;
    int batch = single ? 1 : large ? random.nextInt(9, 20) : size(random);
    int time = single ? 24 : large ? 2 : random.nextInt(1, 8);
    int worth = single ? batch * time : batch; // a barrier, for all steps of one row or for a step
    int least = (int) Math.ceil(StrictMath.sqrt((double) LARGE / worth / kind.gates));
    int hidden = large ? least + random.nextInt(1, 20) : size(random);
    return new RandomSweep(
        seed,
        kind,
        batch,
        time,
        size(random),
        hidden,
        kind == Kind.PROJECTED_LSTM ? Math.max(1, hidden - random.nextInt(hidden)) : hidden,
        kind.isLstm() && random.nextBoolean(),
        random.nextBoolean(),
        random.nextBoolean(),
        random.nextBoolean(),
        random.nextInt(4) > 0,
        false);
  }

  private static int size(SplittableRandom random) {
    return SIZES[random.nextInt(SIZES.length)];
  }

  /** The first row of the batch alone. */
  RandomSweep firstRow() {
    return with(1, masked, spoiled);
  }

  /** All of it, no step left out, in NaN. */
  private RandomSweep spoil() {
    return with(batch, false, true);
  }

  private RandomSweep with(int rows, boolean holes, boolean nan) {
    return new RandomSweep(
        seed,
        kind,
        rows,
        time,
        input,
        hidden,
        output,
        peepholes,
        reversed,
        holes,
        started,
        towardsInput,
        nan);
  }

  /** Results, and gradients of all that was given, by name. */
  Map<String, float[]> run(Engine engine, boolean fused) {
    return run(new Tape(engine, true), fused);
  }

  /** The same on a tape whose buffers are full of NaN from the step before. */
  Map<String, float[]> runAfterNaN(Engine engine) {
    Tape tape = new Tape(engine, true);
    spoil().run(tape, true);
    tape.reset(new Randomness(0, 0));
    return run(tape, true);
  }

  private Map<String, float[]> run(Tape tape, boolean fused) {
    Map<String, Tensor> in = inputs(tape);
    Tensor mask = masked ? tape.constant(mask()) : null;
    Map<String, Tensor> out = fused ? fused(tape, in, mask) : stepped(in, mask);
    Tensor loss = tape.zeros(Shape.of(1));
    for (Map.Entry<String, Tensor> entry : out.entrySet()) {
      Tensor y = entry.getValue();
      Tensor weights = tape.constant(numbers("d" + entry.getKey(), 1, y.shape().toArray()));
      loss = loss.plus(y.times(weights).sum().reshape(1));
    }
    tape.backward(loss.sum());
    Map<String, float[]> results = new LinkedHashMap<>();
    out.forEach((name, y) -> results.put(name, y.toArray()));
    in.forEach((name, a) -> results.put("gradient of " + name, tape.gradient(a).toArray()));
    return results;
  }

  private Map<String, Tensor> inputs(Tape tape) {
    int columns = kind.gates * hidden;
    double scale = 1 / StrictMath.sqrt(output);
    Map<String, Tensor> in = new LinkedHashMap<>();
    Tensor x = numbers("x", 1, batch, time, input);
    in.put("x", towardsInput ? tape.variable(x) : tape.constant(x));
    put(in, tape, "input", numbers("input", 1 / StrictMath.sqrt(input), input, columns));
    put(in, tape, "recurrent", numbers("recurrent", scale, output, columns));
    put(in, tape, "bias", numbers("bias", 0.5, columns));
    in.put("h0", start(tape, "h0", output));
    if (kind.isLstm()) {
      in.put("c0", start(tape, "c0", hidden));
    }
    if (peepholes) {
      put(in, tape, "peepholes", numbers("peepholes", 0.5, 3 * hidden));
    }
    if (kind == Kind.PROJECTED_LSTM) {
      put(in, tape, "projection", numbers("projection", scale, hidden, output));
    }
    if (kind == Kind.GRU_RESET_AFTER) {
      put(in, tape, "recurrent_bias", numbers("recurrent_bias", 0.5, hidden));
    }
    return in;
  }

  private static void put(Map<String, Tensor> in, Tape tape, String name, Tensor value) {
    in.put(name, tape.variable(value));
  }

  private Tensor start(Tape tape, String name, int size) {
    return started
        ? tape.variable(numbers(name, 1, batch, size))
        : tape.zeros(Shape.of(batch, size));
  }

  /** The same numbers for a row whatever the batch. */
  private Tensor numbers(String name, double range, int... sizes) {
    int n = Shape.of(sizes).size();
    float[] values = Samples.values(31 * seed + name.hashCode(), n, range);
    if (spoiled) {
      Arrays.fill(values, Float.NaN);
    }
    return Tensor.of(values, sizes);
  }

  /** Rows of different length, with holes; perhaps one without any step. */
  private Tensor mask() {
    SplittableRandom random = new SplittableRandom(~seed);
    float[] keep = new float[batch * time];
    for (int i = 0; i < keep.length; i++) {
      keep[i] = random.nextInt(3) > 0 ? 1 : 0;
    }
    return Tensor.of(keep, batch, time);
  }

  private Map<String, Tensor> fused(Tape tape, Map<String, Tensor> in, @Nullable Tensor mask) {
    LstmOp.Options options = new LstmOp.Options(reversed, mask);
    Tensor x = in.get("x");
    Tensor h0 = in.get("h0");
    Tensor wX = in.get("input");
    Tensor wH = in.get("recurrent");
    Tensor bias = in.get("bias");
    return switch (kind) {
      case LSTM, PROJECTED_LSTM -> {
        LstmOp.Weights weights =
            new LstmOp.Weights(wX, wH, bias, in.get("peepholes"), in.get("projection"));
        LstmOp.Result y = tape.lstm(x, h0, in.get("c0"), weights, options);
        yield results(y.sequence(), List.of(y.h(), y.c()));
      }
      case GRU_RESET_AFTER, GRU_RESET_BEFORE -> {
        GruOp.Weights weights = new GruOp.Weights(wX, wH, bias, in.get("recurrent_bias"));
        GruOp.Result y = tape.gru(x, h0, weights, options);
        yield results(y.sequence(), List.of(y.h()));
      }
      case RNN_TANH, RNN_RELU -> {
        RnnOp.Weights weights = new RnnOp.Weights(wX, wH, bias);
        RnnOp.Result y = tape.rnn(x, h0, weights, activation(), options);
        yield results(y.sequence(), List.of(y.h()));
      }
    };
  }

  private static Map<String, Tensor> results(Tensor sequence, List<Tensor> states) {
    Map<String, Tensor> results = new LinkedHashMap<>();
    results.put("sequence", sequence);
    results.put("h", states.getFirst());
    if (states.size() > 1) {
      results.put("c", states.get(1));
    }
    return results;
  }

  /** The cell at every step; where the mask is 0 the state stays. */
  private Map<String, Tensor> stepped(Map<String, Tensor> in, @Nullable Tensor mask) {
    Cell cell = cell();
    Tensor x = in.get("x");
    Ops ops = x.ops();
    Cell.Weights weights = name -> in.containsKey(name) ? in.get(name) : identity(ops);
    List<Tensor> state = new ArrayList<>(List.of(in.get("h0")));
    if (kind.isLstm()) {
      state.add(in.get("c0"));
    }
    Tensor[] shown = new Tensor[time];
    for (int n = 0; n < time; n++) {
      int t = reversed ? time - 1 - n : n;
      List<Tensor> next = new ArrayList<>(cell.step(x.step(t), state, weights));
      if (mask != null) {
        Tensor now = mask.reshape(batch, time, 1).step(t);
        for (int part = 0; part < next.size(); part++) {
          next.set(part, ops.select(now, next.get(part), state.get(part)));
        }
      }
      state = next;
      shown[t] = state.getFirst();
    }
    return results(ops.stack(Arrays.asList(shown)), state);
  }

  /** An LSTM without projection is one whose projection changes nothing. */
  private Cell cell() {
    return switch (kind) {
      case LSTM, PROJECTED_LSTM -> new ProjectedLstmCell(output, 0, hidden, peepholes, 1);
      case GRU_RESET_AFTER, GRU_RESET_BEFORE -> new GruCell(hidden, kind == Kind.GRU_RESET_AFTER);
      case RNN_TANH, RNN_RELU -> new RnnCell(hidden, activation());
    };
  }

  private Tensor identity(Ops ops) {
    return SweepOptions.identity(ops, hidden);
  }

  private RnnActivation activation() {
    return kind == Kind.RNN_RELU ? RnnActivation.RELU : RnnActivation.TANH;
  }
}
