package dev.carousel.lab;

import dev.carousel.BadInput;
import dev.carousel.lab.paper.Adding;
import dev.carousel.lab.paper.ClockworkWaveform;
import dev.carousel.lab.paper.ContinualReber;
import dev.carousel.lab.paper.LongLag;
import dev.carousel.lab.paper.Multiplication;
import dev.carousel.lab.paper.Reber;
import dev.carousel.lab.paper.TemporalOrder;
import dev.carousel.lab.paper.Timing;
import dev.carousel.lab.paper.TwoSequence;
import java.util.List;
import java.util.stream.Collectors;

/** Every experiment by its name. */
public final class Experiments {
  private static final List<Experiment> ALL =
      List.of(
          Reber.experiment(),
          LongLag.noiseFree(),
          LongLag.noLocalRegularities(),
          LongLag.distractors(),
          TwoSequence.clean(),
          TwoSequence.noisySignal(),
          TwoSequence.noisyTarget(),
          Adding.experiment(),
          Multiplication.experiment(),
          TemporalOrder.two(),
          TemporalOrder.three(),
          ContinualReber.experiment(),
          Timing.measuring(),
          Timing.generating(),
          Timing.periodic(),
          ClockworkWaveform.experiment());

  private Experiments() {}

  /** All of them, in the order of the papers. */
  public static List<Experiment> all() {
    return ALL;
  }

  /**
   * The experiment of this name.
   *
   * @throws BadInput with the names there are
   */
  public static Experiment named(String name) {
    return ALL.stream()
        .filter(experiment -> experiment.name().equals(name))
        .findFirst()
        .orElseThrow(() ->
            new BadInput(
                "%s: no such experiment; there are %s",
                name.isBlank() ? "'" + name + "'" : name, names()));
  }

  /** Their names, for people. */
  public static String names() {
    return ALL.stream().map(Experiment::name).collect(Collectors.joining(", "));
  }

  /**
   * The row of this name in an experiment.
   *
   * @throws BadInput with the names there are
   */
  public static Variant variant(Experiment experiment, String name) {
    return experiment.variants().stream()
        .filter(variant -> variant.name().equals(name))
        .findFirst()
        .orElseThrow(() ->
            new BadInput(
                "--variant %s: no such row of %s; there are %s",
                name,
                experiment.name(),
                experiment.variants().stream()
                    .map(Variant::name)
                    .collect(Collectors.joining(", "))));
  }
}
