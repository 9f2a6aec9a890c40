package dev.carousel.task.text;

import dev.carousel.BadInput;
import dev.carousel.kernel.Engine;
import dev.carousel.layer.Dropout;
import dev.carousel.loss.Loss;
import dev.carousel.model.ModelFile;
import dev.carousel.model.Provenance;
import dev.carousel.model.Summary;
import dev.carousel.network.Graph;
import dev.carousel.network.Network;
import dev.carousel.network.Stream;
import dev.carousel.optim.Sgd;
import dev.carousel.task.text.token.Tokenizer;
import dev.carousel.train.Evaluator;
import dev.carousel.train.Fit;
import dev.carousel.train.Trainer;
import dev.carousel.train.TrainingDiverged;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A trained language model: a network from tokens to the logits of the next one, and how text
 * becomes tokens. Safe for many threads; a {@link TextStream} is for one.
 */
public final class TextModel {
  /** The loss: nats a token. */
  static final Loss LOSS = Loss.SPARSE_SOFTMAX_CROSS_ENTROPY;

  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .build();
  private static final String TASK = "text";

  private record Task(String task, Tokenizer tokenizer, int window) {
    Task {
      Objects.requireNonNull(tokenizer, "tokenizer is missing");
      if (window < 1) {
        throw new IllegalArgumentException("window %d, expected at least 1".formatted(window));
      }
    }
  }

  private final Network network;
  private final Tokenizer tokenizer;
  private final int window;
  private final Engine engine = Engine.shared();
  private final @Nullable Provenance provenance;

  TextModel(Network network, Tokenizer tokenizer, int window, @Nullable Provenance provenance) {
    this.network = network;
    this.tokenizer = tokenizer;
    this.window = window;
    this.provenance = provenance;
  }

  /** How text becomes tokens. */
  public Tokenizer tokenizer() {
    return tokenizer;
  }

  Network network() {
    return network;
  }

  /** Steps of the windows it was trained in. */
  int window() {
    return window;
  }

  /** Where it comes from; null if it was not saved yet. */
  public @Nullable Provenance provenance() {
    return provenance;
  }

  /** Layers, output shapes and parameter counts, as a table. */
  public String summary() {
    return Summary.of(network);
  }

  /** Number of trained values. */
  public int parameters() {
    return network.parameters().size();
  }

  /**
   * How well it predicts a text.
   *
   * @param rows the text is cut into that many parts of equal length, read side by side, each
   *     without a past: more are faster, and a little worse
   */
  public TextScore evaluate(Corpus corpus, int rows) {
    TextRows examples = TextRows.toEvaluate(corpus.tokens(), rows);
    double nats = new Evaluator(network, engine).loss(LOSS, examples, window);
    return TextScore.of(corpus, nats * corpus.size());
  }

  /**
   * How well it predicts a text if it goes on learning from what it has read (dynamic evaluation:
   * Mikolov et al. 2010): one step of plain gradient descent after each window. Leaves this model
   * as it is.
   *
   * @param rate learning rate
   * @throws BadInput if with this rate the weights grow beyond all bounds
   */
  public TextScore evaluateDynamically(Corpus corpus, double rate) {
    Network copy = withoutDropout();
    TextRows examples = TextRows.toEvaluate(corpus.tokens(), 1);
    double[] sum = new double[1];
    Fit fit =
        Fit.epochs(1)
            .batchSize(1)
            .truncate(window)
            .inOrder()
            .clipNorm(1)
            .listener(
                new Fit.Listener() {
                  @Override
                  public void onBatch(int epoch, int batch, int batches, double loss) {
                    int from = (batch - 1) * window;
                    sum[0] += loss * Math.min(window, examples.inputShape().at(0) - from);
                  }
                });
    try {
      new Trainer(copy, new Sgd(rate), LOSS, engine, fit, examples).run();
    } catch (TrainingDiverged e) {
      throw new BadInput(e, diverged(rate));
    }
    TextScore score = TextScore.of(corpus, sum[0]);
    if (!Double.isFinite(score.perplexity())) {
      throw new BadInput("%s", diverged(rate));
    }
    return score;
  }

  private static String diverged(double rate) {
    return ("a learning rate of %s: the weights grew beyond all bounds while the text was read; give"
            + " a smaller one (--dynamic-rate)")
        .formatted(rate);
  }

  private Network withoutDropout() {
    Graph graph = network.graph();
    List<Graph.Node> nodes =
        graph.nodes().stream()
            .map(node ->
                node.layer() instanceof Dropout
                    ? new Graph.Node(node.name(), Dropout.rate(0), node.inputs())
                    : node)
            .toList();
    Network copy = new Network(new Graph(graph.inputs(), nodes, graph.outputs()), 1);
    float[] values = network.parameters().values();
    System.arraycopy(values, 0, copy.parameters().values(), 0, values.length);
    copy.parameters().changed();
    return copy;
  }

  /** Reads and writes text token by token. */
  public TextStream stream() {
    Stream stream = network.stream(engine);
    return new TextStream(tokenizer, stream);
  }

  /** Writes the model to a file, replacing it as a whole. */
  public void save(Path file) throws IOException {
    JsonNode task = JSON.valueToTree(new Task(TASK, tokenizer, window));
    new ModelFile(network, provenance, task).write(file);
  }

  /**
   * Reads a model.
   *
   * @throws BadInput if the file is damaged, or not a language model
   */
  public static TextModel load(Path file) throws IOException {
    ModelFile content = ModelFile.read(file);
    JsonNode json = content.task();
    if (json == null || !TASK.equals(json.path("task").asString(""))) {
      throw new BadInput(
          "%s: a Carousel model, but not a language model; train one with carousel text train",
          file);
    }
    try {
      Task task = JSON.treeToValue(json, Task.class);
      Network network = content.network();
      int tokens = task.tokenizer.vocabulary();
      if (!network.input().tokens()
          || network.input().features() != tokens
          || network.output().last() != tokens) {
        throw new BadInput(
            "%s: the vocabulary has %d tokens, the network reads %d and gives %d; the file is"
                + " damaged: copy it again from its source, or train anew",
            file, tokens, network.input().features(), network.output().last());
      }
      return new TextModel(network, task.tokenizer, task.window, content.provenance());
    } catch (JacksonException e) {
      throw ModelFile.unreadable(file, "text part", e);
    }
  }
}
