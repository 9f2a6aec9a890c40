package dev.carousel.network;

import dev.carousel.layer.Embedding;
import dev.carousel.layer.TiedDense;
import java.util.List;

/** Gives layers that are tied to the network's embedding its name. */
final class Ties {
  private Ties() {}

  /**
   * The same nodes, names in place of {@link TiedDense#ONLY}.
   *
   * @throws IllegalArgumentException if there are several embeddings, so that it is not said which
   */
  static List<Graph.Node> named(List<Graph.Node> nodes) {
    List<String> embeddings =
        nodes.stream().filter(n -> n.layer() instanceof Embedding).map(Graph.Node::name).toList();
    return nodes.stream().map(node -> named(node, embeddings)).toList();
  }

  private static Graph.Node named(Graph.Node node, List<String> embeddings) {
    if (!(node.layer() instanceof TiedDense tied) || !tied.embedding().equals(TiedDense.ONLY)) {
      return node;
    }
    if (embeddings.size() != 1) {
      throw new IllegalArgumentException(
          "%s is tied to the network's only embedding, found %s; say which: new TiedDense(name, %d)"
              .formatted(node.name(), embeddings, tied.vocabulary()));
    }
    TiedDense named = new TiedDense(embeddings.getFirst(), tied.vocabulary());
    return new Graph.Node(node.name(), named, node.inputs());
  }
}
