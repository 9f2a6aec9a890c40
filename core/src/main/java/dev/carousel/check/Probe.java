package dev.carousel.check;

import dev.carousel.check.GradientCheck.Computation;
import dev.carousel.kernel.Engine;
import dev.carousel.random.Randomness;
import dev.carousel.tensor.Parameter;
import dev.carousel.tensor.Parameters;
import dev.carousel.tensor.Shape;
import dev.carousel.tensor.Tape;
import dev.carousel.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A computation, projected to one number, whose inputs can be moved. */
final class Probe {
  private static final double[] STEPS = {0x1p-6, 0x1p-8, 0x1p-10};

  /** Slopes below this share of the values are compared as if they were of this size. */
  private static final double QUIET = 0x1p-10;

  /** Values that can be moved: a variable's own copy, or a range of the arena, and the slopes. */
  record Place(String name, Shape shape, Values values, Values slopes) {}

  /** A range of an array. */
  record Values(float[] array, int offset) {}

  private final Computation computation;
  private final Map<String, Tensor> constants;
  private final @Nullable Parameters parameters;
  private final Randomness random;
  private final Tape tape = new Tape(Engine.of("auto", 1), true);
  private final Map<String, Tensor> variables = new LinkedHashMap<>(); // views of their places
  private final List<Place> places = new ArrayList<>();
  private final Randomness projection;
  private final double quiet;

  Probe(
      Computation computation,
      Map<String, Tensor> variables,
      Map<String, Tensor> constants,
      @Nullable Parameters parameters,
      Randomness random) {
    this.computation = computation;
    this.constants = constants;
    this.parameters = parameters;
    this.random = random;
    this.projection = random.named("projection");
    variables.forEach((name, start) -> {
      float[] values = start.toArray();
      this.variables.put(name, Tensor.of(values, start.shape().toArray()));
      Values slopes = new Values(new float[values.length], 0);
      places.add(new Place(name, start.shape(), new Values(values, 0), slopes));
    });
    if (parameters != null) {
      float[] slopes = parameters.gradients().clone();
      for (Parameter p : parameters.all()) {
        Values values = new Values(parameters.values(), p.offset());
        places.add(new Place(p.name(), p.shape(), values, new Values(slopes, p.offset())));
      }
    }
    this.quiet = QUIET * differentiate();
  }

  List<Place> places() {
    return places;
  }

  /** Moves one value. */
  GradientReport.Entry entry(Place place, int at) {
    float[] direction = new float[place.shape().size()];
    direction[at] = 1;
    return compare(place, at(place.shape(), at), direction);
  }

  /** Moves all values of a place, each by the same, up or down. */
  GradientReport.Entry direction(Place place) {
    float[] direction = new float[place.shape().size()];
    Randomness signs = random.named("direction").named(place.name());
    float length = (float) (1 / Math.sqrt(direction.length));
    for (int i = 0; i < direction.length; i++) {
      direction[i] = signs.bits(i) < 0 ? length : -length;
    }
    return compare(place, "in a random direction", direction);
  }

  /** With that of the steps which agrees best. */
  private GradientReport.Entry compare(Place place, String where, float[] direction) {
    GradientReport.Entry best = null;
    for (double step : STEPS) {
      GradientReport.Entry next = compare(place, where, direction, step);
      if (best == null || !(next.error() >= best.error())) {
        best = next;
      }
    }
    return Objects.requireNonNull(best);
  }

  private GradientReport.Entry compare(Place place, String where, float[] direction, double step) {
    float[] before =
        Arrays.copyOfRange(
            place.values.array, place.values.offset, place.values.offset + direction.length);
    double moved = 0; // what the values moved by, as floats, times their slopes
    double difference = 0;
    try {
      for (int sign : new int[] {1, -1}) {
        for (int i = 0; i < direction.length; i++) {
          float x = (float) (before[i] + sign * step * direction[i]);
          place.values.array[place.values.offset + i] = x;
          moved += sign * ((double) x - before[i]) * place.slopes.array[place.slopes.offset + i];
        }
        difference += sign * value();
      }
    } finally {
      System.arraycopy(before, 0, place.values.array, place.values.offset, before.length);
      changed();
    }
    double analytic = moved / (2 * step);
    double numerical = difference / (2 * step);
    double scale = Math.max(quiet, Math.max(Math.abs(analytic), Math.abs(numerical)));
    double error = analytic == numerical ? 0 : Math.abs(analytic - numerical) / scale;
    return new GradientReport.Entry(place.name, where, analytic, numerical, error);
  }

  /** The projected result at the values as they are. */
  private double value() {
    changed();
    Tensor result = compute(variablesOnTape());
    double sum = 0;
    for (int i = 0; i < result.shape().size(); i++) {
      sum += (double) weight(i) * result.at(i);
    }
    return sum;
  }

  /** Writes the slopes, and gives the Euclidean norm of the result that they are slopes of. */
  private double differentiate() {
    if (parameters != null) {
      Arrays.fill(parameters.gradients(), 0f);
    }
    Map<String, Tensor> on = variablesOnTape();
    Tensor result = compute(on);
    float[] weights = new float[result.shape().size()];
    double squares = 0;
    for (int i = 0; i < weights.length; i++) {
      weights[i] = weight(i);
      double output = weights[i] * (double) result.at(i);
      squares += output * output;
    }
    Tensor onto = tape.constant(result.shape(), weights, 0);
    tape.backward(result.times(onto).sum());
    for (Place place : places) {
      Tensor variable = on.get(place.name);
      float[] from =
          variable != null
              ? tape.gradient(variable).toArray()
              : Objects.requireNonNull(parameters).gradients();
      int size = place.shape.size();
      System.arraycopy(from, place.slopes.offset, place.slopes.array, place.slopes.offset, size);
    }
    if (parameters != null) {
      Arrays.fill(parameters.gradients(), 0f);
    }
    return Math.sqrt(squares);
  }

  private Map<String, Tensor> variablesOnTape() {
    tape.reset(random.named("tape"));
    Map<String, Tensor> on = new LinkedHashMap<>();
    variables.forEach((name, value) -> on.put(name, tape.variable(value)));
    return on;
  }

  private Tensor compute(Map<String, Tensor> on) {
    Map<String, Tensor> all = new LinkedHashMap<>(on);
    constants.forEach((name, value) -> all.put(name, tape.constant(value)));
    return computation.apply(tape, all);
  }

  private void changed() {
    if (parameters != null) {
      parameters.changed();
    }
  }

  /** What an output weighs in the projection: up to 1.5, never little. */
  private float weight(int output) {
    float size = 0.5f + projection.uniform(2L * output);
    return projection.bits(2L * output + 1) < 0 ? size : -size;
  }

  /** The indices of a row-major position, as in {@code (3, 17)}. */
  private static String at(Shape shape, int position) {
    int[] indices = new int[shape.rank()];
    for (int axis = shape.rank() - 1, rest = position; axis >= 0; axis--) {
      indices[axis] = rest % shape.at(axis);
      rest /= shape.at(axis);
    }
    return Arrays.stream(indices)
        .mapToObj(Integer::toString)
        .collect(Collectors.joining(", ", "(", ")"));
  }
}
