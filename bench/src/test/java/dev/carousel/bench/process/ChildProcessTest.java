package dev.carousel.bench.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.carousel.BadInput;
import dev.carousel.bench.work.Case;
import dev.carousel.bench.work.CellKind;
import dev.carousel.bench.work.LayerShape;
import dev.carousel.bench.work.Subject;
import dev.carousel.bench.work.Work;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real child processes. */
class ChildProcessTest {
  private static final Case CASE =
      new Case(Work.TRAIN, CellKind.LSTM, new LayerShape(2, 3, 4, 5), 1);

  @TempDir Path noPeers;

  private Installation installation(String... flags) {
    return new Installation(
        Path.of(System.getProperty("java.home"), "bin", "java"),
        System.getProperty("java.class.path"),
        noPeers,
        List.of(flags));
  }

  @Test
  void computesAndTimes() throws Exception {
    try (ChildProcess child = new ChildProcess(installation(), Side.CAROUSEL, CASE)) {
      assertThat(child.ready()).endsWith("1 threads");
      child.compute();
      assertThat(child.results())
          .containsOnlyKeys(Subject.SEQUENCE, Subject.D_WX, Subject.D_WH, Subject.D_BIAS)
          .hasEntrySatisfying(Subject.D_WX, dWX -> assertThat(dWX).hasSize(4 * 20))
          .hasEntrySatisfying(Subject.SEQUENCE, h -> assertThat(h).hasSize(2 * 3 * 5));
      child.warmUp(1, 5);
      assertThat(child.run(1)).isPositive();

      child.open(new Case(Work.TRAIN, CellKind.LSTM, new LayerShape(3, 2, 4, 6), 1));
      child.compute();
      assertThat(child.results())
          .hasEntrySatisfying(Subject.SEQUENCE, h -> assertThat(h).hasSize(3 * 2 * 6));
      assertThat(child.run(1)).isPositive();
    }
  }

  @Test
  void theWordsOfAChildThatDiesAreShown() throws Exception {
    Installation broken = installation("-Dcarousel.kernels=abacus");
    try (ChildProcess child = new ChildProcess(broken, Side.CAROUSEL, CASE)) {
      assertThatThrownBy(child::ready)
          .isInstanceOf(IOException.class)
          .hasMessageContaining(
              "carousel (train lstm 2,3,4,5 1) ended without an answer, exit code 1")
          .hasMessageContaining("abacus");
    }
  }

  @Test
  void aPeerThatIsNotThereIsNamed() {
    assertThatThrownBy(() -> new ChildProcess(installation(), Side.LIBTORCH, CASE))
        .isInstanceOf(BadInput.class)
        .hasMessageContaining("libtorch");
  }
}
