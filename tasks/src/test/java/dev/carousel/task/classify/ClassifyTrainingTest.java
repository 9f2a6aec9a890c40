package dev.carousel.task.classify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.carousel.BadInput;
import dev.carousel.task.inspect.Inspection;
import dev.carousel.task.inspect.TracedSequence;
import dev.carousel.train.Fit;
import dev.carousel.train.History;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClassifyTrainingTest {
  private static final SequenceSet SET = SampleSequences.ragged(61, 1);
  private static final SequenceSet TEST = SampleSequences.ragged(40, 2);

  @TempDir private Path folder;

  private static ClassifyTraining training(int epochs, double validation) {
    return ClassifyTraining.of(SET, ImageForm.ROWS, SampleSequences.options(epochs, validation));
  }

  @Test
  void learnsWhatTellsThemApart() {
    ClassifyTraining training = training(12, 0.2);
    assertThat(training.validation().size()).isEqualTo(12);
    assertThat(training.training().size()).isEqualTo(49);
    assertThat(training.model(null).evaluate(TEST).accuracy()).isLessThan(0.8);
    History history = training.train(fit -> fit);
    ClassifyScore score = training.model(null).evaluate(TEST);
    assertThat(score.accuracy()).isGreaterThan(0.95);
    assertThat(score.loss()).isLessThan(0.3);
    assertThat(score.errors()).isEqualTo((int) Math.round(40 * (1 - score.accuracy())));
    assertThat(history.epochs().getLast().metrics()).containsKey("accuracy");
  }

  /** Sequences in a batch of others, shorter and longer, are classified as each is alone. */
  @Test
  void aSequenceIsTakenForTheSameAmongOthers() {
    ClassifyTraining training = training(2, 0);
    training.train(fit -> fit);
    ClassifyModel model = training.model(null);
    List<double[]> among = model.evaluate(TEST).probabilities();
    for (int i = 0; i < 5; i++) {
      assertThat(model.evaluate(TEST.select(i)).probabilities().getFirst()).isEqualTo(among.get(i));
    }
  }

  @Test
  void aSavedModelIsTheSameAndReadsItsFilesItself() throws IOException {
    ClassifyTraining training = training(1, 0);
    training.train(fit -> fit);
    Path file = folder.resolve("m.safetensors");
    training.model(null).save(file);
    ClassifyModel loaded = ClassifyModel.load(file);
    assertThat(loaded.classes()).isEqualTo(SET.classes());
    assertThat(loaded.evaluate(TEST).probabilities())
        .usingRecursiveComparison()
        .isEqualTo(training.model(null).evaluate(TEST).probabilities());
  }

  @Test
  void aRunThatWasStoppedEndsWithTheSameBits() throws IOException {
    ClassifyTraining whole = training(3, 0.2);
    whole.train(fit -> fit);
    Path checkpoint = folder.resolve("checkpoint");
    int[] steps = new int[1];
    ClassifyTraining stopped = training(3, 0.2);
    History first =
        stopped.train(fit ->
            kept(fit, checkpoint)
                .listener(
                    new Fit.Listener() {
                      @Override
                      public void onBatch(int epoch, int batch, int batches, double loss) {
                        steps[0]++;
                      }
                    })
                .stopWhen(() -> steps[0] == 10));
    assertThat(first.end()).isEqualTo(History.End.STOPPED);
    assertThat(Files.exists(checkpoint)).isTrue();
    ClassifyTraining resumed = training(3, 0.2);
    resumed.train(fit -> kept(fit, checkpoint));
    assertThat(resumed.model(null).evaluate(TEST).probabilities())
        .usingRecursiveComparison()
        .isEqualTo(whole.model(null).evaluate(TEST).probabilities());
  }

  private static Fit kept(Fit fit, Path checkpoint) {
    return fit.checkpoint(checkpoint, Duration.ofHours(1));
  }

  @Test
  void missingValuesStandAtTheMean() {
    float[][] values = {{1, Float.NaN, 3, 8}, {5, 4, Float.NaN, 6}};
    SequenceSet set = new SequenceSet("s", 2, false, List.of("a", "b"), values, new int[] {0, 1});
    Scaling scaling = Scaling.of(set);
    assertThat(scaling.mean()).containsExactly(3, 6);
    float[] to = new float[4];
    new SequenceExamples(set, scaling).readInput(0, to, 0);
    assertThat(to[1]).isZero();
    assertThat(to[0]).isCloseTo(-(float) StrictMath.sqrt(1.5), within(1e-6f));
    assertThat(to[2]).isZero();
  }

  @Test
  void aModelRefusesOtherChannelsAndClasses() {
    ClassifyModel model = training(1, 0).model(null);
    float[][] values = {{1, 2, 3}};
    SequenceSet three = new SequenceSet("t.ts", 3, false, List.of("rises"), values, new int[1]);
    assertThatThrownBy(() -> model.evaluate(three))
        .isInstanceOf(BadInput.class)
        .hasMessage("t.ts: 3 channels, the model reads 2; give it a file of the same kind");
    float[][] two = {{1, 2}};
    SequenceSet other = new SequenceSet("t.ts", 2, false, List.of("stands"), two, new int[1]);
    assertThatThrownBy(() -> model.evaluate(other))
        .isInstanceOf(BadInput.class)
        .hasMessageContaining("sequence 1 is of class 'stands', the model knows rises, falls");
  }

  @Test
  void classesInAnotherOrderAreTheSame() {
    ClassifyModel model = training(1, 0).model(null);
    int[] turned = TEST.labels().clone();
    for (int i = 0; i < turned.length; i++) {
      turned[i] = 1 - turned[i];
    }
    SequenceSet other =
        new SequenceSet("t", 2, false, List.of("falls", "rises"), TEST.sequences(), turned);
    assertThat(model.evaluate(other).loss()).isEqualTo(model.evaluate(TEST).loss());
  }

  @Test
  void tracesLeaveOutWhatFillsUp() {
    Inspection found = training(1, 0).model(null).inspect(TEST.last(3));
    assertThat(found.sequences())
        .extracting(TracedSequence::length)
        .containsExactly(TEST.length(37), TEST.length(38), TEST.length(39));
    assertThat(found.layers().getFirst().rows())
        .isEqualTo(TEST.length(37) + TEST.length(38) + TEST.length(39));
  }

  @Test
  void everyOptionMakesAnotherNetwork() {
    ClassifyOptions base = SampleSequences.options(1, 0);
    int plain = training(base).parameters();
    for (ClassifyOptions.CellKind cell : ClassifyOptions.CellKind.values()) {
      for (ClassifyOptions.Pooling pooling : ClassifyOptions.Pooling.values()) {
        ClassifyModel model =
            training(new ClassifyOptions(cell, 2, 7, true, pooling, 0.1, 0, 1, 8, 0.02, 1, 0, 1));
        assertThat(model.parameters()).isGreaterThan(plain);
        assertThat(model.evaluate(TEST).loss()).isFinite();
      }
    }
    ClassifyModel chrono =
        training(
            new ClassifyOptions(
                base.cell(), 1, 7, false, base.pooling(), 0.1, 50, 1, 8, 0.02, 1, 0, 1));
    assertThat(chrono.evaluate(TEST).loss()).isNotEqualTo(training(base).evaluate(TEST).loss());
  }

  private static ClassifyModel training(ClassifyOptions options) {
    return ClassifyTraining.of(SET, ImageForm.ROWS, options).model(null);
  }
}
