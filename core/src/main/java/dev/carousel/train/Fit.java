package dev.carousel.train;

import dev.carousel.data.Examples;
import dev.carousel.optim.ConstantRate;
import dev.carousel.optim.Schedule;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** How to train. Immutable: each option gives a changed copy. */
public final class Fit implements Cloneable {
  private int epochs;
  private int batchSize = 32;
  private @Nullable Examples validation;
  private int patience;
  private int window;
  private Schedule schedule = new ConstantRate();
  private double clipNorm;
  private boolean shuffle = true;
  private long seed = 1;
  private @Nullable Path checkpoint;
  private Duration checkpointEvery = Duration.ofSeconds(10);
  private BooleanSupplier stop = () -> false;
  private Listener listener = new Listener() {};

  private Fit() {}

  /** At most that many passes over the examples; batches of 32, shuffled, seed 1. */
  public static Fit epochs(int epochs) {
    check("epochs", epochs, 1);
    return new Fit().with(f -> f.epochs = epochs);
  }

  /** Steps of that many examples. */
  public Fit batchSize(int size) {
    check("batch size", size, 1);
    return with(f -> f.batchSize = size);
  }

  /**
   * Measures the loss over these examples after each epoch. If there is none, or all their weights
   * are 0, it is as if none had been given.
   */
  public Fit validation(Examples examples) {
    return with(f -> f.validation = examples);
  }

  /**
   * Stops after that many epochs without a better validation loss (training loss without validation
   * examples), and keeps the best epoch's weights; 0: never.
   */
  public Fit patience(int limit) {
    check("patience", limit, 0);
    return with(f -> f.patience = limit);
  }

  /**
   * Scales gradients down whose Euclidean norm, over all parameters, is larger (Pascanu et al.
   * 2013); 0: no limit.
   */
  public Fit clipNorm(double limit) {
    if (!(limit >= 0)) {
      throw new IllegalArgumentException("clip norm: %s, expected at least 0".formatted(limit));
    }
    return with(f -> f.clipNorm = limit);
  }

  /** Changes the optimiser's learning rate in the course of the run. */
  public Fit schedule(Schedule rates) {
    return with(f -> f.schedule = rates);
  }

  /**
   * Truncated backpropagation through time (Williams and Peng 1990): sequences are gone over in
   * windows of that many steps, with an update after each; the state goes on from window to window
   * and no gradient does. Where the network gives one output a sequence, the last {@code steps}
   * steps of each are learnt from, and those before them give the state. 0: no limit.
   *
   * @param steps of a window; sequences may be shorter
   */
  public Fit truncate(int steps) {
    check("window", steps, 0);
    return with(f -> f.window = steps);
  }

  /** Takes the examples in their own order, every epoch. */
  public Fit inOrder() {
    return with(f -> f.shuffle = false);
  }

  /** Seed of the order of the examples and of dropout. */
  public Fit seed(long number) {
    return with(f -> f.seed = number);
  }

  /**
   * Keeps the state in a file and, if that file is there already, goes on from it: with the same
   * bits as a run that was never stopped. A checkpoint is refused if it is of another version of
   * Carousel, network, first weights, optimiser, loss, data or options; only the number of epochs
   * may grow. Of data of more than about a million numbers the digest that is compared reads some
   * examples only, evenly spaced: that takes milliseconds, and misses a change in the others.
   */
  public Fit checkpoint(Path file, Duration every) {
    return with(f -> {
      f.checkpoint = file;
      f.checkpointEvery = every;
    });
  }

  /** Ends the run, with a checkpoint, at the first step that finds the answer true. */
  public Fit stopWhen(BooleanSupplier asked) {
    return with(f -> f.stop = asked);
  }

  /** Tells a listener what happens. */
  public Fit listener(Listener next) {
    return with(f -> f.listener = next);
  }

  int epochs() {
    return epochs;
  }

  int batchSize() {
    return batchSize;
  }

  @Nullable Examples validation() {
    return validation;
  }

  int patience() {
    return patience;
  }

  Schedule schedule() {
    return schedule;
  }

  int window() {
    return window;
  }

  double clipNorm() {
    return clipNorm;
  }

  boolean shuffle() {
    return shuffle;
  }

  long seed() {
    return seed;
  }

  @Nullable Path checkpoint() {
    return checkpoint;
  }

  Duration checkpointEvery() {
    return checkpointEvery;
  }

  BooleanSupplier stop() {
    return stop;
  }

  Listener listener() {
    return listener;
  }

  private Fit with(Consumer<Fit> change) {
    try {
      Fit copy = (Fit) clone();
      change.accept(copy);
      return copy;
    } catch (CloneNotSupportedException e) {
      throw new AssertionError(e);
    }
  }

  private static void check(String what, int value, int least) {
    if (value < least) {
      throw new IllegalArgumentException(
          "%s: %d, expected at least %d".formatted(what, value, least));
    }
  }

  /** Is told what happens; what it does changes no result. */
  public interface Listener {
    /** A batch is done; both count from 1. */
    default void onBatch(int epoch, int batch, int batches, double loss) {}

    /** An epoch is done. */
    default void onEpoch(History.Epoch epoch, boolean best) {}
  }
}
