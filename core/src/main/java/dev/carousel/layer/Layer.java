package dev.carousel.layer;

import dev.carousel.kernel.Engine;
import dev.carousel.tensor.Parameters;
import dev.carousel.tensor.Shape;
import dev.carousel.tensor.Tape;
import dev.carousel.tensor.Tensor;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A layer of one input and one output: a record of its options. Shapes here are of one example,
 * without the batch axis. To write one, implement {@link #kind}, {@link #outputShape} and {@link
 * #apply(Place, Tape, Tensor)}.
 */
public interface Layer extends Vertex {

  /**
   * The shape it makes of one example.
   *
   * @throws IllegalArgumentException if it cannot take the input, with expected and found
   */
  Shape outputShape(Shape input);

  /**
   * Computes a batch.
   *
   * @param x (B, ...) with {@link Place#input} behind the batch axis; (B, T) if {@link
   *     Place#tokens}
   */
  Tensor apply(Place place, Tape tape, Tensor x);

  /**
   * Computes a batch some of whose steps may only fill up. By default steps are computed alike, and
   * the mask goes on to the next layer if the output still has its time axis.
   */
  default Signal apply(Place place, Pass pass, Signal x) {
    Tensor y = apply(place, pass.tape(), x.values());
    boolean sequence = outputShape(place.input()).rank() > 1;
    return new Signal(y, sequence ? x.mask() : null);
  }

  /** Whether it masks steps of its input, which layers behind it then leave out. */
  default boolean masksSteps() {
    return false;
  }

  /**
   * Whether it masks a step of its input that holds these values.
   *
   * @param x holds the step's values, or its token, from {@code at} on
   */
  default boolean masks(float[] x, int at, int n) {
    return false;
  }

  /**
   * Checks the kind of its input; by default only features will do.
   *
   * @param tokens whether it is the first layer and x is tokens (B, T), each standing for a one-hot
   *     row; else features (B, ..., I)
   * @throws IllegalArgumentException if it cannot read that
   */
  default void checkReads(boolean tokens) {
    Forms.features(kind(), new Form(Shape.SCALAR, tokens));
  }

  /** Declares its parameters under {@code name/}. */
  default void declare(String name, Shape input, Parameters.Builder parameters) {}

  /**
   * A stateful computer of one time step at a time, for one sequence. By default the layer is
   * computed for a sequence of one step.
   */
  default Step stream(Place place, Engine engine) {
    return new SingleStep(this, place, engine);
  }

  @Override
  default List<Form> outputs(List<Form> inputs) {
    if (inputs.size() != 1) {
      throw new IllegalArgumentException(
          "%s reads one input, found %d".formatted(kind(), inputs.size()));
    }
    checkReads(inputs.getFirst().tokens());
    return List.of(Form.features(outputShape(inputs.getFirst().shape())));
  }

  @Override
  default void declare(String name, List<Form> inputs, Parameters.Builder parameters) {
    declare(name, inputs.getFirst().shape(), parameters);
  }

  @Override
  default List<Signal> apply(Place place, Pass pass, List<Signal> inputs) {
    return List.of(apply(place, pass, inputs.getFirst()));
  }

  /** One time step; in fused layers it allocates nothing. */
  interface Step {
    /**
     * Reads the layer's features from {@code in} and writes what it makes of them to {@code out}.
     */
    void step(float[] in, float[] out);

    /** Back to the state before the first step. */
    default void reset() {}
  }

  /** Where there is no state: the layer on a batch of one sequence of one step. */
  final class SingleStep implements Step {
    private static final dev.carousel.random.Randomness NONE =
        new dev.carousel.random.Randomness(0, 0);

    private final Layer layer;
    private final Place place;
    private final Tape tape;
    private @Nullable Shape shape;

    private SingleStep(Layer layer, Place place, Engine engine) {
      this.layer = layer;
      this.place = place;
      this.tape = new Tape(engine, false);
    }

    @Override
    public void step(float[] in, float[] out) {
      tape.reset(NONE);
      if (shape == null) {
        Shape one = place.input();
        shape =
            place.tokens()
                ? Shape.of(1, 1)
                : one.rank() > 1 ? one.withFirst(1).prepend(1) : one.prepend(1);
      }
      float[] y = layer.apply(place, tape, tape.constant(shape, in, 0)).toArray();
      System.arraycopy(y, 0, out, 0, y.length);
    }
  }
}
