package dev.carousel.train;

import dev.carousel.data.ExampleStream;
import dev.carousel.data.Examples;
import dev.carousel.metric.Metric;
import dev.carousel.optim.ConstantRate;
import dev.carousel.optim.Schedule;
import dev.carousel.regularize.Regularizer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** How to train. Immutable: each option gives a changed copy. */
public final class Fit implements Cloneable {
  int epochs;
  int batchSize = 32;
  int accumulate = 1;
  ExampleOrder order = ExampleOrder.SHUFFLED;
  int buffer = 1024; // examples of a stream
  long seed = 1;
  @Nullable Examples validation;
  @Nullable ExampleStream validationStream;
  @Nullable ValidationSplit split;
  Measures measures = Measures.NONE;
  int patience;
  int window;
  Schedule schedule = new ConstantRate();
  double clipNorm;
  List<Regularizer> regularizers = List.of();
  @Nullable Path checkpoint;
  Duration checkpointEvery = Duration.ofSeconds(10);
  BooleanSupplier stop = () -> false;
  @Nullable Duration stopAfter;
  List<Listener> listeners = List.of();

  private Fit() {}

  /** At most that many passes over the examples; batches of 32, shuffled, seed 1. */
  public static Fit epochs(int epochs) {
    check("epochs", epochs, 1);
    return new Fit().with(f -> f.epochs = epochs);
  }

  /** Batches of that many examples. */
  public Fit batchSize(int size) {
    check("batch size", size, 1);
    return with(f -> f.batchSize = size);
  }

  /**
   * Adds up the gradients of that many batches before each update: to rounding what one batch as
   * large as all of them would give, in the memory of one.
   */
  public Fit accumulate(int batches) {
    check("accumulated batches", batches, 1);
    return with(f -> f.accumulate = batches);
  }

  /** Takes the examples in their own order, every epoch. */
  public Fit inOrder() {
    return with(f -> f.order = ExampleOrder.AS_GIVEN);
  }

  /**
   * Puts examples of similar length into one batch, so that less has to be filled up: of 64 batches
   * drawn at random at a time (of a stream: what its buffer holds), which are then shuffled.
   */
  public Fit bucketByLength() {
    return with(f -> f.order = ExampleOrder.BY_LENGTH);
  }

  /**
   * Examples of a stream that are held in memory to be put in random order (or by length); 1,024 if
   * not said. While they are learnt from, as many are read ahead.
   */
  public Fit shuffleBuffer(int examples) {
    check("shuffle buffer", examples, 1);
    return with(f -> f.buffer = examples);
  }

  /** Seed of the order of the examples, of dropout, and of a random validation split. */
  public Fit seed(long number) {
    return with(f -> f.seed = number);
  }

  /**
   * Measures the loss over these examples after each epoch. If there is none, or all their weights
   * are 0, it is as if none had been given.
   */
  public Fit validation(Examples examples) {
    return with(f -> f.validate(examples, null, null));
  }

  /** Measures the loss over a stream after each epoch. */
  public Fit validation(ExampleStream stream) {
    return with(f -> f.validate(null, stream, null));
  }

  /** Puts the last examples aside for validation, as Keras does: a share of them. */
  public Fit validationSplit(double share) {
    ValidationSplit last = new ValidationSplit(share, false);
    return with(f -> f.validate(null, null, last));
  }

  /** Puts a share of the examples aside for validation, drawn by the seed. */
  public Fit randomValidationSplit(double share) {
    ValidationSplit drawn = new ValidationSplit(share, true);
    return with(f -> f.validate(null, null, drawn));
  }

  private void validate(
      @Nullable Examples examples, @Nullable ExampleStream stream, @Nullable ValidationSplit part) {
    validation = examples;
    validationStream = stream;
    split = part;
  }

  /**
   * Measures these after each epoch, of the only or first output: over the validation examples;
   * without them, in a pass of its own, over the training examples.
   */
  public Fit metrics(Metric... all) {
    return metricsOf(0, all);
  }

  /** Measures these after each epoch, of an output by its number, 0 for the first. */
  public Fit metricsOf(int output, Metric... all) {
    return with(f -> f.measures = f.measures.and(output, all));
  }

  /** Measures the metrics over the training examples too, in a pass after each epoch. */
  public Fit metricsOnTraining() {
    return with(f -> f.measures = f.measures.onTraining());
  }

  /** Takes that epoch for the best which has this metric largest, such as an accuracy. */
  public Fit watchLargest(Metric metric) {
    return with(f -> f.measures = f.measures.watching(metric, true));
  }

  /** Takes that epoch for the best which has this metric smallest, such as a perplexity. */
  public Fit watchSmallest(Metric metric) {
    return with(f -> f.measures = f.measures.watching(metric, false));
  }

  /**
   * Stops after that many epochs without a better validation loss (training loss without validation
   * examples; or the metric that is watched), and keeps the best epoch's weights; 0: never.
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

  /**
   * Penalties, decay and limits of weights chosen by name, in that order, with any given before.
   * Penalties add to the gradients, which are clipped with them, and not to the losses that are
   * shown. A rule that selects no weight of the network is refused.
   */
  public Fit regularize(Regularizer... rules) {
    return with(f -> f.regularizers = joined(f.regularizers, List.of(rules)));
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

  /**
   * Keeps the state in a file and, if that file is there already, goes on from it: with the same
   * bits as a run that was never stopped. A checkpoint is refused if it is of another version of
   * Carousel, network, first weights, optimiser, loss, data or options; only the number of epochs
   * may grow. Options are known again by their words, so rules, metrics and schedules of your own
   * should be records. Of data of more than about a million numbers the digest that is compared
   * reads some examples only, evenly spaced, and of a stream the first ones: that takes
   * milliseconds, and misses a change in the others.
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

  /** Ends the run, with a checkpoint, when it has gone on for that long; after one step or more. */
  public Fit stopAfter(Duration limit) {
    return with(f -> f.stopAfter = limit);
  }

  /** Tells a listener what happens, after those given before. */
  public Fit listener(Listener next) {
    return with(f -> f.listeners = joined(f.listeners, List.of(next)));
  }

  private static <T> List<T> joined(List<T> first, List<T> more) {
    return Stream.concat(first.stream(), more.stream()).toList();
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

  /** Is told what happens; what it does changes no result but when the run ends. */
  public interface Listener {
    /** An update is done; both count from 1. Of a stream {@code batches} is 0: not known. */
    default void onBatch(int epoch, int batch, int batches, double loss) {}

    /** An epoch is done. */
    default void onEpoch(History.Epoch epoch, boolean best) {}

    /**
     * Whether to end the run after this epoch, as if patience had run out. Asked after each, and of
     * the last one when a run is taken up: the answer should depend on the epoch alone.
     */
    default boolean endsAfter(History.Epoch epoch) {
      return false;
    }
  }
}
