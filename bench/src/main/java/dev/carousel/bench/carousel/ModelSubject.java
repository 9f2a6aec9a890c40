package dev.carousel.bench.carousel;

import dev.carousel.bench.work.Case;
import dev.carousel.bench.work.LanguageModel;
import dev.carousel.bench.work.LanguageModel.Step;
import dev.carousel.bench.work.LanguageModel.Weight;
import dev.carousel.bench.work.LayerShape;
import dev.carousel.bench.work.Subject;
import dev.carousel.kernel.Engine;
import dev.carousel.layer.Dense;
import dev.carousel.layer.Dropout;
import dev.carousel.layer.Embedding;
import dev.carousel.layer.Input;
import dev.carousel.layer.Lstm;
import dev.carousel.loss.Loss;
import dev.carousel.model.Sequential;
import dev.carousel.network.Graph;
import dev.carousel.network.Network;
import dev.carousel.optim.Sgd;
import dev.carousel.tensor.Parameter;
import dev.carousel.tensor.Parameters;
import dev.carousel.tensor.Tensor;
import dev.carousel.train.Fit;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Semaphore;

/**
 * Steps of {@link Sequential#fit}. It runs in a thread of its own and is held up after each batch
 * until the next step is asked for.
 */
final class ModelSubject implements Subject {
  private final LanguageModel model;
  private final Semaphore asked = new Semaphore(0);
  private final Semaphore done = new Semaphore(0);
  private final Thread training;

  ModelSubject(Case which) {
    model = new LanguageModel(which.shape());
    Network network = network(Step.TIMED);
    training =
        Thread.ofPlatform()
            .daemon()
            .name("training")
            .unstarted(() -> fit(network, Step.TIMED, Integer.MAX_VALUE, this::holdUp));
  }

  private Network network(Step step) {
    LayerShape s = model.shape();
    Dropout dropout = Dropout.rate(step.dropout());
    Network network =
        new Network(
            Graph.chain(
                Input.tokens(s.time(), LanguageModel.VOCABULARY),
                List.of(
                    Embedding.of(LanguageModel.VOCABULARY, s.input()),
                    dropout,
                    Lstm.units(s.hidden()).returnSequences(),
                    dropout,
                    Lstm.units(s.hidden()).returnSequences(),
                    dropout,
                    Dense.units(LanguageModel.VOCABULARY))),
            Parameters.Builder::zeros);
    Parameters parameters = network.parameters();
    int at = 0;
    for (Weight weight : model.weights()) {
      Parameter parameter = parameters.all().get(at++);
      System.arraycopy(
          weight.values(), 0, parameters.values(), parameter.offset(), parameter.shape().size());
    }
    parameters.changed();
    return network;
  }

  /** Trains on the same batch again and again; gives the last loss. */
  private double fit(Network network, Step step, int steps, Runnable afterEach) {
    LayerShape s = model.shape();
    return Sequential.of(network, Engine.shared())
        .compile(new Sgd(step.rate()), Loss.SPARSE_SOFTMAX_CROSS_ENTROPY)
        .fit(
            tokens(model.words()),
            tokens(model.targets()),
            Fit.epochs(steps)
                .batchSize(s.batch())
                .inOrder()
                .clipNorm(step.clipNorm())
                .listener(
                    new Fit.Listener() {
                      @Override
                      public void onBatch(int epoch, int batch, int batches, double loss) {
                        afterEach.run();
                      }
                    }))
        .finalLoss();
  }

  private Tensor tokens(int[] ids) {
    float[] values = new float[ids.length];
    for (int i = 0; i < ids.length; i++) {
      values[i] = ids[i];
    }
    return Tensor.of(values, model.shape().batch(), model.shape().time());
  }

  private void holdUp() {
    done.release();
    asked.acquireUninterruptibly();
  }

  @Override
  public String description() {
    return CarouselSide.description();
  }

  @Override
  public void run() throws InterruptedException {
    if (training.getState() == Thread.State.NEW) {
      training.start();
    } else {
      asked.release();
    }
    done.acquire();
  }

  @Override
  public Map<String, float[]> results() {
    Network network = network(Step.COMPARED);
    double loss = fit(network, Step.COMPARED, 1, () -> {});
    Map<String, float[]> results = new TreeMap<>();
    results.put(LOSS, new float[] {(float) loss});
    int at = 0;
    for (Weight weight : model.weights()) {
      float[] after = network.parameters().all().get(at++).toArray();
      results.put(weight.name(), LanguageModel.moved(weight.values(), after));
    }
    return results;
  }
}
