package dev.carousel.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.carousel.kernel.Engine;
import dev.carousel.kernel.Workers;
import dev.carousel.model.ModelFile;
import dev.carousel.network.Graph;
import dev.carousel.network.Network;
import dev.carousel.tensor.Samples;
import dev.carousel.tensor.Shape;
import dev.carousel.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What every layer does, with every option: see {@link LayerFamilies}. */
class LayerContractTest {
  private static final int B = 4;
  private static final int T = LayerFamilies.T;

  /** One whole sequence, one with holes, one that begins late, one without any step. */
  static final Tensor HOLES =
      Tensor.of(new float[][] {{1, 1, 1, 1, 1}, {1, 0, 1, 1, 0}, {0, 1, 1, 0, 0}, {0, 0, 0, 0, 0}});

  static Stream<Arguments> layers() {
    return LayerFamilies.all().stream()
        .flatMap(family -> family.layers().stream().map(layer -> Arguments.of(layer, family)));
  }

  @ParameterizedTest
  @MethodSource("layers")
  void givesWhatItSays(Vertex layer, LayerFamily family) {
    Network network = family.network(layer);
    for (Tensor mask : Arrays.asList(null, HOLES)) {
      LayerRun run = LayerRun.infer(network, LayerRun.inputs(network, 1, B, T), mask);
      assertThat(run.outputs()).hasSameSizeAs(network.outputs());
      for (int i = 0; i < run.outputs().size(); i++) {
        Signal y = run.outputs().get(i);
        assertThat(y.values().shape()).isEqualTo(network.outputs().get(i).shape().prepend(B));
        if (y.mask() != null) {
          assertThat(y.mask().shape()).isEqualTo(Shape.of(B, y.values().shape().at(1)));
        }
      }
    }
  }

  /** Differences of the loss along random directions, of each input and of the weights. */
  @ParameterizedTest
  @MethodSource("layers")
  void gradientsAreThoseOfWhatItGives(Vertex layer, LayerFamily family) {
    Network network = family.network(layer);
    for (Tensor mask : Arrays.asList(null, HOLES)) {
      List<Tensor> x = LayerRun.inputs(network, 2, B, T);
      LayerRun run = LayerRun.train(network, x, mask);
      for (int part = 0; part < run.gradients().size(); part++) {
        for (int seed = 1; seed <= 3; seed++) {
          checkGradient(network, x, mask, part, run.gradients().get(part), seed);
        }
      }
    }
  }

  private static void checkGradient(
      Network network, List<Tensor> x, Tensor mask, int part, float[] gradient, int seed) {
    if (gradient.length == 0 || (part < x.size() && network.inputs().get(part).tokens())) {
      return;
    }
    float[] direction = Samples.values(seed, gradient.length, 1);
    double along = 0;
    double norm = 0;
    for (int i = 0; i < gradient.length; i++) {
      along += (double) direction[i] * gradient[i];
      norm += (double) gradient[i] * gradient[i];
    }
    double step = 1 / 256.0;
    double above = loss(network, x, mask, part, direction, (float) step);
    double below = loss(network, x, mask, part, direction, (float) -step);
    assertThat((above - below) / (2 * step))
        .as("part %d of %s, direction %d", part, network.graph().nodes(), seed)
        .isCloseTo(along, org.assertj.core.api.Assertions.within(2e-3 * (1 + Math.sqrt(norm))));
  }

  private static double loss(
      Network network, List<Tensor> x, Tensor mask, int part, float[] direction, float step) {
    if (part < x.size()) {
      List<Tensor> moved = new ArrayList<>(x);
      moved.set(part, Tensor.of(moved(x.get(part).toArray(), direction, step), sizes(x.get(part))));
      return LayerRun.train(network, moved, mask).loss();
    }
    float[] values = network.parameters().values();
    float[] before = values.clone();
    System.arraycopy(moved(before, direction, step), 0, values, 0, values.length);
    network.parameters().changed();
    double loss = LayerRun.train(network, x, mask).loss();
    System.arraycopy(before, 0, values, 0, values.length);
    network.parameters().changed();
    return loss;
  }

  private static float[] moved(float[] from, float[] direction, float step) {
    float[] moved = from.clone();
    for (int i = 0; i < moved.length; i++) {
      moved[i] += step * direction[i];
    }
    return moved;
  }

  private static int[] sizes(Tensor a) {
    return a.shape().toArray();
  }

  /** Whether it takes one length only. */
  static boolean isFixed(Vertex layer) {
    return layer instanceof Flatten || layer instanceof Reshape;
  }

  @ParameterizedTest
  @MethodSource("layers")
  void aBatchEqualsItsRows(Vertex layer, LayerFamily family) {
    Network network = family.network(layer);
    List<Tensor> x = LayerRun.inputs(network, 6, B, T);
    for (Tensor mask : Arrays.asList(null, HOLES)) {
      LayerRun whole = LayerRun.infer(network, x, mask);
      for (int row = 0; row < B; row++) {
        int r = row;
        List<Tensor> one = x.stream().map(a -> Samples.row(a, r)).toList();
        LayerRun alone = LayerRun.infer(network, one, mask == null ? null : Samples.row(mask, r));
        for (int i = 0; i < whole.outputs().size(); i++) {
          Tensor all = whole.outputs().get(i).values();
          assertThat(Samples.bits(Samples.row(all, r)))
              .as("row %d of output %d", r, i)
              .isEqualTo(Samples.bits(alone.outputs().get(i).values()));
        }
      }
    }
  }

