package dev.carousel.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.carousel.kernel.Engine;
import dev.carousel.random.Randomness;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Compares the tape with {@link DoubleOps}: values, and gradients with central differences, of
 * every input; whichever of the inputs are constants, wherever in an arena they lie, and whatever
 * the step before has left in the tape's buffers.
 */
public final class GradientCheck {
  /** Something computed from inputs by {@link Tensor} operations alone. */
  public interface Computation {
    Tensor apply(List<Tensor> inputs);
  }

  /** Puts inputs on a tape. */
  private interface Leaves {
    List<Tensor> on(Tape tape, Tensor... inputs);
  }

  private static final Engine ENGINE = Engine.of("auto", 1);
  private static final double STEP = 1e-5;

  private GradientCheck() {}

  static void check(String name, Computation f, Tensor... inputs) {
    check(name, f, f, inputs);
  }

  /**
   * {@code onTape} may use what only the tape has; {@code inDouble} says the same by {@link Ops}.
   */
  static void check(String name, Computation onTape, Computation inDouble, Tensor... inputs) {
    double[][] expected = differences(inDouble, inputs);
    Tensor value = inDouble.apply(doubles(inputs));
    for (int wanted = 1; wanted < 1 << inputs.length; wanted++) {
      int these = wanted;
      Leaves leaves = (tape, at) -> leaves(tape, these, at);
      String which = name + ", gradients of " + binary(wanted);
      compare(which, onTape, leaves, inputs, value, expected, wanted);
    }
    compare(name + ", parameters", onTape, GradientCheck::parameters, inputs, value, expected, -1);
  }

  /** The same for many inputs: with gradients of all of them, as variables and as parameters. */
  public static void checkAll(String name, Computation f, Tensor... inputs) {
    double[][] expected = differences(f, inputs);
    Tensor value = f.apply(doubles(inputs));
    Leaves variables = (tape, at) -> leaves(tape, -1, at);
    compare(name + ", variables", f, variables, inputs, value, expected, -1);
    compare(name + ", parameters", f, GradientCheck::parameters, inputs, value, expected, -1);
  }

  private static void compare(
      String name,
      Computation f,
      Leaves leaves,
      Tensor[] inputs,
      Tensor value,
      double[][] expected,
      int wanted) {
    Tape tape = new Tape(ENGINE, true);
    Tensor[] nowhere = Arrays.stream(inputs).map(GradientCheck::nan).toArray(Tensor[]::new);
    Tensor lost = f.apply(leaves.on(tape, nowhere));
    tape.backward(lost.sum());
    tape.reset(new Randomness(0, 0));
    List<Tensor> on = leaves.on(tape, inputs);
    Tensor y = f.apply(on);
    assertThat(y.shape()).as(name).isEqualTo(value.shape());
    assertClose(name, y.toArray(), ((DoubleTensor) value).data);
    tape.backward(y.times(tape.constant(weights(y.shape()))).sum());
    for (int i = 0; i < on.size(); i++) {
      double[] gradient = expected[i];
      if ((wanted >> Math.min(i, 31) & 1) == 0) {
        gradient = new double[gradient.length];
      }
      assertClose(name + ", input " + i, tape.gradient(on.get(i)).toArray(), gradient);
    }
  }

  private static void assertClose(String name, float[] actual, double[] expected) {
    assertThat(actual).as(name).hasSameSizeAs(expected);
    for (int i = 0; i < actual.length; i++) {
      assertThat((double) actual[i])
          .as("%s, element %d", name, i)
          .isCloseTo(expected[i], within(1e-5 * (1 + Math.abs(expected[i]))));
    }
  }

  private static Tensor nan(Tensor like) {
    float[] values = new float[like.shape().size()];
    Arrays.fill(values, Float.NaN);
    return Tensor.of(values, like.shape().toArray());
  }

  /** Variables where a bit is set, constants elsewhere. */
  private static List<Tensor> leaves(Tape tape, int wanted, Tensor... inputs) {
    List<Tensor> leaves = new ArrayList<>();
    for (int i = 0; i < inputs.length; i++) {
      boolean want = (wanted >> Math.min(i, 31) & 1) == 1;
      leaves.add(want ? tape.variable(inputs[i]) : tape.constant(inputs[i]));
    }
    return leaves;
  }

  /** The inputs as parameters of one arena, whose gradients do not begin at 0. */
  private static List<Tensor> parameters(Tape tape, Tensor... inputs) {
    Parameters.Builder builder = new Parameters.Builder();
    builder.add("first", Shape.of(5), (shape, values, offset, random) -> {});
    for (int i = 0; i < inputs.length; i++) {
      float[] from = inputs[i].toArray();
      builder.add(
          "input " + i,
          inputs[i].shape(),
          (shape, values, offset, random) ->
              System.arraycopy(from, 0, values, offset, from.length));
    }
    Parameters arena = builder.build(1);
    List<Tensor> leaves = new ArrayList<>();
    for (int i = 0; i < inputs.length; i++) {
      leaves.add(tape.parameter(arena.get("input " + i)));
    }
    return leaves;
  }

  /** What the elements of the result weigh in the loss: all different. */
  private static Tensor weights(Shape shape) {
    return Tensor.of(Samples.values(99, shape.size(), 1), shape.toArray());
  }

  private static List<Tensor> doubles(Tensor... inputs) {
    return Arrays.stream(inputs).<Tensor>map(DoubleTensor::of).toList();
  }

  private static double[][] differences(Computation f, Tensor... inputs) {
    List<Tensor> at = doubles(inputs);
    double[][] gradients = new double[inputs.length][];
    for (int i = 0; i < inputs.length; i++) {
      double[] x = ((DoubleTensor) at.get(i)).data;
      gradients[i] = new double[x.length];
      for (int j = 0; j < x.length; j++) {
        double here = x[j];
        x[j] = here + STEP;
        double above = loss(f, at);
        x[j] = here - STEP;
        double below = loss(f, at);
        x[j] = here;
        gradients[i][j] = (above - below) / (2 * STEP);
      }
    }
    return gradients;
  }

  private static double loss(Computation f, List<Tensor> inputs) {
    DoubleTensor y = (DoubleTensor) f.apply(inputs);
    float[] weights = weights(y.shape()).toArray();
    double sum = 0;
    for (int i = 0; i < weights.length; i++) {
      sum += weights[i] * y.data[i];
    }
    return sum;
  }

  private static String binary(int bits) {
    return Integer.toBinaryString(bits);
  }
}
