package dev.carousel.layer;

import dev.carousel.cell.Cell;
import dev.carousel.tensor.LstmOp;
import dev.carousel.tensor.Shape;
import dev.carousel.tensor.Tape;
import dev.carousel.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Any cell over time, step by step on the tape. */
record Steps(Cell cell, RecurrentDropout dropout, @Nullable Trace trace) implements OverTime {

  @Override
  public Result run(
      Tape tape,
      Place place,
      Tensor x,
      List<Tensor> state,
      Cell.Weights weights,
      LstmOp.Options options) {
    Tensor features = place.tokens() ? oneHot(tape, x, place.input().last()) : x;
    int time = features.shape().at(1);
    Tensor mask = options.mask() == null ? null : options.mask().reshape(x.shape().at(0), time, 1);
    DropoutMask.OfState drop = new DropoutMask.OfState(tape, place.name(), dropout, cell);
    Tensor[] shown = new Tensor[time];
    List<Tensor> now = state;
    for (int i = 0; i < time; i++) {
      int t = options.reversed() ? time - 1 - i : i;
      now = step(features.step(t), now, weights, mask == null ? null : mask.step(t), drop.at(i));
      shown[t] = now.getFirst();
    }
    if (trace != null && options.reversed()) {
      trace.reverse();
    }
    return new Result(tape.stack(Arrays.asList(shown)), now);
  }

  private List<Tensor> step(
      Tensor x,
      List<Tensor> before,
      Cell.Weights weights,
      @Nullable Tensor mask,
      DropoutMask.OfState drop) {
    List<Tensor> after = cell.step(x, drop.read(before), hooked(weights, drop));
    List<Tensor> kept = new ArrayList<>();
    for (int part = 0; part < after.size(); part++) {
      Tensor old = before.get(part);
      Tensor next = drop.zoneout(part, old, after.get(part));
      next = mask == null ? next : next.ops().select(mask, next, old);
      kept.add(next);
      if (trace != null) {
        trace.add(cell.stateNames().get(part), next);
      }
    }
    return kept;
  }

  /** The cell's weights, with an ear for what it says of its gates. */
  private Cell.Weights hooked(Cell.Weights weights, DropoutMask.OfState drop) {
    if (trace == null && dropout.candidate() == 0) {
      return weights;
    }
    return new Cell.Weights() {
      @Override
      public Tensor get(String name) {
        return weights.get(name);
      }

      @Override
      public Tensor trace(String name, Tensor value) {
        Tensor used = drop.candidate(name, value);
        if (trace != null) {
          trace.add(name, used);
        }
        return used;
      }
    };
  }

  /** Tokens (B, T) as rows (B, T, V). */
  static Tensor oneHot(Tape tape, Tensor tokens, int vocabulary) {
    float[] ids = tokens.toArray();
    float[] rows = tape.buffer(Math.multiplyExact(ids.length, vocabulary));
    Arrays.fill(rows, 0f);
    for (int i = 0; i < ids.length; i++) {
      rows[i * vocabulary + (int) ids[i]] = 1;
    }
    Shape shape = Shape.of(tokens.shape().at(0), tokens.shape().at(1), vocabulary);
    return tape.constant(shape, rows, 0);
  }
}
