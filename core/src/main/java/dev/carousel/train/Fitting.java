package dev.carousel.train;

import dev.carousel.data.Examples;
import dev.carousel.layer.Form;
import dev.carousel.layer.GlobalAveragePooling;
import dev.carousel.layer.GlobalMaxPooling;
import dev.carousel.layer.Recurrent;
import dev.carousel.loss.Objective;
import dev.carousel.network.Graph;
import dev.carousel.network.Network;
import java.util.List;

/** Checks that a network, what is to be minimised and examples fit each other. */
final class Fitting {
  private Fitting() {}

  /** Counts of inputs and outputs, and the shapes of the inputs if they are several. */
  static void check(Network network, Objective objective, Examples like) {
    int inputs = network.inputs().size();
    int outputs = network.outputs().size();
    List<Examples> x = like.inputParts();
    int y = like.targetParts().size();
    if (x.size() != inputs || y != outputs || objective.terms().size() != outputs) {
      throw new IllegalArgumentException(
          ("the network has %d inputs and %d outputs, the examples %d inputs and %d targets, and"
                  + " there are %d losses; expected equal numbers")
              .formatted(inputs, outputs, x.size(), y, objective.terms().size()));
    }
    for (int i = 0; inputs > 1 && i < inputs; i++) {
      network.checkInput(i, x.get(i).inputShape().prepend(like.size()));
    }
  }

  /** That a network can go over such examples in windows. */
  static void checkTruncated(Network network, Examples like, List<TargetReader> targets) {
    network.checkInPieces("truncated backpropagation");
    network.graph().nodes().forEach(Fitting::checkInWindows);
    int steps = like.inputShape().at(0);
    for (Examples input : like.inputParts()) {
      if (input.inputShape().at(0) != steps) {
        throw new IllegalArgumentException(
            "truncated backpropagation: inputs of %d and %d steps; expected equally many"
                .formatted(steps, input.inputShape().at(0)));
      }
    }
    for (int i = 0; i < targets.size(); i++) {
      Form output = network.outputs().get(i);
      if (output.sequence() && !targets.get(i).stepwise()) {
        throw new IllegalArgumentException(
            ("truncated backpropagation: the network gives sequences %s for inputs of %d steps;"
                    + " expected an output for each step, or one for the sequence")
                .formatted(output.shape(), steps));
      }
    }
    if (targets.stream().map(TargetReader::stepwise).distinct().count() > 1) {
      throw new IllegalArgumentException(
          "truncated backpropagation: some targets have steps and some have none; expected steps"
              + " in all of them, or in none");
    }
  }

  /** That a layer makes of a window what it makes of these steps in the whole sequence. */
  private static void checkInWindows(Graph.Node node) {
    if (node.layer() instanceof GlobalAveragePooling || node.layer() instanceof GlobalMaxPooling) {
      throw new IllegalArgumentException(
          "truncated backpropagation: %s is over all steps of a sequence, a window has only some;"
                  .formatted(node.name())
              + " take the last step (an LSTM without returnSequences), or whole sequences");
    }
    if (node.layer() instanceof Recurrent && node.inputs().size() > 1) {
      throw new IllegalArgumentException(
          "truncated backpropagation: %s begins with a state it is given, and in each window that"
                  .formatted(node.name())
              + " would be made of this window's steps; take whole sequences");
    }
  }
}
