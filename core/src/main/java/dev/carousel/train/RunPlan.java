package dev.carousel.train;

import dev.carousel.loss.Objective;
import dev.carousel.network.Network;
import dev.carousel.optim.Optimizer;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What a checkpoint must fit.
 *
 * @param fingerprint all that decides the bits of a step, a line for each
 * @param epochs at most that many
 * @param batches updates of an epoch; 0 if their number is not known
 * @param measures what is measured after each epoch
 */
record RunPlan(String fingerprint, int epochs, int batches, Measures measures) {
  private static final int SHOWN = 200; // characters of a line that differs

  /** The number of epochs is no part of the fingerprint: a finished run may be given more. */
  static RunPlan of(
      Network network,
      Optimizer optimizer,
      Objective objective,
      Fit fit,
      Feeds feeds,
      int windows) {
    Feed validation = feeds.validation();
    boolean total = fit.schedule.dependsOnTotal();
    String fingerprint =
        String.join(
            "\n",
            "Carousel " + version(),
            network.inputs().toString(),
            "layers " + network.graph().nodes(),
            "outputs " + network.graph().outputs(),
            optimizer.toString(),
            objective.toString(),
            feeds.training().words(),
            "validation " + (validation == null ? "none" : validation.words()),
            "batch size " + fit.batchSize,
            "accumulated " + fit.accumulate,
            "patience " + fit.patience,
            fit.measures.toString(),
            "clip norm " + fit.clipNorm,
            "rules for weights " + fit.regularizers,
            "window " + fit.window,
            fit.schedule + (total ? " over " + fit.epochs : ""),
            "order " + fit.order,
            "seed " + fit.seed);
    int batches = Math.multiplyExact(feeds.training().groups(), windows);
    return new RunPlan(fingerprint, fit.epochs, batches, fit.measures);
  }

  /** The lines of a fingerprint that are not in another, long ones not whole. */
  static String difference(String fingerprint, String other) {
    List<String> known = other.lines().toList();
    return fingerprint
        .lines()
        .filter(line -> !known.contains(line))
        .map(line -> line.length() > SHOWN ? line.substring(0, SHOWN) + "..." : line)
        .collect(Collectors.joining(", "));
  }

  private static String version() {
    String version = RunPlan.class.getPackage().getImplementationVersion();
    return version == null ? "development" : version;
  }
}
