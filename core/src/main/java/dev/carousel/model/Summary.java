package dev.carousel.model;

import dev.carousel.layer.Form;
import dev.carousel.layer.Input;
import dev.carousel.layer.Place;
import dev.carousel.network.Network;
import dev.carousel.tensor.Shape;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/** A network as a table. */
public final class Summary {
  private Summary() {}

  /** Layers, output shapes and parameter counts. */
  public static String of(Network network) {
    StringBuilder table = new StringBuilder();
    table.append(row("layer", "output", "parameters"));
    for (Map.Entry<String, Input> input : network.graph().inputs().entrySet()) {
      table.append(row(input.getKey(), text(input.getValue().given()), ""));
    }
    Map<String, Form> forms = network.graph().forms();
    for (Place place : network.places()) {
      Shape shape = Objects.requireNonNull(forms.get(place.name())).shape();
      table.append(row(place.name(), text(shape), number(count(place))));
    }
    table.append(row("all", "", number(network.parameters().size())));
    return table.toString();
  }

  private static long count(Place place) {
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
