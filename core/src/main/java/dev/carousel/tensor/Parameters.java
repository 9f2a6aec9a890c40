package dev.carousel.tensor;

import dev.carousel.random.Randomness;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/**
 * All parameters of a network: one arena for the values and one for the gradients, so that
 * clipping, zeroing, saving and updating are one loop.
 */
public final class Parameters {

  /** Writes the first values of a parameter. */
  @FunctionalInterface
  public interface Initializer {
    /** Fills {@code shape.size()} values from {@code offset} on. */
    void fill(Shape shape, float[] values, int offset, Randomness random);
  }

  /** Declares the parameters of a network, in order. */
  public static final class Builder {
    private record Declared(String name, Shape shape, Initializer initializer) {}

    private final Map<String, Declared> declared = new LinkedHashMap<>();

    /** Declares one; its values come from the stream that bears its name. */
    public Builder add(String name, Shape shape, Initializer initializer) {
      if (declared.putIfAbsent(name, new Declared(name, shape, initializer)) != null) {
        throw new IllegalArgumentException("two parameters are named " + name);
      }
      return this;
    }

    /** What is declared, in order. */
    public Map<String, Shape> shapes() {
      Map<String, Shape> shapes = new LinkedHashMap<>();
      declared.forEach((name, d) -> shapes.put(name, d.shape));
      return shapes;
    }

    /** Allocates the arena, all zero: the values come from elsewhere, such as a file. */
    public Parameters zeros() {
      return new Parameters(List.copyOf(declared.values()));
    }

    /** Allocates the arena and draws the initial values. */
    public Parameters build(long seed) {
      Parameters arena = zeros();
      Randomness random = new Randomness(seed, 0).named("initial");
      for (Declared d : declared.values()) {
        int offset = arena.get(d.name).offset();
        d.initializer.fill(d.shape, arena.values, offset, random.named(d.name));
      }
      return arena;
    }
  }

  private final Map<String, Parameter> byName = new LinkedHashMap<>();
  private final float[] values;
  private final float[] gradients;
  private final AtomicLong version = new AtomicLong();

  private Parameters(List<Builder.Declared> declared) {
    int size = 0;
    for (Builder.Declared d : declared) {
      byName.put(d.name(), new Parameter(this, d.name(), d.shape(), size));
      size = Math.addExact(size, d.shape().size());
    }
    values = new float[size];
    gradients = new float[size];
  }

  /** The parameters in order of declaration. */
  public List<Parameter> all() {
    return new ArrayList<>(byName.values());
  }

  /** The parameter of that name. */
  public Parameter get(String name) {
    Parameter parameter = byName.get(name);
    if (parameter == null) {
      throw new IllegalArgumentException(
          "no parameter %s; there are %s".formatted(name, byName.keySet()));
    }
    return parameter;
  }

  /** Number of trainable values. */
  public int size() {
    return values.length;
  }

  /** All values; call {@link #changed()} after writing. */
  public float[] values() {
    return values;
  }

  /** All gradients. */
  public float[] gradients() {
    return gradients;
  }

  /** To be called after the values were written: packed copies are made anew. */
  public void changed() {
    version.incrementAndGet();
  }

  long version() {
    return version.get();
  }
}
