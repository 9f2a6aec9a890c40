package dev.carousel.task.panel.esrnn;

import dev.carousel.kernel.Engine;
import dev.carousel.layer.Pass;
import dev.carousel.layer.Signal;
import dev.carousel.network.Network;
import dev.carousel.random.Randomness;
import dev.carousel.tensor.Shape;
import dev.carousel.tensor.Tape;
import dev.carousel.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;

/** What a network gives behind the ends of stretches. Safe for many threads. */
public final class EsRnnForecaster {
  private static final Randomness NONE = new Randomness(0, 0);
  private static final int BATCH = 256;

  private final Network network;
  private final EsRnnSizes sizes;
  private final Engine engine;

  /**
   * A forecaster.
   *
   * @param network of {@link EsRnnNetwork#toForecast}
   * @param tokens that it has
   * @throws IllegalArgumentException if the network is none of these sizes
   */
  public EsRnnForecaster(Network network, EsRnnSizes sizes, int tokens, Engine engine) {
    this.network = network;
    this.sizes = sizes;
    this.engine = engine;
    Shape given = Shape.of(sizes.places(), sizes.horizon() * sizes.levels());
    boolean fits =
        network.inputs().size() == 2
            && network.inputs().get(0).tokens()
            && network.inputs().get(0).features() == tokens
            && network.inputs().get(1).shape().equals(Shape.of(1, sizes.given()))
            && network.outputs().size() == 1
            && network.output().equals(given);
    if (!fits) {
      throw new IllegalArgumentException(
          "the network reads %s and gives %s, its forecast part has %d tokens, %d values and gives %s"
              .formatted(network.inputs(), network.outputs(), tokens, sizes.given(), given));
    }
  }

  /**
   * Forecasts.
   *
   * @return for each stretch (horizon, levels), one step after the other, as the network sees
   *     values
   */
  public List<float[]> forecast(List<? extends Stretch> stretches) {
    List<float[]> all = new ArrayList<>();
    Tape tape = new Tape(engine, false);
    int one = sizes.horizon() * sizes.levels();
    for (int from = 0; from < stretches.size(); from += BATCH) {
      int n = Math.min(BATCH, stretches.size() - from);
      float[] tokens = new float[n];
      float[] values = new float[n * sizes.given()];
      for (int i = 0; i < n; i++) {
        tokens[i] = stretches.get(from + i).token();
        sizes.write(stretches.get(from + i), values, i * sizes.given());
      }
      tape.reset(NONE);
      Tensor series = tape.constant(Shape.of(n, 1), tokens, 0);
      Tensor x = tape.constant(Shape.of(n, 1, sizes.given()), values, 0);
      float[] out =
          network
              .apply(Pass.on(tape), List.of(Signal.of(series), Signal.of(x)))
              .getFirst()
              .values()
              .toArray();
      for (int i = 0; i < n; i++) {
        float[] last = new float[one];
        System.arraycopy(out, ((i + 1) * sizes.places() - 1) * one, last, 0, one);
        all.add(last);
      }
    }
    return all;
  }
}
