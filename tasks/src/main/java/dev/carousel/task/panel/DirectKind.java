package dev.carousel.task.panel;

import dev.carousel.layer.Dense;
import dev.carousel.layer.Dropout;
import dev.carousel.layer.Recurrent;
import dev.carousel.network.Graph;
import dev.carousel.task.panel.PanelOptions.NetworkOptions;
import java.util.List;

/**
 * A recurrent layer over the segments of the window, and a dense layer from its last state to all
 * steps ahead (Lin and others 2023, SegRNN).
 */
record DirectKind() implements WindowKind {
  @Override
  public PanelNetwork.Path path() {
    return DirectKind::add;
  }

  private static String add(
      List<Graph.Node> nodes, int member, PanelSpec spec, NetworkOptions options) {
    String recurrent = options.cell() + "_" + member;
    Recurrent layer = Recurrent.of(options.cell().cell(options.units()));
    PanelNetwork.add(nodes, recurrent, layer, Graph.INPUT);
    PanelNetwork.add(nodes, "dropout_" + member, Dropout.rate(options.dropout()), recurrent);
    PanelNetwork.add(nodes, "head_" + member, Dense.units(spec.outputs()), "dropout_" + member);
    return "head_" + member;
  }
}
