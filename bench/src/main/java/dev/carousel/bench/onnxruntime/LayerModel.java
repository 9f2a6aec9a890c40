package dev.carousel.bench.onnxruntime;

import dev.carousel.bench.work.Case;
import dev.carousel.bench.work.CellKind;
import dev.carousel.bench.work.LayerData;
import dev.carousel.bench.work.LayerShape;
import dev.carousel.bench.work.Layout;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The layer of a case as an ONNX model. Sequences are time-major, all that ONNX Runtime takes. */
final class LayerModel {
  static final String X = "X";
  static final String H_BEFORE = "initial_h";
  static final String C_BEFORE = "initial_c";
  static final String Y = "Y";
  static final String H = "Y_h";
  static final String C = "Y_c";

  private LayerModel() {}

  /** X (T, B, I) to Y (T, 1, B, H), from the zero state. */
  static byte[] sequence(Case which, LayerData data) {
    LayerShape s = which.shape();
    OnnxGraph graph = weights(which, data).output(Y, s.time(), 1, s.batch(), s.hidden());
    return node(graph, which.cell(), List.of(X, "W", "R", "B"), List.of(Y), s.hidden());
  }

  /** X (1, B, I) and states (1, B, H) to the next states. */
  static byte[] step(Case which, LayerData data) {
    LayerShape s = which.shape();
    OnnxGraph graph = weights(which, data);
    List<String> inputs = new ArrayList<>(List.of(X, "W", "R", "B", "", H_BEFORE));
    List<String> outputs = new ArrayList<>(List.of("", H));
    if (which.cell() == CellKind.LSTM) {
      inputs.add(C_BEFORE);
      outputs.add(C);
      graph.input(C_BEFORE, 1, s.batch(), s.hidden()).output(C, 1, s.batch(), s.hidden());
    }
    graph.input(H_BEFORE, 1, s.batch(), s.hidden()).output(H, 1, s.batch(), s.hidden());
    return node(graph, which.cell(), inputs, outputs, s.hidden());
  }

  private static byte[] node(
      OnnxGraph graph, CellKind cell, List<String> inputs, List<String> outputs, int hidden) {
    List<ProtoMessage> options = new ArrayList<>(List.of(OnnxGraph.option("hidden_size", hidden)));
    if (cell == CellKind.GRU) {
      options.add(OnnxGraph.option("linear_before_reset", 1)); // the reset comes after the product
    }
    return graph.node(cell.name(), inputs, outputs, options).toBytes();
  }

  private static OnnxGraph weights(Case which, LayerData data) {
    LayerShape s = which.shape();
    int[] order = order(which.cell());
    int columns = order.length * s.hidden();
    float[] wX = Layout.gates(data.wX(), s.input(), s.hidden(), order);
    float[] wH = Layout.gates(data.wH(), s.hidden(), s.hidden(), order);
    float[] biases = Arrays.copyOf(Layout.gates(data.bias(), 1, s.hidden(), order), 2 * columns);
    // Of the recurrent biases only the candidate's differs from the others; it comes last.
    int n = data.recurrentBias().length;
    System.arraycopy(data.recurrentBias(), 0, biases, 2 * columns - n, n);
    return new OnnxGraph()
        .input(X, s.time(), s.batch(), s.input())
        .constant("W", Layout.transposed(wX, s.input(), columns), 1, columns, s.input())
        .constant("R", Layout.transposed(wH, s.hidden(), columns), 1, columns, s.hidden())
        .constant("B", biases, 1, 2L * columns);
  }

  /** ONNX has the gates of an LSTM as i, o, f, g and those of a GRU as z, r, n. */
  private static int[] order(CellKind cell) {
    return switch (cell) {
      case LSTM -> new int[] {0, 3, 1, 2};
      case GRU -> new int[] {1, 0, 2};
      case RNN -> new int[] {0};
    };
  }
}
