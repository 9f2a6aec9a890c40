package dev.carousel.bench.peers;

import dev.carousel.bench.process.Pacing;
import dev.carousel.bench.process.Side;
import dev.carousel.bench.work.Case;
import dev.carousel.bench.work.CellKind;
import dev.carousel.bench.work.LanguageModel;
import dev.carousel.bench.work.LayerShape;
import dev.carousel.bench.work.Work;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What to compare.
 *
 * @param shapes the layers; the model and the stream, which takes I and H of those given, have
 *     standard shapes of their own
 * @param quick everything in a few minutes: less of each, and the slow peer on small layers only,
 *     unless shapes are named
 */
public record PeersOptions(
    List<Side> peers,
    List<Work> works,
    List<CellKind> cells,
    List<LayerShape> shapes,
    int threads,
    boolean quick) {

  /** Milliseconds after which no quick case begins, as everything takes less than five minutes. */
  private static final long END = 280_000;

  /** Milliseconds in which everything quick should be done. */
  private static final long LIMIT = 260_000;

  /** Milliseconds of a quick case, the processes' start included. */
  private static final long A_CASE = 4500;

  /** Copies the lists. */
  public PeersOptions {
    peers = List.copyOf(peers);
    works = List.copyOf(works);
    cells = List.copyOf(cells);
    shapes = List.copyOf(shapes);
    if (peers.contains(Side.CAROUSEL)) {
      throw new IllegalArgumentException("carousel is no peer of itself");
    }
  }

  /** How many cases there are. */
  public int count() {
    return peers.stream().mapToInt(peer -> cases(peer).size()).sum();
  }

  /** Whether a peer does that work with that cell. */
  public static boolean measured(Side peer, Work work, CellKind cell) {
    return switch (peer) {
      case CAROUSEL -> true;
      case LIBTORCH -> work == Work.TRAIN || (work == Work.MODEL && cell == CellKind.LSTM);
      case ONNXRUNTIME -> work == Work.FORWARD || work == Work.STREAM;
      case DEEPLEARNING4J -> work == Work.TRAIN && cell != CellKind.GRU;
    };
  }

  /** The cases of a peer. */
  List<Case> cases(Side peer) {
    List<Case> cases = new ArrayList<>();
    for (CellKind cell : cells) {
      for (Work work : works) {
        if (measured(peer, work, cell)) {
          shapes(peer, work).forEach(s -> cases.add(new Case(work, cell, s, threads)));
        }
      }
    }
    return cases;
  }

  /**
   * The cases that share their two processes: each its own, so that no compiled code is marked by
   * what ran before; quick those of a cell, and of a peer that takes longest to start all, as
   * processes and compilers take long to start.
   */
  List<List<Case>> groups(Side peer) {
    List<Case> cases = cases(peer);
    return quick
        ? List.copyOf(
            cases.stream()
                .collect(
                    Collectors.groupingBy(
                        c -> peer == Side.DEEPLEARNING4J ? peer : c.cell(),
                        LinkedHashMap::new,
                        Collectors.toList()))
                .values())
        : cases.stream().map(List::of).toList();
  }

  private List<LayerShape> shapes(Side peer, Work work) {
    boolean standard = shapes.equals(LayerShape.STANDARD);
    if (work == Work.MODEL && standard) {
      return LanguageModel.SHAPES;
    }
    if (work == Work.STREAM) {
      return standard
          ? List.of(LayerShape.STREAM)
          : shapes.stream().map(s -> new LayerShape(1, 1, s.input(), s.hidden())).toList();
    }
    boolean slow = quick && standard && peer == Side.DEEPLEARNING4J;
    return slow ? shapes.stream().filter(LayerShape::small).toList() : shapes;
  }

  /**
   * How long a case takes; null if there is no time left for it.
   *
   * @param spent milliseconds since the first one began
   * @param left cases that are not done
   */
  @Nullable Pacing pacing(long spent, int left) {
    if (!quick) {
      return Pacing.FULL;
    }
    if (spent >= END) {
      return null;
    }
    return LIMIT - spent >= left * A_CASE ? Pacing.QUICK : Pacing.HURRIED;
  }
}