  /** A batch so large that it is cut. */
  @Test
  void threadsChangeNoBit() {
    Network network = LayerFamily.network(LayerFamilies.free());
    List<Tensor> x = LayerRun.inputs(network, 7, 301, T);
    int[][] one = bits(network, x, 1);
    for (int threads = 2; threads <= 3; threads++) {
      assertThat(bits(network, x, threads)).as("%d threads", threads).isDeepEqualTo(one);
    }
  }

  private static int[][] bits(Network network, List<Tensor> x, int threads) {
    try (Workers workers = new Workers(threads)) {
      Engine engine = new Engine(LayerRun.ENGINE.kernels(), workers);
      LayerRun run = LayerRun.run(engine, network, x, null, true);
      List<int[]> bits = new ArrayList<>();
      run.outputs().forEach(y -> bits.add(Samples.bits(y.values())));
      run.gradients().forEach(g -> bits.add(Samples.bits(g)));
      return bits.toArray(int[][]::new);
    }
  }

  @Test
  void savedAndLoaded(@TempDir Path folder) throws IOException {
    LayerFamily tied = LayerFamilies.all().getLast();
    for (Network network :
        List.of(LayerFamily.network(LayerFamilies.free()), LayerFamily.network(List.of(tied)))) {
      Path file = folder.resolve("layers.safetensors");
      new ModelFile(network, null, null).write(file);
      Network loaded = ModelFile.read(file).network();
      assertThat(loaded.graph()).isEqualTo(network.graph());
      List<Tensor> x = LayerRun.inputs(network, 8, B, T);
      assertThat(LayerRun.train(loaded, x, HOLES).seen())
          .isEqualTo(LayerRun.train(network, x, HOLES).seen());
    }
  }

  /** Step by step as the whole sequence; or it says why it cannot. */
  @ParameterizedTest
  @MethodSource("layers")
  void aStreamEqualsTheSequenceOrIsRefused(Vertex layer, LayerFamily family) {
    Network network = family.network(layer);
    boolean whole =
        network.graph().nodes().stream().anyMatch(node -> node.layer().needsWholeSequence());
    if (whole || !network.graph().sequential()) {
      assertThatThrownBy(() -> network.stream(LayerRun.ENGINE))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageMatching(
              "a stream: .* (reads a sequence from its end|needs the whole sequence), .*"
                  + "|a stream goes through layers one after the other; .*");
      return;
    }
    Tensor x = LayerRun.inputs(network, 9, 1, T).getFirst();
    var stream = network.stream(LayerRun.ENGINE);
    int width = x.shape().size() / T;
    boolean sequence = network.outputs().getFirst().sequence();
    for (int pass = 0; pass < 2; pass++) { // the second after a reset
      List<Integer> there = steps(network, x);
      for (int t : there) {
        float[] out = stream.step(Arrays.copyOfRange(x.toArray(), t * width, (t + 1) * width));
        float[] sofar = Arrays.copyOf(x.toArray(), (t + 1) * width);
        int[] sizes = sizes(x);
        sizes[1] = t + 1;
        Signal y =
            LayerRun.infer(network, List.of(Tensor.of(sofar, sizes)), null).outputs().getFirst();
        float[] all = y.values().toArray();
        float[] expected =
            sequence ? Arrays.copyOfRange(all, all.length - out.length, all.length) : all;
        assertThat(Samples.bits(out)).as("step %d", t).isEqualTo(Samples.bits(expected));
      }
      stream.reset();
    }
  }

  /** The steps that the network's own mask leaves. */
  private static List<Integer> steps(Network network, Tensor x) {
    Signal y = LayerRun.infer(network, List.of(x), null).outputs().getFirst();
    List<Integer> steps = new ArrayList<>();
    for (int t = 0; t < T; t++) {
      if (y.mask() == null || y.mask().get(0, t) != 0) {
        steps.add(t);
      }
    }
    return steps;
  }

  @ParameterizedTest
  @MethodSource("layers")
  void readsAnyLengthIfTheInputDoes(Vertex layer, LayerFamily family) {
    List<Input> any =
        family.inputs().stream().map(i -> new Input(0, i.features(), i.tokens())).toList();
    LayerFamily open = new LayerFamily(any, family.wiring(), family.layers());
    boolean fixed =
        family.network(layer).graph().nodes().stream().anyMatch(n -> isFixed(n.layer()));
    if (fixed) {
      assertThatThrownBy(() -> open.network(layer))
          .hasMessageEndingWith(
              "has to know the number of time steps, found any: give it to the input");
      return;
    }
    Network network = open.network(layer);
    for (Graph.Node node : network.graph().nodes()) {
      assertThat(node.layer()).isNotNull();
    }
    for (int time : new int[] {1, 9}) {
      LayerRun run = LayerRun.infer(network, LayerRun.inputs(network, 1, 2, time), null);
      for (int i = 0; i < run.outputs().size(); i++) {
        int[] said = sizes(run.outputs().get(i).values());
        int[] form = network.outputs().get(i).shape().prepend(2).toArray();
        for (int axis = 0; axis < said.length; axis++) {
          assertThat(form[axis]).isIn(said[axis], 0);
        }
      }
    }
  }
}
