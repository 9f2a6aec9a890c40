package dev.carousel.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.carousel.BadInput;
import dev.carousel.data.Example;
import dev.carousel.data.ExampleStream;
import dev.carousel.data.Examples;
import dev.carousel.kernel.Engine;
import dev.carousel.layer.Dense;
import dev.carousel.layer.Dropout;
import dev.carousel.layer.Input;
import dev.carousel.layer.Lstm;
import dev.carousel.loss.Loss;
import dev.carousel.loss.Objective;
import dev.carousel.metric.Metric;
import dev.carousel.network.Network;
import dev.carousel.optim.Adam;
import dev.carousel.optim.OneCycle;
import dev.carousel.tensor.Shape;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Training on examples that are read one after the other. */
@Timeout(60)
class StreamTest {
  private static final Engine ENGINE = Engine.shared();
  private static final Objective LOSS = Objective.of(Loss.MEAN_SQUARED_ERROR);

  private static Network network() {
    return new Network(
        Input.anySequence(2), List.of(Lstm.units(4), Dropout.rate(0.2), Dense.units(1)), 7);
  }

  private static History run(Network network, Fit fit, ExampleStream stream) {
    return new Trainer(network, new Adam(0.01), LOSS, ENGINE, fit, stream).run();
  }

  /** All examples of a stream, in memory. */
  private static Examples held(SteppedStream stream, int size) {
    List<Example> all = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      all.add(stream.example(i));
    }
    return stream.hold(0, all);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 3})
  void inOrderItIsTheSameAsFromMemory(int window) {
    SteppedStream stream = new SteppedStream(23, 9, 2);
    Fit fit =
        Fit.epochs(3).batchSize(4).accumulate(2).inOrder().truncate(window).metrics(Metric.R2);
    Network streamed = network();
    History history = run(streamed, fit.shuffleBuffer(5), stream);
    Network read = network();
    History expected = new Trainer(read, new Adam(0.01), LOSS, ENGINE, fit, held(stream, 23)).run();
    assertThat(history).isEqualTo(expected);
    assertThat(streamed.parameters().values()).isEqualTo(read.parameters().values());
    assertThat(stream.open).hasValue(0);
  }

  private static List<Integer> order(SteppedStream stream, Fit fit, int epoch, int skip, int size)
      throws IOException {
    List<Float> inputs = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      inputs.add(stream.example(i).input()[0]);
    }
    List<Integer> order = new ArrayList<>();
    try (Feed.Groups groups = Feeds.of(fit, stream).training().epoch(epoch, skip)) {
      for (Group group = groups.next(); group != null; group = groups.next()) {
        float[] x = new float[group.examples().inputShape().size()];
        for (int row : group.rows()) {
          group.examples().readInput(row, x, 0);
          order.add(inputs.indexOf(x[0]));
        }
      }
      assertThat(groups.next()).isNull();
    }
    return order;
  }

  /** Examples change places within the buffer only, each epoch in another way. */
  @Test
  void theBufferIsShuffled() throws IOException {
    int size = 43;
    SteppedStream stream = new SteppedStream(size, 9, 2);
    Fit fit = Fit.epochs(1).batchSize(4).shuffleBuffer(11); // 12 with whole batches
    List<Integer> first = order(stream, fit, 0, 0, size);
    assertThat(first).hasSize(size).doesNotHaveDuplicates().doesNotContain(-1);
    for (int i = 0; i < size; i++) {
      assertThat(first.get(i) / 12).isEqualTo(i / 12);
    }
    assertThat(first).isNotEqualTo(first.stream().sorted().toList());
    assertThat(first.subList(12, 24).stream().map(i -> i - 12).toList())
        .isNotEqualTo(first.subList(0, 12));
    assertThat(order(stream, fit, 0, 0, size)).isEqualTo(first);
    assertThat(order(stream, fit, 1, 0, size)).isNotEqualTo(first);
    assertThat(order(stream, fit.seed(2), 0, 0, size)).isNotEqualTo(first);
    for (int skip = 0; skip <= 11; skip++) {
      assertThat(order(stream, fit, 0, skip, size))
          .isEqualTo(first.subList(Math.min(size, 4 * skip), size));
    }
    assertThatThrownBy(() -> order(stream, fit, 0, 12, size))
        .isInstanceOf(BadInput.class)
        .hasMessageStartingWith("the stream ended after 43 examples, before the place where");
  }

  @Test
  void theBufferIsSortedByLength() throws IOException {
    SteppedStream stream = new SteppedStream(400, 50, 2);
    Fit fit = Fit.epochs(1).batchSize(8).shuffleBuffer(200);
    assertThat(waste(stream, fit.bucketByLength())).isLessThan(0.07);
    assertThat(waste(stream, fit)).isGreaterThan(0.3);
  }

  private static double waste(SteppedStream stream, Fit fit) throws IOException {
    double computed = 0;
    double there = 0;
    try (Feed.Groups groups = Feeds.of(fit, stream).training().epoch(0, 0)) {
      for (Group group = groups.next(); group != null; group = groups.next()) {
        computed += group.size() * group.longest();
        for (int row : group.rows()) {
          there += group.examples().length(row);
        }
      }
    }
    return 1 - there / computed;
  }

  @Test
  void stoppedAnywhereAndTakenUpToTheSameBits(@TempDir Path folder) {
    SteppedStream stream = new SteppedStream(23, 9, 2);
    Fit fit =
        Fit.epochs(2)
            .batchSize(3)
            .shuffleBuffer(6)
            .truncate(4)
            .validation(new SteppedStream(7, 5, 2))
            .metrics(Metric.R2);
    Network whole = network();
    History expected = run(whole, fit, stream);
    for (int stop = 0; stop < 16; stop += 3) {
      Fit kept = fit.checkpoint(folder.resolve("run" + stop), Duration.ofHours(1));
      int[] asked = {stop};
      run(network(), kept.stopWhen(() -> asked[0]-- == 0), stream);
      Network resumed = network();
      assertThat(run(resumed, kept, stream)).isEqualTo(expected);
      assertThat(resumed.parameters().values()).isEqualTo(whole.parameters().values());
    }
    Fit kept = fit.checkpoint(folder.resolve("run3"), Duration.ofHours(1));
    assertThatThrownBy(() -> run(network(), kept, new SteppedStream(23, 10, 2)))
        .isInstanceOf(BadInput.class)
        .hasMessageContaining("stream whose first examples have digest");
    assertThat(stream.open).hasValue(0);
  }

  /** What a source throws comes to whoever trains, as it was thrown, and the source is closed. */
  @Test
  void errorsReachTheCaller() {
    SteppedStream stream = new SteppedStream(50, 9, 2);
    stream.broken = 33;
    List<Integer> done = new ArrayList<>();
    Fit fit =
        Fit.epochs(2)
            .batchSize(4)
            .shuffleBuffer(4)
            .listener(
                new Fit.Listener() {
                  @Override
                  public void onBatch(int epoch, int batch, int batches, double loss) {
                    assertThat(batches).isZero();
                    done.add(batch);
                  }
                });
    assertThatThrownBy(() -> run(network(), fit, stream))
        .isInstanceOf(UncheckedIOException.class)
        .hasRootCauseMessage("example 33 cannot be read");
    assertThat(done).hasSize(8);
    assertThat(stream.open).hasValue(0);
    assertThatThrownBy(() -> run(network(), fit, failing(new BadInput("line 7 is no number"))))
        .isInstanceOf(BadInput.class)
        .hasMessage("line 7 is no number");
    assertThatThrownBy(() -> run(network(), fit, failing(new AssertionError("odd"))))
        .isInstanceOf(AssertionError.class)
        .hasMessage("odd");
  }

  /** Fails when it is opened for the second time: the first is to see what it looks like. */
  private static ExampleStream failing(Throwable problem) {
    int[] opened = {0};
    SteppedStream sound = new SteppedStream(9, 9, 2);
    return new ExampleStream() {
      @Override
      public Shape inputShape() {
        return sound.inputShape();
      }

      @Override
      public Shape targetShape() {
        return sound.targetShape();
      }

      @Override
      public Reader open() {
        if (opened[0]++ > 0) {
          switch (problem) {
            case RuntimeException e -> throw e;
            case Error e -> throw e;
            default -> throw new IllegalArgumentException(problem);
          }
        }
        return sound.open();
      }
    };
  }

  /** A run that ends in the midst of an epoch lets go of the source, however much is read ahead. */
  @Test
  void aStoppedRunClosesTheSource() {
    SteppedStream endless = new SteppedStream(Integer.MAX_VALUE, 9, 2);
    Fit fit = Fit.epochs(1).batchSize(4).shuffleBuffer(8).stopAfter(Duration.ofMillis(20));
    assertThat(run(network(), fit, endless).end()).isEqualTo(History.End.STOPPED);
    assertThat(endless.open).hasValue(0);
  }

  @Test
  void streamsThatCannotBe() {
    Fit fit = Fit.epochs(1);
    assertThatThrownBy(() -> run(network(), fit, new SteppedStream(0, 9, 2)))
        .hasMessage("no examples to train on");
    assertThatThrownBy(() -> run(network(), fit.validationSplit(0.5), new SteppedStream(9, 9, 2)))
        .hasMessageStartingWith("a stream cannot be split");
    assertThatThrownBy(() ->
            run(
                network(),
                fit.schedule(new OneCycle(0, 0.3, 0.1, 0.01)),
                new SteppedStream(9, 9, 2)))
        .hasMessageContaining("needs a number of steps");
    SteppedStream stream = new SteppedStream(9, 4, 3);
    Example good = new Example(new float[6], new float[1]);
    for (Example bad :
        List.of(
            new Example(new float[5], new float[1]),
            new Example(new float[15], new float[1]),
            new Example(new float[0], new float[1]))) {
      assertThatThrownBy(() -> stream.hold(40, List.of(good, bad)))
          .hasMessage(
              "example 41 of the stream has %d input values, expected 3 a step, 1 to 4 steps",
              bad.input().length);
    }
    assertThatThrownBy(() -> stream.hold(0, List.of(new Example(new float[6], new float[2]))))
        .hasMessage("example 0 of the stream has 2 target values, expected 1");
    Example weighted = new Example(new float[6], new float[1], new float[2]);
    assertThatThrownBy(() -> stream.hold(0, List.of(weighted)))
        .hasMessage("example 0 of the stream has 2 weights for 1 target values");
  }
}
