package dev.carousel.lab.paper;

import dev.carousel.BadInput;
import dev.carousel.lab.Draws;
import dev.carousel.tensor.Tensor;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * Tasks of the papers as tensors, for any network: sequences with one target, at their end. Shorter
 * sequences begin with zeros, so that all end together.
 */
public enum SequenceTask {
  /** Experiment 4 with T = 50; right is within 0.04. */
  ADDING(55, 2, 1, 0.04) {
    @Override
    Generator generator() {
      return MarkedPairs.adding(50);
    }
  },
  /** Experiment 6a: the order of two symbols, 50 to 90 steps before the end; 4 classes. */
  ORDER(110, OrderedSymbols.SYMBOLS, 4, 0) {
    @Override
    Generator generator() {
      return OrderedSymbols.two();
    }
  },
  /** Experiment 3b with T = 100 and N = 3: the class of a noisy signal before noise; 2 classes. */
  SIGNAL(110, 1, 2, 0) {
    @Override
    Generator generator() {
      return new TwoClasses(100, 3, TwoClasses.Noise.ON_SIGNAL);
    }
  },
  /** Experiment 2c with q = 50 and p = 10: the second symbol, through distractors; 2 classes. */
  RECALL(120, 14, 2, 0) {
    @Override
    Generator generator() {
      return new Distractors(50, 10);
    }
  };

  private final int steps;
  private final int inputs;
  private final int outputs;
  private final double tolerance;

  SequenceTask(int steps, int inputs, int outputs, double tolerance) {
    this.steps = steps;
    this.inputs = inputs;
    this.outputs = outputs;
    this.tolerance = tolerance;
  }

  abstract Generator generator();

  /** As it is written on the command line. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * The task of this name.
   *
   * @throws BadInput with the names there are
   */
  public static SequenceTask named(String name) {
    return Arrays.stream(values())
        .filter(task -> task.label().equals(name))
        .findFirst()
        .orElseThrow(() ->
            new BadInput(
                "--tasks %s: no such task; there are %s",
                name,
                Arrays.stream(values())
                    .map(SequenceTask::label)
                    .collect(Collectors.joining(", "))));
  }

  /** Features a step. */
  public int inputs() {
    return inputs;
  }

  /** Numbers to predict, or classes. */
  public int outputs() {
    return outputs;
  }

  /** Whether the target is one of several classes. */
  public boolean classes() {
    return outputs > 1;
  }

  /** How near a number has to come to be right; of no use with classes. */
  public double tolerance() {
    return tolerance;
  }

  /**
   * Sequences with their targets.
   *
   * @param x (N, T, features)
   * @param y (N, outputs), one-hot with classes
   */
  public record Drawn(Tensor x, Tensor y) {}

  /** So many sequences. */
  public Drawn draw(int count, Draws draws) {
    Generator generator = generator();
    float[] x = new float[count * steps * inputs];
    float[] y = new float[count * outputs];
    for (int n = 0; n < count; n++) {
      Sequence sequence = generator.next(draws);
      while (sequence.length() > steps) { // a rare long tail of distractors
        sequence = generator.next(draws);
      }
      sequence.copyTo(x, ((n + 1) * steps - sequence.length()) * inputs, inputs);
      if (classes() && sequence.truth.length == 1) {
        y[2 * n + (sequence.truth[0] > 0.5 ? 1 : 0)] = 1;
      } else {
        for (int k = 0; k < outputs; k++) {
          y[n * outputs + k] = (float) sequence.truth[k];
        }
      }
    }
    return new Drawn(Tensor.of(x, count, steps, inputs), Tensor.of(y, count, outputs));
  }
}
