package dev.carousel.bench.deeplearning4j;

import dev.carousel.bench.work.Case;
import dev.carousel.bench.work.CellKind;
import dev.carousel.bench.work.LayerData;
import dev.carousel.bench.work.LayerShape;
import dev.carousel.bench.work.Layout;
import dev.carousel.bench.work.Subject;
import java.util.Map;
import java.util.TreeMap;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.LSTM;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.recurrent.SimpleRnn;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.params.LSTMParamInitializer;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Forward and backward of a network of one layer, by what Deeplearning4j calls external errors. It
 * always computes the input's gradient as well and cannot be told not to.
 */
final class TrainSubject implements Subject {
  // LSTM and SimpleRnn name their parameters alike.
  private static final String WX = LSTMParamInitializer.INPUT_WEIGHT_KEY;
  private static final String WH = LSTMParamInitializer.RECURRENT_WEIGHT_KEY;
  private static final String BIAS = LSTMParamInitializer.BIAS_KEY;

  private final Case which;
  private final int[] order;
  private final MultiLayerNetwork network;
  private final INDArray x;
  private final INDArray dY;

  TrainSubject(Case which) {
    this.which = which;
    order = order(which.cell());
    LayerShape s = which.shape();
    LayerData data = LayerData.of(which);
    network =
        new MultiLayerNetwork(
            new NeuralNetConfiguration.Builder().list().layer(layer(which.cell(), s)).build());
    network.init();
    Nd4j.getEnvironment().setMaxMasterThreads(which.threads());
    int columns = order.length * s.hidden();
    set(WX, Layout.gates(data.wX(), s.input(), s.hidden(), order), s.input(), columns);
    set(WH, Layout.gates(data.wH(), s.hidden(), s.hidden(), order), s.hidden(), columns);
    set(BIAS, Layout.gates(data.bias(), 1, s.hidden(), order), 1, columns);
    x = sequence(data.x(), s.input());
    dY = sequence(data.dY(), s.hidden());
  }

  private static Layer layer(CellKind cell, LayerShape s) {
    return cell == CellKind.LSTM
        ? new LSTM.Builder()
            .nIn(s.input())
            .nOut(s.hidden())
            .activation(Activation.TANH)
            .gateActivationFunction(Activation.SIGMOID)
            .build()
        : new SimpleRnn.Builder()
            .nIn(s.input())
            .nOut(s.hidden())
            .activation(Activation.TANH)
            .build();
  }

  /** Deeplearning4j has the gates of an LSTM as g, f, o, i. */
  private static int[] order(CellKind cell) {
    return cell == CellKind.LSTM ? new int[] {2, 1, 3, 0} : new int[] {0};
  }

  private void set(String name, float[] values, int rows, int columns) {
    network.getLayer(0).getParam(name).assign(Nd4j.create(values, new long[] {rows, columns}, 'c'));
  }

  /** (B, T, n) to Deeplearning4j's (B, n, T), in the order in which it keeps sequences itself. */
  private INDArray sequence(float[] values, int n) {
    LayerShape s = which.shape();
    return Nd4j.create(values, new long[] {s.batch(), s.time(), n}, 'c').permute(0, 2, 1).dup('f');
  }

  private static float[] values(INDArray array) {
    return array.dup('c').data().asFloat();
  }

  @Override
  public String description() {
    return "%s, %d threads"
        .formatted(
            Nd4j.getExecutioner().getClass().getSimpleName(),
            Nd4j.getEnvironment().maxMasterThreads());
  }

  @Override
  public void run() {
    forward();
    backward();
  }

  private INDArray forward() {
    network.setInput(x);
    return network.feedForward(true, false).getLast();
  }

  private Gradient backward() {
    return network.backpropGradient(dY, LayerWorkspaceMgr.noWorkspaces()).getFirst();
  }

  @Override
  public Map<String, float[]> results() {
    LayerShape s = which.shape();
    Map<String, float[]> results = new TreeMap<>();
    results.put(SEQUENCE, values(forward().permute(0, 2, 1)));
    Map<String, INDArray> gradients = backward().gradientForVariable();
    results.put(D_WX, gradient(gradients, WX, s.input()));
    results.put(D_WH, gradient(gradients, WH, s.hidden()));
    results.put(D_BIAS, gradient(gradients, BIAS, 1));
    return results;
  }

  private float[] gradient(Map<String, INDArray> gradients, String name, int rows) {
    INDArray found =
        gradients.entrySet().stream()
            .filter(e -> e.getKey().endsWith("_" + name)) // 0_W, 0_RW, 0_b
            .findFirst()
            .orElseThrow()
            .getValue();
    return Layout.gates(values(found), rows, which.shape().hidden(), Layout.inverse(order));
  }
}
