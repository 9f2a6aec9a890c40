package dev.carousel.cell;

import dev.carousel.cell.BlockLstmCell.Bias;
import dev.carousel.cell.BlockLstmCell.Start;
import dev.carousel.cell.BlockLstmCell.Wiring;
import dev.carousel.cell.OdysseyLstmCell.Variant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Every cell, with every one of its options in at least two values. */
final class CellSamples {
  /** Each differs in one from logistic gates and tanh. */
  private static final List<LstmActivations> OTHERS =
      List.of(
          new LstmActivations(
              CellActivation.HARD_SIGMOID, CellActivation.TANH, CellActivation.TANH),
          new LstmActivations(
              CellActivation.LOGISTIC, CellActivation.LOGISTIC, CellActivation.TANH),
          new LstmActivations(
              CellActivation.LOGISTIC, CellActivation.TANH, CellActivation.LOGISTIC));

  private CellSamples() {}

  static List<Cell> all() {
    List<Cell> all = new ArrayList<>();
    for (CellActivation activation : CellActivation.values()) {
      all.add(new RnnCell(3, activation));
    }
    all.add(new RnnCell(4, CellActivation.TANH));
    all.addAll(List.of(new LstmCell(3, 1), new LstmCell(5, 1), new LstmCell(3, -0.5f)));
    for (CellActivation one : CellActivation.values()) {
      if (one == CellActivation.TANH) {
        continue; // the usual one, below
      }
      boolean after = one.ordinal() % 2 == 0;
      if (one != CellActivation.IDENTITY) { // on small sums the same as the hard tanh
        all.add(new GruCell(3, after, CellActivation.LOGISTIC, one));
      }
      all.add(new LstmCell(3, 1, new LstmActivations(CellActivation.HARD_SIGMOID, one, one)));
    }
    all.add(new GruCell(3, true, CellActivation.HARD_SIGMOID, CellActivation.TANH));
    for (LstmActivations other : OTHERS) {
      all.add(new LstmCell(3, 1, other));
      all.add(OdysseyLstmCell.of(3, Variant.VANILLA).withActivations(other));
      all.add(OdysseyLstmCell.of(3, Variant.FGR).withActivations(other));
      all.add(ProjectedLstmCell.of(2, 5).withActivations(other));
      all.add(LayerNormLstmCell.of(4).withActivations(other));
      all.add(DepthGatedLstmCell.of(3, 3).withActivations(other));
    }
    all.addAll(List.of(new GruCell(3, true), new GruCell(3, false), new GruCell(4, false)));
    for (Variant variant : Variant.values()) {
      all.add(OdysseyLstmCell.of(3, variant));
    }
    all.addAll(List.of(new GruDCell(3), new GruDCell(5)));
    all.add(new OdysseyLstmCell(3, Variant.CIFG, 2));
    all.add(new OdysseyLstmCell(1, Variant.CIFG, 2));
    all.addAll(
        List.of(
            ProjectedLstmCell.of(2, 5),
            ProjectedLstmCell.of(3, 5),
            ProjectedLstmCell.of(2, 4),
            new ProjectedLstmCell(2, 1, 5, false, 1),
            new ProjectedLstmCell(2, 1, 5, true, 1),
            new ProjectedLstmCell(2, 1, 5, true, -1)));
    all.addAll(
        List.of(
            LayerNormLstmCell.of(4),
            LayerNormLstmCell.of(3),
            new LayerNormLstmCell(3, 0, 1e-5f),
            new LayerNormLstmCell(3, 0, 1e-2f)));
    all.addAll(
        List.of(
            ClockworkCell.of(3, 2),
            ClockworkCell.of(3, 1),
            ClockworkCell.of(3, 2).withActivation(CellActivation.LOGISTIC),
            ClockworkCell.of(1, 2),
            new ClockworkCell(2, List.of(2, 3, 5))));
    all.addAll(
        List.of(
            DepthGatedLstmCell.of(3, 1),
            DepthGatedLstmCell.of(3, 3),
            DepthGatedLstmCell.of(2, 3),
            new DepthGatedLstmCell(3, 3, 0)));
    all.addAll(List.of(new MinGruCell(3), new MinGruCell(5)));
    all.addAll(List.of(new MinLstmCell(3, 0), new MinLstmCell(5, 0), new MinLstmCell(3, 2)));
    all.addAll(List.of(new SlstmCell(2, 3), new SlstmCell(2, 1), new SlstmCell(1, 3)));
    all.addAll(
        List.of(
            new MlstmCell(2, 3, false),
            new MlstmCell(1, 3, false),
            new MlstmCell(2, 2, false),
            new MlstmCell(2, 3, true)));
    all.addAll(blocks());
    return all;
  }

  private static List<Cell> blocks() {
    BlockLstmCell base = BlockLstmCell.of2000(2, 3);
    LstmActivations paper = LstmActivations.OF_1997;
    CellActivation tanh = CellActivation.TANH;
    List<Cell> all = new ArrayList<>();
    all.addAll(Arrays.asList(base, BlockLstmCell.of2000(3, 3), BlockLstmCell.of2000(2, 1)));
    all.addAll(Arrays.asList(BlockLstmCell.of1997(2, 1), BlockLstmCell.of1997(1, 3)));
    all.add(base.withWiring(new Wiring(false, true, false, Bias.ALL)));
    all.add(base.withWiring(new Wiring(true, false, false, Bias.ALL)));
    all.add(base.withWiring(new Wiring(true, true, true, Bias.ALL)));
    all.add(base.withWiring(new Wiring(true, true, false, Bias.GATES)));
    all.add(base.withWiring(new Wiring(true, false, true, Bias.GATES)));
    all.add(base.withWiring(new Wiring(true, true, false, Bias.NONE)));
    all.add(base.withWiring(Wiring.OF_2000.withPeepholes()));
    all.add(base.withWiring(new Wiring(true, false, true, true, Bias.GATES)));
    all.add(base.withWiring(new Wiring(false, true, false, true, Bias.NONE)));
    CellActivation hard = CellActivation.HARD_SIGMOID;
    all.add(base.withActivations(new LstmActivations(hard, paper.input(), paper.output())));
    all.add(base.withActivations(new LstmActivations(paper.gate(), tanh, paper.output())));
    all.add(base.withActivations(new LstmActivations(paper.gate(), paper.input(), tanh)));
    List<Float> biases = List.of(-1f, -2f);
    all.add(base.withStart(Start.uniform(0.3f)));
    all.add(base.withStart(new Start(0.2f, biases, List.of(), List.of())));
    all.add(base.withStart(new Start(0.2f, List.of(), biases, List.of())));
    all.add(base.withStart(new Start(0.2f, List.of(), List.of(), biases)));
    return all;
  }
}
