package dev.carousel.task.panel.deepar;

import dev.carousel.data.Examples;
import dev.carousel.tensor.Shape;
import java.util.Arrays;
import java.util.function.IntFunction;

/**
 * Windows with what comes behind them, for teacher forcing: at each step the network reads what
 * came before, and is to give the distribution of what comes. A row of a target is the value, the
 * scale, and zeros; steps without a value weigh nothing.
 *
 * @param size number of windows
 * @param sight of each
 * @param rows what the network reads
 * @param window steps before the origin
 * @param horizon steps from it on
 * @param parameters numbers that name a distribution, at least 2
 */
public record DeepArExamples(
    int size, IntFunction<Sight> sight, StepRows rows, int window, int horizon, int parameters)
    implements Examples {

  private int steps() {
    return window + horizon - 1;
  }

  /** The place whose distribution a step gives. */
  private int place(Sight sight, int step) {
    return sight.origin() - window + 1 + step;
  }

  @Override
  public Shape inputShape() {
    return Shape.of(steps(), rows.features());
  }

  @Override
  public Shape targetShape() {
    return Shape.of(steps(), parameters);
  }

  @Override
  public void readInput(int index, float[] to, int offset) {
    Sight one = sight.apply(index);
    for (int step = 0; step < steps(); step++) {
      rows.write(one, place(one, step), to, offset + step * rows.features());
    }
  }

  @Override
  public void readTarget(int index, float[] to, int offset) {
    Sight one = sight.apply(index);
    Arrays.fill(to, offset, offset + steps() * parameters, 0f);
    for (int step = 0; step < steps(); step++) {
      int at = offset + step * parameters;
      to[at] = (float) one.target(place(one, step));
      to[at + 1] = (float) one.scale();
    }
  }

  @Override
  public boolean weighted() {
    return true;
  }

  @Override
  public void readWeights(int index, float[] to, int offset) {
    Sight one = sight.apply(index);
    for (int step = 0; step < steps(); step++) {
      int at = offset + step * parameters;
      Arrays.fill(to, at, at + parameters, one.observed(place(one, step)) ? 1f : 0f);
    }
  }
}
