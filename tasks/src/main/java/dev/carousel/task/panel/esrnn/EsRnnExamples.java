package dev.carousel.task.panel.esrnn;

import dev.carousel.data.Examples;
import dev.carousel.tensor.Shape;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntFunction;

/** Stretches of series, with what comes behind each of their places. */
public final class EsRnnExamples {
  private EsRnnExamples() {}

  /**
   * Examples of two inputs, the series and its values, and one target.
   *
   * @param squared whether errors are squared, and their weights too
   */
  public static Examples of(
      int size, IntFunction<Stretch> stretch, EsRnnSizes sizes, boolean squared) {
    Part values = new Part(size, stretch, sizes, squared, false);
    return Examples.joined(
        List.of(new Part(size, stretch, sizes, squared, true), values), List.of(values));
  }

  private record Part(
      int size, IntFunction<Stretch> stretch, EsRnnSizes sizes, boolean squared, boolean token)
      implements Examples {
    @Override
    public Shape inputShape() {
      return token ? Shape.of(1) : Shape.of(1, sizes.given());
    }

    @Override
    public Shape targetShape() {
      return Shape.of(sizes.places(), sizes.horizon() * sizes.levels());
    }

    @Override
    public void readInput(int index, float[] to, int offset) {
      if (token) {
        to[offset] = stretch.apply(index).token();
      } else {
        sizes.write(stretch.apply(index), to, offset);
      }
    }

    @Override
    public void readTarget(int index, float[] to, int offset) {
      Stretch one = stretch.apply(index);
      fill(one, to, offset, place -> (float) one.value(place));
    }

    @Override
    public boolean weighted() {
      return true;
    }

    @Override
    public void readWeights(int index, float[] to, int offset) {
      Stretch one = stretch.apply(index);
      double weight = squared ? one.weight() * one.weight() : one.weight();
      fill(one, to, offset, place -> (float) weight);
    }

    /** A number for each step after each place that has a value, else 0. */
    private void fill(Stretch one, float[] to, int offset, PlaceNumber number) {
      int at = offset;
      for (int p = 0; p < sizes.places(); p++) {
        int place = one.origin() - sizes.places() + p;
        boolean within = place - one.first() >= Math.min(sizes.window(), 2) - 1;
        for (int h = 1; h <= sizes.horizon(); h++) {
          boolean known = within && one.observed(place + h);
          Arrays.fill(to, at, at + sizes.levels(), known ? number.at(place + h) : 0f);
          at += sizes.levels();
        }
      }
    }
  }

  private interface PlaceNumber {
    float at(int place);
  }
}
