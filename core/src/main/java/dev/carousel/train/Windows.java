package dev.carousel.train;

import dev.carousel.data.Examples;
import dev.carousel.kernel.Engine;
import dev.carousel.layer.CarriedState;
import dev.carousel.layer.Pass;
import dev.carousel.layer.Signal;
import dev.carousel.loss.Objective;
import dev.carousel.network.Network;
import dev.carousel.random.Randomness;
import dev.carousel.tensor.Tape;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * How sequences are gone over: as a whole, or in windows that hand on the state. If targets have
 * steps, each window has its own and is learnt from. If there is one target a sequence, its last
 * steps are learnt from, as many as a window has; those before them give the state, without
 * gradient.
 */
final class Windows {
  private static final Randomness NONE = new Randomness(0, 0);

  private final Network network;
  private final List<TargetReader> targets = new ArrayList<>(); // one for each output
  private final MaskedEnds ends;
  private final Tape before; // for steps that give the state only
  private final boolean stepwise; // whether every target is
  private final int window; // 0: as a whole
  private final int steps;

  /**
   * Windows of that many steps; 0 for sequences as a whole.
   *
   * @param like examples of the shapes that will be read
   * @param steps of the longest that will be read
   */
  Windows(
      Network network, Engine engine, Objective objective, int window, Examples like, int steps) {
    this.network = network;
    this.window = window;
    this.steps = steps;
    this.before = new Tape(engine, false);
    this.ends = new MaskedEnds(network);
    Fitting.check(network, objective, like);
    for (int i = 0; i < objective.terms().size(); i++) {
      Examples target = like.targetParts().get(i);
      boolean perStep =
          network.stepsWithInput(i) && target.targetShape().at(0) == target.inputShape().at(0);
      targets.add(new TargetReader(objective.terms().get(i).loss(), perStep));
    }
    this.stepwise = targets.stream().allMatch(TargetReader::stepwise);
    if (window > 0) {
      Fitting.checkTruncated(network, like, targets);
    }
  }

  /** Windows of a group, those included that no example may reach. */
  int count() {
    return window == 0 || !stepwise ? 1 : Math.ceilDiv(steps, window);
  }

  /** The group with the lengths that its sequences have for this network. */
  Group ending(Group group) {
    return ends.of(group);
  }

  /**
   * The target of an output, without the steps that layers before it have masked; of lengths it
   * knows itself.
   */
  Batch.Target target(Tape tape, Batch batch, int number, Signal output) {
    boolean known =
        batch.x().size() == 1 && Objects.equals(output.mask(), batch.x().getFirst().mask());
    Batch.Target target = batch.y().get(number);
    return known ? target : targets.get(number).masked(tape, target, output.mask());
  }

  /** Whether one of the examples has steps in a window. */
  boolean reaches(Group group, int number) {
    return number == 0 || number * window < group.longest();
  }

  /** Reads a window, and sets the state that it starts from. */
  Batch read(Tape tape, Group group, int number, CarriedState carried) {
    if (number == 0) {
      carried.clear();
    }
    List<Signal> x = new ArrayList<>(1);
    List<Batch.Target> y = new ArrayList<>(1);
    List<Examples> views = group.examples().targetParts();
    int[] rows = group.rows();
    if (window > 0 && !stepwise) {
      runBefore(group, carried);
    }
    for (Examples input : group.examples().inputParts()) {
      if (window == 0) {
        x.add(InputReader.read(tape, input, rows, 0, Group.longest(input, rows)));
      } else if (stepwise) {
        x.add(InputReader.read(tape, input, rows, number * window, end(group, number)));
      } else {
        x.add(InputReader.readLast(tape, input, rows, window));
      }
    }
    for (int i = 0; i < targets.size(); i++) {
      y.add(
          window > 0 && stepwise
              ? targets.get(i).read(tape, views.get(i), rows, number * window, end(group, number))
              : targets.get(i).read(tape, views.get(i), rows));
    }
    return new Batch(x, y);
  }

  private int end(Group group, int number) {
    return Math.min(group.longest(), (number + 1) * window);
  }

  /** All steps of each example but the last {@code window}. */
  private void runBefore(Group group, CarriedState carried) {
    List<Examples> inputs = group.examples().inputParts();
    int longest = group.longest();
    for (int from = 0; from < longest - window; from += window) {
      before.reset(NONE);
      int first = from;
      int to = Math.min(longest - window, from + window);
      network.apply(
          Pass.on(before).carrying(carried),
          inputs.stream()
              .map(x -> InputReader.readBefore(before, x, group.rows(), first, to, window))
              .toList());
    }
  }

  /** For each output the sum of its weights in a window. */
  double[] totals(Group group, int number) {
    List<Examples> views = group.examples().targetParts();
    double[] totals = new double[targets.size()];
    for (int i = 0; i < totals.length; i++) {
      boolean pieces = window > 0 && stepwise;
      int from = pieces ? number * window : 0;
      int to = pieces ? end(group, number) : Group.longest(views.get(i), group.rows());
      totals[i] = targets.get(i).total(views.get(i), group.rows(), from, to);
    }
    return totals;
  }

  /** A pass over a window. */
  Pass pass(Tape tape, CarriedState carried) {
    return window == 0 ? Pass.on(tape) : Pass.on(tape).carrying(carried);
  }
}
