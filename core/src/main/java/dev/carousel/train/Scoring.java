package dev.carousel.train;

import dev.carousel.data.Examples;
import dev.carousel.kernel.Engine;
import dev.carousel.layer.CarriedState;
import dev.carousel.layer.Signal;
import dev.carousel.loss.Loss;
import dev.carousel.loss.Objective;
import dev.carousel.metric.Metric;
import dev.carousel.metric.Outcomes;
import dev.carousel.network.Network;
import dev.carousel.random.Randomness;
import dev.carousel.tensor.Tape;
import dev.carousel.tensor.Tensor;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Losses and metrics while they are added up, group by group. */
final class Scoring {
  private static final Randomness NONE = new Randomness(0, 0);

  private final Network network;
  private final Objective objective;
  private final Windows windows;
  private final List<OutputMetric> metrics;
  private final List<Metric.Tally> tallies;
  private final LossSums losses;
  private final CarriedState carried = new CarriedState();

  Scoring(
      Network network,
      Engine engine,
      Objective objective,
      int window,
      List<OutputMetric> metrics,
      Examples like) {
    this.network = network;
    this.objective = objective;
    int steps = like.inputShape().at(0);
    this.windows = new Windows(network, engine, objective, window, like, steps);
    this.metrics = metrics;
    this.tallies = metrics.stream().map(m -> m.metric().tally()).toList();
    this.losses = new LossSums(objective);
    for (OutputMetric metric : metrics) {
      if (metric.output() >= network.outputs().size()) {
        throw new IllegalArgumentException(
            "%s: the network has %d outputs".formatted(metric.name(), network.outputs().size()));
      }
    }
  }

  /** Runs the network over a group. */
  void add(Tape tape, Group all) {
    Group group = windows.ending(all);
    for (int i = 0; i < windows.count() && windows.reaches(group, i); i++) {
      tape.reset(NONE);
      Batch batch = windows.read(tape, group, i, carried);
      List<Signal> outputs = network.apply(windows.pass(tape, carried), batch.x());
      for (int j = 0; j < outputs.size(); j++) {
        Batch.Target y = windows.target(tape, batch, j, outputs.get(j));
        Loss loss = objective.terms().get(j).loss();
        Tensor mean = loss.mean(outputs.get(j).values(), y.values(), y.weights(), y.total());
        losses.add(j, mean.get(), y.total());
      }
      addMetrics(tape, batch, outputs);
    }
  }

  private void addMetrics(Tape tape, Batch batch, List<Signal> outputs) {
    for (int j = 0; j < metrics.size(); j++) {
      int output = metrics.get(j).output();
      Batch.Target y = windows.target(tape, batch, output, outputs.get(output));
      tallies.get(j).add(Outcomes.of(outputs.get(output).values(), y.values(), y.weights()));
    }
  }

  Evaluation result() {
    Map<String, Double> values = new LinkedHashMap<>();
    double weight = 0;
    for (int i = 0; i < losses.size(); i++) {
      weight += losses.total(i);
    }
    for (int i = 0; i < metrics.size(); i++) {
      values.put(metrics.get(i).name(), tallies.get(i).value());
    }
    return new Evaluation(
        losses.mean(), losses.means(), weight, Collections.unmodifiableMap(values));
  }
}
