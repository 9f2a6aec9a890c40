package dev.carousel.train;

import dev.carousel.data.Examples;
import dev.carousel.loss.Loss;
import dev.carousel.network.Network;
import dev.carousel.optim.Optimizer;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What a checkpoint must fit.
 *
 * @param fingerprint all that decides the bits of a step, a line for each
 * @param epochs at most that many
 * @param batches of an epoch, or their windows
 */
record RunPlan(String fingerprint, int epochs, int batches) {

  /** The number of epochs is no part of the fingerprint: a finished run may be given more. */
  static RunPlan of(
      Network network, Optimizer optimizer, Loss loss, Fit fit, Examples examples, int windows) {
    Examples validation = fit.validation();
    String fingerprint =
        String.join(
            "\n",
            "Carousel " + version(),
            network.inputs().toString(),
            "layers " + network.graph().nodes(),
            optimizer.toString(),
            loss.toString(),
            words(examples),
            "validation " + (validation == null ? "none" : words(validation)),
            "batch size " + fit.batchSize(),
            "patience " + fit.patience(),
            "clip norm " + fit.clipNorm(),
            "window " + fit.window(),
            fit.schedule() + (fit.schedule().dependsOnTotal() ? " over " + fit.epochs() : ""),
            "shuffle " + fit.shuffle(),
            "seed " + fit.seed());
    int batches = Math.ceilDiv(examples.size(), fit.batchSize());
    return new RunPlan(fingerprint, fit.epochs(), Math.multiplyExact(batches, windows));
  }

  /** The lines of a fingerprint that are not in another. */
  static String difference(String fingerprint, String other) {
    List<String> known = other.lines().toList();
    return fingerprint
        .lines()
        .filter(line -> !known.contains(line))
        .collect(Collectors.joining(", "));
  }

  private static String words(Examples examples) {
    return "%d examples of digest %s".formatted(examples.size(), DataDigest.of(examples));
  }

  private static String version() {
    String version = RunPlan.class.getPackage().getImplementationVersion();
    return version == null ? "development" : version;
  }
}
