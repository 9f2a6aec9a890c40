package dev.carousel.task.panel;

import dev.carousel.BadInput;
import dev.carousel.data.Examples;
import dev.carousel.kernel.Engine;
import dev.carousel.layer.Input;
import dev.carousel.loss.Loss;
import dev.carousel.loss.Objective;
import dev.carousel.network.Network;
import dev.carousel.task.panel.PanelOptions.LossKind;
import dev.carousel.task.panel.PanelOptions.NetworkOptions;
import dev.carousel.tensor.Shape;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What reads a window once and gives all steps ahead; how it gets there is its network's path. */
interface WindowKind extends ModelKind {
  /** From the segments to all outputs. */
  PanelNetwork.Path path();

  @Override
  default Network toTrain(PanelSpec spec, NetworkOptions options, long seed) {
    return PanelNetwork.toTrain(spec, options, path(), seed);
  }

  @Override
  default Examples examples(
      PanelSpec spec, List<PreparedSeries> series, LossKind loss, int most, Origins origins) {
    if (spec.inputs().missing() != Missing.DROP) {
      return new PanelWindows(spec, series, loss, most, origins);
    }
    Origins complete = origins.complete(series);
    if (Arrays.stream(complete.counts()).sum() == 0) {
      throw new BadInput(
          "--missing drop: nowhere are %,d steps on end (a window of %,d, a horizon of %,d) without"
              + " a missing value; take --missing last, mask or decay, or a shorter --window",
          spec.window() + spec.horizon(), spec.window(), spec.horizon());
    }
    return new PanelWindows(spec, series, loss, most, complete);
  }

  @Override
  default Objective objective(PanelSpec spec, LossKind kind, int members) {
    return objectiveOf(spec, kind, members);
  }

  /** The same loss for each member: they share the limit of the gradient's norm and no more. */
  static Objective objectiveOf(PanelSpec spec, LossKind kind, int members) {
    Loss loss = loss(spec, kind);
    Objective objective = Objective.of(loss);
    for (int m = 1; m < members; m++) {
      objective = objective.and(loss, 1);
    }
    return objective;
  }

  private static Loss loss(PanelSpec spec, LossKind kind) {
    if (kind == LossKind.MSE) {
      return Loss.MEAN_SQUARED_ERROR;
    }
    return spec.levels().size() == 1 ? Loss.MEAN_ABSOLUTE_ERROR : Loss.quantiles(spec.levels());
  }

  @Override
  default double start(
      PanelSpec spec, Examples learn, @Nullable Examples decide, LossKind loss, Network network) {
    LinearStart start = new LinearStart(spec, (PanelWindows) learn);
    double ridge =
        decide == null ? LinearStart.USUAL_RIDGE : start.choose((PanelWindows) decide, loss);
    start.write(ridge, network);
    return ridge;
  }

  @Override
  default Network toForecast(PanelSpec spec, Network trained) {
    return PanelNetwork.toForecast(spec, trained);
  }

  @Override
  default Forecaster forecaster(PanelSpec spec, Network network, Engine engine) {
    List<Input> inputs = List.copyOf(PanelNetwork.inputs(spec).values());
    boolean fits =
        network.inputs().equals(inputs) && network.output().equals(Shape.of(spec.outputs()));
    if (!fits) {
      throw new IllegalArgumentException(
          "the network reads %s and gives %s, its forecast part reads %s and gives %d"
              .formatted(network.inputs(), network.output(), inputs, spec.outputs()));
    }
    return new WindowForecaster(spec, network, engine);
  }
}
