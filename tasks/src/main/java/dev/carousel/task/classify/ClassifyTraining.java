package dev.carousel.task.classify;

import dev.carousel.BadInput;
import dev.carousel.cell.Initializers;
import dev.carousel.kernel.Engine;
import dev.carousel.layer.Bidirectional;
import dev.carousel.layer.Dense;
import dev.carousel.layer.Dropout;
import dev.carousel.layer.GlobalAveragePooling;
import dev.carousel.layer.GlobalMaxPooling;
import dev.carousel.layer.Gru;
import dev.carousel.layer.Input;
import dev.carousel.layer.Layer;
import dev.carousel.layer.Lstm;
import dev.carousel.layer.Recurrent;
import dev.carousel.layer.SimpleRnn;
import dev.carousel.metric.Metric;
import dev.carousel.model.Model;
import dev.carousel.model.Provenance;
import dev.carousel.network.Network;
import dev.carousel.optim.Adam;
import dev.carousel.optim.OneCycle;
import dev.carousel.random.Randomness;
import dev.carousel.regularize.Selection;
import dev.carousel.task.classify.ClassifyOptions.Pooling;
import dev.carousel.train.Fit;
import dev.carousel.train.History;
import dev.carousel.train.Trainer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Trains a classifier: recurrent layers one above the other, what they show of the last step or of
 * all, and a softmax over the classes. Adam, its rate rising once and falling once ({@link
 * OneCycle}). The first layer's input weights start with the variance 1 / channels, whatever the
 * units ({@link Initializers#lecunUniform}).
 */
public final class ClassifyTraining {
  private final ClassifyOptions options;
  private final ImageForm form;
  private final SequenceSet training;
  private final @Nullable SequenceSet validation;
  private final Scaling scaling;
  private final Network network;

  private ClassifyTraining(
      ClassifyOptions options,
      ImageForm form,
      SequenceSet training,
      @Nullable SequenceSet validation) {
    this.options = options;
    this.form = form;
    this.training = training;
    this.validation = validation;
    this.scaling = Scaling.of(training);
    this.network = network(options, training);
  }

  /**
   * Puts the validation sequences aside, learns the scale from the others, and builds the network.
   *
   * @param form how images were read; of other files it does not matter
   * @throws BadInput if there are too few sequences or classes
   */
  public static ClassifyTraining of(SequenceSet set, ImageForm form, ClassifyOptions options) {
    if (set.classes().size() < 2) {
      throw new BadInput(
          "%s: all sequences are of class %s, expected two classes or more",
          set.source(), set.classes());
    }
    if (options.validation() == 0) {
      return new ClassifyTraining(options, form, set, null);
    }
    int aside = Math.max(1, (int) Math.round(set.size() * options.validation()));
    if (aside >= set.size()) {
      throw new BadInput(
          "%s: --validation %s of %d sequences leaves none to learn from",
          set.source(), options.validation(), set.size());
    }
    int[] order = new Randomness(options.seed(), 0).named("validation").permutation(set.size());
    int[] kept = Arrays.copyOfRange(order, aside, order.length);
    Arrays.sort(kept);
    return new ClassifyTraining(
        options, form, set.select(kept), set.select(Arrays.copyOf(order, aside)));
  }

  /** What is learnt from. */
  public SequenceSet training() {
    return training;
  }

  /** What is validated on after each epoch; null if nothing is. */
  public @Nullable SequenceSet validation() {
    return validation;
  }

  /** The model as it is now, in training or after it. */
  public ClassifyModel model(@Nullable Provenance provenance) {
    return new ClassifyModel(network, training.classes(), form, scaling, provenance);
  }

  /**
   * Trains, and keeps the weights of the epoch with the smallest validation loss, or of the last
   * one if nothing is validated on.
   *
   * @param fit adds a listener, a checkpoint or a stop to the training
   */
  public History train(UnaryOperator<Fit> fit) {
    Fit plan =
        Fit.epochs(options.epochs())
            .batchSize(options.batch())
            .clipNorm(options.clip())
            .schedule(new OneCycle())
            .seed(options.seed());
    if (training.longest() > training.shortest()) {
      plan = plan.bucketByLength();
    }
    if (validation != null) {
      plan =
          plan.validation(new SequenceExamples(validation, scaling))
              .metrics(Metric.ACCURACY)
              .patience(options.epochs());
    }
    return new Trainer(
            network,
            new Adam(options.rate()),
            ClassifyModel.LOSS,
            Engine.shared(),
            fit.apply(plan),
            new SequenceExamples(training, scaling))
        .run();
  }

  private static Network network(ClassifyOptions options, SequenceSet set) {
    List<Layer> layers = new ArrayList<>();
    for (int i = 1; i <= options.layers(); i++) {
      boolean all = i < options.layers() || options.pooling() != Pooling.LAST;
      Recurrent layer = all ? recurrent(options).returnSequences() : recurrent(options);
      layers.add(options.bidirectional() ? Bidirectional.of(layer) : layer);
      if (i == options.layers() && options.pooling() != Pooling.LAST) {
        boolean mean = options.pooling() == Pooling.MEAN;
        layers.add(mean ? new GlobalAveragePooling() : new GlobalMaxPooling());
      }
      layers.add(Dropout.rate(options.dropout()));
    }
    layers.add(Dense.units(set.classes().size()));
    Network network = new Network(Input.anySequence(set.channels()), layers, options.seed());
    Model model = Model.of(network, Engine.shared());
    // Glorot's limit would hide a single channel behind the many recurrent weights.
    model.initialize(Selection.of("*_1/*input"), Initializers.lecunUniform(), options.seed());
    if (options.chrono() > 0) {
      model.initialize(
          Selection.of("lstm_*/bias", "bidirectional_*/bias"),
          Initializers.chrono(options.chrono()),
          options.seed());
    }
    return network;
  }

  private static Recurrent recurrent(ClassifyOptions options) {
    return switch (options.cell()) {
      case LSTM -> Lstm.units(options.units());
      case GRU -> Gru.units(options.units());
      case RNN -> SimpleRnn.units(options.units());
    };
  }
}
