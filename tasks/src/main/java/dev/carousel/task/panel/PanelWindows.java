package dev.carousel.task.panel;

import dev.carousel.data.Examples;
import dev.carousel.task.panel.PanelOptions.LossKind;
import dev.carousel.tensor.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Windows of many series as examples, at most so many, spread evenly over all there are. Steps
 * without a value weigh nothing; the others so that the loss is half what sMAPE and half what MASE
 * would be, each over the mean of the panel.
 */
final class PanelWindows implements Examples {
  private static final double MOST_WEIGHT = 10;

  private final PanelSpec spec;
  private final List<PreparedSeries> series;
  private final int[] which; // series of each window
  private final int[] origins;
  private final double[] importance; // of each series' error, in the unit of its values
  private final boolean squared;

  /** Windows of all origins at which something is known of the horizon. */
  PanelWindows(PanelSpec spec, List<PreparedSeries> series, LossKind loss, int most) {
    this(spec, series, loss, most, Origins.of(series));
  }

  /** Windows of some origins of each series. */
  PanelWindows(PanelSpec spec, List<PreparedSeries> series, LossKind loss, int most, Origins of) {
    this.spec = spec;
    this.series = series;
    this.squared = loss == LossKind.MSE;
    ChosenWindows chosen = ChosenWindows.of(of, most);
    this.which = chosen.which();
    this.origins = chosen.origins();
    this.importance = importance(series, squared);
  }

  /**
   * What an error of one counts, in the unit of each series' values; it is squared too if errors
   * are.
   */
  static double[] importance(List<PreparedSeries> series, boolean squared) {
    return squared ? byDeviation(series) : byOwa(series);
  }

  /**
   * What an error of one counts: half relative to the series, as in sMAPE, and half over its scale,
   * as in MASE, both over what is usual in the panel.
   */
  private static double[] byOwa(List<PreparedSeries> series) {
    double mean =
        series.stream()
            .mapToDouble(s -> s.scale() * s.relative())
            .filter(s -> !Double.isNaN(s))
            .average()
            .orElse(1);
    double[] importance = new double[series.size()];
    for (int i = 0; i < importance.length; i++) {
      double relative = series.get(i).relative() / mean;
      double scaled = 1 / series.get(i).scale();
      double mase = Double.isNaN(scaled) ? 0 : Math.min(MOST_WEIGHT * relative, scaled);
      importance[i] = (relative + mase) / 2;
    }
    return importance;
  }

  private static double[] byDeviation(List<PreparedSeries> series) {
    return series.stream().mapToDouble(s -> 1 / s.deviation()).toArray();
  }

  @Override
  public List<Examples> inputParts() {
    List<Examples> inputs = new ArrayList<>(List.of(this));
    if (spec.linear() != spec.features()) {
      Shape shape = Shape.of(spec.steps(), spec.linear());
      inputs.add(new Part(this, shape, PreparedSeries::linear));
    }
    if (spec.ahead() > 0) {
      inputs.add(new Part(this, Shape.of(1, spec.ahead()), PreparedSeries::ahead));
    }
    return inputs;
  }

  /** What is written of a series before or ahead of an origin. */
  private interface Reading {
    void write(PreparedSeries series, int origin, float[] to, int offset);
  }

  /** The same windows, of which another input is read. */
  private record Part(PanelWindows of, Shape inputShape, Reading reading) implements Examples {
    @Override
    public int size() {
      return of.size();
    }

    @Override
    public Shape targetShape() {
      return of.targetShape();
    }

    @Override
    public void readInput(int index, float[] to, int offset) {
      reading.write(of.series.get(of.which[index]), of.origins[index], to, offset);
    }

    @Override
    public void readTarget(int index, float[] to, int offset) {
      of.readTarget(index, to, offset);
    }
  }

  /** Numbers the linear layers read of a window. */
  int terms() {
    return spec.steps() * spec.linear() + spec.ahead();
  }

  /** Writes what the linear layers read of a window. */
  void readTerms(int index, float[] to) {
    PreparedSeries one = series.get(which[index]);
    one.linear(origins[index], to, 0);
    one.ahead(origins[index], to, spec.steps() * spec.linear());
  }

  @Override
  public int size() {
    return origins.length;
  }

  @Override
  public Shape inputShape() {
    return Shape.of(spec.steps(), spec.features());
  }

  @Override
  public Shape targetShape() {
    return Shape.of(spec.outputs());
  }

  @Override
  public void readInput(int index, float[] to, int offset) {
    series.get(which[index]).window(origins[index], to, offset);
  }

  @Override
  public void readTarget(int index, float[] to, int offset) {
    series.get(which[index]).target(origins[index], to, offset);
  }

  @Override
  public boolean weighted() {
    return true;
  }

  @Override
  public void readWeights(int index, float[] to, int offset) {
    PreparedSeries one = series.get(which[index]);
    int origin = origins[index];
    double unit = importance[which[index]] * one.spread(origin);
    float weight = (float) (squared ? unit * unit : unit);
    int levels = spec.levels().size();
    for (int h = 0; h < spec.horizon(); h++) {
      int at = offset + h * levels;
      Arrays.fill(to, at, at + levels, one.observed(origin, h) ? weight : 0f);
    }
  }
}
