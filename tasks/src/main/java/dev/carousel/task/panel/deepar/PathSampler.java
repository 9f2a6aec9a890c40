package dev.carousel.task.panel.deepar;

import dev.carousel.kernel.Engine;
import dev.carousel.layer.CarriedState;
import dev.carousel.layer.Pass;
import dev.carousel.layer.Signal;
import dev.carousel.network.Network;
import dev.carousel.random.Randomness;
import dev.carousel.task.distribution.Likelihood;
import dev.carousel.tensor.Shape;
import dev.carousel.tensor.Tape;
import dev.carousel.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Ancestral sampling: the network reads the window before an origin; each path draws the first step
 * from the distribution it gives, which the network reads next, and so on to the horizon (Salinas
 * and others 2020, section 3). Members take turns: path s is of member s modulo their number.
 *
 * <p>What is drawn depends on the seed, the path's number and the values of the window alone, not
 * on the other series, nor on threads. Safe for many threads.
 */
public final class PathSampler {
  private static final Randomness NONE = new Randomness(0, 0);
  private static final int MOST_ROWS = 4096;
  private static final int DRAW = 2000; // what one costs, in multiply-adds
  private static final double FARTHEST = 100; // of scaled values: what is beyond would not return

  private final List<Network> members;
  private final Engine engine;
  private final StepRows rows;
  private final Likelihood likelihood;
  private final int window;
  private final int horizon;
  private final long seed;

  /**
   * A sampler.
   *
   * @param network of {@link DeepArNetwork}
   * @throws IllegalArgumentException if the network does not read such rows, or does not give what
   *     names such a distribution
   */
  public PathSampler(
      Network network,
      Engine engine,
      StepRows rows,
      Likelihood likelihood,
      int window,
      int horizon,
      long seed) {
    this.engine = engine;
    this.rows = rows;
    this.likelihood = likelihood;
    this.window = window;
    this.horizon = horizon;
    this.seed = seed;
    int features = network.input().features();
    boolean fits =
        network.inputs().size() == 1
            && network.input().timeSteps() == 0
            && features == rows.features()
            && network.outputs().stream()
                .allMatch(
                    o -> o.shape().rank() == 2 && o.shape().last() == likelihood.parameters());
    if (!fits) {
      throw new IllegalArgumentException(
          "the network reads rows of %d values and gives %s, its forecast part has rows of %d and %d numbers for each step"
              .formatted(features, network.outputs(), rows.features(), likelihood.parameters()));
    }
    this.members = DeepArNetwork.members(network);
  }

  /**
   * Draws paths.
   *
   * @param samples paths of each series
   * @return for each series (samples, horizon)
   */
  public List<double[][]> sample(List<? extends Sight> sights, int samples) {
    List<double[][]> all = new ArrayList<>();
    sights.forEach(sight -> all.add(new double[samples][horizon]));
    Tape tape = new Tape(engine, false);
    for (int m = 0; m < members.size(); m++) {
      int paths = Math.ceilDiv(samples - m, members.size());
      int together = Math.max(1, MOST_ROWS / Math.max(1, paths));
      for (int from = 0; paths > 0 && from < sights.size(); from += together) {
        int to = Math.min(sights.size(), from + together);
        new Group(tape, m, paths, sights.subList(from, to)).draw(all.subList(from, to));
      }
    }
    return all;
  }

  /** The paths of one member for some series. */
  private final class Group {
    private final Tape tape;
    private final int member;
    private final int paths; // of each series
    private final List<? extends Sight> sights;
    private final CarriedState state = new CarriedState();
    private final long[] keys; // of each series

    Group(Tape tape, int member, int paths, List<? extends Sight> sights) {
      this.tape = tape;
      this.member = member;
      this.paths = paths;
      this.sights = sights;
      this.keys = new long[sights.size()];
    }

    void draw(List<double[][]> all) {
      int width = rows.features();
      int numbers = likelihood.parameters();
      float[] last = condition(); // for each series the numbers of its first step
      float[] given = new float[sights.size() * paths * numbers];
      for (int r = 0; r < sights.size() * paths; r++) {
        System.arraycopy(last, r / paths * numbers, given, r * numbers, numbers);
      }
      repeatStates();
      for (int h = 0; h < horizon; h++) {
        int step = h;
        float[] from = given;
        float[] x = new float[sights.size() * paths * width];
        engine
            .workers()
            .split(
                sights.size() * paths,
                1,
                (long) DRAW * sights.size() * paths,
                (begin, end) -> {
                  for (int r = begin; r < end; r++) {
                    drawStep(all, r, step, from, x);
                  }
                });
        if (h + 1 < horizon) {
          given = step(x, sights.size() * paths, 1);
        }
      }
    }

    /** One step of one path, and the row that the network reads next. */
    private void drawStep(List<double[][]> all, int r, int h, float[] given, float[] x) {
      Sight sight = sights.get(r / paths);
      int number = r % paths * members.size() + member;
      double[] path = all.get(r / paths)[number];
      Randomness random =
          new Randomness(seed, keys[r / paths]).named("path").numbered(number).numbered(h);
      double draw = likelihood.draw(given, r * likelihood.parameters(), sight.scale(), random);
      path[h] = likelihood.counts() ? draw : Math.clamp(draw, -FARTHEST, FARTHEST);
      if (h + 1 < horizon) {
        int origin = sight.origin();
        rows.write(
            sight,
            origin + h + 1,
            place -> place < origin ? sight.scaled(place) : sight.scaledDraw(path[place - origin]),
            x,
            r * rows.features());
      }
    }

    /** Reads the windows; leaves the states behind them. */
    private float[] condition() {
      int width = rows.features();
      float[] x = new float[sights.size() * window * width];
      for (int i = 0; i < sights.size(); i++) {
        Sight sight = sights.get(i);
        for (int t = 0; t < window; t++) {
          rows.write(sight, sight.origin() - window + 1 + t, x, (i * window + t) * width);
        }
        int from = i * window * width;
        keys[i] = Arrays.hashCode(Arrays.copyOfRange(x, from, from + window * width));
      }
      float[] all = step(x, sights.size(), window);
      int numbers = likelihood.parameters();
      float[] last = new float[sights.size() * numbers];
      for (int i = 0; i < sights.size(); i++) {
        System.arraycopy(all, ((i + 1) * window - 1) * numbers, last, i * numbers, numbers);
      }
      return last;
    }

    /** What the network gives for some steps, from the states it left. */
    private float[] step(float[] x, int batch, int steps) {
      tape.reset(NONE);
      Tensor in = tape.constant(Shape.of(batch, steps, rows.features()), x, 0);
      Pass pass = Pass.on(tape).carrying(state);
      return members.get(member).apply(pass, List.of(Signal.of(in))).getFirst().values().toArray();
    }

    /** Each path of a series begins with its state. */
    private void repeatStates() {
      state
          .all()
          .forEach((name, parts) -> state.set(name, parts.stream().map(this::repeat).toList()));
    }

    private Tensor repeat(Tensor part) {
      int n = part.shape().last();
      float[] one = part.toArray();
      float[] all = new float[sights.size() * paths * n];
      for (int r = 0; r < sights.size() * paths; r++) {
        System.arraycopy(one, r / paths * n, all, r * n, n);
      }
      return Tensor.of(all, sights.size() * paths, n);
    }
  }
}
