package dev.carousel.task.text;

import dev.carousel.BadInput;
import dev.carousel.cell.Initializers;
import dev.carousel.kernel.Engine;
import dev.carousel.layer.Dense;
import dev.carousel.layer.Dropout;
import dev.carousel.layer.Embedding;
import dev.carousel.layer.Gru;
import dev.carousel.layer.Input;
import dev.carousel.layer.Layer;
import dev.carousel.layer.Lstm;
import dev.carousel.layer.Recurrent;
import dev.carousel.layer.SimpleRnn;
import dev.carousel.layer.TiedDense;
import dev.carousel.model.Provenance;
import dev.carousel.network.Network;
import dev.carousel.random.Randomness;
import dev.carousel.task.text.source.TextSource;
import dev.carousel.task.text.token.Level;
import dev.carousel.task.text.token.Tokenizer;
import dev.carousel.task.text.token.TokenizerOptions;
import dev.carousel.tensor.Parameter;
import dev.carousel.train.Fit;
import dev.carousel.train.History;
import dev.carousel.train.Trainer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Trains a language model: word vectors (of characters a copied row of the first layer's weights),
 * recurrent layers one above the other, and a softmax over the vocabulary. The state is carried
 * from window to window along the whole text.
 */
public final class TextTraining {
  private static final long WINDOWS = 10; // of a row in validation

  private final TextOptions options;
  private final Tokenizer tokenizer;
  private final Corpus training;
  private final Corpus validation;
  private final Network network;

  private TextTraining(
      TextOptions options, Tokenizer tokenizer, Corpus training, Corpus validation) {
    this.options = options;
    this.tokenizer = tokenizer;
    this.training = training;
    this.validation = validation;
    this.network = network(options, tokenizer.vocabulary());
  }

  /** A model and how it came about; the history's end says whether training was stopped. */
  public record Result(TextModel model, History history) {}

  /**
   * Reads the texts and builds the network. The vocabulary is learnt from the training text only.
   *
   * @throws BadInput if a text cannot be read, or is too short
   */
  public static TextTraining of(TextSource text, TextSource validation, TextOptions options) {
    Integer vocabulary = options.vocabulary() == 0 ? null : options.vocabulary();
    Tokenizer tokenizer =
        new TokenizerOptions(options.level(), vocabulary, options.stripLeading()).learn(text);
    return new TextTraining(
        options, tokenizer, Corpus.of(text, tokenizer), Corpus.of(validation, tokenizer));
  }

  /** How the model is made and trained. */
  public TextOptions options() {
    return options;
  }

  /** How text becomes tokens. */
  public Tokenizer tokenizer() {
    return tokenizer;
  }

  /** The text that is learnt from. */
  public Corpus training() {
    return training;
  }

  /** The text that is validated on after each epoch. */
  public Corpus validation() {
    return validation;
  }

  /** The model as it is now, in training or after it. */
  public TextModel model(@Nullable Provenance provenance) {
    return new TextModel(network, tokenizer, options.learning().bptt(), provenance);
  }

  /**
   * Trains, and keeps the weights of the epoch with the best validation loss.
   *
   * @param fit adds a listener, a checkpoint or a stop to the training
   */
  public Result train(UnaryOperator<Fit> fit) {
    TextOptions.Learning how = options.learning();
    TextRows examples = TextRows.toTrain(training.tokens(), how.batch());
    Fit plan =
        Fit.epochs(how.epochs())
            .batchSize(how.batch())
            .truncate(how.bptt())
            .inOrder()
            .validation(
                TextRows.toEvaluate(validation.tokens(), validationRows(validation.size(), how)))
            .patience(how.patience() > 0 ? how.patience() : how.epochs())
            .schedule(how.schedule())
            .clipNorm(how.clip())
            .seed(options.seed());
    Trainer trainer =
        new Trainer(
            network, how.update(), TextModel.LOSS, Engine.shared(), fit.apply(plan), examples);
    return new Result(model(null), trainer.run());
  }

  /**
   * As many rows as in training, if each then has enough windows for its missing past to be little.
   */
  static int validationRows(long tokens, TextOptions.Learning how) {
    return Math.clamp(tokens / (WINDOWS * how.bptt()), 1, how.batch());
  }

  private static Network network(TextOptions options, int vocabulary) {
    TextOptions.NetworkOptions form = options.network();
    form.checkSize(vocabulary);
    List<Layer> layers = new ArrayList<>();
    Embedding vectors = Embedding.of(vocabulary, form.hidden());
    if (form.tie() || options.level() != Level.CHAR) {
      layers.add(vectors);
      layers.add(Dropout.rate(form.dropout()));
    }
    for (int i = 0; i < form.layers(); i++) {
      layers.add(recurrent(form));
      layers.add(Dropout.rate(form.dropout()));
    }
    layers.add(form.tie() ? TiedDense.to(vectors) : Dense.units(vocabulary));
    Network network = new Network(Input.anyTokens(vocabulary), layers, options.seed());
    if (form.range() > 0) {
      Randomness random = new Randomness(options.seed(), 0).named("initial");
      for (Parameter p : network.parameters().all()) {
        Initializers.uniform(form.range())
            .fill(p.shape(), network.parameters().values(), p.offset(), random.named(p.name()));
      }
      network.parameters().changed();
    }
    return network;
  }

  private static Recurrent recurrent(TextOptions.NetworkOptions form) {
    Recurrent layer =
        switch (form.cell()) {
          case LSTM -> Lstm.units(form.hidden());
          case GRU -> Gru.units(form.hidden());
          case RNN -> SimpleRnn.units(form.hidden());
        };
    return layer.returnSequences();
  }
}
