package dev.carousel.train;

import dev.carousel.data.Examples;
import dev.carousel.layer.Layer;
import dev.carousel.network.Graph;
import dev.carousel.network.Network;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Where sequences end for a network that masks steps of its inputs: what follows the last step that
 * is there counts as little as what is behind an example's length. So windows, weights and lengths
 * see one and the same end.
 */
final class MaskedEnds {
  private final List<List<Layer>> readers = new ArrayList<>(); // of each input; empty: none masks
  private final boolean none;

  MaskedEnds(Network network) {
    for (String input : network.graph().inputs().keySet()) {
      List<Layer> masking = new ArrayList<>();
      boolean all = true;
      for (Graph.Node node : network.graph().nodes()) {
        if (node.inputs().contains(input)) {
          all &= node.layer() instanceof Layer layer && layer.masksSteps() && masking.add(layer);
        }
      }
      readers.add(all ? masking : List.of());
    }
    none = readers.stream().allMatch(List::isEmpty);
  }

  /** The group with lengths that end where the masked steps begin; itself if nothing is masked. */
  Group of(Group group) {
    if (none) {
      return group;
    }
    List<Examples> inputs = group.examples().inputParts();
    if (inputs.size() == 1) {
      int[] lengths = lengths(readers.getFirst(), group.examples(), group.rows());
      return lengths.length == 0
          ? group
          : Group.all(group.examples().select(group.rows()).withLengths(lengths));
    }
    List<Examples> ending = new ArrayList<>();
    boolean changed = false;
    for (int i = 0; i < inputs.size(); i++) {
      int[] lengths = lengths(readers.get(i), inputs.get(i), group.rows());
      Examples some = inputs.get(i).select(group.rows());
      ending.add(lengths.length == 0 ? some : some.withLengths(lengths));
      changed |= lengths.length > 0;
    }
    if (!changed) {
      return group;
    }
    List<Examples> targets =
        group.examples().targetParts().stream().map(y -> y.select(group.rows())).toList();
    return Group.all(Examples.joined(ending, targets));
  }

  /** Steps up to the last that is there, at least 1, by row; none if they are the lengths. */
  private static int[] lengths(List<Layer> readers, Examples examples, int[] rows) {
    int[] lengths = new int[rows.length];
    boolean changed = false;
    float[] x = new float[readers.isEmpty() ? 0 : examples.inputShape().size()];
    int width = x.length / Math.max(1, examples.inputShape().at(0));
    for (int i = 0; i < rows.length && !readers.isEmpty(); i++) {
      int length = examples.length(rows[i]);
      examples.readInput(rows[i], x, 0);
      lengths[i] = length;
      while (lengths[i] > 1 && masked(readers, x, (lengths[i] - 1) * width, width)) {
        lengths[i]--;
      }
      changed |= lengths[i] < length;
    }
    return changed ? lengths : Arrays.copyOf(lengths, 0);
  }

  private static boolean masked(List<Layer> readers, float[] x, int at, int width) {
    return readers.stream().allMatch(layer -> layer.masks(x, at, width));
  }
}
