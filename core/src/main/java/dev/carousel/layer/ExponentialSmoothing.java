package dev.carousel.layer;

import dev.carousel.tensor.Shape;
import dev.carousel.tensor.Tape;
import dev.carousel.tensor.Tensor;
import java.util.List;

/**
 * Exponential smoothing of series, whose coefficients and first seasons are learnt with the network
 * behind it (Smyl 2020, ES-RNN): {@link SmoothingRows} has the equations and their way back.
 *
 * <p>Reads the numbers of each series (B, 1, N), such as an {@link Embedding} gives, with N = 2 +
 * season, or 1 where there is no season, and the series (B, 1, V): an estimate of its first
 * seasons, if it has any, and its values. Gives windows less level and season (B, P, window), and
 * the level plus the seasons to come (B, P, horizon * repeats), for each of the last P places.
 *
 * @param season steps of a season; 1 for none
 * @param window steps before and with each place
 * @param horizon steps after each place
 * @param places P
 * @param repeats how often each step of the horizon is given, side by side
 */
public record ExponentialSmoothing(int season, int window, int horizon, int places, int repeats)
    implements Vertex {
  /** Checks the options. */
  public ExponentialSmoothing {
    int least = Math.min(Math.min(season, window), Math.min(Math.min(horizon, places), repeats));
    if (least < 1) {
      throw new IllegalArgumentException(
          "smoothing (season %d, window %d, horizon %d, places %d, repeats %d): expected at least 1 of each"
              .formatted(season, window, horizon, places, repeats));
    }
  }

  /**
   * N, the numbers of a series that are learnt: coefficients of level and season, first seasons.
   */
  public int numbers() {
    return rows().numbers();
  }

  @Override
  public String kind() {
    return "exponential_smoothing";
  }

  @Override
  public boolean needsWholeSequence() {
    return true;
  }

  private SmoothingRows rows() {
    return new SmoothingRows(season, window, horizon, places);
  }

  @Override
  public List<Form> outputs(List<Form> inputs) {
    if (inputs.size() != 2) {
      throw new IllegalArgumentException(
          "%s reads the numbers of a series and its values, found %s".formatted(kind(), inputs));
    }
    Shape numbers = Forms.sequence(kind(), Forms.features(kind(), inputs.get(0)));
    Shape values = Forms.sequence(kind(), Forms.features(kind(), inputs.get(1)));
    if (!numbers.equals(Shape.of(1, numbers())) || values.at(0) != 1) {
      throw new IllegalArgumentException(
          "%s reads (1, %d) and (1, values), found %s".formatted(kind(), numbers(), inputs));
    }
    rows().outputs(numbers.last() + values.last(), 1);
    return List.of(
        Form.features(Shape.of(places, window)),
        Form.features(Shape.of(places, horizon * repeats)));
  }

  @Override
  public List<Signal> apply(Place place, Pass pass, List<Signal> inputs) {
    Tape tape = pass.tape();
    Tensor row = tape.concat(inputs.stream().map(Signal::values).toList());
    int batch = row.shape().at(0);
    Tensor all = // (B, P, w + h)
        tape.rows(rows(), row, tape.zeros(Shape.of(batch, 1, 1)))
            .reshape(batch, places, window + horizon);
    Tensor ahead = all.columns(window, window + horizon);
    return List.of(
        Signal.of(all.columns(0, window)), Signal.of(repeats == 1 ? ahead : ahead.repeat(repeats)));
  }
}
