package dev.carousel.bench.peers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.carousel.bench.process.Pacing;
import dev.carousel.bench.process.Side;
import dev.carousel.bench.work.Case;
import dev.carousel.bench.work.CellKind;
import dev.carousel.bench.work.LayerShape;
import dev.carousel.bench.work.Work;
import java.util.List;
import org.junit.jupiter.api.Test;

class PeersOptionsTest {
  private static PeersOptions options(boolean quick, List<LayerShape> shapes) {
    return new PeersOptions(
        List.of(Side.LIBTORCH, Side.ONNXRUNTIME, Side.DEEPLEARNING4J),
        List.of(Work.values()),
        List.of(CellKind.values()),
        shapes,
        2,
        quick);
  }

  @Test
  void eachPeerDoesWhatItCan() {
    PeersOptions options = options(false, LayerShape.STANDARD);
    assertThat(options.cases(Side.LIBTORCH))
        .hasSize(3 * 7 + 2)
        .noneMatch(c -> c.work() == Work.FORWARD || c.work() == Work.STREAM);
    assertThat(options.cases(Side.ONNXRUNTIME))
        .hasSize(3 * 7 + 3)
        .noneMatch(c -> c.work() == Work.TRAIN);
    assertThat(options.cases(Side.DEEPLEARNING4J))
        .hasSize(2 * 7)
        .noneMatch(c -> c.cell() == CellKind.GRU);
  }

  @Test
  void quickSparesTheSlowPeerLargeLayers() {
    PeersOptions options = options(true, LayerShape.STANDARD);
    assertThat(options.cases(Side.LIBTORCH)).hasSize(3 * 7 + 2);
    assertThat(options.cases(Side.DEEPLEARNING4J)).hasSize(2 * 3);
    LayerShape large = new LayerShape(64, 50, 256, 256);
    assertThat(options(true, List.of(large)).cases(Side.DEEPLEARNING4J))
        .hasSize(2)
        .allMatch(c -> c.shape().equals(large));
  }

  @Test
  void quickSharesProcessesAmongTheShapesAndWorksOfACell() {
    for (Side peer : List.of(Side.LIBTORCH, Side.ONNXRUNTIME, Side.DEEPLEARNING4J)) {
      PeersOptions quick = options(true, LayerShape.STANDARD);
      assertThat(quick.groups(peer))
          .allSatisfy(group ->
              assertThat(group.stream().map(Case::cell).distinct().count())
                  .isEqualTo(peer == Side.DEEPLEARNING4J ? 2 : 1))
          .hasSize(peer == Side.DEEPLEARNING4J ? 1 : 3);
      assertThat(quick.groups(peer).stream().flatMap(List::stream).toList())
          .isEqualTo(quick.cases(peer));
      assertThat(options(false, LayerShape.STANDARD).groups(peer)).allMatch(g -> g.size() == 1);
    }
  }

  @Test
  void quickHurriesWhereTimeRunsOut() {
    PeersOptions quick = options(true, LayerShape.STANDARD);
    assertThat(quick.pacing(0, 53)).isEqualTo(Pacing.QUICK);
    assertThat(quick.pacing(242_000, 4)).isEqualTo(Pacing.QUICK);
    assertThat(quick.pacing(242_000, 5)).isEqualTo(Pacing.HURRIED);
    assertThat(quick.pacing(279_999, 1)).isEqualTo(Pacing.HURRIED);
    assertThat(quick.pacing(280_000, 1)).isNull();
    assertThat(options(false, LayerShape.STANDARD).pacing(400_000, 9)).isEqualTo(Pacing.FULL);
  }

  @Test
  void aStreamIsOneStep() {
    assertThat(streamShapes(LayerShape.STANDARD)).containsOnly(LayerShape.STREAM);
    assertThat(streamShapes(List.of(LayerShape.parse("3,4,5,6"))))
        .containsOnly(LayerShape.parse("1,1,5,6"));
  }

  private static List<LayerShape> streamShapes(List<LayerShape> shapes) {
    return options(false, shapes).cases(Side.ONNXRUNTIME).stream()
        .filter(c -> c.work() == Work.STREAM)
        .map(Case::shape)
        .toList();
  }

  @Test
  void carouselIsNoPeer() {
    assertThatThrownBy(() ->
            new PeersOptions(
                List.of(Side.CAROUSEL),
                List.of(Work.TRAIN),
                List.of(CellKind.LSTM),
                LayerShape.STANDARD,
                2,
                false))
        .hasMessage("carousel is no peer of itself");
  }
}
