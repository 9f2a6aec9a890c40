package dev.carousel.lab.paper;

import dev.carousel.cell.Cell;
import dev.carousel.cell.CellActivation;
import dev.carousel.cell.ClockworkCell;
import dev.carousel.cell.LstmCell;
import dev.carousel.cell.RnnCell;
import dev.carousel.kernel.Engine;
import dev.carousel.lab.Algorithm;
import dev.carousel.lab.Curve;
import dev.carousel.lab.Draws;
import dev.carousel.lab.Experiment;
import dev.carousel.lab.Published;
import dev.carousel.lab.Trial;
import dev.carousel.lab.TrialProgram;
import dev.carousel.lab.TrialResult;
import dev.carousel.lab.Variant;
import dev.carousel.layer.Dense;
import dev.carousel.layer.Input;
import dev.carousel.layer.Layer;
import dev.carousel.layer.Recurrent;
import dev.carousel.loss.Loss;
import dev.carousel.model.Sequential;
import dev.carousel.network.Network;
import dev.carousel.optim.Sgd;
import dev.carousel.tensor.Tensor;
import dev.carousel.train.Fit;
import dev.carousel.train.History;
import java.util.List;
import java.util.Map;

/**
 * Generating a waveform without input (Koutnik, Greff, Gomez and Schmidhuber 2014): 320 samples by
 * a clockwork RNN, an LSTM and a simple RNN of about 1,000 weights. The paper's are pieces of
 * music; ours are sums of sines.
 */
public final class ClockworkWaveform {
  private static final String NAME = "clockwork-waveform";
  private static final int SAMPLES = 320;
  private static final int SINES = 6;
  private static final double SHORTEST = 8;
  private static final int TRIALS = 5;
  private static final int EPOCHS = 4000;
  private static final double RATE = 0.003;
  private static final double MOMENTUM = 0.95;
  private static final double SOLVED = 0.1;

  private ClockworkWaveform() {}

  /** The experiment. */
  public static Experiment experiment() {
    return new Experiment(
        NAME,
        "Generating a waveform (2014)",
        "Sequences are presentations of one waveform of 320 samples, the sum of six sines of periods"
            + " from 8 to 320; it is another one in each trial. Solved: mean squared error below 0.1"
            + " of the variance at the end (nmse), our rule.",
        List.of(
            row("lstm-15", "15 cells", new LstmCell(15, 1)),
            row("rnn-30", "30 tanh units", new RnnCell(30, CellActivation.TANH)),
            row("clockwork-8x5", "8 modules of 5", ClockworkCell.of(8, 5))));
  }

  private static Variant row(String name, String what, Cell cell) {
    return new Variant(
            NAME,
            name,
            what
                + ", Nesterov momentum "
                + MOMENTUM
                + ", learning rate "
                + RATE
                + ", norm clipped to 1",
            new Published("Koutnik et al. 2014", TRIALS, null, null, null),
            network(cell, 1).parameters().values().length,
            List.of(Algorithm.BPTT),
            new Program(cell))
        .withReading("sums of sines in place of music, a rule of success of our own");
  }

  private static Network network(Cell cell, long seed) {
    List<Layer> layers = List.of(Recurrent.of(cell).returnSequences(), Dense.units(1));
    return new Network(Input.sequence(SAMPLES, 1), layers, seed);
  }

  /** Six sines of random period, phase and amplitude, the largest value 1. */
  static float[] waveform(Draws draws) {
    double[] sum = new double[SAMPLES];
    for (int i = 0; i < SINES; i++) {
      double period = SHORTEST * StrictMath.pow(SAMPLES / SHORTEST, draws.uniform());
      double phase = 2 * Math.PI * draws.uniform();
      double amplitude = draws.uniform(0.5, 1);
      for (int t = 0; t < SAMPLES; t++) {
        sum[t] += amplitude * StrictMath.sin(2 * Math.PI * t / period + phase);
      }
    }
    double largest = 0;
    for (double value : sum) {
      largest = Math.max(largest, Math.abs(value));
    }
    float[] wave = new float[SAMPLES];
    for (int t = 0; t < SAMPLES; t++) {
      wave[t] = (float) (sum[t] / largest);
    }
    return wave;
  }

  /** One trial. */
  private record Program(Cell cell) implements TrialProgram {
    @Override
    public TrialResult run(Trial trial) {
      float[] wave = waveform(new Draws(trial.shared("waveform", trial.number())));
      long seed = trial.random("weights").bits(0);
      Sequential model =
          Sequential.of(network(cell, seed), Engine.of("auto", 1))
              .compile(Sgd.nesterov(RATE, MOMENTUM), Loss.MEAN_SQUARED_ERROR);
      Tensor silence = Tensor.of(new float[SAMPLES], 1, SAMPLES, 1);
      Tensor target = Tensor.of(wave, 1, SAMPLES, 1);
      double variance = variance(wave);
      Curve curve = new Curve();
      Fit.Listener listener =
          new Fit.Listener() {
            private long sequences;

            @Override
            public void onEpoch(History.Epoch epoch, boolean best) {
              curve.add(epoch.loss() / variance);
              trial.at(++sequences);
            }
          };
      model.fit(silence, target, Fit.epochs(EPOCHS).batchSize(1).clipNorm(1).listener(listener));
      double nmse = model.evaluate(silence, target) / variance;
      return new TrialResult(nmse < SOLVED, EPOCHS, 0, 0, Map.of("nmse", nmse), curve.points());
    }

    private static double variance(float[] wave) {
      double sum = 0;
      double squares = 0;
      for (float value : wave) {
        sum += value;
        squares += (double) value * value;
      }
      return squares / SAMPLES - sum / SAMPLES * sum / SAMPLES;
    }
  }
}
