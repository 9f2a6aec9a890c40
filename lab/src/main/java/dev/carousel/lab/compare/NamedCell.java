package dev.carousel.lab.compare;

import dev.carousel.BadInput;
import dev.carousel.cell.BlockLstmCell;
import dev.carousel.cell.BlockLstmCell.Wiring;
import dev.carousel.cell.Cell;
import dev.carousel.cell.CellActivation;
import dev.carousel.cell.ClockworkCell;
import dev.carousel.cell.DepthGatedLstmCell;
import dev.carousel.cell.GruCell;
import dev.carousel.cell.LayerNormLstmCell;
import dev.carousel.cell.LstmCell;
import dev.carousel.cell.MinGruCell;
import dev.carousel.cell.MinLstmCell;
import dev.carousel.cell.MlstmCell;
import dev.carousel.cell.OdysseyLstmCell;
import dev.carousel.cell.OdysseyLstmCell.Variant;
import dev.carousel.cell.ProjectedLstmCell;
import dev.carousel.cell.RnnCell;
import dev.carousel.cell.SlstmCell;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.IntFunction;
import java.util.stream.Collectors;

/**
 * A cell by name, of any size.
 *
 * @param name as on the command line
 * @param sized the cell of n units, or of n of what it is made of
 */
public record NamedCell(String name, IntFunction<Cell> sized) {
  private static final int MODULES = 4;
  private static final int LAYERS = 2;

  private static final List<NamedCell> ALL = all();

  private static List<NamedCell> all() {
    List<NamedCell> all = new ArrayList<>();
    all.add(new NamedCell("rnn", n -> new RnnCell(n, CellActivation.TANH)));
    all.add(new NamedCell("lstm", n -> new LstmCell(n, 1)));
    all.add(new NamedCell("gru", n -> new GruCell(n, true)));
    all.add(new NamedCell("gru-reset-before", n -> new GruCell(n, false)));
    all.add(new NamedCell("rnn-relu", n -> new RnnCell(n, CellActivation.RELU)));
    all.add(new NamedCell("lstm-1997", n -> BlockLstmCell.of1997(n, 1)));
    all.add(new NamedCell("lstm-2000", n -> BlockLstmCell.of2000(n, 1)));
    all.add(
        new NamedCell(
            "lstm-2002",
            n -> BlockLstmCell.of2000(n, 1).withWiring(Wiring.OF_2000.withPeepholes())));
    for (Variant variant : Variant.values()) {
      String name = "odyssey-" + variant.name().toLowerCase(Locale.ROOT);
      all.add(new NamedCell(name, n -> OdysseyLstmCell.of(n, variant)));
    }
    all.add(new NamedCell("projected-lstm", n -> ProjectedLstmCell.of(n, 2 * n)));
    all.add(new NamedCell("layer-norm-lstm", n -> LayerNormLstmCell.of(n + 1)));
    all.add(new NamedCell("depth-gated-lstm", n -> DepthGatedLstmCell.of(n, LAYERS)));
    all.add(new NamedCell("clockwork", n -> ClockworkCell.of(MODULES, n)));
    all.add(new NamedCell("min-gru", MinGruCell::new));
    all.add(new NamedCell("min-lstm", n -> new MinLstmCell(n, 1)));
    all.add(new NamedCell("slstm", n -> new SlstmCell(1, n)));
    all.add(new NamedCell("mlstm", n -> new MlstmCell(1, n, true)));
    return List.copyOf(all);
  }

  /** The names there are. */
  public static List<String> names() {
    return ALL.stream().map(NamedCell::name).toList();
  }

  /**
   * The cells of these names, each once.
   *
   * @param names separated by commas
   * @throws BadInput with the names there are
   */
  public static List<NamedCell> of(String names) {
    return Arrays.stream(names.split(",", -1))
        .map(String::strip)
        .distinct()
        .map(NamedCell::one)
        .toList();
  }

  private static NamedCell one(String name) {
    return ALL.stream()
        .filter(cell -> cell.name().equals(name))
        .findFirst()
        .orElseThrow(() ->
            new BadInput(
                "--cells %s: no such cell; there are %s",
                name, names().stream().collect(Collectors.joining(", "))));
  }
}
