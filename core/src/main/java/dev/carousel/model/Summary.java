package dev.carousel.model;

import dev.carousel.layer.Form;
import dev.carousel.layer.Place;
import dev.carousel.network.Graph;
import dev.carousel.network.Network;
import dev.carousel.tensor.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/** A network as a table. */
public final class Summary {
  private final List<List<String>> rows = new ArrayList<>();

  private Summary() {}

  /**
   * Layers, output shapes and parameter counts; in a network of several paths also what each layer
   * reads, and what the network gives.
   */
  public static String of(Network network) {
    Summary table = new Summary();
    Graph graph = network.graph();
    boolean paths = !graph.sequential();
    table.row("layer", "output", "parameters", paths ? "reads" : "");
    graph.inputs().forEach((name, input) -> table.row(name, text(input.given()), "", ""));
    Map<String, Form> forms = graph.forms();
    for (int i = 0; i < graph.nodes().size(); i++) {
      Place place = network.places().get(i);
      String reads = paths ? String.join(", ", graph.nodes().get(i).inputs()) : "";
      table.row(place.name(), text(forms, place.name()), number(count(place)), reads);
      for (int o = 1; paths && forms.containsKey(place.name() + ":" + o); o++) {
        String wire = place.name() + ":" + o;
        table.row(wire, text(forms, wire), "", "");
      }
    }
    table.row("all", "", number(network.parameters().size()), "");
    return table + (paths ? "gives " + String.join(", ", graph.outputs()) + "\n" : "");
  }

  private static long count(Place place) {
    return place.parameters().all().stream()
        .filter(p -> p.name().startsWith(place.name() + "/"))
        .mapToLong(p -> p.shape().size())
        .sum();
  }

  private static String text(Map<String, Form> forms, String wire) {
    return text(Objects.requireNonNull(forms.get(wire)).shape());
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

  private void row(String name, String output, String parameters, String reads) {
    rows.add(List.of(name, output, parameters, reads));
  }

  private int width(int column, int least) {
    return rows.stream().mapToInt(row -> row.get(column).length()).reduce(least, Math::max);
  }

  @Override
  public String toString() {
    String format = "%%-%ds %%-%ds %%12s  %%s".formatted(width(0, 16), width(1, 18));
    return rows.stream()
        .map(row -> String.format(Locale.ROOT, format, row.toArray()).stripTrailing() + "\n")
        .collect(Collectors.joining());
  }
}
