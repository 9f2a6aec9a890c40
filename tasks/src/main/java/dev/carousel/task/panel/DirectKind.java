package dev.carousel.task.panel;

import dev.carousel.layer.Activation;
import dev.carousel.layer.Concatenate;
import dev.carousel.layer.Dense;
import dev.carousel.layer.Dropout;
import dev.carousel.layer.Recurrent;
import dev.carousel.network.Graph;
import dev.carousel.network.Network;
import dev.carousel.task.panel.ModelOptions.ModelType;
import dev.carousel.task.panel.PanelOptions.CellKind;
import dev.carousel.task.panel.PanelOptions.NetworkOptions;
import java.util.Arrays;
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

  /** The cell, by which its layer is called. */
  @Override
  public String label(Network network) {
    return Arrays.stream(CellKind.values())
        .map(CellKind::toString)
        .filter(cell ->
            network.parameters().all().stream().anyMatch(p -> p.name().startsWith(cell + "_")))
        .findFirst()
        .orElse(ModelType.DIRECT.toString());
  }

  private static String add(
      List<Graph.Node> nodes, int member, PanelSpec spec, NetworkOptions options) {
    String recurrent = options.cell() + "_" + member;
    String last = "dropout_" + member;
    Recurrent layer = Recurrent.of(PanelNetwork.cell(spec, options));
    PanelNetwork.add(nodes, recurrent, layer, Graph.INPUT);
    PanelNetwork.add(nodes, last, Dropout.rate(options.dropout()), recurrent);
    if (spec.ahead() > 0) {
      String joined = "joined_" + member;
      PanelNetwork.add(nodes, joined, new Concatenate(), last, PanelNetwork.KNOWN);
      last = "hidden_" + member;
      Dense hidden = Dense.units(options.units()).withActivation(Activation.RELU);
      PanelNetwork.add(nodes, last, hidden, joined);
    }
    PanelNetwork.add(nodes, "head_" + member, Dense.units(spec.outputs()), last);
    return "head_" + member;
  }
}
