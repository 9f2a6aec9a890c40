package dev.carousel.optim;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carousel.file.SafetensorsFile;
import dev.carousel.kernel.Engine;
import dev.carousel.loss.Loss;
import dev.carousel.random.Randomness;
import dev.carousel.tensor.Golden;
import dev.carousel.tensor.Parameter;
import dev.carousel.tensor.Parameters;
import dev.carousel.tensor.Shape;
import dev.carousel.tensor.Tape;
import dev.carousel.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Ten steps of each optimiser as libtorch takes them; any other options must be seen to differ. */
class OptimizerGoldenTest {
  private static final int STEPS = 10;
  private static final int AVERAGED_FROM = 4;

  private static final Map<String, Optimizer> RIGHT =
      Map.of(
          "sgd-nesterov", Sgd.nesterov(0.05, 0.9),
          "rmsprop", new RmsProp(0.01),
          "rmsprop-centred", new RmsProp(0.01, 0.9, 0.8, 1e-2, true, false),
          "adagrad", new Adagrad(0.05, 0.1, 0.01, 1e-10));

  private static final Map<String, List<Optimizer>> WRONG =
      Map.of(
          "sgd-nesterov", List.of(new Sgd(0.05, 0.9), new Sgd(0.05)),
          "rmsprop",
              List.of(
                  new RmsProp(0.01).withDecay(0.91),
                  new RmsProp(0.01).withMomentum(0.01),
                  new RmsProp(0.01, 0.9, 0, 1e-8, true, false)),
          "rmsprop-centred",
              List.of(
                  new RmsProp(0.01, 0.9, 0.8, 1e-2, false, false),
                  new RmsProp(0.01, 0.9, 0.8, 1e-2, true, true),
                  new RmsProp(0.01, 0.9, 0, 1e-2, true, false)),
          "adagrad",
              List.of(
                  new Adagrad(0.05, 0, 0.01, 1e-10),
                  new Adagrad(0.05, 0.1, 0, 1e-10),
                  new Adagrad(0.05, 0.1, 0.01, 1e-3)));

  /** Ours, libtorch's. */
  private static final Map<String, String> NAMES =
      Map.of(
          "input", "lstm.weight_ih",
          "recurrent", "lstm.weight_hh",
          "lstm_bias", "lstm.bias",
          "kernel", "head.weight",
          "bias", "head.bias");

  private static final class Run {
    final SafetensorsFile fixture;
    final Parameters parameters;
    final float[] losses = new float[STEPS];
    float[][] slots = {};

    Run(SafetensorsFile fixture, Optimizer optimizer) {
      this.fixture = fixture;
      this.parameters = parameters(fixture);
      train(Averaged.polyak(optimizer));
    }

    private void train(Averaged optimizer) {
      slots = new float[optimizer.slots()][parameters.size()];
      Tape tape = new Tape(Engine.of("auto", 1), true);
      for (int step = 1; step <= STEPS; step++) {
        tape.reset(new Randomness(1, step));
        Tensor loss = loss(tape);
        losses[step - 1] = loss.get();
        tape.backward(loss);
        optimizer.step(step, parameters.values(), parameters.gradients(), slots);
        if (step >= AVERAGED_FROM) {
          long count = step - AVERAGED_FROM + 1L;
          optimizer.average(count, parameters.values(), slots, 0, parameters.size());
        }
        Arrays.fill(parameters.gradients(), 0f);
        parameters.changed();
      }
    }

    private Tensor loss(Tape tape) {
      Tensor x = tape.constant(Tensor.of(fixture.floats("x", 4, 6, 3), 4, 6, 3));
      Tensor y = tape.constant(Tensor.of(fixture.floats("y", 4, 1), 4, 1));
      Tensor zero = tape.zeros(Shape.of(4, 8));
      Tensor h =
          tape.lstm(
                  x,
                  zero,
                  zero,
                  leaf(tape, "input"),
                  leaf(tape, "recurrent"),
                  leaf(tape, "lstm_bias"))
              .h();
      return Loss.MEAN_SQUARED_ERROR.mean(
          leaf(tape, "bias").plusProduct(h, leaf(tape, "kernel")), y);
    }

    private Tensor leaf(Tape tape, String name) {
      return tape.parameter(parameters.get(name));
    }

    /** Largest error over the tolerance, of losses and of the weights in an arena. */
    double error(String prefix, float[] arena) {
      double worst = Golden.error(losses, fixture.doubles("losses", STEPS));
      for (Parameter p : parameters.all()) {
        float[] ours = Arrays.copyOfRange(arena, p.offset(), p.offset() + p.shape().size());
        float[] theirs =
            p.shape().rank() == 2
                ? Golden.transposed(ours, p.shape().at(0), p.shape().at(1))
                : ours;
        double[] expected = fixture.tensor(prefix + NAMES.get(p.name())).doubles();
        worst = Math.max(worst, Golden.error(theirs, expected));
      }
      return worst;
    }
  }

  private static Parameters parameters(SafetensorsFile fixture) {
    Map<String, Shape> shapes =
        Map.of(
            "input", Shape.of(3, 32),
            "recurrent", Shape.of(8, 32),
            "lstm_bias", Shape.of(32),
            "kernel", Shape.of(8, 1),
            "bias", Shape.of(1));
    Parameters.Builder builder = new Parameters.Builder();
    for (String name : List.of("input", "recurrent", "lstm_bias", "kernel", "bias")) {
      float[] theirs = fixture.tensor(NAMES.get(name)).floats();
      Shape shape = shapes.get(name);
      float[] ours =
          shape.rank() == 2 ? Golden.transposed(theirs, shape.at(1), shape.at(0)) : theirs;
      builder.add(
          name, shape, (s, values, at, random) -> System.arraycopy(ours, 0, values, at, s.size()));
    }
    return builder.build(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"sgd-nesterov", "rmsprop", "rmsprop-centred", "adagrad"})
  void tenStepsAsLibtorchTakesThem(String name) {
    SafetensorsFile fixture = Golden.read("train/train-" + name);
    Run run = new Run(fixture, RIGHT.get(name));
    assertThat(run.error("final.", run.parameters.values())).isLessThan(1);
    for (Optimizer wrong : WRONG.get(name)) {
      Run other = new Run(fixture, wrong);
      assertThat(other.error("final.", other.parameters.values()))
          .as(wrong.toString())
          .isGreaterThan(10);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"sgd-nesterov", "rmsprop"})
  void theMeanOfTheWeights(String name) {
    Run run = new Run(Golden.read("train/train-" + name), RIGHT.get(name));
    float[] mean = run.slots[run.slots.length - 1];
    assertThat(run.error("mean.", mean)).isLessThan(1);
    assertThat(run.error("mean.", run.parameters.values())).isGreaterThan(10);
  }
}
