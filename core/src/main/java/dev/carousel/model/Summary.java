package dev.carousel.model;

import dev.carousel.layer.Layer;
import dev.carousel.layer.Network;
import dev.carousel.tensor.Shape;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** A network as a table. */
public final class Summary {
  private Summary() {}

  /** Layers, output shapes and parameter counts. */
  public static String of(Network network) {
    StringBuilder table = new StringBuilder();
    table.append(row("layer", "output", "parameters"));
    table.append(row("input", text(network.input().given()), ""));
    for (int i = 0; i < network.layers().size(); i++) {
      Layer layer = network.layers().get(i);
      Layer.Place place = network.places().get(i);
      table.append(row(place.name(), text(layer.outputShape(place.input())), number(count(place))));
    }
    table.append(row("all", "", number(network.parameters().size())));
    return table.toString();
  }

  private static long count(Layer.Place place) {
    return place.parameters().all().stream()
        .filter(p -> p.name().startsWith(place.name() + "/"))
        .mapToLong(p -> p.shape().size())
        .sum();
  }

  private static String text(Shape one) {
    int[] sizes = one.toArray();
    return Arrays.stream(sizes)
        .mapToObj(s -> s == 0 ? "any" : Integer.toString(s))
        .collect(Collectors.joining(", ", "(batch, ", ")"));
  }

  private static String number(long n) {
    return String.format(Locale.ROOT, "%,d", n);
  }

  private static String row(String a, String b, String c) {
    return String.format(Locale.ROOT, "%-16s %-18s %12s%n", a, b, c).replaceAll("\\s+\n", "\n");
  }
}
