package dev.carousel.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.carousel.BadInput;
import dev.carousel.data.Examples;
import dev.carousel.kernel.Engine;
import dev.carousel.layer.Dense;
import dev.carousel.layer.Dropout;
import dev.carousel.layer.Input;
import dev.carousel.layer.Lstm;
import dev.carousel.loss.Loss;
import dev.carousel.network.Network;
import dev.carousel.optim.Adam;
import dev.carousel.optim.AdamW;
import dev.carousel.optim.Optimizer;
import dev.carousel.optim.Sgd;
import dev.carousel.tensor.Samples;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A run that was stopped, wherever, and taken up again ends with the bits of one that was not. */
class ResumeTest {
  private static final Engine ENGINE = Engine.of("auto", 1);
  private static final Duration NEVER = Duration.ofDays(1);
  private static final int BATCHES = 4; // of 13 examples, the last one short

  @TempDir Path folder;

  private static Network network() {
    return new Network(
        Input.sequence(4, 2),
        List.of(Lstm.units(5).returnSequences(), Dropout.rate(0.3), Lstm.units(3), Dense.units(1)),
        2);
  }

  private static Examples examples(int seed, int n) {
    return Examples.of(Samples.tensor(seed, n, 4, 2), Samples.tensor(seed + 50, n, 1));
  }

  private record Outcome(int[] weights, History history) {}

  private static Outcome run(Optimizer optimizer, Fit fit) {
    Network network = network();
    History history =
        new Trainer(network, optimizer, Loss.MEAN_SQUARED_ERROR, ENGINE, fit, examples(1, 13))
            .run();
    return new Outcome(Samples.bits(network.parameters().values()), history);
  }

  private static void assertEqual(Outcome actual, Outcome expected) {
    assertThat(actual.weights).isEqualTo(expected.weights);
    assertThat(actual.history).isEqualTo(expected.history);
  }

  private static Fit fit() {
    return Fit.epochs(5).batchSize(4).clipNorm(0.5).validation(examples(2, 6)).patience(4);
  }

  /** Asks to stop before the step of that number. */
  private static Fit stoppingAfter(int steps, Fit fit) {
    int[] asked = {0};
    return fit.stopWhen(() -> asked[0]++ == steps);
  }

  static Stream<Optimizer> optimizers() {
    return Stream.of(new Adam(0.02), new AdamW(0.02, 0.1), new Sgd(0.1, 0.9), new Sgd(0.1));
  }

  @ParameterizedTest
  @MethodSource("optimizers")
  void stoppedAnywhereAndResumed(Optimizer optimizer) {
    Outcome expected = run(optimizer, fit());
    for (int steps : new int[] {0, 1, 3, 4, 5, 10, 17, 19}) {
      Path file = folder.resolve(steps + ".checkpoint");
      Outcome first = run(optimizer, stoppingAfter(steps, fit().checkpoint(file, NEVER)));
      assertThat(first.history.end()).isEqualTo(History.End.STOPPED);
      assertThat(first.history.epochs()).hasSize(steps / BATCHES);
      assertThat(file).exists();
      Outcome second = run(optimizer, fit().checkpoint(file, NEVER));
      assertEqual(second, expected);
    }
  }

  @Test
  void stoppedAtEveryStep() {
    Path file = folder.resolve("checkpoint");
    Outcome outcome = null;
    for (int runs = 0; outcome == null || outcome.history.end() == History.End.STOPPED; runs++) {
      outcome = run(new Adam(0.02), stoppingAfter(1, fit().checkpoint(file, NEVER)));
      assertThat(runs).isLessThan(50);
    }
    assertEqual(outcome, run(new Adam(0.02), fit()));
  }

  @Test
  void earlyStoppingSurvives() {
    Fit patient = Fit.epochs(60).batchSize(4).validation(examples(2, 6)).patience(2);
    Optimizer optimizer = new Adam(0.05);
    Outcome expected = run(optimizer, patient);
    assertThat(expected.history.end()).isEqualTo(History.End.EARLY);
    int last = expected.history.epochs().size() * BATCHES - 1;
    Path file = folder.resolve("checkpoint");
    run(optimizer, stoppingAfter(last, patient.checkpoint(file, NEVER)));
    Outcome resumed = run(optimizer, patient.checkpoint(file, NEVER));
    assertEqual(resumed, expected);
  }

  /** Checkpoints after every step, the last one after the last step: nothing is left to do. */
  @Test
  void aFinishedRunIsTakenUpAsFinished() {
    Path file = folder.resolve("checkpoint");
    Fit always = fit().checkpoint(file, Duration.ZERO);
    Outcome expected = run(new Adam(0.02), fit());
    assertEqual(run(new Adam(0.02), always), expected);
    assertEqual(run(new Adam(0.02), always), expected);
    assertThat(folder).isDirectoryNotContaining(f -> !f.equals(file));
  }

  @Test
  void moreEpochsGoOnFromTheCheckpoint() {
    Path file = folder.resolve("checkpoint");
    Fit three = Fit.epochs(3).batchSize(4);
    run(new Adam(0.02), three.checkpoint(file, Duration.ZERO));
    Outcome six = run(new Adam(0.02), Fit.epochs(6).batchSize(4).checkpoint(file, NEVER));
    Outcome expected = run(new Adam(0.02), Fit.epochs(6).batchSize(4));
    assertEqual(six, expected);
  }

  @Test
  void everyShorterCheckpointIsRefused() throws IOException {
    Path file = folder.resolve("checkpoint");
    run(new Adam(0.02), stoppingAfter(6, fit().checkpoint(file, NEVER)));
    byte[] whole = Files.readAllBytes(file);
    for (int length = 0; length < whole.length; length += 331) {
      Files.write(file, Arrays.copyOf(whole, length));
      assertThatThrownBy(() -> run(new Adam(0.02), fit().checkpoint(file, NEVER)))
          .isInstanceOf(BadInput.class)
          .hasMessage(
              "%s: %d bytes that are damaged, cut short or something else, expected a checkpoint;"
                  + " if it is one, delete it to start anew, if not, choose another name for the"
                  + " checkpoint",
              file, length);
    }
  }
}
